"""How many meetings fall on each month, one lane after another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from meetings.analysis.activity import year_and_month
from meetings.analysis.trees import Tree
from meetings.models import Meeting, MeetingProcess


@dataclass(frozen=True)
class LaneCount:
    """Meetings of one lane in a month; month None: known to the year only."""

    lane: Any
    year: int
    month: int | None
    count: int


def by_track(meetings: QuerySet[Meeting]) -> list[LaneCount]:
    """Count meetings by track, each once, in the month of its earliest day."""
    rows = Meeting.objects.filter(pk__in=meetings.order_by().values("pk"))
    return _counted(rows, "track", "", "pk")


def by_party(rows: QuerySet[Any], parties: Iterable[int]) -> list[LaneCount]:
    """Count meetings by party from rows that say which party was at which meeting."""
    return _counted(rows.filter(party__in=parties), "party", "meeting__", "meeting")


def by_process(
    meetings: QuerySet[Meeting], tree: Tree, processes: Iterable[int]
) -> list[LaneCount]:
    """Count meetings by process, everything below it included, each once a process."""
    rows = (
        MeetingProcess.objects.filter(
            meeting__in=meetings.order_by().values("pk"),
            meeting__sort_date__isnull=False,
        )
        .order_by()
        .annotate(**year_and_month("meeting__"))
        .values_list("process", "meeting", "year", "month")
    )
    below = {process: tree.below(process) for process in processes}
    held = {
        (lane, meeting, year, month)
        for process, meeting, year, month in rows
        for lane, inside in below.items()
        if process in inside
    }
    counted = Counter((lane, year, month) for lane, _meeting, year, month in held)
    return [LaneCount(*key, count) for key, count in counted.items()]


def _counted(
    rows: QuerySet[Any], lane: str, prefix: str, counted: str
) -> list[LaneCount]:
    found = (
        rows.filter(**{f"{prefix}sort_date__isnull": False})
        .order_by()
        .annotate(**year_and_month(prefix))
        .values_list(lane, "year", "month")
        .annotate(n=Count(counted, distinct=True))
    )
    return [LaneCount(*row) for row in found]
