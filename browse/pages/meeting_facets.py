"""The counts of the facets of the list of meetings, all from one statement.

A count is over the selection without the facet's own parameter, except for `party`,
where every repeated value narrows.
"""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Count, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Coalesce
from django.http import HttpRequest

from browse.pages.facets import Counts, rest_of
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


def facet_counts(request: HttpRequest, filterset: StrictFilterSet) -> Counts:
    """Return, in one statement, the count of every value of every facet."""
    parts = [
        _counted("total", filterset.qs, Value("")),
        _counted("all", Meeting.objects.visible_to(request.user), Value("")),
        _party_counts(filterset),
        _side_counts(rest_of(filterset, "side")),
        _place_counts(rest_of(filterset, "place")),
        _country_counts(rest_of(filterset, "country")),
        *(
            _counted(name, rest_of(filterset, name), F(name))
            for name in CHOICES
            if name != "side"
        ),
    ]
    found: Counts = {}
    for name, value, count in parts[0].union(*parts[1:], all=True):
        found.setdefault(name, {})[value] = count
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
