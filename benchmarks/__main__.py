"""Grow a record of its own, serve it as in production, measure, and tell."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from devtools import postgres, processes, project, services
from devtools.console import Problem, say, step

HERE = Path(__file__).parent
SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "libya_tracker.settings",
    "SECRET_KEY": "only-for-measuring-and-never-for-a-site-that-people-reach",
    "STATIC_FROM_SOURCE": "false",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "STATEMENT_TIMEOUT_MS": "0",
}


def main() -> int:
    """Measure and print; 1 when a budget is not kept."""
    asked = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    asked.add_argument(
        "--meetings", type=int, default=20_000, help="size of the record"
    )
    asked.add_argument("--rounds", type=int, default=60, help="answers a page")
    asked.add_argument("--save", action="store_true", help="write benchmarks/results.*")
    asked.add_argument(
        "--extraction", action="store_true", help="how fast reports are read instead"
    )
    wish = asked.parse_args()
    if wish.extraction:
        from benchmarks import extraction

        return extraction.run()
    # Never the site's own database: what DATABASE_URL names is left alone.
    for name in ("DATABASE_URL", "REDIS_URL"):
        os.environ.pop(name, None)
    with _servers() as found:
        size = _prepare(found, wish.meetings)
        with _served(found, keep=False) as making, _served(found, keep=True) as port:
            return _measure((making, port), size, wish.rounds, save=wish.save)


@contextmanager
def _servers() -> Iterator[services.Services]:
    with step("Servers for the benchmark"):
        found = services.ephemeral()
    with tempfile.TemporaryDirectory() as static:
        os.environ.update(SETTINGS, STATIC_ROOT=static)
        os.environ["DATABASE_URL"] = found.database_url
        os.environ["REDIS_URL"] = found.redis_url
        try:
            yield found
        finally:
            found.stop()


def _prepare(found: services.Services, wanted: int) -> int:
    """Load the real record and copy it until it has the size that is wanted."""
    project.compile_translations(found.environment())
    project.migrate(found)
    project.load_starter_data(found)
    project.collect_static(found.environment())
    import django

    django.setup()
    from benchmarks.grow import grow_to
    from meetings.tasks import lay_out_network

    with step(f"A record of {wanted} meetings"):
        size = grow_to(wanted)
        lay_out_network()
    return size


@contextmanager
def _served(found: services.Services, *, keep: bool) -> Iterator[int]:
    """Run the site's production server, which keeps pages or not; give its port."""
    port = postgres.free_port()
    gunicorn = [
        *(sys.executable, "-m", "gunicorn", "libya_tracker.wsgi:application"),
        *("--bind", f"127.0.0.1:{port}", "--log-level", "error"),
        *("--access-logfile", os.devnull),
    ]
    env = {**found.environment(), "KEEP_PAGES": str(keep).lower()}
    child = processes.spawn("gunicorn", gunicorn, env=env, log=None)
    try:
        processes.wait_until(lambda: postgres.answers(port), child, seconds=60)
        yield port
    finally:
        processes.stop_all([child])


def _measure(ports: tuple[int, int], size: int, rounds: int, *, save: bool) -> int:
    from benchmarks.budgets import SERVED
    from benchmarks.report import as_data, as_text
    from benchmarks.timing import timed
    from benchmarks.weight import weigh

    with step(f"Answers, {rounds} a page"):
        served = [timed(asked, *ports, rounds) for asked in SERVED]
    with step("Pages in Chromium"):
        weighed, trip = weigh(ports[1])
    text = as_text(size, served, weighed, trip)
    say(text)
    if save:
        (HERE / "results.md").write_text(text)
        data = as_data(size, served, weighed, trip)
        (HERE / "results.json").write_text(json.dumps(data, indent=1) + "\n")
    missed = [one.misses for one in served] + [one.misses for one in weighed]
    return 1 if any(missed) else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Problem as problem:
        sys.exit(f"./dev bench: {problem}")
