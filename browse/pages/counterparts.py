"""Whom a party met most often: the people, and the states and bodies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from meetings.analysis.pairs import Counterpart
from meetings.people import Chip, PartyBook

SHOWN = 10


@dataclass
class CounterpartRow:
    """Another party met, and how often; share of the most often met of its sort."""

    chip: Chip
    count: int
    share: int


@dataclass
class CounterpartGroup:
    """Counterparts of a sort, most often met first."""

    heading: str
    rows: list[CounterpartRow]


def shown_party_ids(met: list[Counterpart]) -> Iterator[int]:
    """Yield the parties that `counterpart_groups` will name."""
    for people in (True, False):
        yield from (one.party for one in _ranked(met, people=people))


def counterpart_groups(
    met: list[Counterpart], book: PartyBook
) -> list[CounterpartGroup]:
    """Return the tables of counterparts that have rows."""
    groups = [
        CounterpartGroup(heading, _rows(_ranked(met, people=people), book))
        for heading, people in ((_("People"), True), (_("States and bodies"), False))
    ]
    return [group for group in groups if group.rows]


def _ranked(met: list[Counterpart], *, people: bool) -> list[Counterpart]:
    return list(islice((one for one in met if one.is_person is people), SHOWN))


def _rows(ranked: list[Counterpart], book: PartyBook) -> list[CounterpartRow]:
    most = ranked[0].meetings if ranked else 1
    return [
        CounterpartRow(chip, one.meetings, round(100 * one.meetings / most))
        for one in ranked
        if (chip := book.latest_chip(one.party))
    ]
