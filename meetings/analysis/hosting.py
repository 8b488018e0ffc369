"""Who hosts whom at a place: hosts, guests, Libyan sides, years and precision.

Only held meetings count, and only participants who were there. A meeting is at a place
when it was there or in something that lies in it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F

from meetings.models import MeetingConvener, MeetingPlace, Participation, Role
from meetings.models.participation import ATTENDED
from meetings.models.place import PlaceKind
from parties.models import Alignment, Side

LIBYAN_SIDES = (Side.WEST, Side.EAST, Side.NEUTRAL)
AREAS = (PlaceKind.COUNTRY, PlaceKind.REGION)
SETTLEMENTS = (PlaceKind.CITY, PlaceKind.TOWN)


@dataclass(frozen=True)
class Host:
    """A party that received others here or called meetings, and how often."""

    party: int
    hosted: int
    convened: int


@dataclass(frozen=True)
class Guest:
    """A party that was here without being the host, and at how many meetings."""

    party: int
    meetings: int
    from_here: bool


@dataclass(frozen=True)
class Precision:
    """How closely the place of each meeting is known."""

    venue: int = 0
    settlement: int = 0
    area: int = 0


@dataclass(frozen=True)
class Hosting:
    """What happened at a place."""

    meetings: int
    hosts: list[Host] = field(default_factory=list)
    guests: list[Guest] = field(default_factory=list)
    sides: dict[str, int] = field(default_factory=dict)
    years: list[tuple[int, int]] = field(default_factory=list)
    precision: Precision = field(default_factory=Precision)

    def guests_from(self, *, here: bool) -> list[Guest]:
        """Return the guests from the place's country, or those from elsewhere."""
        return [guest for guest in self.guests if guest.from_here is here]


def hosting(place_ids: Iterable[int], country: str, held: Any, user: Any) -> Hosting:
    """Say who hosted whom at places of one country.

    place_ids: a place and all that lies in it. held: the held meetings this user may
    see, of any place.
    """
    links = list(
        MeetingPlace.objects.filter(place__in=list(place_ids), meeting__in=held)
        .order_by()
        .values_list("meeting", "meeting__sort_date__year", "place__kind", "venue_text")
    )
    years = {meeting: year for meeting, year, _kind, _text in links}
    people = _people(list(years), user)
    return Hosting(
        meetings=len(years),
        hosts=_hosts(people, list(years), user),
        guests=_guests(people, country),
        sides=_sides(list(years), user),
        years=sorted(Counter(years.values()).items(), reverse=True),
        precision=_precision(links),
    )


def _people(meetings: list[int], user: Any) -> list[tuple[int, int, str, str]]:
    """Return (meeting, party, role, country of the party) of all who were there."""
    return list(
        Participation.objects.visible_to(user)
        .filter(meeting__in=meetings, party__isnull=False, presence__in=ATTENDED)
        .order_by()
        .values_list("meeting", "party", "role", "party__country")
    )


def _hosts(
    people: list[tuple[int, int, str, str]], meetings: list[int], user: Any
) -> list[Host]:
    hosted = Counter(party for _met, party, role, _home in people if role == Role.HOST)
    convened = Counter(
        MeetingConvener.objects.visible_to(user)
        .filter(meeting__in=meetings)
        .order_by()
        .values_list("party", flat=True)
    )
    found = [Host(one, hosted[one], convened[one]) for one in {**hosted, **convened}]
    return sorted(found, key=lambda host: (-host.hosted, -host.convened, host.party))


def _guests(people: list[tuple[int, int, str, str]], country: str) -> list[Guest]:
    met: dict[int, set[int]] = defaultdict(set)
    homes: dict[int, str] = {}
    for meeting, party, role, home in people:
        if role != Role.HOST:
            met[party].add(meeting)
            homes[party] = home
    found = [
        Guest(party, len(meetings), bool(country) and homes[party] == country)
        for party, meetings in met.items()
    ]
    return sorted(found, key=lambda guest: (-guest.meetings, guest.party))


def _sides(meetings: list[int], user: Any) -> dict[str, int]:
    """Count the meetings at which somebody of a Libyan side was, as of that date."""
    people = Participation.objects.visible_to(user).filter(
        meeting__in=meetings, presence__in=ATTENDED
    )
    rows = (
        Alignment.objects.filter(
            side__in=LIBYAN_SIDES,
            party__participations__in=people,
            span__overlap=F("party__participations__meeting__span"),
        )
        .order_by()
        .values_list("side", "party__participations__meeting")
        .distinct()
    )
    counted = Counter(side for side, _meeting in rows)
    return {str(side): counted[side] for side in LIBYAN_SIDES if counted[side]}


def _precision(links: list[tuple[int, int, str, str]]) -> Precision:
    """Count meetings by the most exact thing that is said of where they were."""
    best: dict[int, int] = {}
    for meeting, _year, kind, text in links:
        exact = 2 if text or kind not in (*SETTLEMENTS, *AREAS) else kind in SETTLEMENTS
        best[meeting] = max(best.get(meeting, 0), int(exact))
    counted = Counter(best.values())
    return Precision(venue=counted[2], settlement=counted[1], area=counted[0])
