"""The database and the broker that a command works with.

`DATABASE_URL` and `REDIS_URL` are respected, each by itself; what is not set is served
by an embedded server. Settings know nothing of this: they only see the two URLs.
"""

import atexit
import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from devtools import paths, postgres, processes, valkey
from devtools.console import step


@dataclass
class Services:
    """The two URLs and the servers we started for them, PostgreSQL first.

    `created` says that the embedded database was made just now and has no tables.
    """

    database_url: str
    redis_url: str
    children: list[processes.Child] = field(default_factory=list)
    embedded_database: bool = False
    created: bool = False

    def environment(self) -> dict[str, str]:
        """The environment of a program of the project."""
        return {
            **environment(),
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.redis_url,
        }

    def stop(self) -> None:
        """Stop what we started."""
        processes.stop_all(self.children)
        self.children.clear()


def environment() -> dict[str, str]:
    """Our environment with defaults for development where a variable is unset."""
    defaults = {
        "SECRET_KEY": own_secrets()["secret_key"],
        "STATIC_FROM_SOURCE": "true",
        "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1]",
        "STATIC_ROOT": str(paths.STATIC),
        "PYTHONUNBUFFERED": "1",
    }
    path = f"{paths.VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return {**defaults, **os.environ, "PATH": path}


def own_secrets() -> dict[str, str]:
    """Random passwords of this clone, made once and readable by its owner only."""
    if paths.SECRETS.exists():
        known: dict[str, str] = json.loads(paths.SECRETS.read_text())
        return known
    paths.LOCAL.mkdir(exist_ok=True)
    made = {
        name: secrets.token_urlsafe(size)
        for name, size in (("secret_key", 48), ("postgres", 24), ("valkey", 24))
    }
    write_private(paths.SECRETS, json.dumps(made))
    return made


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, all at once."""
    new = path.with_name(f"{path.name}.{os.getpid()}")
    new.touch(mode=0o600)
    new.write_text(text)
    new.replace(path)


def place(url: str) -> str:
    """Where a URL leads, without the password in it."""
    parts = urlsplit(url)
    host = parts.hostname or "local socket"
    port = f":{parts.port}" if parts.port else ""
    return f"{host}{port}{parts.path}"


def lasting(
    *, keep: int | None, quiet: bool = False, environ: Mapping[str, str] = os.environ
) -> Services:
    """The services of this clone, whose data lasts; starts what no URL names."""
    services = Services(environ.get("DATABASE_URL", ""), environ.get("REDIS_URL", ""))
    paths.LOG.mkdir(parents=True, exist_ok=True)
    try:
        start_database(services, keep, quiet)
        start_broker(services, keep, quiet)
    except BaseException:
        services.stop()
        raise
    return services


def start_database(services: Services, keep: int | None, quiet: bool) -> None:
    """Start the embedded PostgreSQL unless DATABASE_URL names another."""
    if services.database_url:
        with step("PostgreSQL of DATABASE_URL", quiet=quiet) as doing:
            doing.note(place(services.database_url))
        return
    log = processes.fresh_log(paths.LOG / "postgres.log")
    cluster = postgres.Cluster(paths.POSTGRES, own_secrets()["postgres"], log)
    with step(f"PostgreSQL {postgres.version()} (embedded)", quiet=quiet) as doing:
        if not cluster.exists():
            cluster.create()
            services.created = True
            doing.note("new, empty database")
        child, services.database_url = cluster.start(keep=keep)
        services.children.append(child)
        services.embedded_database = True


def start_broker(services: Services, keep: int | None, quiet: bool) -> None:
    """Start the embedded Valkey unless REDIS_URL names another."""
    if services.redis_url:
        with step("Redis of REDIS_URL", quiet=quiet) as doing:
            doing.note(place(services.redis_url))
        return
    log = processes.fresh_log(paths.LOG / "valkey.log")
    store = valkey.Store(paths.VALKEY, own_secrets()["valkey"], log)
    with step(f"Valkey {valkey.version()} (embedded)", quiet=quiet):
        child, services.redis_url = store.start(keep=keep)
        services.children.append(child)


def ephemeral(environ: Mapping[str, str] = os.environ) -> Services:
    """Services for one test run, forgotten with the process that asked for them."""
    services = Services(environ.get("DATABASE_URL", ""), environ.get("REDIS_URL", ""))
    atexit.register(services.stop)
    if not services.database_url:
        with temporary_folder("libya-postgres-") as home:
            log = home / "postgres.log"
            log.touch()
            cluster = postgres.Cluster(
                home / "data",
                secrets.token_urlsafe(12),
                log,
                lasting=False,
                remove=home,
            )
            cluster.create()
            child, services.database_url = cluster.start()
            services.children.append(child)
            services.created = True
    if not services.redis_url:
        with temporary_folder("libya-valkey-") as home:
            log = home / "valkey.log"
            store = valkey.Store(
                home, secrets.token_urlsafe(12), log, lasting=False, remove=home
            )
            child, services.redis_url = store.start()
            services.children.append(child)
    return services


@contextmanager
def temporary_folder(prefix: str) -> Iterator[Path]:
    """A folder of this process, which stays unless the block fails.

    Everybody may pass through it, so that a server can run as another user; what the
    servers keep in it is closed to others.
    """
    home = Path(tempfile.mkdtemp(prefix=prefix))
    home.chmod(0o711)
    try:
        yield home
    except BaseException:
        shutil.rmtree(home, ignore_errors=True)
        raise
