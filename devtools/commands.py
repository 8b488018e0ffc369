"""The smaller commands: manage, psql, reset, lock, test."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from devtools import environment, lock, paths, postgres, project, services, suite
from devtools.console import Problem, say, step
from devtools.guard import die_with_parent
from devtools.installer import own_uv


def become(command: Sequence[str], env: dict[str, str]) -> int:
    """Turn this process into the command."""
    os.chdir(paths.ROOT)
    sys.stdout.flush()
    os.execve(command[0], list(command), env)


def foreground(command: Sequence[str], env: dict[str, str]) -> int:
    """Run a command on our terminal to its end; Ctrl-C is the command's affair."""
    parent = os.getpid()
    ignored = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with subprocess.Popen(
            command,
            cwd=paths.ROOT,
            env=env,
            preexec_fn=lambda: attend(parent),
        ) as process:
            return relay_stop(process)
    finally:
        signal.signal(signal.SIGINT, ignored)


def attend(parent: int) -> None:
    """In a new child: hear Ctrl-C again, and end with the parent."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    die_with_parent(signal.SIGTERM, parent)


def relay_stop(process: "subprocess.Popen[bytes]") -> int:
    """Wait for a process, passing SIGTERM on to it; answers its exit status."""
    before = signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    try:
        status = process.wait()
    finally:
        signal.signal(signal.SIGTERM, before)
    return 128 - status if status < 0 else status


def use_shared() -> int:
    """Say, with a lock that our successor keeps, that we use another's servers."""
    descriptor = os.open(paths.USERS, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    os.set_inheritable(descriptor, True)
    return descriptor


def wait_for_users() -> None:
    """Let the other commands that use our servers finish."""
    with paths.USERS.open("w") as users:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            with step("Waiting for another ./dev manage to finish"):
                fcntl.flock(users, fcntl.LOCK_EX)


@contextmanager
def borrowed(command: str) -> Iterator[services.Services]:
    """The services of the running ./dev, or our own for as long as we need them."""
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        yield services.Services(os.environ["DATABASE_URL"], os.environ["REDIS_URL"])
        return
    other = lock.running()
    if other and other.database_url:
        use_shared()
        yield services.Services(
            os.environ.get("DATABASE_URL") or other.database_url,
            os.environ.get("REDIS_URL") or other.redis_url,
        )
        return
    descriptor = lock.own(command)
    found = services.lasting(keep=descriptor, quiet=True)
    lock.announce(command, database_url=found.database_url, redis_url=found.redis_url)
    try:
        yield found
    finally:
        wait_for_users()
        found.stop()
        paths.RUNNING.unlink(missing_ok=True)
        os.close(descriptor)


def run_beside(command: Sequence[str], found: services.Services) -> int:
    """Run a command with services that may be ours to stop afterwards."""
    if found.children:
        return foreground(command, found.environment())
    return become(command, found.environment())


def manage(arguments: Sequence[str]) -> int:
    """`./dev manage …`"""
    environment.ensure()
    with borrowed("./dev manage") as found:
        project.compile_translations(found.environment())
        if found.created and arguments[:1] != ["migrate"]:
            project.migrate(found)
        return run_beside(project.manage(*arguments), found)


def psql(arguments: Sequence[str]) -> int:
    """`./dev psql …`"""
    environment.ensure()
    own = shutil.which("psql") if os.environ.get("DATABASE_URL") else None
    client = own or str(postgres.program("psql"))
    with borrowed("./dev psql") as found:
        url = found.database_url
        if url.partition("://")[0] in ("psql", "pgsql", "postgis"):
            url = "postgres://" + url.partition("://")[2]
        return run_beside([client, url, *arguments], found)


def test(arguments: Sequence[str]) -> int:
    """`./dev test …`: pytest starts its own servers (see pytest_services)."""
    environment.ensure()
    path = f"{paths.VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return become(suite.command(arguments), {**os.environ, "PATH": path})


def bench(arguments: Sequence[str]) -> int:
    """`./dev bench …`: measured on servers and data of its own (see benchmarks/)."""
    environment.ensure()
    python = str(paths.venv_program("python"))
    path = f"{paths.VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return become(
        [python, "-m", "benchmarks", *arguments], {**os.environ, "PATH": path}
    )


def reset(arguments: Sequence[str]) -> int:
    """`./dev reset`: forget the embedded database and broker, after asking."""
    descriptor = lock.own("./dev reset")
    doomed = [
        path
        for path in (paths.POSTGRES, paths.VALKEY, paths.LOGINS, paths.BEAT)
        if path.exists()
    ]
    try:
        if not doomed:
            say("There is no embedded database to remove.")
            return 0
        say("This removes, for good: " + ", ".join(map(paths.shown, doomed)))
        if "--yes" not in arguments and not confirmed():
            say("Nothing was removed.")
            return 1
        for path in doomed:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        say("Removed. The next ./dev begins with an empty database.")
        return 0
    finally:
        paths.RUNNING.unlink(missing_ok=True)
        os.close(descriptor)


def confirmed() -> bool:
    """Ask; only the whole word counts."""
    if not sys.stdin.isatty():
        raise Problem("nobody is there to ask; use ./dev reset --yes")
    return input("Type yes to go on: ").strip() == "yes"


def compile_lock(arguments: Sequence[str]) -> int:
    """`./dev lock [--upgrade]`: compile the .in files, with hashes, for Python 3.11."""
    environment.ensure()
    uv = shutil.which("uv") or own_uv()
    if uv is None:
        raise Problem("./dev lock needs uv, which could not be installed here.")
    for name in ("requirements", "requirements-dev"):
        with step(f"{name}.txt"):
            command = [uv, "pip", "compile", "--quiet", "--generate-hashes"]
            command += ["--python-version", "3.11", "--no-header", f"{name}.in"]
            command += ["--output-file", f"{name}.txt", *arguments]
            done = subprocess.run(command, cwd=paths.ROOT, check=False)
            if done.returncode:
                raise Problem(f"{name}.in could not be compiled (see above).")
    return 0
