"""The real dataset, loaded once for all tests of a module and taken back after it."""

from __future__ import annotations

from collections.abc import Generator

import pytest
from django.conf import settings
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from meetings.dataset.loader import load_folder
from meetings.dataset.report import LoadReport


@pytest.fixture(scope="module")
def real_data(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Generator[LoadReport, None, None]:
    """Load data/ inside a transaction that is rolled back after the module.

    Tests that use it also ask for `db`; each then works in a savepoint of its own.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_folder(settings.BASE_DIR / "data")
        transaction.set_rollback(True)
