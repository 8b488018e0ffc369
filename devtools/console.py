"""What `./dev` says: steps with their seconds, and problems in one sentence."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Problem(Exception):
    """Something the user can mend; its text says what is wrong and how to mend it."""


class Stopped(BaseException):
    """The user (or the system) asked us to stop; not an error."""


def say(text: str = "") -> None:
    """Print a line at once, also into a pipe."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


class Step:
    """A step under way; `note` adds a remark to the line that closes it."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.remark = ""
        self.started = time.monotonic()
        self.live = sys.stdout.isatty()
        self._over = threading.Event()

    def note(self, remark: str) -> None:
        self.remark = remark

    def seconds(self) -> float:
        return time.monotonic() - self.started

    def tick(self) -> None:
        """Repaint the line every second on a terminal, until the step is over."""
        while not self._over.wait(1.0):
            sys.stdout.write(f"\r\033[K  … {self.title}  {self.seconds():.0f} s")
            sys.stdout.flush()

    def close(self, mark: str) -> None:
        self._over.set()
        remark = f"  ({self.remark})" if self.remark else ""
        start = "\r\033[K" if self.live else ""
        say(f"{start}  {mark} {self.title}  {self.seconds():.1f} s{remark}")


@contextmanager
def step(title: str, *, quiet: bool = False, live: bool = True) -> Iterator[Step]:
    """Show a step while it lasts, then its seconds.

    `quiet` shows nothing at all; `live` False leaves the lines below the title to
    a program that prints its own progress.
    """
    current = Step(title)
    if quiet:
        yield current
        return
    current.live = current.live and live
    if current.live:
        sys.stdout.write(f"  … {title}")
        sys.stdout.flush()
        threading.Thread(target=current.tick, daemon=True).start()
    else:
        say(f"  … {title}")
    try:
        yield current
    except BaseException:
        current.close("✗")
        raise
    current.close("✓")


def last_lines(log: Path, count: int = 15) -> str:
    """The end of a log file, indented, for an error message."""
    if not log.exists():
        return "    (no log)"
    lines = log.read_text(errors="replace").rstrip().splitlines()[-count:]
    return "\n".join(f"    {line}" for line in lines) or "    (the log is empty)"
