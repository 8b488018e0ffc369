"""`./dev` without arguments: the whole site, until it is told to stop."""

import http.client
import os
import signal
import socket
import sys
import threading
import time
from types import FrameType

from devtools import (
    environment,
    lock,
    paths,
    processes,
    project,
    services,
    typefaces,
)
from devtools.console import Problem, Stopped, last_lines, say, step

HOST = "127.0.0.1"


def chosen_port() -> int:
    """PORT, or 8000; a Problem when it is no port."""
    text = os.environ.get("PORT", "8000")
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise Problem(f"PORT is “{text}”; it must be a number from 1 to 65535.")
    return int(text)


def require_free(port: int) -> None:
    """A Problem that names the remedy when the port is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            other = port + 1 if port < 65535 else 8000
            raise Problem(
                f"port {port} of {HOST} cannot be used ({error.strerror}). "
                f"Free it, or choose another: PORT={other} ./dev"
            ) from error


class Site:
    """The servers and the three programs of the project, started and stopped in order."""

    def __init__(self, port: int, *, production: bool) -> None:
        self.port = port
        self.production = production
        self.address = f"http://{HOST}:{port}/"
        self.services: services.Services | None = None
        self.programs: list[processes.Child] = []
        self.stopping = threading.Event()
        self.busy = True

    def listen(self) -> None:
        """Take Ctrl-C, SIGTERM and a closed terminal as a wish to stop."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.on_signal)

    def on_signal(self, number: int, frame: FrameType | None) -> None:
        if self.stopping.is_set():
            return
        self.stopping.set()
        if self.busy:
            raise Stopped

    def prepare(self, descriptor: int) -> services.Services:
        """Start the servers and bring the database to where the site can run."""
        if self.production:
            os.environ.setdefault("STATIC_FROM_SOURCE", "false")
        found = services.lasting(keep=descriptor)
        self.services = found
        project.compile_translations(found.environment(), keep=descriptor)
        project.migrate(found, keep=descriptor)
        lock.announce(
            "./dev",
            address=self.address,
            database_url=found.database_url,
            redis_url=found.redis_url,
        )
        project.load_starter_data(found, keep=descriptor)
        project.make_logins(found, keep=descriptor)
        if self.production:
            project.collect_static(found.environment(), keep=descriptor)
        return found

    def commands(self) -> dict[str, list[str]]:
        """The three programs, as they are started."""
        celery = [str(paths.venv_program("celery")), "--app", "libya_tracker"]
        bind = f"{HOST}:{self.port}"
        gunicorn = [
            str(paths.venv_program("gunicorn")),
            *("libya_tracker.wsgi:application", "--bind", bind),
        ]
        paths.BEAT.mkdir(exist_ok=True)
        schedule = ["--schedule", str(paths.BEAT / "schedule"), "--pidfile", ""]
        return {
            "web": gunicorn if self.production else project.manage("runserver", bind),
            "worker": [*celery, "worker", "--concurrency", "2", "--loglevel", "INFO"],
            "beat": [*celery, "beat", "--loglevel", "INFO", *schedule],
        }

    def launch(self, found: services.Services, descriptor: int) -> None:
        """Start web, worker and beat and wait for the first answer."""
        with step("Web, worker and beat"):
            for name, command in self.commands().items():
                log = processes.fresh_log(paths.LOG / f"{name}.log")
                child = processes.spawn(
                    name, command, env=found.environment(), log=log, keep=descriptor
                )
                self.programs.append(child)
            self.wait_for_answer(seconds=90)

    def wait_for_answer(self, *, seconds: float) -> None:
        """Wait until the site says that it lives."""
        deadline = time.monotonic() + seconds
        while not self.answers():
            self.require_all()
            if time.monotonic() > deadline:
                web = paths.LOG / "web.log"
                raise Problem(
                    f"{self.address}healthz gave no answer in {seconds:.0f} s; the end "
                    f"of {paths.shown(web)}:\n{last_lines(web)}"
                )
            time.sleep(0.1)

    def answers(self) -> bool:
        """Whether /healthz answers 200."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def require_all(self) -> None:
        """A Problem that names the program that ended by itself."""
        for child in [
            *(self.services.children if self.services else ()),
            *self.programs,
        ]:
            if child.died():
                told = f"; the end of {paths.shown(child.log)}" if child.log else ""
                lines = last_lines(child.log) if child.log else ""
                code = child.process.returncode
                raise Problem(
                    f"{child.name} ended by itself (exit code {code}){told}:\n{lines}"
                )

    def welcome(self, seconds: float) -> None:
        """Print where the site is and who may sign in."""
        say(f"\n  The site is at {self.address}   (after {seconds:.1f} s)")
        if self.services and self.services.embedded_database and paths.LOGINS.exists():
            say(f"\n  Sign in at {self.address}admin/ with:")
            for line in paths.LOGINS.read_text().splitlines():
                say(f"    {line}")
        say("\n  Logs: .local/log/    Stop: Ctrl-C\n")

    def watch(self) -> None:
        """Wait for a stop; a Problem when a program ends before."""
        while not self.stopping.wait(0.5):
            self.require_all()

    def close(self) -> None:
        """Stop the programs, then the servers."""
        self.busy = False
        self.stopping.set()
        if self.programs:
            with step("Stopping web, worker and beat"):
                processes.stop_all(self.programs)
        if self.services and self.services.children:
            with step("Stopping the servers"):
                self.services.stop()


def run(*, production: bool) -> int:
    """Run the site until Ctrl-C or SIGTERM; answers the exit status."""
    port = chosen_port()
    lock.refuse_beside_running()
    require_free(port)
    site = Site(port, production=production)
    site.listen()
    started = time.monotonic()
    say("Libya Tracker" + (" (production servers)" if production else ""))
    try:
        environment.ensure()
        descriptor = lock.own("./dev", address=site.address)
        typefaces.ensure()
        found = site.prepare(descriptor)
        site.launch(found, descriptor)
        site.busy = False
        site.welcome(time.monotonic() - started)
        site.watch()
    except Stopped:
        say()
    finally:
        site.close()
        if site.programs or site.services:
            paths.RUNNING.unlink(missing_ok=True)
    sys.stdout.flush()
    return 0
