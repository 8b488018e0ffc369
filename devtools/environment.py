"""The virtual environment: made, filled from the lock, and stamped."""

import hashlib
import platform
import shutil
import subprocess
import sys

from devtools import paths
from devtools.console import Problem, step
from devtools.installer import LOCKED, find_installer, install, missing_feature

STAMP = paths.VENV / ".stamp"


def wanted_stamp() -> str:
    """A hash of all that decides what the environment contains."""
    parts = [python_version(), platform.machine(), LOCKED.read_text()]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def python_version() -> str:
    """Major and minor: patch releases share an environment."""
    return ".".join(platform.python_version_tuple()[:2])


def is_ready() -> bool:
    """Whether the environment is there, runs, and fits the lock."""
    return (
        STAMP.exists()
        and STAMP.read_text() == wanted_stamp()
        and paths.venv_program("python").exists()  # its interpreter may have gone
    )


def ensure() -> None:
    """Make the environment fit the lock; shows its steps, silent when it fits."""
    if is_ready():
        return
    paths.LOG.mkdir(parents=True, exist_ok=True)
    log = paths.LOG / "install.log"
    log.write_text("")
    if not usable():
        with step(f"Virtual environment for Python {platform.python_version()}"):
            make()
    installer = find_installer(log)
    with step("Packages: download and install") as doing:
        install(installer, log, doing)
    STAMP.write_text(wanted_stamp())


def usable() -> bool:
    """Whether there is an environment of this Python version to install into."""
    python = paths.venv_program("python")
    if not python.exists():
        return False
    ask = "import platform as p; print('.'.join(p.python_version_tuple()[:2]))"
    told = subprocess.run(
        [python, "-c", ask], capture_output=True, text=True, check=False
    )
    return told.stdout.strip() == python_version()


def make() -> None:
    """Make an empty environment. Without pip: that would need ensurepip and seconds."""
    try:
        import venv
    except ImportError:
        uv = shutil.which("uv")
        if uv is None:
            raise Problem(missing_feature("venv")) from None
        subprocess.run(
            [uv, "venv", "--clear", "--quiet", "--python", sys.executable, paths.VENV],
            check=True,
        )
        return
    venv.EnvBuilder(clear=True, symlinks=True, with_pip=False).create(paths.VENV)
