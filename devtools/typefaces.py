"""The site's typefaces come from npm where there is one; without, pages use system fonts."""

import os
import shutil
import subprocess
from pathlib import Path

from devtools import paths
from devtools.console import last_lines, say, step

COMMAND = ("ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund")
# Without a network npm tries three times, for minutes.
PATIENCE = ("--fetch-retries=1", "--fetch-timeout=30000")
MOST_SECONDS = 180


def wanted(root: Path = paths.ROOT) -> bool:
    """Whether node_modules is absent, unfinished or older than package-lock.json.

    A link is somebody else's folder: npm would empty it, so it is left alone.
    """
    folder = root / "node_modules"
    if folder.is_symlink():
        return False
    finished = folder / ".package-lock.json"  # what npm writes last
    if not finished.exists():
        return True
    return finished.stat().st_mtime < (root / "package-lock.json").stat().st_mtime


def ensure(root: Path = paths.ROOT, log: Path | None = None) -> None:
    """Install the typefaces where Node and npm are; a failure is only told."""
    if not wanted(root):
        return
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        say("  – No Node with npm: pages use system fonts.")
        return
    log = log or paths.LOG / "npm.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with step("Typefaces (npm ci)") as doing:
        if not installed(npm, root, log):
            doing.note("not to be had, so pages use system fonts")
            say(f"\n    npm's last words ({paths.shown(log)}):\n{last_lines(log, 4)}")


def installed(npm: str, root: Path, log: Path) -> bool:
    """Run npm to its end; answers whether it succeeded."""
    with log.open("wb") as output:
        try:
            done = subprocess.run(
                [npm, *COMMAND, *PATIENCE],
                cwd=root,
                env={**os.environ, "NO_UPDATE_NOTIFIER": "1"},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                timeout=MOST_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            output.write(f"no end after {MOST_SECONDS} seconds\n".encode())
            return False
    if done.returncode:
        return False
    # npm leaves the file alone where nothing changed; its age says that it was looked at.
    os.utime(root / "node_modules" / ".package-lock.json")
    return True
