"""`./dev check`: everything that CI checks, and a table of what came out."""

import difflib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from devtools import environment, paths, project, services, suite
from devtools.console import Problem, say, step

SCHEMA = paths.ROOT / "docs" / "openapi.yaml"
HOW_SCHEMA = "./dev manage spectacular --file docs/openapi.yaml"


@dataclass(frozen=True)
class Check:
    """One check: `run` answers an empty text, or what is wrong and how to mend it."""

    name: str
    run: Callable[[dict[str, str]], str]


def command(*arguments: str) -> Callable[[dict[str, str]], str]:
    """A check that runs a program of the environment; its output tells what is wrong."""

    def run(env: dict[str, str]) -> str:
        program = [str(paths.venv_program(arguments[0])), *arguments[1:]]
        done = subprocess.run(
            program,
            cwd=paths.ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return "" if done.returncode == 0 else done.stdout or f"exit {done.returncode}"

    return run


def manage(*arguments: str) -> Callable[[dict[str, str]], str]:
    """A check that runs a management command."""
    return command("python", str(paths.MANAGE), *arguments)


def templates(env: dict[str, str]) -> str:
    """Whether the templates are formatted."""
    found = sorted(
        str(path.relative_to(paths.ROOT))
        for folder in paths.ROOT.glob("**/templates")
        if not {".local", "node_modules"} & set(folder.parts)
        for path in folder.rglob("*.html")
    )
    if not found:
        return ""
    return command("djade", "--target-version", "5.2", "--check", *found)(env)


def schema(env: dict[str, str]) -> str:
    """Whether the API's description is sound and the committed one is its equal."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "openapi.yaml"
        told = manage(
            *("spectacular", "--fail-on-warn", "--validate", "--file", str(made))
        )(env)
        if told:
            return told
        fresh = made.read_text()
    kept = SCHEMA.read_text() if SCHEMA.exists() else ""
    if fresh == kept:
        return ""
    lines = difflib.unified_diff(
        kept.splitlines(),
        fresh.splitlines(),
        "committed",
        "generated",
        lineterm="",
        n=1,
    )
    shown = "\n".join(list(lines)[:40])
    return f"{shown}\ndocs/openapi.yaml is not what the code says; {HOW_SCHEMA}\n"


def tests(env: dict[str, str]) -> str:
    """The tests, with their output as they run."""
    done = subprocess.run(suite.command(), cwd=paths.ROOT, env=env, check=False)
    return "" if done.returncode == 0 else f"pytest: exit code {done.returncode}"


CHECKS = (
    Check("format", command("ruff", "format", "--check", ".", "dev")),
    Check("lint", command("ruff", "check", ".", "dev")),
    Check("templates", templates),
    Check("layers", command("lint-imports", "--no-cache")),
    Check("system check", manage("check", "--fail-level", "WARNING")),
    Check("migrations", manage("makemigrations", "--check", "--dry-run")),
    Check("translations", manage("update_translations", "--check")),
    Check("API schema", schema),
    Check("types", command("mypy", ".", "dev")),
)


def main(arguments: Sequence[str]) -> int:
    """Run all checks, also after a failure; answers 1 when one of them failed."""
    unknown = set(arguments) - {"--no-tests"}
    if unknown:
        raise Problem(f"./dev check does not know {' '.join(sorted(unknown))}.")
    environment.ensure()
    with step("Servers for the checks"):
        found = services.ephemeral()
    env = {**found.environment(), "COLUMNS": "100"}
    try:
        project.compile_translations(env)
        results = [one(check, env) for check in CHECKS]
        if "--no-tests" not in arguments:
            say()
            results.append(timed(Check("tests", tests), test_environment(found)))
    finally:
        found.stop()
    return report(results)


def test_environment(found: services.Services) -> dict[str, str]:
    """pytest's environment: the same servers."""
    urls = {"DATABASE_URL": found.database_url, "REDIS_URL": found.redis_url}
    return {**os.environ, **urls}


@dataclass(frozen=True)
class Result:
    name: str
    told: str
    seconds: float


def one(check: Check, env: dict[str, str]) -> Result:
    """Run a check and show what it found at once."""
    with step(check.name) as doing:
        result = timed(check, env)
        doing.note("" if not result.told else "FAILED")
    if result.told:
        say("\n".join(f"    {line}" for line in result.told.rstrip().splitlines()))
    return result


def timed(check: Check, env: dict[str, str]) -> Result:
    started = time.monotonic()
    told = check.run(env)
    return Result(check.name, told, time.monotonic() - started)


def report(results: Sequence[Result]) -> int:
    """Print the table; answers the exit status."""
    say(f"\n  {'check':<16}{'result':<10}{'seconds':>8}")
    for result in results:
        word = "FAILED" if result.told else "ok"
        say(f"  {result.name:<16}{word:<10}{result.seconds:>8.1f}")
    failed = [result.name for result in results if result.told]
    say(
        f"\n  {len(failed)} failed: {', '.join(failed)}"
        if failed
        else "\n  All is well."
    )
    sys.stdout.flush()
    return 1 if failed else 0
