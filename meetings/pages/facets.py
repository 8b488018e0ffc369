"""The facets of the list of meetings: values with the count each would give.

A count is what the list would hold with that value: over the selection without the
facet's own parameter, except for `party`, where every repeated value narrows. All
counts of a page come from one statement.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, Count, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Coalesce
from django.http import HttpRequest

from common.filters import StrictFilterSet
from meetings.models import (
    Format,
    Level,
    Meeting,
    MeetingPlace,
    OccurrenceStatus,
    PartyMeeting,
    Track,
    Via,
)
from parties.models import Alignment, Side

PARTIES = 40
PLACES = 30
CHOICES: dict[str, Any] = {
    "side": Side,
    "track": Track,
    "format": Format,
    "status": OccurrenceStatus,
    "level": Level,
}
OPEN_BY_ITSELF = 7
UNCOUNTED = -1


@dataclass
class Option:
    """One value of a facet."""

    value: str
    label: Any
    count: int
    checked: bool
    side: str = ""


@dataclass
class Facet:
    """A group of values of one parameter."""

    parameter: str
    label: str
    options: list[Option] = field(default_factory=list)

    @property
    def first(self) -> list[Option]:
        """The values that stand open: the first, and every chosen one."""
        return self._split()[0]

    @property
    def rest(self) -> list[Option]:
        """The values behind "more"."""
        return self._split()[1]

    @property
    def is_open(self) -> bool:
        """Say whether the group is unfolded at first."""
        return self.parameter in ("party", "side", "track") or any(
            option.checked for option in self.options
        )

    def _split(self) -> tuple[list[Option], list[Option]]:
        shown = [
            option
            for place, option in enumerate(self.options)
            if place < OPEN_BY_ITSELF or option.checked
        ]
        return shown, [option for option in self.options if option not in shown]


Counts = dict[str, dict[str, int]]


def facet_counts(request: HttpRequest, filterset: StrictFilterSet) -> Counts:
    """Return, in one statement, the count of every value of every facet."""
    parts = [
        _counted("total", filterset.qs, Value("")),
        _counted("all", Meeting.objects.visible_to(request.user), Value("")),
        _party_counts(filterset),
        _side_counts(_rest(filterset, "side")),
        _place_counts(_rest(filterset, "place")),
        _country_counts(_rest(filterset, "country")),
        *(
            _counted(name, _rest(filterset, name), F(name))
            for name in CHOICES
            if name != "side"
        ),
    ]
    found: Counts = {}
    for name, value, count in parts[0].union(*parts[1:], all=True):
        found.setdefault(name, {})[value] = count
    return found


def _rest(filterset: StrictFilterSet, name: str) -> QuerySet[Meeting]:
    """Return the selection without one parameter, from the values already read."""
    found: QuerySet[Meeting] = filterset.qs
    asked = filterset.form.cleaned_data
    if not asked[name]:
        return found
    given = asked[name]
    asked[name] = []
    try:
        found = filterset.filter_queryset(filterset.queryset.all())
    finally:
        asked[name] = given
    return found


def _grouped(rows: QuerySet[Any], name: str, value: Any, counted: str) -> Any:
    """Return rows of (facet, value, distinct meetings)."""
    return (
        rows.order_by()
        .annotate(facet=Value(name, CharField()), entry=Cast(value, CharField()))
        .values_list("facet", "entry")
        .annotate(n=Count(counted, distinct=True))
    )


def _counted(name: str, meetings: QuerySet[Meeting], value: Any) -> Any:
    chosen = Meeting.objects.filter(pk__in=meetings.order_by().values("pk"))
    return _grouped(chosen, name, value, "pk")


def _party_counts(filterset: StrictFilterSet) -> Any:
    """Count meetings by party as a further `party` would find them."""
    asked = filterset.form.cleaned_data
    rows = PartyMeeting.objects.filter(meeting__in=filterset.qs.order_by().values("pk"))
    if asked["direct"]:
        rows = rows.filter(via=Via.DIRECT)
    if asked["attended"]:
        rows = rows.filter(attended=True)
    elif asked["attended"] is False:
        there = PartyMeeting.objects.filter(
            meeting=OuterRef("meeting"), party=OuterRef("party"), attended=True
        )
        rows = rows.filter(~Exists(there))
    grouped = _grouped(rows, "party", F("party"), "meeting")
    return grouped.order_by("-n", "entry")[:PARTIES]


def _side_counts(meetings: QuerySet[Meeting]) -> Any:
    rows = Alignment.objects.filter(
        party__participations__meeting__in=meetings.order_by().values("pk"),
        span__overlap=F("party__participations__meeting__span"),
    )
    return _grouped(rows, "side", F("side"), "party__participations__meeting")


def _place_counts(meetings: QuerySet[Meeting]) -> Any:
    """Count by city: a venue counts with the city it lies in."""
    rows = MeetingPlace.objects.filter(
        meeting__in=meetings.order_by().values("pk"), place__isnull=False
    )
    city = Coalesce("place__parent", "place")
    return _grouped(rows, "place", city, "meeting").order_by("-n", "entry")[:PLACES]


def _country_counts(meetings: QuerySet[Meeting]) -> Any:
    rows = MeetingPlace.objects.filter(
        meeting__in=meetings.order_by().values("pk"), place__isnull=False
    )
    return _grouped(rows, "country", F("place__country"), "meeting")


def chosen(filterset: StrictFilterSet, name: str) -> list[Any]:
    """Return the values or records of a parameter that are asked for."""
    if filterset.errors:
        return []
    return list(filterset.form.cleaned_data.get(name) or [])


def facet_labels(facets: Iterable[Facet]) -> dict[tuple[str, str], str]:
    """Return the words of every value of facets by parameter and value."""
    return {
        (facet.parameter, option.value): str(option.label)
        for facet in facets
        for option in facet.options
    }


def choice_facet(filterset: StrictFilterSet, name: str, counts: Counts) -> Facet:
    """Return a facet of a closed list; values that would find nothing stay, with 0."""
    counted, asked = counts.get(name, {}), chosen(filterset, name)
    missing = 0 if counts else UNCOUNTED
    options = [
        Option(
            value,
            label,
            counted.get(value, missing),
            value in asked,
            side=value if name == "side" else "",
        )
        for value, label in CHOICES[name].choices
    ]
    return Facet(name, label_of(filterset, name), options)


def record_facet(
    filterset: StrictFilterSet, name: str, options: Iterable[Option]
) -> Facet:
    """Return a facet of records, most first, the chosen ones on top."""
    ordered = sorted(options, key=lambda option: (not option.checked, -option.count))
    return Facet(name, label_of(filterset, name), ordered)


def label_of(filterset: StrictFilterSet, name: str) -> str:
    """Return a parameter's label."""
    return str(filterset.filters[name].label)
