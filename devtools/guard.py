"""Run one program so that nothing of it outlives whoever started it.

Run as a script: `python -IS guard.py OPTIONS PROGRAM [ARGUMENTS]`, OPTIONS being a
JSON object made by `devtools.processes`. The guard asks the kernel for a signal when
its own parent dies (also by SIGKILL), passes a stop on to the program in the way that
program likes best, adopts whatever the program leaves behind (reloaders, pool workers)
and ends it too. A folder that is only of use to the program is removed at the end.
"""

import ctypes
import json
import os
import shutil
import signal
import sys
import time
from pathlib import Path

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
STOPS = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP}
SWEEP_GRACE = 3.0


def prctl(option: int, value: int) -> None:
    """Call prctl(2) where there is one; elsewhere guards work without it."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0)


def die_with_parent(number: int, parent: int) -> None:
    """Ask for a signal when the parent dies, and leave if it is dead already."""
    prctl(PR_SET_PDEATHSIG, number)
    if os.getppid() != parent:
        os._exit(1)


def children_of(parent: int) -> list[int]:
    """Process ids whose parent is `parent`."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text(errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(int(entry.parent.name))
    return found


def start(command: list[str], stop: int) -> int:
    """Fork and execute the program; answers its process id."""
    parent = os.getpid()
    child = os.fork()
    if child:
        return child
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    die_with_parent(stop, parent)
    try:
        os.execvp(command[0], command)
    except OSError as error:
        sys.stderr.write(f"{command[0]}: {error.strerror}\n")
        os._exit(127)


def reap(child: int) -> int | None:
    """Collect the dead; answers the program's status when it is among them."""
    status = None
    while True:
        try:
            pid, value = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return status
        if pid == 0:
            return status
        if pid == child:
            status = os.waitstatus_to_exitcode(value)


def send(pid: int, number: int) -> None:
    """Signal a process that may be gone already."""
    try:
        os.kill(pid, number)
    except (ProcessLookupError, PermissionError):
        return


def wait_for(child: int, stop: int, grace: float) -> int:
    """Wait for the program, passing a stop on; after `grace` seconds it is killed."""
    deadline = None
    while True:
        status = reap(child)
        if status is not None:
            return status
        left = 60.0 if deadline is None else deadline - time.monotonic()
        if left <= 0:
            send(child, signal.SIGKILL)
            left = 1.0
        got = signal.sigtimedwait(STOPS | {signal.SIGCHLD}, left)
        if got and got.si_signo in STOPS and deadline is None:
            send(child, stop)
            deadline = time.monotonic() + grace


def sweep() -> None:
    """End everything that the program left to us."""
    deadline = time.monotonic() + SWEEP_GRACE
    number = signal.SIGTERM
    while True:
        reap(0)
        left = children_of(os.getpid())
        if not left:
            return
        for pid in left:
            send(pid, number)
        signal.sigtimedwait({signal.SIGCHLD}, 0.2)
        if time.monotonic() > deadline:
            number = signal.SIGKILL


def main(options: str, *command: str) -> int:
    """Guard one program; answers its exit status, 128 + n when a signal ended it."""
    chosen = json.loads(options)
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPS | {signal.SIGCHLD})
    die_with_parent(signal.SIGTERM, chosen["parent"])
    prctl(PR_SET_CHILD_SUBREAPER, 1)
    child = start(list(command), chosen["stop"])
    status = wait_for(child, chosen["stop"], chosen["grace"])
    sweep()
    if chosen["remove"]:
        shutil.rmtree(chosen["remove"], ignore_errors=True)
    return 128 - status if status < 0 else status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
