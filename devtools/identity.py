"""Under which user PostgreSQL runs: it refuses root, and a user without a name."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from devtools.console import Problem

NOBODY = 65534
NAMESPACE = (
    "unshare",
    "--user",
    f"--map-user={NOBODY}",
    f"--map-group={NOBODY}",
)
SETPRIV = (
    "setpriv",
    f"--reuid={NOBODY}",
    f"--regid={NOBODY}",
    "--clear-groups",
)


@dataclass(frozen=True)
class Identity:
    """`prefix` goes before a command; `owner` is who must own the data on disk."""

    prefix: tuple[str, ...]
    owner: int


def works(command: tuple[str, ...]) -> bool:
    """Whether a command can be run and succeeds."""
    if shutil.which(command[0]) is None:
        return False
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def has_name(uid: int) -> bool:
    """Whether the system knows a name for a user id (containers may not)."""
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


@cache
def postgres_identity(server: Path) -> Identity:
    """How to run PostgreSQL here.

    An ordinary user runs it as himself. Root, and a user without a name, appear as
    user 65534 in a user namespace, in which files stay theirs. Where namespaces are
    forbidden, root really becomes user 65534. Otherwise a Problem says what to do.
    """
    uid = os.geteuid()
    if uid != 0 and has_name(uid):
        return Identity((), uid)
    if works((*NAMESPACE, "true")):
        return Identity(NAMESPACE, uid)
    if uid != 0:
        raise Problem(
            f"user {uid} has no name on this system, PostgreSQL refuses that, and user "
            "namespaces are forbidden here. Add the user (useradd), or set DATABASE_URL."
        )
    if works((*SETPRIV, "test", "-x", str(server))):
        return Identity(SETPRIV, NOBODY)
    raise Problem(
        "PostgreSQL refuses to run as root, user namespaces are forbidden here, and "
        f"user {NOBODY} may not read {server}. Run ./dev as an ordinary user, or put "
        "the clone into a folder that everybody may enter, or set DATABASE_URL."
    )


def give(folder: Path, owner: int) -> None:
    """Make `owner` own a data folder; only root has to and may."""
    if os.geteuid() != 0 or folder.stat().st_uid == owner:
        return
    os.chown(folder, owner, -1)
    for entry in folder.rglob("*"):
        os.chown(entry, owner, -1, follow_symlinks=False)
