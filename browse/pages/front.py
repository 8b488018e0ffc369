"""The start page: what is new, and where the record is thin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import ExtractYear
from django.utils import timezone

from browse.pages.rows import MeetingRow, YearGroup, by_year, meeting_rows
from meetings.models import (
    Meeting,
    MeetingCitation,
    MeetingPlace,
    OccurrenceStatus,
)
from parties.models import Party

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

LATEST = 8


@dataclass
class YearCount:
    """How many meetings are on record for a year; share of the fullest year."""

    year: int
    count: int
    share: int
    thin: bool


@dataclass
class Coverage:
    """Where the record is thin, in numbers computed from it."""

    meetings: int
    parties: int
    unverified: int
    single_source: int
    without_place: int
    inexact_date: int
    parties_without_source: int

    def percent(self, count: int) -> int:
        """Return a count as a share of all meetings, in whole percent."""
        return round(100 * count / self.meetings) if self.meetings else 0

    @property
    def single_source_percent(self) -> int:
        """Share of meetings that rest on one report."""
        return self.percent(self.single_source)


@dataclass
class FrontPage:
    """Everything that the start page lays out."""

    latest: list[MeetingRow]
    announced: list[MeetingRow]
    years: list[YearCount]
    coverage: Coverage

    @property
    def latest_years(self) -> list[YearGroup]:
        """The latest meetings by year."""
        return by_year(self.latest)


def front_page(user: User | AnonymousUser) -> FrontPage:
    """Gather the start page for a user."""
    visible = Meeting.objects.visible_to(user)
    latest = list(visible.held().newest_first()[:LATEST])
    announced = list(
        visible.filter(
            status=OccurrenceStatus.ANNOUNCED, date_latest__gte=timezone.localdate()
        ).order_by("sort_date", "pk")[:3]
    )
    rows = meeting_rows([*latest, *announced], user)
    return FrontPage(
        latest=rows[: len(latest)],
        announced=rows[len(latest) :],
        years=_years(user),
        coverage=_coverage(user),
    )


def _years(user: User | AnonymousUser) -> list[YearCount]:
    """Meetings by year; a year below half the middle year counts as thin."""
    counted = list(
        Meeting.objects.visible_to(user)
        .annotate(year=ExtractYear("sort_date"))
        .order_by("-year")
        .values_list("year")
        .annotate(count=Count("pk"))
    )
    if not counted:
        return []
    counts = sorted(count for _year, count in counted)
    middle, most = counts[len(counts) // 2], counts[-1]
    return [
        YearCount(year, count, round(100 * count / most), count * 2 < middle)
        for year, count in counted
    ]


def _coverage(user: User | AnonymousUser) -> Coverage:
    placed = MeetingPlace.objects.filter(meeting=OuterRef("pk"), place__isnull=False)
    reports = (
        MeetingCitation.objects.filter(meeting=OuterRef("pk"))
        .order_by()
        .values("meeting")
        .annotate(n=Count("report", distinct=True))
        .filter(n=1)
    )
    numbers = Meeting.objects.visible_to(user).aggregate(
        meetings=Count("pk"),
        unverified=Count("pk", filter=Q(verified=False)),
        single_source=Count("pk", filter=Exists(reports)),
        without_place=Count("pk", filter=~Exists(placed)),
        inexact_date=Count("pk", filter=~Q(date__regex=r"^\d{4}-\d{2}-\d{2}$")),
    )
    parties = Party.objects.visible_to(user).aggregate(
        all=Count("pk", distinct=True),
        unsourced=Count("pk", filter=Q(citations__isnull=True), distinct=True),
    )
    return Coverage(
        **numbers, parties=parties["all"], parties_without_source=parties["unsourced"]
    )
