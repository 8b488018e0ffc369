"""One place's page: where it is, and who hosts whom there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from browse.charts.maps import DotMap, Spot, locator
from browse.exports.links import export_links
from browse.pages.place_list import meetings_query
from browse.pages.rows import MeetingRow, YearGroup, by_year, every_year, rows_and_book
from meetings.analysis.hosting import Guest, Hosting, hosting
from meetings.analysis.places import (
    MEETING_COUNT,
    held_meetings,
    meetings_inside,
    place_tree,
)
from meetings.language import (
    direction_of,
    language_name,
    localized_name,
    with_reader_names,
)
from meetings.models import Meeting, MeetingPlace, Place, PlaceName
from meetings.people import Chip, PartyBook

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

    Reader = User | AnonymousUser

LATEST = 20
HOSTS = 12
GUESTS = 12


@dataclass
class NameLine:
    """A stored name, with its language and sort in words."""

    name: PlaceName
    direction: str
    language: str


@dataclass
class HostLine:
    """A party that received others here or called meetings."""

    chip: Chip
    hosted: int
    convened: int
    share: int


@dataclass
class GuestLine:
    """A party that was received here."""

    chip: Chip
    meetings: int
    share: int


@dataclass(frozen=True)
class YearBar:
    """How many meetings were held in a year; share of the fullest year."""

    year: int
    count: int
    share: int


@dataclass
class PlacePage:
    """Everything that a place's page lays out."""

    place: Place
    names: list[NameLine]
    around: list[Place]
    inside: list[Place]
    hosting: Hosting
    on_record: int
    hosts: list[HostLine]
    guests: list[GuestLine]
    home_guests: list[GuestLine]
    rows: list[MeetingRow]
    map: DotMap | None

    @property
    def meetings_query(self) -> str:
        """The query of the held meetings here."""
        return meetings_query(self.place.slug)

    @property
    def exports(self) -> list[dict[str, str]]:
        """The meetings here as files."""
        return export_links(reverse("meeting_list"), f"place={self.place.slug}")

    @property
    def groups(self) -> list[YearGroup]:
        """The latest meetings by year."""
        return by_year(self.rows)

    @property
    def years(self) -> list[YearBar]:
        """Held meetings by year, as shares of the fullest year."""
        most = max((count for _year, count in self.hosting.years), default=1)
        return [
            YearBar(year, count, round(100 * count / most))
            for year, count in every_year(self.hosting.years)
        ]


def place_page(place: Place, user: Reader) -> PlacePage:
    """Gather a place's page; the place was read with names for the reader."""
    tree = place_tree()
    here = sorted(tree.below(place.pk))
    found = hosting(here, place.country, held_meetings(user), user)
    visible = Meeting.objects.visible_to(user).filter(
        pk__in=MeetingPlace.objects.filter(place__in=here).values("meeting")
    )
    home, away = (found.guests_from(here=one)[:GUESTS] for one in (True, False))
    named = [host.party for host in found.hosts[:HOSTS]]
    named += [guest.party for guest in (*home, *away)]
    latest = list(visible.newest_first()[:LATEST])
    rows, book = rows_and_book(latest, user, also=named)
    around = tree.above(place.pk)
    near = _places([*around, *here], user)
    return PlacePage(
        place=place,
        names=_names(place),
        around=[near[pk] for pk in around],
        inside=[near[pk] for pk in near if pk in here and pk != place.pk],
        hosting=found,
        on_record=visible.count(),
        hosts=_hosts(found, book),
        guests=_guests(away, book),
        home_guests=_guests(home, book),
        rows=rows,
        map=_map(place),
    )


def _names(place: Place) -> list[NameLine]:
    return [
        NameLine(name, direction_of(name.lang), language_name(name.lang))
        for name in place.names.order_by("lang", "pk")
    ]


def _places(ids: list[int], user: Reader) -> dict[int, Place]:
    """Return places with their names and number of meetings, most meetings first."""
    counted = Place.objects.filter(pk__in=ids).annotate(
        **{MEETING_COUNT: meetings_inside(held_meetings(user))}
    )
    ordered = with_reader_names(counted).order_by(f"-{MEETING_COUNT}", "name", "pk")
    return {place.pk: place for place in ordered}


def _hosts(found: Hosting, book: PartyBook) -> list[HostLine]:
    shown = found.hosts[:HOSTS]
    most = max((host.hosted for host in shown), default=0) or 1
    return [
        HostLine(chip, host.hosted, host.convened, round(100 * host.hosted / most))
        for host in shown
        if (chip := book.latest_chip(host.party))
    ]


def _guests(guests: list[Guest], book: PartyBook) -> list[GuestLine]:
    most = max((guest.meetings for guest in guests), default=1)
    return [
        GuestLine(chip, guest.meetings, round(100 * guest.meetings / most))
        for guest in guests
        if (chip := book.latest_chip(guest.party))
    ]


def _map(place: Place) -> DotMap | None:
    if place.point is None:
        return None
    name, lang = localized_name(place)
    return locator([Spot(name, *place.point, place.country, lang=lang)])
