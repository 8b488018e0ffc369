"""Installing the locked packages: with uv, which is fast, or with pip."""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from devtools import paths
from devtools.console import Problem, Step, last_lines, say, step

LOCKED = paths.ROOT / "requirements-dev.txt"
UV_LOCKED = paths.ROOT / "devtools" / "uv.txt"


def find_installer(log: Path) -> list[str]:
    """The install command: uv where it is or can be had, else pip (said aloud)."""
    found = shutil.which("uv") or own_uv()
    if found:
        return uv_install(found)
    pip = find_pip(log)
    with step("Installer (uv)") as doing:
        target = ["--target", str(paths.TOOLS), "--upgrade"]
        locked = ["--require-hashes", "-r", str(UV_LOCKED)]
        if call([*pip, "install", "--quiet", *target, *locked], log):
            return uv_install(own_uv() or "uv")
        doing.note("not available, so pip installs; that takes longer")
    return [*pip, "install", "--require-hashes", "-r", str(LOCKED)]


def own_uv() -> str | None:
    """The uv that an earlier run put beside the environment."""
    found = paths.TOOLS / "bin" / "uv"
    return str(found) if found.exists() else None


def uv_install(uv: str) -> list[str]:
    """uv's command that makes the environment exactly the lock."""
    python = str(paths.venv_program("python"))
    return [
        *(uv, "pip", "sync", "--python", python),
        *("--require-hashes", "--compile-bytecode", str(LOCKED)),
    ]


def find_pip(log: Path) -> list[str]:
    """A pip that installs into the environment, whichever Python it belongs to."""
    python = str(paths.venv_program("python"))
    inside = [python, "-m", "pip"]
    if call([*inside, "--version"], log):
        return inside
    outside = [sys.executable, "-m", "pip", "--python", python]
    if call([*outside, "--version"], log):
        return outside
    if call([python, "-m", "ensurepip"], log):
        return inside
    raise Problem(missing_feature("ensurepip"))


def call(command: list[str], log: Path, **extra: str) -> bool:
    """Run an installer's command; answers whether it succeeded."""
    with log.open("ab") as output:
        output.write(f"$ {' '.join(command)}\n".encode())
        output.flush()
        done = subprocess.run(
            command,
            cwd=paths.ROOT,
            env={**installer_environment(), **extra},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    return done.returncode == 0


def installer_environment() -> dict[str, str]:
    """Our environment; uv is told of the package index that pip was told of."""
    environ = dict(os.environ, PIP_DISABLE_PIP_VERSION_CHECK="1")
    if "PIP_INDEX_URL" in environ:
        environ.setdefault("UV_DEFAULT_INDEX", environ["PIP_INDEX_URL"])
    environ.setdefault("UV_HTTP_TIMEOUT", "120")
    if not os.access(Path.home(), os.W_OK):
        environ.setdefault("UV_CACHE_DIR", str(paths.LOCAL / "uv-cache"))
    return environ


def install(installer: list[str], log: Path, doing: Step) -> None:
    """Install the lock, say how long each part took; with pip when uv cannot.

    uv trusts its own certificates first; behind a proxy that signs anew, those of
    the system are right.
    """
    if "sync" not in installer:
        install_with_pip(installer, log, doing)
        return
    if call(installer, log) or call(installer, log, UV_SYSTEM_CERTS="true"):
        doing.note(parts_of(log.read_text(errors="replace"), doing.seconds()))
        return
    say(f"\n    uv could not install them; its last words:\n{last_lines(log, 6)}")
    say("    now with pip, which takes longer")
    locked = ["install", "--require-hashes", "-r", str(LOCKED)]
    install_with_pip([*find_pip(log), *locked], log, doing)


def install_with_pip(installer: list[str], log: Path, doing: Step) -> None:
    """Install the lock with pip; a Problem when that fails too."""
    started = time.monotonic()
    if not call(installer, log):
        raise Problem(f"the packages could not be installed:\n{last_lines(log)}")
    doing.note(f"pip: {time.monotonic() - started:.1f} s")


def parts_of(told: str, total: float) -> str:
    """From uv's own report: how long downloading took and how long the rest."""
    prepared = re.search(
        r"Prepared (\d+) packages? in (?:([\d.]+)m )?([\d.]+)(ms|s)", told
    )
    if not prepared:
        return f"nothing to download; installed in {total:.1f} s"
    count, minutes, number, unit = prepared.groups()
    seconds = float(minutes or 0) * 60 + float(number) / (1000 if unit == "ms" else 1)
    rest = max(total - seconds, 0)
    return f"{count} packages: downloaded in {seconds:.1f} s, installed in {rest:.1f} s"


def missing_feature(module: str) -> str:
    """What to install when this Python lacks a part of its standard library."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return (
        f"this Python ({sys.executable}) has no {module} module, and there is neither "
        f"uv nor pip. On Debian and Ubuntu: apt-get install python{version}-venv"
    )
