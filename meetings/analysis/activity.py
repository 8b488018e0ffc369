"""How many meetings fall on each month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, When
from django.db.models.functions import ExtractMonth, ExtractYear

from meetings.models import Meeting

# Known to the year only, however uncertain or approximate.
YEAR_ONLY = r"^\d{4}[?~%]?$"


@dataclass(frozen=True)
class PeriodCount:
    """How many meetings fall on a month; month None: known to the year only."""

    year: int
    month: int | None
    all: int
    chosen: int


def year_and_month(prefix: str = "") -> dict[str, Any]:
    """Return the year and month of meetings' earliest days, for an annotation.

    prefix: the way from the rows to their meeting, for instance `meeting__`.
    """
    return {
        "year": ExtractYear(f"{prefix}sort_date"),
        "month": Case(
            When(**{f"{prefix}date__regex": YEAR_ONLY}, then=None),
            default=ExtractMonth(f"{prefix}sort_date"),
            output_field=IntegerField(),
        ),
    }


def monthly_counts(
    every: QuerySet[Meeting], chosen: QuerySet[Meeting] | None = None
) -> list[PeriodCount]:
    """Count meetings once each, in the month of their strict earliest day.

    every: all meetings the reader may see. chosen: a part of them, None for all. A
    meeting without any bound is in no month; `len` differs from the sum then.
    """
    picked = (
        Count("pk")
        if chosen is None
        else Count("pk", filter=Q(pk__in=chosen.order_by().values("pk")))
    )
    rows = (
        Meeting.objects.filter(
            pk__in=every.order_by().values("pk"), sort_date__isnull=False
        )
        .order_by()
        .annotate(**year_and_month())
        .values_list("year", "month")
        .annotate(all=Count("pk"), chosen=picked)
        .order_by("year", "month")
    )
    return [PeriodCount(*row) for row in rows]
