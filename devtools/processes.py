"""Starting and stopping programs, each under a guard (see `guard.py`)."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from devtools.console import Problem, last_lines
from devtools.paths import ROOT, shown

GUARD = Path(__file__).with_name("guard.py")


@dataclass
class Child:
    """A program under its guard. `log` is None when it writes to our own output."""

    name: str
    process: "subprocess.Popen[bytes]"
    log: Path | None
    grace: float

    def died(self) -> bool:
        return self.process.poll() is not None

    def stop(self) -> None:
        """Ask the guard to stop the program; returns at once."""
        if not self.died():
            self.process.send_signal(signal.SIGTERM)

    def wait(self) -> int:
        """Wait for the end; the guard itself kills what does not heed the stop."""
        try:
            return self.process.wait(self.grace + 15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()


def spawn(
    name: str,
    command: Sequence[str | Path],
    *,
    env: Mapping[str, str],
    log: Path | None = None,
    stop: signal.Signals = signal.SIGTERM,
    grace: float = 10,
    remove: Path | None = None,
    keep: int | None = None,
) -> Child:
    """Start a program in a session of its own, under a guard.

    `stop` is the signal that the program takes for a clean stop, `grace` the seconds
    it may take; `remove` is a folder to delete when it has ended; `keep` is a file
    descriptor (our lock) that stays open as long as the guard lives.
    """
    options = {
        "stop": int(stop),
        "grace": grace,
        "remove": str(remove) if remove else None,
        "parent": os.getpid(),
    }
    guard = [sys.executable, "-IS", str(GUARD), json.dumps(options)]
    output = log.open("ab") if log else None
    try:
        process = subprocess.Popen(
            [*guard, *map(str, command)],
            cwd=ROOT,
            env=dict(env),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output else None,
            start_new_session=True,
            pass_fds=[] if keep is None else [keep],
        )
    finally:
        if output:
            output.close()
    return Child(name, process, log, grace)


def stop_all(children: Sequence[Child]) -> None:
    """Stop several programs side by side and wait for all of them."""
    for child in children:
        child.stop()
    for child in children:
        child.wait()


def run(
    name: str,
    command: Sequence[str | Path],
    *,
    env: Mapping[str, str],
    log: Path | None = None,
    keep: int | None = None,
) -> None:
    """Run a program to its end; a failure is a Problem that shows its last lines."""
    child = spawn(name, command, env=env, log=log, keep=keep)
    try:
        code = child.process.wait()
    except BaseException:
        child.stop()
        child.wait()
        raise
    if code:
        told = f"; the end of {shown(log)}:\n{last_lines(log)}" if log else ""
        raise Problem(f"{name} failed with exit code {code}{told}")


def fresh_log(log: Path) -> Path:
    """Make room for a new log file, keeping the one before it as `.1`."""
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists():
        log.replace(log.with_name(log.name + ".1"))
    log.touch()
    return log


def wait_until(ready: Callable[[], bool], child: Child, *, seconds: float) -> None:
    """Wait until `ready()` holds; a Problem when the program dies or time is up."""
    deadline = time.monotonic() + seconds
    while not ready():
        ended = child.died()
        if ended or time.monotonic() > deadline:
            what = "ended at once" if ended else f"gave no answer in {seconds:.0f} s"
            told = last_lines(child.log) if child.log else ""
            raise Problem(f"{child.name} {what}:\n{told}")
        time.sleep(0.05)
