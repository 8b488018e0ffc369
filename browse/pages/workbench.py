"""The pictures beside the list of meetings: months and maps, of the same set."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from browse.charts.histogram import Event, Histogram, histogram
from browse.charts.maps import HOME, DotMap, Spot, dot_map
from browse.charts.projection import ABROAD, LIBYA
from browse.pages.listing import without
from browse.pages.meeting_views import bare
from browse.pages.rows import places_by_id
from common.keyset import PAGING_KEYS
from meetings.analysis.activity import PeriodCount, monthly_counts
from meetings.analysis.geography import PlaceCounts, place_counts
from meetings.language import direction_of, localized_name, reader_language
from meetings.models import Meeting, Place
from meetings.sets import MeetingSets

# What readers know the years by, in neutral words.
EVENTS = (
    (datetime.date(2011, 10, 20), _("End of Gaddafi’s rule")),
    (datetime.date(2014, 5, 16), _("Fighting in Benghazi")),
    (datetime.date(2015, 12, 17), _("Skhirat agreement")),
    (datetime.date(2019, 4, 4), _("Tripoli offensive")),
    (datetime.date(2020, 10, 23), _("Ceasefire")),
    (datetime.date(2023, 9, 11), _("Derna flood")),
    (datetime.date(2024, 8, 18), _("Central bank crisis")),
)
ON_A_PHONE = 390


@dataclass
class Months:
    """The months of a set among all months: wide, and by quarter for phones."""

    wide: Histogram
    narrow: Histogram
    query: str
    base: str = ""
    grey: str = ""
    files: list[dict[str, str]] = field(default_factory=list)

    @property
    def sum(self) -> int:
        """The meetings of the set that the bars stand for."""
        return self.wide.chosen


@dataclass
class Maps:
    """The two maps of a set, and what neither can show."""

    home: DotMap
    abroad: DotMap
    beyond: list[Spot]
    calls: int
    unplaced: int
    query: str
    files: dict[str, str] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Every meeting of the set, once."""
        drawn = self.home.total + self.abroad.total
        return drawn + self.beyond_count + self.calls + self.unplaced

    @property
    def ranked(self) -> list[tuple[Spot, int]]:
        """Every place with its share, in percent, of the place with most meetings."""
        dots = (*self.home.dots, *self.abroad.dots)
        spots = [*(dot.spot for dot in dots), *self.beyond]
        spots.sort(key=lambda spot: (-spot.count, spot.name))
        most = max((spot.count for spot in spots), default=1)
        return [(spot, round(100 * spot.count / most)) for spot in spots]

    @property
    def beyond_count(self) -> int:
        """Meetings at places outside both maps, or in areas that no dot can stand for."""
        return sum(spot.count for spot in self.beyond)


def months_of(
    every: QuerySet[Meeting],
    chosen: QuerySet[Meeting] | None,
    query: QueryDict,
    base: str = "",
    sets: MeetingSets | None = None,
) -> Months | None:
    """Return the months of a set; None when nothing at all has a date.

    base: the address of the list of the set, "" for that of the page.
    """
    return months_from(monthly_counts(every, chosen, sets), query, base)


def months_from(
    counts: list[PeriodCount], query: QueryDict, base: str = ""
) -> Months | None:
    """Return the same of counted months."""
    rtl = direction_of(reader_language()) == "rtl"
    events = [Event(day, str(name)) for day, name in EVENTS]
    wide = histogram(counts, events=events, rtl=rtl)
    narrow = histogram(counts, grain=3, rtl=rtl, width=ON_A_PHONE)
    if wide is None or narrow is None:
        return None
    rest = without(query, "from", "to", "month", *PAGING_KEYS)
    end = _end(query)
    files = [
        {"name": kind.upper(), "url": reverse("chart_months", args=[kind]) + end}
        for kind in ("svg", "csv")
    ]
    return Months(wide, narrow, rest.urlencode(), base, files=files)


def maps_of(meetings: QuerySet[Meeting], query: QueryDict, base: str = "") -> Maps:
    """Return the maps of a set; a dot leads to the list of the same set at its place.

    base: the address of the list of the set, "" for that of the page.
    """
    counts = place_counts(meetings)
    return maps_from(counts, places_by_id(counts.by_place), query, base)


def maps_from(
    counts: PlaceCounts, places: dict[int, Place], query: QueryDict, base: str = ""
) -> Maps:
    """Return the maps of counted places; `places` holds at least these."""
    rest = bare(query, "place").urlencode()
    address = f"{base}?{rest}&" if rest else f"{base}?"
    spots: list[Spot] = []
    areas: list[Spot] = []
    for pk, count in counts.by_place.items():
        place = places[pk]
        one = _spot(place, count, address)
        (areas if place.point is None else spots).append(one)
    home = dot_map(LIBYA, [spot for spot in spots if spot.country == HOME])
    abroad = dot_map(ABROAD, [spot for spot in spots if spot.country != HOME])
    beyond = [*home.beyond, *abroad.beyond, *areas]
    beyond.sort(key=lambda spot: -spot.count)
    end = _end(query)
    files = {
        "home": reverse("chart_map", args=["libya"]) + end,
        "abroad": reverse("chart_map", args=["abroad"]) + end,
        "places": reverse("chart_places") + end,
    }
    return Maps(home, abroad, beyond, counts.calls, counts.unplaced, rest, files)


def _end(query: QueryDict) -> str:
    """Return the query of the files that show the same set."""
    encoded = bare(query).urlencode()
    return f"?{encoded}" if encoded else ""


def _spot(place: Place, count: int, address: str) -> Spot:
    """Return what stands for a place; one without a point is only named."""
    name, lang = localized_name(place)
    lon, lat = place.point or (0, 0)
    url = f"{address}place={place.slug}"
    return Spot(name, lon, lat, place.country, count, url, lang)
