"""Who met most often of late, and who met again after a long silence."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from meetings.analysis.gaps import when
from meetings.analysis.network import Options, encounters
from meetings.analysis.recent import (
    OftenMet,
    Silence,
    busiest_pairs,
    delegations,
    silences_broken,
)
from meetings.analysis.sentences import days_in_words
from meetings.models import Contention, Meeting
from meetings.people import Chip, PartyBook

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

    Reader = User | AnonymousUser

BUSIEST = 6
SILENCES = 5
LOOKED_AT = 60


@dataclass(frozen=True)
class OftenPair:
    """Two parties, how often they met, and the page that proves it."""

    chips: tuple[Chip, Chip]
    meetings: int
    url: str


@dataclass(frozen=True)
class SilencePair:
    """Two parties that met again: both meetings, and the time between in words."""

    chips: tuple[Chip, Chip]
    before: Meeting
    after: Meeting
    passed: str
    url: str


@dataclass
class LatelyMet:
    """What the twelve months up to the newest meeting, of date `newest`, say of pairs."""

    newest: str = ""
    busiest: list[OftenMet] = field(default_factory=list)
    silences: list[Silence] = field(default_factory=list)

    @property
    def parties(self) -> set[int]:
        """The ids of all parties named."""
        pairs = [one.parties for one in self.busiest]
        pairs += [one.parties for one in self.silences]
        return {pk for pair in pairs for pk in pair}


def lately_met(user: Reader) -> LatelyMet:
    """Return the busiest pairs and the silences broken that this user may see."""
    visible = Meeting.objects.visible_to(user)
    contested = Contention.objects.visible_to(user).filter(
        meeting=OuterRef("pk"), field="date"
    )
    held = list(
        visible.held()
        .filter(sort_date__lte=timezone.localdate())
        .newest_first()
        .annotate(disputed=Exists(contested))
        .values_list("pk", "sort_date", "date", "date_latest", "disputed")
    )
    if not held:
        return LatelyMet()
    days = {pk: day for pk, day, *_rest in held}
    times = {
        pk: when(date, first, last, contested=contested)
        for pk, first, date, last, contested in held
    }
    _pk, newest, date, *_rest = held[0]
    since = _year_before(newest)
    year = {pk for pk, day in days.items() if day >= since}
    recent = set(list(days)[:LOOKED_AT])
    rooms = [one for one in encounters(visible, user, Options()) if one.meeting in days]
    of_year = [one for one in rooms if one.meeting in year]
    stood_for = delegations(
        [one for one in rooms if one.meeting in year | recent], user
    )
    busiest = busiest_pairs(of_year, stood_for, BUSIEST)
    silences = silences_broken(rooms, times, recent, stood_for, SILENCES)
    return LatelyMet(date, busiest, silences)


def _year_before(day: datetime.date) -> datetime.date:
    """The day after the same day a year before: twelve months end on `day`."""
    if (day.month, day.day) == (2, 29):
        return datetime.date(day.year - 1, 3, 1)
    return day.replace(year=day.year - 1) + datetime.timedelta(days=1)


def _chips(pair: tuple[int, int], book: PartyBook) -> tuple[Chip, Chip] | None:
    first, second = (book.latest_chip(pk) for pk in pair)
    return (first, second) if first and second else None


def _address(chips: Iterable[Chip]) -> str:
    return reverse("pair", args=sorted(chip.party.slug for chip in chips))


def often_pairs(found: list[OftenMet], book: PartyBook) -> list[OftenPair]:
    """Lay out the busiest pairs; a pair that may not be seen is left out."""
    return [
        OftenPair(chips, one.meetings, _address(chips))
        for one in found
        if (chips := _chips(one.parties, book))
    ]


def silence_pairs(
    found: list[Silence], book: PartyBook, user: Reader
) -> list[SilencePair]:
    """Lay out the silences broken, each with the two meetings."""
    ids = {pk for one in found for pk in (one.before, one.after)}
    meetings = Meeting.objects.visible_to(user).in_bulk(ids)
    return [
        SilencePair(
            chips,
            meetings[one.before],
            meetings[one.after],
            days_in_words(one.days, one.certainty),
            _address(chips),
        )
        for one in found
        if (chips := _chips(one.parties, book))
    ]
