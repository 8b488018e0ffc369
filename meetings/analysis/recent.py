"""What a returning reader looks for: what changed, who meets often, who met again.

Whether two parties met is said in `meetings.analysis.pairs`, by one rule for all.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import CharField, F, Q, TextField, Value
from django.db.models.functions import Cast, TruncDate

from meetings.analysis.gaps import Certainty, When, gaps_of
from meetings.analysis.network import Encounter
from meetings.analysis.pairs import rows_in_room
from meetings.models import Agreement, Meeting, Statement

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

    Reader = User | AnonymousUser

# An exact day, without a mark of doubt.
ONE_DAY = r"^\d{4}-\d{2}-\d{2}$"
DAYS_AROUND = 3
SILENCE_DAYS = 365
Ids = tuple[int, int]
Delegations = Mapping[int, set[int]]


@dataclass(frozen=True)
class Change:
    """A published record with the day on which it last changed."""

    kind: str
    slug: str
    title: str
    title_ar: str
    date: str
    sort_date: datetime.date
    day: datetime.date


@dataclass(frozen=True)
class OftenMet:
    """Two parties, by id, and at how many meetings they met."""

    parties: Ids
    meetings: int


@dataclass(frozen=True)
class Silence:
    """Two parties, by id, that met again, and the meetings before and after."""

    parties: Ids
    before: int
    after: int
    days: int
    certainty: Certainty


# The fields of a `Change`, in their order.
_CHANGE = ("type", "slug", "words", "arabic", "date", "sort_date", "changed_on")


def changed_lately(limit: int) -> list[Change]:
    """Return the published records that changed last; of one day the latest in date."""
    parts = [
        records.annotate(
            type=Value(kind, CharField()),
            words=Cast(words, TextField()),
            arabic=Cast(arabic, TextField()),
            changed_on=TruncDate("changed_at"),
        )
        .order_by("-changed_on", "-sort_date", "-pk")
        .values_list(*_CHANGE)[:limit]
        for kind, words, arabic, records in (
            ("meeting", "title", F("title_ar"), Meeting.objects.published()),
            ("statement", "gist", Value(""), Statement.objects.published()),
            ("agreement", "title", F("title_ar"), Agreement.objects.published()),
        )
    ]
    found = [Change(*row) for row in parts[0].union(*parts[1:], all=True)]
    found.sort(key=lambda one: (one.day, one.sort_date, one.slug), reverse=True)
    return found[:limit]


def days_around(day: datetime.date) -> set[tuple[int, int]]:
    """Return the days of the year around a day as (month, day), a leap day too."""
    near = {
        (near.month, near.day)
        for offset in range(-DAYS_AROUND, DAYS_AROUND + 1)
        for near in [day + datetime.timedelta(days=offset)]
    }
    if {(2, 28), (3, 1)} <= near:
        near.add((2, 29))
    return near


def in_earlier_years(day: datetime.date, user: Reader, limit: int) -> list[Meeting]:
    """Return held meetings of known day around this day of the year, newest first."""
    near = Q()
    for month, number in days_around(day):
        near |= Q(sort_date__month=month, sort_date__day=number)
    first = day - datetime.timedelta(days=DAYS_AROUND)
    meetings = (
        Meeting.objects.visible_to(user)
        .held()
        .filter(near, date__regex=ONE_DAY, sort_date__lt=first)
    )
    return list(meetings.newest_first()[:limit])


def delegations(rooms: Iterable[Encounter], user: Reader) -> Delegations:
    """Return whom each participant of these rooms stood for, by participation id."""
    found: dict[int, set[int]] = defaultdict(set)
    meetings = [room.meeting for room in rooms]
    rows = rows_in_room(user).filter(meeting__in=meetings).order_by()
    for person, party in rows.values_list("participation", "party"):
        found[person].add(party)
    return found


def came_together(room: Encounter, pair: Ids, stood_for: Delegations) -> bool:
    """Say whether two parties sat on one side: those who came for both share a body."""
    one, other = (
        {party for person in room.people[key] for party in stood_for.get(person, ())}
        for key in pair
    )
    return not one.isdisjoint(other)


def busiest_pairs(
    rooms: Iterable[Encounter], stood_for: Delegations, limit: int
) -> list[OftenMet]:
    """Return the pairs that met more than once in these rooms, most often first.

    Pairs that came together each time are left out.
    """
    met: Counter[Ids] = Counter()
    apart: set[Ids] = set()
    for room in rooms:
        for pair in room.pairs():
            met[pair] += 1
            if pair not in apart and not came_together(room, pair, stood_for):
                apart.add(pair)
    ordered = sorted(apart, key=lambda pair: (-met[pair], pair))
    return [OftenMet(pair, met[pair]) for pair in ordered[:limit] if met[pair] > 1]


def silences_broken(
    rooms: Iterable[Encounter],
    times: Mapping[int, When],
    recent: Collection[int],
    stood_for: Delegations,
    limit: int,
) -> list[Silence]:
    """Return the pairs that met again at one of the recent meetings, newest first.

    rooms: who was in one room at every meeting on record. times: when each meeting
    was. recent: the ids of the recent meetings. More than SILENCE_DAYS had passed; of
    the pairs of one meeting that with the longest silence stands for all, and those who
    came together are no such pair.
    """
    met: dict[Ids, list[int]] = defaultdict(list)
    latest: dict[int, Encounter] = {}
    for room in rooms:
        if room.meeting in recent:
            latest[room.meeting] = room
        for pair in room.pairs():
            met[pair].append(room.meeting)
    longest: dict[int, Silence] = {}
    for pair, meetings in met.items():
        if len(meetings) < 2 or latest.keys().isdisjoint(meetings):
            continue
        ordered = sorted(meetings, key=lambda pk: (times[pk].first, pk))
        for gap in gaps_of(ordered, times.__getitem__):
            later, passed = gap.later, gap.days
            if later not in latest or passed <= SILENCE_DAYS:
                continue
            if came_together(latest[later], pair, stood_for):
                continue
            held = longest.get(later)
            if held is None or (-passed, pair) < (-held.days, held.parties):
                longest[later] = Silence(
                    pair, gap.earlier, later, passed, gap.certainty
                )
    newest = sorted(
        longest.values(), key=lambda one: (times[one.after].first, one.after)
    )
    return newest[::-1][:limit]
