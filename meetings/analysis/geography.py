"""Where meetings were: each counted once, at its first place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db.models import (
    Case,
    CharField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce

from meetings.models import Format, Meeting, MeetingPlace
from meetings.sets import MeetingSets, counts_in, grouping

CALLS = (Format.PHONE_CALL, Format.VIDEO_CALL)
CALL = "call"


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


def spot_groupings() -> list[Any]:
    """Return the grouping of all meetings by city; "call" or "" where they have none."""
    first = (
        MeetingPlace.objects.filter(meeting=OuterRef("pk"), place__isnull=False)
        .order_by("position", "pk")
        .annotate(city=Cast(Coalesce("place__parent", "place"), CharField()))
        .values("city")[:1]
    )
    call = Case(When(format__in=CALLS, then=Value(CALL)), default=Value(""))
    spot = Coalesce(Subquery(first), call)
    return [grouping(Meeting.objects.all(), "spot", spot, "pk")]


def place_counts(
    meetings: QuerySet[Meeting], sets: MeetingSets | None = None
) -> PlaceCounts:
    """Count meetings at their first known place; a venue counts with its city.

    Meetings without a place are calls, or their place was not reported.
    """
    sets = sets or MeetingSets()
    spots = sets.named("spots", spot_groupings).get("spot", {})
    counts = counts_in(spots, sets.chosen(meetings)[0])
    found = PlaceCounts(calls=counts.pop(CALL, 0), unplaced=counts.pop("", 0))
    found.by_place.update({int(city): count for city, count in counts.items()})
    return found
