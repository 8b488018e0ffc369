"""A record of the size that the site must carry: the real meetings, copied many times.

A copy keeps places, topics, tracks and processes, so that these are spread as in the
real record. Its days move up to four months back, a third of those who took part are
others of their kind, and half of its reports are others, both drawn as often as they
occur: no two copies are alike, as no two meetings are. Each run draws the same.
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

PERCENT_OTHER_PARTIES, PERCENT_OTHER_REPORTS, MOST_DAYS = 33, 50, 120
EXACT = r"one.date ~ '^\d{4}-\d\d-\d\d(/\d{4}-\d\d-\d\d)?$'"


def _drawn(salt: int, below: str) -> str:
    """Return the SQL of a number below another, drawn for a row of a copy."""
    return f"(abs(hashint8extended(one.id * 1000003 + new, {salt}) / 2) % ({below}))"


def _moved(column: str, rest: str = "") -> str:
    """Return the SQL of a day, moved where the date is known to the day."""
    day = f"one.{column} - {_drawn(1, str(MOST_DAYS))}::int"
    return f"CASE WHEN {EXACT} THEN {day} ELSE one.{column} END"


def _other(salt: int, percent: int, column: str, other: str) -> str:
    return f"CASE WHEN {_drawn(salt, '100')} < {percent} THEN {other} ELSE one.{column} END"


DATE = (
    f"CASE WHEN {EXACT} THEN ({_moved('date_earliest')})::text"
    f" || CASE WHEN one.date LIKE '%/%' THEN '/' || ({_moved('date_latest')}) ELSE '' END"
    " ELSE one.date END"
)
POOLS = """
    CREATE TEMP TABLE people AS
        SELECT kind, party_id,
            row_number() OVER (PARTITION BY kind ORDER BY one.id) - 1 AS number
        FROM meetings_participation AS one JOIN parties_party AS party
            ON party.id = one.party_id;
    CREATE INDEX ON people (kind, number);
    CREATE TEMP TABLE kinds AS
        SELECT DISTINCT party_id, kind, count(*) OVER (PARTITION BY kind) AS many
        FROM people;
    CREATE INDEX ON kinds (party_id);
    CREATE TEMP TABLE reports AS
        SELECT report_id, row_number() OVER (ORDER BY id) - 1 AS number
        FROM meetings_meetingcitation;
    CREATE INDEX ON reports (number);
    ANALYZE people, kinds, reports
"""
# Somebody of the same kind, and any report, as often as they occur in the record.
OTHER_PARTY = (
    "(SELECT people.party_id FROM kinds JOIN people ON people.kind = kinds.kind"  # noqa: S608 - our own numbers
    f" AND people.number = {_drawn(3, 'kinds.many')}"
    " WHERE kinds.party_id = one.party_id)"
)
OTHER_REPORT = (
    "(SELECT report_id FROM reports WHERE number ="  # noqa: S608 - our own numbers
    f" {_drawn(5, '(SELECT count(*) FROM reports)')})"
)
CHANGED: dict[type[models.Model], dict[str, str]] = {
    Meeting: {
        "id": "new",
        "slug": "slug || '-' || new",
        "dataset_id": "NULL",
        "date": DATE,
        "date_earliest": _moved("date_earliest"),
        "date_latest": _moved("date_latest"),
    },
    Participation: {
        "party_id": _other(2, PERCENT_OTHER_PARTIES, "party_id", OTHER_PARTY),
        "capacity_id": _other(2, PERCENT_OTHER_PARTIES, "capacity_id", "NULL"),
    },
    MeetingCitation: {
        "report_id": _other(4, PERCENT_OTHER_REPORTS, "report_id", OTHER_REPORT)
    },
}


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
        cursor.execute(POOLS)
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
    changed = CHANGED.get(model, {})
    special = {"meeting_id": "new", **changed}
    columns = [_column(field) for field in model._meta.concrete_fields if _kept(field)]
    if own:
        columns.insert(0, "id")
    values = [special.get(column, f'one."{column}"') for column in columns]
    named = ", ".join(f'"{column}"' for column in columns)
    table = model._meta.db_table
    key = "id" if own else "meeting_id"
    return (
        f'INSERT INTO "{table}" ({named}) SELECT {", ".join(values)}'  # noqa: S608 - names of our own models
        f' FROM "{table}" AS one JOIN copies ON copies.old = one.{key}'
        f" ORDER BY new, one.id ON CONFLICT DO NOTHING"
    )


def _kept(field: models.Field[Any, Any]) -> bool:
    return not field.primary_key and not isinstance(field, GeneratedField)


def _column(field: models.Field[Any, Any]) -> str:
    return str(field.column)
