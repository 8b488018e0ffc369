"""The embedded servers: who runs them, what they keep, whom they let in."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
import redis

from devtools import identity, lock, paths, postgres, processes, services, valkey
from devtools.console import Problem


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder that other users may pass through, unlike pytest's own."""
    with services.temporary_folder("libya-test-") as folder:
        yield folder
    shutil.rmtree(folder)


def cluster_in(folder: Path) -> postgres.Cluster:
    """A lasting cluster."""
    log = folder / "log"
    log.touch()
    return postgres.Cluster(folder / "data", "a-password", log)


def ask(url: str, statement: str) -> object:
    """The one value that a statement answers."""
    connection = psycopg2.connect(url)
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            (value,) = cursor.fetchone() or (None,)
            return value
    finally:
        connection.commit()
        connection.close()


def test_data_survive_a_restart_and_a_wrong_password_is_refused(home: Path) -> None:
    cluster = cluster_in(home)
    cluster.create()
    child, url = cluster.start()
    ask(url, "CREATE TABLE kept AS SELECT 7 AS n; SELECT 1")
    with pytest.raises(psycopg2.OperationalError, match="password authentication"):
        psycopg2.connect(url.replace("a-password", "another"))
    child.stop()
    assert child.wait() == 0
    child, url = cluster.start()
    assert ask(url, "SELECT n FROM kept") == 7
    assert ask(url, "SELECT lower('ШОЙГУ')") == "шойгу"
    child.stop()
    child.wait()


@pytest.fixture
def without_namespaces(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine that forbids user namespaces."""
    real = identity.works
    monkeypatch.setattr(
        identity, "works", lambda command: command[0] != "unshare" and real(command)
    )
    identity.postgres_identity.cache_clear()
    yield
    identity.postgres_identity.cache_clear()


@pytest.mark.usefixtures("without_namespaces")
def test_where_namespaces_are_forbidden_root_becomes_another_user(home: Path) -> None:
    server = postgres.program("postgres")
    if os.geteuid() != 0:
        assert identity.postgres_identity(server).prefix == ()
        return
    if not identity.works((*identity.SETPRIV, "test", "-x", str(server))):
        with pytest.raises(Problem, match="may not read"):
            identity.postgres_identity(server)
        return
    cluster = cluster_in(home)
    cluster.create()
    child, url = cluster.start()
    assert cluster.data.stat().st_uid == identity.NOBODY
    assert ask(url, "SELECT 1") == 1
    child.stop()
    child.wait()


def test_where_nothing_helps_root_is_told_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(identity, "works", lambda command: False)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    identity.postgres_identity.cache_clear()
    with pytest.raises(Problem, match=r"refuses to run as root.*DATABASE_URL"):
        identity.postgres_identity(Path("/somewhere/postgres"))


def test_data_of_another_major_version_are_not_touched(home: Path) -> None:
    cluster = cluster_in(home)
    cluster.data.mkdir()
    (cluster.data / "PG_VERSION").write_text("15\n")
    with pytest.raises(Problem, match="was made by PostgreSQL 15"):
        cluster.start()


def test_the_broker_keeps_its_queue_over_a_restart(tmp_path: Path) -> None:
    store = valkey.Store(tmp_path / "valkey", "a-password", tmp_path / "log")
    child, url = store.start()
    with redis.Redis.from_url(url) as client:
        client.lpush("queue", "task")
    child.stop()
    child.wait()
    child, url = store.start()
    with redis.Redis.from_url(url) as client:
        assert client.lrange("queue", 0, -1) == [b"task"]
    with (
        redis.Redis.from_url(url.replace("a-password", "another")) as stranger,
        pytest.raises(redis.AuthenticationError),
    ):
        stranger.ping()
    child.stop()
    child.wait()


@pytest.mark.parametrize("unset", ["DATABASE_URL", "REDIS_URL"])
def test_each_url_replaces_only_its_own_server(unset: str) -> None:
    urls = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL")}
    kept = {name: url for name, url in urls.items() if name != unset}
    found = services.ephemeral(kept)
    try:
        started = {"DATABASE_URL": "PostgreSQL", "REDIS_URL": "Valkey"}[unset]
        assert [child.name for child in found.children] == [started]
        own = {"DATABASE_URL": found.database_url, "REDIS_URL": found.redis_url}
        assert own.items() >= kept.items()
        assert own[unset] != urls[unset]
    finally:
        found.stop()


def test_servers_of_a_test_run_leave_no_folder_behind() -> None:
    found = services.ephemeral({})
    folders = [child.log.parent for child in found.children if child.log]
    assert len(folders) == 2
    assert all(folder.exists() for folder in folders)
    found.stop()
    assert not any(folder.exists() for folder in folders)


def test_a_url_is_shown_without_its_password() -> None:
    url = "postgres://user:secret@db.example.org:5432/name"
    assert services.place(url) == "db.example.org:5432/name"


def test_what_is_private_can_be_read_by_its_owner_only(tmp_path: Path) -> None:
    services.write_private(tmp_path / "secret", "words")
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


def test_a_dead_owner_of_the_lock_is_not_taken_for_a_living_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "RUNNING", tmp_path / "running.json")
    lock.announce("./dev", address="http://127.0.0.1:1/")
    living = lock.owner()
    assert living
    assert living.address == "http://127.0.0.1:1/"
    child = processes.spawn("true", ["true"], env=os.environ)
    child.wait()
    text = paths.RUNNING.read_text()
    paths.RUNNING.write_text(text.replace(str(os.getpid()), str(child.process.pid), 1))
    assert lock.owner() is None
