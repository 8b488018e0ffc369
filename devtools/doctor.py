"""`./dev doctor`: what is wrong with this machine, and how to mend it."""

import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from devtools import chromium, environment, identity, lock, paths, site, typefaces
from devtools.console import Problem, say

NEEDED_BYTES = 1_500_000_000
FONT_PACKAGE = "fonts-noto-core"
FONT_FOLDERS = ("/usr/share/fonts", "~/.local/share/fonts", "~/.fonts")
ARABIC_NAMES = ("arab", "naskh", "kufi", "amiri", "plexsansarabic", "dejavusans")


@dataclass(frozen=True)
class Finding:
    """`level` is ok, optional (something is left out) or wrong (./dev cannot run)."""

    level: str
    text: str


def ok(text: str) -> Finding:
    return Finding("ok", text)


def optional(text: str) -> Finding:
    return Finding("optional", text)


def wrong(text: str) -> Finding:
    return Finding("wrong", text)


def python() -> Iterator[Finding]:
    """Version and parts of this Python."""
    version = platform.python_version()
    yield ok(f"Python {version} ({sys.executable})")
    short = ".".join(version.split(".")[:2])
    for module, package in (
        ("ssl", ""),
        ("ctypes", ""),
        ("venv", f"python{short}-venv"),
    ):
        if importlib.util.find_spec(module) is None:
            fix = package or f"libpython{short}-stdlib, or a Python built with {module}"
            yield wrong(f"this Python has no {module}: apt-get install {fix}")
    if sys.version_info[:2] != (3, 11):
        yield optional("requirements are locked for Python 3.11, which CI uses")


def installer() -> Iterator[Finding]:
    """A way to install the packages."""
    if environment.is_ready():
        yield ok(f"packages are installed and fit the lock ({paths.shown(paths.VENV)})")
        return
    if shutil.which("uv"):
        yield ok("uv installs the packages")
    elif importlib.util.find_spec("pip") or importlib.util.find_spec("ensurepip"):
        yield ok("pip installs uv, uv installs the packages")
    else:
        short = ".".join(platform.python_version_tuple()[:2])
        yield wrong(f"neither uv nor pip: apt-get install python{short}-venv")


def servers() -> Iterator[Finding]:
    """Whether the embedded servers can run here."""
    if not sys.platform.startswith(("linux", "darwin")) or not is_glibc():
        yield wrong(
            f"no embedded servers for {platform.system()} without glibc: set "
            "DATABASE_URL and REDIS_URL to servers of your own"
        )
    if os.environ.get("DATABASE_URL"):
        yield ok("DATABASE_URL is set: no embedded PostgreSQL")
        return
    if os.geteuid() == 0 or not identity.has_name(os.geteuid()):
        yield namespaces()
    else:
        yield ok("PostgreSQL runs as you")


def is_glibc() -> bool:
    """Whether the C library is the one that the wheels are built for."""
    return sys.platform != "linux" or platform.libc_ver()[0] == "glibc"


def namespaces() -> Finding:
    """How PostgreSQL can run for root or a nameless user."""
    if identity.works((*identity.NAMESPACE, "true")):
        return ok("PostgreSQL runs in a user namespace, since it refuses this user")
    if os.geteuid() == 0 and identity.works((*identity.SETPRIV, "true")):
        return optional(
            f"user namespaces are forbidden: PostgreSQL runs as user {identity.NOBODY}, "
            "who must be able to read the clone (sysctl user.max_user_namespaces, "
            "kernel.unprivileged_userns_clone)"
        )
    return wrong(
        "PostgreSQL refuses this user and user namespaces are forbidden: run ./dev as "
        "an ordinary user, or set DATABASE_URL"
    )


def port() -> Iterator[Finding]:
    """Whether the site's port is free."""
    running = lock.running()
    if running and running.address:
        yield ok(f"{running.command} runs at {running.address}")
        return
    try:
        number = site.chosen_port()
        site.require_free(number)
    except Problem as problem:
        yield wrong(str(problem))
    else:
        yield ok(f"port {number} is free")


def disk() -> Iterator[Finding]:
    """Whether there is room."""
    free = shutil.disk_usage(paths.ROOT).free
    text = f"{free / 1e9:.1f} GB free for {paths.ROOT}"
    if free < NEEDED_BYTES:
        yield wrong(f"{text}; ./dev needs {NEEDED_BYTES / 1e9:.1f} GB")
    else:
        yield ok(text)
    if not os.access(paths.ROOT, os.W_OK):
        yield wrong(
            f"{paths.ROOT} is not writable: clone it as the user who runs ./dev"
        )


def browser() -> Iterator[Finding]:
    """Whether the browser tests can run."""
    try:
        found = chromium.find()
    except Problem as problem:
        yield wrong(str(problem))
        return
    if found:
        yield ok(f"Chromium for the browser tests: {found}")
    else:
        yield optional(f"no Chromium, browser tests are left out: {chromium.HOW}")


def fonts() -> Iterator[Finding]:
    """Whether Chromium here can draw Arabic."""
    if arabic_fonts():
        yield ok("a font with Arabic letters is installed")
    else:
        yield optional(
            "no font with Arabic letters: Arabic pages show boxes in Chromium here; "
            f"apt-get install {FONT_PACKAGE}"
        )


def arabic_fonts() -> bool:
    """Whether fontconfig, or a look into the font folders, finds Arabic."""
    if shutil.which("fc-list"):
        told = subprocess.run(["fc-list", ":lang=ar"], capture_output=True, check=False)
        return bool(told.stdout.strip())
    for folder in FONT_FOLDERS:
        for path in Path(folder).expanduser().rglob("*.[ot]tf"):
            name = path.name.lower().replace("-", "")
            if any(part in name for part in ARABIC_NAMES):
                return True
    return False


def node() -> Iterator[Finding]:
    """Node is never needed; it can fetch the site's own typefaces."""
    if not typefaces.wanted():
        yield ok("the site's typefaces are installed (node_modules)")
    elif shutil.which("npm") and shutil.which("node"):
        yield optional("./dev will get the site's typefaces from npm")
    else:
        yield optional("no Node: not needed, pages use system fonts")


LOOKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    python,
    installer,
    servers,
    port,
    disk,
    browser,
    fonts,
    node,
)
MARKS = {"ok": "✓", "optional": "–", "wrong": "✗"}


def main(arguments: Sequence[str]) -> int:
    """Print all findings; answers 1 when one of them keeps ./dev from running."""
    findings = [finding for look in LOOKS for finding in look()]
    for finding in findings:
        say(f"  {MARKS[finding.level]} {finding.text}")
    bad = sum(finding.level == "wrong" for finding in findings)
    say(f"\n  {bad} to mend." if bad else "\n  Nothing keeps ./dev from running.")
    return 1 if bad else 0
