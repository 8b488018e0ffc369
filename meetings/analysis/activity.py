"""The meetings of a party, and how many meetings fall on each month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Case, CharField, IntegerField, QuerySet, Value, When
from django.db.models.functions import (
    Cast,
    Coalesce,
    Concat,
    ExtractMonth,
    ExtractYear,
)

from meetings.models import Meeting
from meetings.period import Period
from meetings.querysets import MeetingQuerySet
from meetings.sets import MeetingSets, grouping
from parties.models import Party

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

    Reader = User | AnonymousUser

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


def month_groupings() -> list[Any]:
    """Return the grouping of all meetings by month: 2019-04, or 2019- for a year."""
    dated = Meeting.objects.filter(sort_date__isnull=False).annotate(**year_and_month())
    month = Concat(
        Cast("year", CharField()),
        Value("-"),
        Coalesce(Cast("month", CharField()), Value("")),
    )
    return [grouping(dated, "month", month, "pk")]


def monthly_counts(
    every: QuerySet[Meeting],
    chosen: QuerySet[Meeting] | None = None,
    sets: MeetingSets | None = None,
) -> list[PeriodCount]:
    """Count meetings once each, in the month of their strict earliest day.

    every: all meetings the reader may see. chosen: a part of them, None for all. A
    meeting without any bound is in no month; `len` differs from the sum then.
    """
    sets = sets or MeetingSets()
    (among,) = sets.chosen(every)
    return months_among(
        sets, among, among if chosen is None else sets.chosen(chosen)[0]
    )


def months_among(sets: MeetingSets, every: int, chosen: int) -> list[PeriodCount]:
    """Return what `monthly_counts` does, of sets of meetings."""
    months = sets.named("months", month_groupings).get("month", {})
    found = [
        PeriodCount(
            int(value[:4]),
            int(value[5:]) if value[5:] else None,
            inside.bit_count(),
            (inside & chosen).bit_count(),
        )
        for value, held in months.items()
        if (inside := held & every)
    ]
    # What is known to the year only follows its months.
    return sorted(found, key=lambda one: (one.year, one.month or 13))


def own_meetings(party: Party, period: Period, user: Reader) -> MeetingQuerySet:
    """Return the meetings of a party in a period, whatever came of them."""
    visible: MeetingQuerySet = period.of(Meeting.objects.visible_to(user))
    return visible.of_party([party.pk])


def attended_meetings(party: Party, period: Period, user: Reader) -> MeetingQuerySet:
    """Return the held meetings of a party at which it was there."""
    held: MeetingQuerySet = period.of(Meeting.objects.visible_to(user).held())
    return held.of_party([party.pk], attended=True)
