"""Facts on which sources differ, wherever the fact is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from editorial.models import Reviewable
from meetings.models import Contention


def contested_of(record: Any) -> frozenset[str]:
    """Return the contested fields of one record, from its loaded contentions."""
    return frozenset(row.field.partition(".")[0] for row in record.contentions.all())


def contested_fields(records: Iterable[Reviewable]) -> dict[int, frozenset[str]]:
    """Return the contested fields of records by their id, in one query.

    records: meetings, statements or agreements of one kind that the reader may see.
    A field is the first part of its path: "date", "places", "participations".
    """
    owned = list(records)
    if not owned:
        return {}
    owner = str(owned[0]._meta.model_name)
    return _by_owner(Contention.objects.filter(**{f"{owner}__in": owned}), owner)


def contested_meetings() -> dict[int, frozenset[str]]:
    """Return the contested fields of all meetings by their id, seen or not."""
    return _by_owner(Contention.objects.filter(meeting__isnull=False), "meeting")


def _by_owner(rows: QuerySet[Contention], owner: str) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for pk, field in rows.order_by().values_list(owner, "field"):
        found[pk].add(field.partition(".")[0])
    return {pk: frozenset(fields) for pk, fields in found.items()}
