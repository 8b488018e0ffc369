"""`./dev` as a person runs it, in a copy of the clone that shares its environment."""

import http.client
import os
import re
import runpy
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from devtools.paths import MANAGE, ROOT, VENV
from devtools.postgres import free_port
from tests.devtools.watching import eventually, processes_in

LEFT_OUT = (".git", ".local", "node_modules", "tests", "staticfiles", "*_cache", "*.mo")


@dataclass(frozen=True)
class Clone:
    """A copy of the project with a port of its own and no servers but its own."""

    folder: Path
    port: int

    def environment(self) -> dict[str, str]:
        private = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "DEBUG", "ALLOWED_HOSTS")
        kept = {key: value for key, value in os.environ.items() if key not in private}
        return {**kept, "PORT": str(self.port)}

    def run(self, *arguments: str, seconds: float = 60) -> tuple[int, str]:
        """Run a command to its end; answers exit status and output."""
        done = subprocess.run(
            [sys.executable, "dev", *arguments],
            cwd=self.folder,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    def start(self) -> "subprocess.Popen[bytes]":
        """Start the site and wait until it says where it is."""
        self.end()
        with self.output().open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "dev"],
                cwd=self.folder,
                env=self.environment(),
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        eventually(lambda: self.is_up() or process.poll() is not None, 120)
        if process.poll() is not None or not self.is_up():
            process.kill()
            pytest.fail(f"exit code {process.wait()}:\n{self.said()}")
        return process

    def end(self) -> None:
        """Kill what a failed test left behind."""
        for pid in processes_in(self.folder):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def is_up(self) -> bool:
        return "Stop: Ctrl-C" in self.said()

    def output(self) -> Path:
        return self.folder.parent / "output"

    def said(self) -> str:
        return self.output().read_text()

    def get(self, path: str) -> int:
        """The status that the site answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", path)
        status = connection.getresponse().status
        connection.close()
        return status


def copy_project(parent: Path) -> Clone:
    """A copy without data, which shares our environment."""
    folder = parent / "project"
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*LEFT_OUT))
    (folder / ".local").mkdir()
    (folder / ".local" / "venv").symlink_to(VENV)
    # A link is left alone, so that no test waits for npm and its network.
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    return Clone(folder, free_port())


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clone]:
    """One copy for the tests that load the starter data, as a user's clone lives on."""
    made = copy_project(tmp_path_factory.mktemp("clone"))
    yield made
    made.end()


@pytest.mark.slow
def test_the_site_starts_serves_a_second_command_and_stops_cleanly(
    clone: Clone,
) -> None:
    site = clone.start()
    assert clone.get("/healthz") == 200
    assert clone.get("/readyz") == 200
    address = f"http://127.0.0.1:{clone.port}/"
    assert f"The site is at {address}" in clone.said()
    assert "editor" in clone.said()
    assert (clone.folder / ".local/logins.txt").stat().st_mode & 0o777 == 0o600

    status, told = clone.run()
    assert (status, f"already running at {address}" in told) == (1, True), told
    status, told = clone.run("reset", "--yes")
    assert (status, "already running" in told) == (1, True), told
    ping = (
        "from libya_tracker.celery import app\n"
        "print(next(filter(None, (app.control.ping(timeout=5) for _ in range(12))), []))"
    )  # the site is up a moment before its worker
    status, told = clone.run("manage", "shell", "--no-imports", "-c", ping)
    assert (status, "pong" in told) == (0, True), told

    site.send_signal(signal.SIGINT)
    assert site.wait(30) == 0
    assert "Traceback" not in clone.said()
    stopping = re.findall(r"✓ Stopping (.+?)  ", clone.said())
    assert stopping == ["web, worker and beat", "the servers"]
    assert processes_in(clone.folder) == []


@pytest.mark.slow
def test_nothing_outlives_a_killed_supervisor_and_the_data_do(clone: Clone) -> None:
    users = "from editorial.models import User; print(User.objects"
    make = f"{users}.create(username='kept'))"
    status, told = clone.run("manage", "shell", "--no-imports", "-c", make)
    assert status == 0, told

    site = clone.start()
    assert len(processes_in(clone.folder)) > 10
    site.kill()
    site.wait()
    assert eventually(lambda: processes_in(clone.folder) == [], 15)

    count = f"{users}.filter(username='kept').count(), 'found')"
    status, told = clone.run("manage", "shell", "--no-imports", "-c", count)
    assert (status, "1 found" in told) == (0, True), told
    assert processes_in(clone.folder) == []


@pytest.mark.slow
def test_a_program_that_dies_is_named_and_everything_stops(clone: Clone) -> None:
    site = clone.start()
    (beat,) = [pid for pid in processes_in(clone.folder) if is_beat(pid)]
    os.kill(beat, signal.SIGKILL)
    assert site.wait(30) == 1
    assert "beat ended by itself (exit code 137)" in clone.said()
    assert "Traceback" not in clone.said()
    assert processes_in(clone.folder) == []


def is_beat(pid: int) -> bool:
    """Whether a process is beat itself, not its guard."""
    words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    return b"beat" in words and b"-IS" not in words


@pytest.mark.slow
def test_reset_removes_the_embedded_data_only_when_told(tmp_path: Path) -> None:
    clone = copy_project(tmp_path)
    status, told = clone.run("psql", "--command", "SELECT 6 * 7")
    assert (status, "42" in told) == (0, True), told
    status, told = clone.run("reset")
    assert (status, "--yes" in told) == (1, True), told
    assert (clone.folder / ".local/postgres").exists()
    status, told = clone.run("reset", "--yes")
    assert status == 0, told
    assert not (clone.folder / ".local/postgres").exists()
    assert (clone.folder / ".local/venv").exists()


def test_a_busy_port_is_named_with_its_remedy_before_anything_starts(
    clone: Clone,
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", clone.port))
        other.listen()
        status, told = clone.run()
    assert status == 1
    assert f"port {clone.port} of 127.0.0.1 cannot be used" in told
    assert f"PORT={clone.port + 1} ./dev" in told
    assert "PostgreSQL" not in told


@pytest.mark.parametrize("port", ["0", "65536", "eight", "٨٠٠٠", ""])
def test_a_port_that_is_none_is_refused(clone: Clone, port: str) -> None:
    done = subprocess.run(
        [sys.executable, "dev"],
        cwd=clone.folder,
        env={**clone.environment(), "PORT": port},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "a number from 1 to 65535" in done.stderr


def test_an_unknown_command_is_refused_with_the_usage(clone: Clone) -> None:
    status, told = clone.run("strat")
    assert status == 2
    assert "unknown command “strat”" in told
    assert "usage: ./dev" in told


def test_manage_alone_says_what_to_set() -> None:
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, MANAGE, "check"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == "set DATABASE_URL or run ./dev manage …\n"


def test_an_older_python_is_told_which_one_is_needed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 8, 18))
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SystemExit, match=r"this is 3\.8.*apt-get install python3\.11"):
        runpy.run_path(str(ROOT / "dev"), run_name="__main__")
