"""Where meetings were: each counted once, at its first place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from meetings.models import Format, Meeting, MeetingPlace

CALLS = (Format.PHONE_CALL, Format.VIDEO_CALL)


@dataclass
class PlaceCounts:
    """Meetings by the id of the city (or of the place that lies in none)."""

    by_place: Counter[int] = field(default_factory=Counter)
    calls: int = 0
    unplaced: int = 0

    @property
    def total(self) -> int:
        """All meetings that were counted."""
        return sum(self.by_place.values()) + self.calls + self.unplaced


def place_counts(meetings: QuerySet[Meeting]) -> PlaceCounts:
    """Count meetings at their first known place; a venue counts with its city.

    Meetings without a place are calls, or their place was not reported.
    """
    first = (
        MeetingPlace.objects.filter(meeting=OuterRef("pk"), place__isnull=False)
        .order_by("position", "pk")
        .annotate(city=Coalesce("place__parent", "place"))
        .values("city")[:1]
    )
    found = PlaceCounts()
    rows = (
        Meeting.objects.filter(pk__in=meetings.order_by().values("pk"))
        .order_by()
        .annotate(city=Subquery(first), call=Q(format__in=CALLS))
        .values_list("city", "call")
        .annotate(Count("pk"))
    )
    for city, call, count in rows:
        if city is not None:
            found.by_place[city] += count
        elif call:
            found.calls += count
        else:
            found.unplaced += count
    return found
