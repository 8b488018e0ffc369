"""Meetings as sets of bits: how many of a selection have a value, without a query.

Every meeting has a place in the order of ids; a set of meetings is a whole number with
a bit for each. What a selection and a value have in common is `&`, and its size is the
number of bits (a bitmap index: P. O'Neil and D. Quass, Improved query performance with
variant indexes, SIGMOD 1997). Sets are read whole and kept until the database changes.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import CharField, IntegerField, QuerySet, Value
from django.db.models.functions import Cast

from common.standing import Standing, statement
from meetings.models import Meeting

# The meetings of every value, by value; and that by the name of the grouping.
Sets = dict[str, int]


def grouping(rows: QuerySet[Any], name: str, value: Any, meeting: str) -> Any:
    """Return rows of (name, value as text, ids of meetings) for `MeetingSets`.

    meeting: the path from the rows to their meeting. An id may come more than once.
    """
    return (
        rows.order_by()
        .annotate(grouping=Value(name, CharField()), entry=Cast(value, CharField()))
        .values_list("grouping", "entry")
        .annotate(ids=ArrayAgg(meeting))
    )


def counts_in(sets: Sets, chosen: int, most: int | None = None) -> dict[str, int]:
    """Return how many chosen meetings have each value; those of none are left out.

    most: how many values, those with most meetings, ties by the text of the value.
    """
    found = {value: (held & chosen).bit_count() for value, held in sets.items()}
    ordered = sorted(
        ((value, count) for value, count in found.items() if count),
        key=lambda pair: (-pair[1], pair[0]),
    )
    return dict(ordered[:most])


class MeetingSets:
    """Sets of meetings, as the database stands."""

    def __init__(self, standing: Standing | None = None) -> None:
        self.standing = standing or Standing()
        self._chosen: dict[bytes, int] = {}
        self._positions = self.standing.keep("places of meetings", _positions)

    def named(
        self, name: Hashable, make: Callable[[], Sequence[Any]]
    ) -> dict[str, Sets]:
        """Return sets by grouping and value, kept under a name.

        make: returns groupings whose statement is always the same; one query reads
        them all.
        """
        return self.standing.keep(("sets", name), lambda: self._read(make()))

    def grouped(self, *groupings: Any) -> dict[str, Sets]:
        """Return the same of groupings that differ, kept by their statements."""
        name = tuple(statement(one) for one in groupings)
        return self.named(name, lambda: groupings)

    def chosen(self, *selections: QuerySet[Meeting]) -> list[int]:
        """Return selections as sets; one query reads all those that are not kept."""
        plain = [one.order_by().values("pk") for one in selections]
        names = [statement(one) for one in plain]
        pairs = zip(names, plain, strict=True)
        new = {name: one for name, one in pairs if name not in self._chosen}
        if new:
            key = ("selections", *sorted(new))
            self._chosen |= self.standing.keep(key, lambda: self._choose(new))
        return [self._chosen[name] for name in names]

    def of_ids(self, ids: Iterable[int]) -> int:
        """Return the meetings of these ids as a set."""
        # What was added since the places were read has none yet.
        known = [self._positions[pk] for pk in ids if pk in self._positions]
        marks = bytearray(len(self._positions) // 8 + 1)
        for place in known:
            marks[place >> 3] |= 1 << (place & 7)
        return int.from_bytes(marks, "little")

    def _choose(self, selections: dict[bytes, QuerySet[Any]]) -> dict[bytes, int]:
        numbered = [
            one.annotate(number=Value(number, IntegerField())).values_list(
                "number", "pk"
            )
            for number, one in enumerate(selections.values())
        ]
        ids: list[list[int]] = [[] for _one in numbered]
        for number, pk in _union(numbered):
            ids[number].append(pk)
        return dict(zip(selections, map(self.of_ids, ids), strict=True))

    def _read(self, groupings: Sequence[Any]) -> dict[str, Sets]:
        found: dict[str, Sets] = {}
        for name, value, ids in _union(groupings):
            found.setdefault(name, {})[value or ""] = self.of_ids(ids)
        return found


def _positions() -> dict[int, int]:
    ids = Meeting.objects.order_by("pk").values_list("pk", flat=True)
    return {pk: place for place, pk in enumerate(ids)}


def _union(found: Sequence[Any]) -> Any:
    return found[0].union(*found[1:], all=True) if len(found) > 1 else found[0]
