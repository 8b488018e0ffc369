"""The real dataset: loaded once for a run, copied for each module that asks for it."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.db import connection, connections
from pytest_django.plugin import DjangoDbBlocker

from meetings.dataset.loader import load_folder
from meetings.dataset.report import LoadReport


@dataclass(frozen=True)
class Loaded:
    """A database that holds data/ and that no test works in, and what its load said."""

    name: str
    report: LoadReport


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Let every connection of this process go to another database meanwhile."""
    target = connections.settings["default"]
    before = target["NAME"]
    connections.close_all()
    target["NAME"] = name
    try:
        yield
    finally:
        connections.close_all()
        target["NAME"] = before


@contextmanager
def copied(suffix: str) -> Iterator[str]:
    """Copy the connected database, as `createdb --template` does; drop it afterwards."""
    make = connection.creation
    make.clone_test_db(suffix, verbosity=0)
    try:
        yield str(make.get_test_db_clone_settings(suffix)["NAME"])
    finally:
        make.destroy_test_db(suffix=suffix, verbosity=0)


@contextmanager
def copy_of(loaded: Loaded) -> Iterator[None]:
    """Work in a copy of the loaded database, which goes with all that was written."""
    with connected_to(loaded.name), copied("copy") as copy, connected_to(copy):
        yield


@pytest.fixture(scope="session")
def loaded(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Generator[Loaded, None, None]:
    """Load data/ into a database of its own and let the planner know what is there."""
    with django_db_blocker.unblock(), copied("real") as name:
        with connected_to(name):
            report = load_folder(settings.BASE_DIR / "data")
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        yield Loaded(name, report)


@pytest.fixture(scope="module")
def real_data(
    loaded: Loaded, django_db_blocker: DjangoDbBlocker
) -> Generator[LoadReport, None, None]:
    """Let a module work in a copy of the real data; give the report of its load.

    Tests that use it also ask for `db`; what each writes is taken back after it.
    """
    with django_db_blocker.unblock(), copy_of(loaded):
        yield loaded.report
