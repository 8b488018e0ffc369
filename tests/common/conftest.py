"""Tables of our own for the tests of the common room, which has no models."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from tests.common.tables import Event, MakeEvent, Town


@pytest.fixture
def tables(db: None) -> None:
    """Create the tables inside the test's transaction."""
    with connection.schema_editor() as editor:
        editor.create_model(Town)
        editor.create_model(Event)


@pytest.fixture
def make_event(tables: None) -> MakeEvent:
    """Make an event from its first and last day."""

    def make(
        title: str, first: str | None = None, last: str | None = None, **fields: object
    ) -> Event:
        begins = date.fromisoformat(first) if first else None
        ends = date.fromisoformat(last or first) if first else None
        span = DateRange(begins, ends, "[]") if begins else None
        return Event.objects.create(title=title, begins=begins, span=span, **fields)

    return make
