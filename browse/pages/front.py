"""The start page: what is new, what recurs, and where the record is thin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from browse.pages.coverage import (
    Number,
    YearCount,
    counts,
    list_address,
    year_counts,
)
from browse.pages.often import (
    OftenPair,
    SilencePair,
    lately_met,
    often_pairs,
    silence_pairs,
)
from browse.pages.rows import Known, MeetingRow, YearGroup, by_year, rows_and_book
from common.standing import Standing, statement
from meetings.analysis.recent import Change, changed_lately, in_earlier_years
from meetings.models import Meeting, OccurrenceStatus

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

LATEST = 8
CHANGED = 8
EARLIER = 6
COVERED = {
    "meetings": ("meetings", ""),
    "statements": ("statements", ""),
    "agreements": ("agreements", ""),
    "parties": ("parties", ""),
    "unverified": ("meetings", "verified=false"),
    "single_source": ("meetings", "single_source=true"),
    "without_place": ("meetings", "has_place=false"),
    "inexact_date": ("meetings", "exact_date=false"),
    "parties_without_source": ("parties", "sourced=false"),
}


@dataclass
class Coverage:
    """Where the record is thin, in numbers that lists prove."""

    meetings: Number
    statements: Number
    agreements: Number
    parties: Number
    unverified: Number
    single_source: Number
    without_place: Number
    inexact_date: Number
    parties_without_source: Number


@dataclass
class FrontPage:
    """Everything that the start page lays out."""

    latest: list[MeetingRow]
    announced: list[MeetingRow]
    changed: list[Change]
    earlier: list[Meeting]
    busiest: list[OftenPair]
    newest_date: str
    silences: list[SilencePair]
    years: list[YearCount]
    coverage: Coverage

    @property
    def latest_years(self) -> list[YearGroup]:
        """The latest meetings by year."""
        return by_year(self.latest)


def front_page(user: User | AnonymousUser, standing: Standing) -> FrontPage:
    """Gather the start page for a user."""
    visible = Meeting.objects.visible_to(user)
    latest = list(visible.held().newest_first()[:LATEST])
    announced = list(
        visible.filter(
            status=OccurrenceStatus.ANNOUNCED, date_latest__gte=timezone.localdate()
        ).order_by("sort_date", "pk")[:3]
    )
    name = ("lately met", statement(visible), timezone.localdate())
    met = standing.keep(name, lambda: lately_met(user))
    known = Known.of(standing, user)
    rows, book = rows_and_book([*latest, *announced], user, known=known)
    return FrontPage(
        latest=rows[: len(latest)],
        announced=rows[len(latest) :],
        changed=changed_lately(CHANGED),
        earlier=in_earlier_years(timezone.localdate(), user, EARLIER),
        busiest=often_pairs(met.busiest, book),
        newest_date=met.newest,
        silences=silence_pairs(met.silences, book, user),
        years=year_counts(user),
        coverage=_coverage(user),
    )


def _coverage(user: User | AnonymousUser) -> Coverage:
    found = counts(user, COVERED.values())
    return Coverage(
        **{
            name: Number(found[pair], list_address(*pair), of=found[pair[0], ""])
            for name, pair in COVERED.items()
        }
    )
