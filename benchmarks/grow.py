"""A record of the size that the site must carry: the real meetings, copied many times.

A copy keeps its date, places, parties, topics and citations, so that every distribution
is that of the real record: who meets whom, how many sit in a room, which years are full.
"""

from __future__ import annotations

from typing import Any

from django.db import connection, models
from django.db.models import GeneratedField

from meetings.derive import rebuild_party_meetings
from meetings.models import (
    Meeting,
    MeetingCitation,
    MeetingConvener,
    MeetingPlace,
    MeetingProcess,
    MeetingTopic,
    Participation,
)
from meetings.search import reindex

COPIED: tuple[type[models.Model], ...] = (
    Meeting,
    Participation,
    MeetingPlace,
    MeetingProcess,
    MeetingTopic,
    MeetingConvener,
    MeetingCitation,
)


def grow_to(wanted: int) -> int:
    """Copy the meetings of the connected database until there are `wanted`.

    Returns how many there are. The database must be one of its own: triggers are off
    meanwhile, so that the copies have no history, and its user must be a superuser.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            "CREATE TEMP TABLE copies AS"
            " SELECT id AS old, (SELECT max(id) FROM meetings_meeting)"
            "   + row_number() OVER () AS new"
            " FROM (SELECT id, round FROM meetings_meeting,"
            "   generate_series(1, %s) AS round ORDER BY round, id) AS every"
            " LIMIT greatest(0, %s - (SELECT count(*) FROM meetings_meeting))",
            [wanted, wanted],
        )
        for model in COPIED:
            cursor.execute(_copy(model))
        cursor.execute("SET session_replication_role = DEFAULT")
    rebuild_party_meetings()
    reindex()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return Meeting.objects.count()


def _copy(model: type[models.Model]) -> str:
    """Return the SQL that copies a model's rows for each copy of their meeting."""
    own = model is Meeting
    special = (
        {"id": "new", "slug": "slug || '-' || new", "dataset_id": "NULL"}
        if own
        else {"meeting_id": "new"}
    )
    columns = [_column(field) for field in model._meta.concrete_fields if _kept(field)]
    if own:
        columns.insert(0, "id")
    values = [special.get(column, f'"{column}"') for column in columns]
    named = ", ".join(f'"{column}"' for column in columns)
    table = model._meta.db_table
    key = "id" if own else "meeting_id"
    return (
        f'INSERT INTO "{table}" ({named}) SELECT {", ".join(values)}'  # noqa: S608 - names of our own models
        f' FROM "{table}" AS one JOIN copies ON copies.old = one.{key} ORDER BY new'
    )


def _kept(field: models.Field[Any, Any]) -> bool:
    return not field.primary_key and not isinstance(field, GeneratedField)


def _column(field: models.Field[Any, Any]) -> str:
    return str(field.column)
