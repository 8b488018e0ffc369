"""Rows of lists of statements: when, who for whom, how they stood to what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.db.models import Count

from browse.pages.outcomes import StatementView, statement_party_ids
from browse.pages.rows import date_block, is_whole_month
from meetings.contested import contested_fields
from meetings.models import Agreement, Meeting, Statement, StatementCitation
from meetings.people import PartyBook

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

    Reader = User | AnonymousUser


@dataclass
class About:
    """What statements are about: those meetings and agreements the reader may see."""

    meetings: dict[int, Meeting]
    agreements: dict[int, Agreement]

    def meeting(self, statement: Statement) -> Meeting | None:
        """The meeting that a statement is about, None for none to show."""
        return self.meetings.get(statement.meeting_id or 0)

    def agreement(self, statement: Statement) -> Agreement | None:
        """The agreement that a statement is about, None for none to show."""
        return self.agreements.get(statement.agreement_id or 0)


@dataclass
class StatementRow:
    """One statement of a list."""

    view: StatementView
    day: str
    rest: str
    meeting: Meeting | None
    agreement: Agreement | None
    report_count: int
    contested: frozenset[str]

    @property
    def is_month(self) -> bool:
        """Say whether the date is a whole month, without marks of doubt."""
        return is_whole_month(self.statement.date)

    @property
    def statement(self) -> Statement:
        """The statement itself."""
        return self.view.statement


@dataclass
class StatementYear:
    """The rows of one year."""

    year: int
    rows: list[StatementRow]


def about_of(statements: Sequence[Statement], user: Reader) -> About:
    """Return what statements are about."""
    meetings = Meeting.objects.visible_to(user)
    agreements = Agreement.objects.visible_to(user)
    return About(
        meetings.in_bulk([one.meeting_id for one in statements if one.meeting_id]),
        agreements.in_bulk(
            [one.agreement_id for one in statements if one.agreement_id]
        ),
    )


def view_without_sources(statement: Statement, book: PartyBook) -> StatementView:
    """Lay out a statement where its sources are not shown."""
    office = statement.capacity
    organisation = book.party(office.organisation_id) if office else None
    represented = book.party(statement.on_behalf_of_id)
    return StatementView(
        statement=statement,
        speaker=book.chip(statement.speaker_id, statement.sort_date),
        organisation=organisation,
        on_behalf_of=None if represented == organisation else represented,
        marks=[],
        side=book.side_of_statement(statement),
    )


def statement_rows(
    statements: Sequence[Statement], user: Reader, also: Iterable[int] = ()
) -> tuple[list[StatementRow], PartyBook]:
    """Lay out rows, and return the book of their parties and of those in `also`."""
    book = PartyBook([*statement_party_ids(list(statements)), *also], user)
    about = about_of(statements, user)
    counts = _report_counts(statements)
    contested = contested_fields(statements)
    rows = []
    for one in statements:
        day, rest = date_block(one.date, one.sort_date.year)
        rows.append(
            StatementRow(
                view=view_without_sources(one, book),
                day=day,
                rest=rest,
                meeting=about.meeting(one),
                agreement=about.agreement(one),
                report_count=counts.get(one.pk, 0),
                contested=contested.get(one.pk, frozenset()),
            )
        )
    return rows, book


def statement_years(rows: Iterable[StatementRow]) -> list[StatementYear]:
    """Group rows that are in order of date by year."""
    return [
        StatementYear(year, list(group))
        for year, group in groupby(rows, key=lambda row: row.statement.sort_date.year)
    ]


def _report_counts(statements: Sequence[Statement]) -> dict[int, int]:
    counted = (
        StatementCitation.objects.filter(statement__in=list(statements))
        .order_by()
        .values_list("statement")
        .annotate(Count("report", distinct=True))
    )
    return dict(counted)
