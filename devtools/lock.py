"""Only one `./dev` of a clone at a time owns the servers and their data.

The lock is held by an open file that every child inherits, so it lasts as long as any
of them: after a `kill -9` a new `./dev` waits until the last process has gone.
"""

import fcntl
import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from devtools import paths
from devtools.console import Problem, step
from devtools.services import write_private

PATIENCE = 60.0


@dataclass(frozen=True)
class Running:
    """What the owner of the lock tells about itself; the URLs once they answer."""

    pid: int
    started: str
    command: str
    address: str = ""
    database_url: str = ""
    redis_url: str = ""

    def alive(self) -> bool:
        return start_time(self.pid) == self.started


def start_time(pid: int) -> str:
    """When a process began, in the system's own terms; empty when it is gone."""
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text(errors="replace").rpartition(")")[2].split()[19]
    except OSError:
        pass
    if Path("/proc/self/stat").exists():
        return ""
    try:
        os.kill(pid, 0)
    except OSError:
        return ""
    return "alive"


def announce(
    command: str, *, address: str = "", database_url: str = "", redis_url: str = ""
) -> None:
    """Tell other commands who owns the lock and where its servers are."""
    pid = os.getpid()
    told = Running(pid, start_time(pid), command, address, database_url, redis_url)
    write_private(paths.RUNNING, json.dumps(asdict(told)))


def acquire() -> int | None:
    """Take the lock if it is free; answers its file descriptor."""
    paths.LOCAL.mkdir(exist_ok=True)
    descriptor = os.open(paths.LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


def running() -> Running | None:
    """The living owner of the lock, if there is one."""
    descriptor = acquire()
    if descriptor is not None:
        os.close(descriptor)
        return None
    return owner()


def owner() -> Running | None:
    """Who last announced itself, if it still lives."""
    try:
        told = Running(**json.loads(paths.RUNNING.read_text()))
    except (OSError, ValueError, TypeError):
        return None
    return told if told.alive() else None


def own(command: str, *, address: str = "") -> int:
    """Take the lock, waiting for the leftovers of a killed owner.

    A Problem when a living owner has it, and when leftovers do not end.
    """
    descriptor = acquire()
    if descriptor is None:
        refuse_beside_living()
        with step("Waiting for the processes of an earlier ./dev to end"):
            descriptor = wait()
    announce(command, address=address)
    return descriptor


def refuse_beside_running() -> None:
    """As `own` would refuse, without taking the lock."""
    if running():
        refuse_beside_living()


def refuse_beside_living() -> None:
    """A Problem that says who runs already and where."""
    other = owner()
    if other is None:
        return
    where = f" at {other.address}" if other.address else ""
    raise Problem(
        f"{other.command} (process {other.pid}) is already running{where}. "
        "Stop it first (Ctrl-C in its terminal)."
    )


def wait() -> int:
    """Wait for a lock whose owner is dead."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        descriptor = acquire()
        if descriptor is not None:
            return descriptor
        refuse_beside_living()
        time.sleep(0.2)
    raise Problem(
        f"{paths.shown(paths.LOCK)} is held by processes of an earlier ./dev that do "
        f"not end; see who they are with: fuser -v {paths.LOCK}"
    )
