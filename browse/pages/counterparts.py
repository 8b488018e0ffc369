"""Whom a party met most often: the people, and the states and bodies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from django.urls import reverse
from django.utils.translation import gettext as _

from browse.charts.strip import Strip
from meetings.analysis.pairs import Counterpart
from meetings.people import Chip, PartyBook
from meetings.period import Period
from parties.models import Party

SHOWN = 10


@dataclass
class CounterpartRow:
    """Another party met, how often, and in which years."""

    chip: Chip
    count: int
    url: str
    strip: Strip | None


@dataclass
class CounterpartGroup:
    """Counterparts of a sort, most often met first."""

    heading: str
    rows: list[CounterpartRow]

    @property
    def years(self) -> tuple[int, int] | None:
        """The first and the last year of the strips."""
        strip = next((row.strip for row in self.rows if row.strip), None)
        years = [cell.year for cell in strip.cells] if strip else []
        return (min(years), max(years)) if years else None


def shown_party_ids(met: list[Counterpart]) -> Iterator[int]:
    """Yield the parties that `counterpart_groups` will name."""
    for people in (True, False):
        yield from (one.party for one in _ranked(met, people=people))


def counterpart_groups(
    party: Party,
    met: list[Counterpart],
    book: PartyBook,
    strips: Mapping[int, Strip],
    period: Period,
) -> list[CounterpartGroup]:
    """Return the tables of the counterparts of a party that have rows."""
    groups = [
        CounterpartGroup(
            heading, _rows(party, _ranked(met, people=people), book, strips, period)
        )
        for heading, people in ((_("People"), True), (_("States and bodies"), False))
    ]
    return [group for group in groups if group.rows]


def _ranked(met: list[Counterpart], *, people: bool) -> list[Counterpart]:
    return list(islice((one for one in met if one.is_person is people), SHOWN))


def pair_url(party: Party, other: Party, period: Period) -> str:
    """Return the address of the page of two parties in a period."""
    query = period.query()
    address = reverse("pair", args=[party.slug, other.slug])
    return f"{address}?{query}" if query else address


def _rows(
    party: Party,
    ranked: list[Counterpart],
    book: PartyBook,
    strips: Mapping[int, Strip],
    period: Period,
) -> list[CounterpartRow]:
    return [
        CounterpartRow(
            chip,
            one.meetings,
            pair_url(party, chip.party, period),
            strips.get(one.party),
        )
        for one in ranked
        if (chip := book.latest_chip(one.party))
    ]
