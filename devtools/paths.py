"""Where things are in a clone. Everything that may be deleted is under `.local/`."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCAL = ROOT / ".local"
VENV = LOCAL / "venv"
TOOLS = LOCAL / "tools"
LOG = LOCAL / "log"
LOGINS = LOCAL / "logins.txt"
SECRETS = LOCAL / "secrets.json"
LOCK = LOCAL / "lock"
RUNNING = LOCAL / "running.json"
USERS = LOCAL / "users.lock"
POSTGRES = LOCAL / "postgres"
VALKEY = LOCAL / "valkey"
BEAT = LOCAL / "beat"
STATIC = LOCAL / "static"
MANAGE = ROOT / "manage.py"


def venv_program(name: str) -> Path:
    """The path of a program of the virtual environment, existing or not."""
    return VENV / "bin" / name


def site_packages() -> Path:
    """The folder in which the virtual environment keeps its packages."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return VENV / "lib" / version / "site-packages"


def shown(path: Path) -> str:
    """A path as a person in the clone would type it."""
    try:
        return str(path.relative_to(ROOT))
    except ValueError:
        return str(path)
