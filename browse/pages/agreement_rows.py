"""Rows of lists of agreements: date, kind, where agreed, who signed and who did not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.db.models import Count

from browse.pages.acts import (
    ActGroup,
    act_groups,
    acts_of,
    signature_party_ids,
)
from browse.pages.rows import date_block, is_whole_month
from meetings.contested import contested_fields
from meetings.language import with_reader_names
from meetings.models import Agreement, Commitment, Meeting, Process, Signature
from meetings.people import PartyBook

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

    Reader = User | AnonymousUser

CHIPS_IN_A_GROUP = 8


@dataclass
class AgreementRow:
    """One agreement of a list."""

    agreement: Agreement
    day: str
    rest: str
    groups: list[ActGroup]
    process: Process | None
    meeting: Meeting | None
    commitments: int
    contested: frozenset[str]

    @property
    def is_month(self) -> bool:
        """Say whether the date is a whole month, without marks of doubt."""
        return is_whole_month(self.agreement.date)

    @property
    def bound(self) -> list[ActGroup]:
        """Who signed, adopted, issued, endorsed or witnessed it."""
        return [group for group in self.groups if not group.against]

    @property
    def against(self) -> list[ActGroup]:
        """Who refused it, withdrew from it or suspended it."""
        return [group for group in self.groups if group.against]

    @property
    def contested_beside_date(self) -> list[str]:
        """The facts other than the date on which sources differ."""
        return sorted(self.contested - {"date"})


@dataclass
class AgreementYear:
    """The rows of one year."""

    year: int
    rows: list[AgreementRow]


def agreement_rows(
    agreements: Sequence[Agreement], user: Reader, also: Iterable[int | None] = ()
) -> tuple[list[AgreementRow], PartyBook]:
    """Lay out agreements as rows, with the book of their parties and of `also`."""
    signed: dict[int, list[Signature]] = defaultdict(list)
    own = Signature.objects.visible_to(user).filter(agreement__in=agreements)
    for signature in own.order_by("agreement", "position", "pk"):
        signed[signature.agreement_id].append(signature)
    every = (row for rows in signed.values() for row in rows)
    book = PartyBook([*signature_party_ids(every), *also], user)
    processes = _processes(agreements, user)
    meetings = Meeting.objects.visible_to(user).in_bulk(
        {row.meeting_id for row in agreements if row.meeting_id}
    )
    promised = _commitment_counts(agreements, user)
    contested = contested_fields(agreements)
    rows = []
    for agreement in agreements:
        day, rest = date_block(agreement.date, agreement.sort_date.year)
        groups = act_groups(acts_of(agreement, signed[agreement.pk], book))
        rows.append(
            AgreementRow(
                agreement=agreement,
                day=day,
                rest=rest,
                groups=[_cut(group) for group in groups],
                process=processes.get(agreement.process_id or 0),
                meeting=meetings.get(agreement.meeting_id or 0),
                commitments=promised.get(agreement.pk, 0),
                contested=contested.get(agreement.pk, frozenset()),
            )
        )
    return rows, book


def agreements_by_year(rows: Iterable[AgreementRow]) -> list[AgreementYear]:
    """Group rows that are in order of date by year."""
    return [
        AgreementYear(year, list(group))
        for year, group in groupby(rows, key=lambda row: row.agreement.sort_date.year)
    ]


def _processes(agreements: Sequence[Agreement], user: Reader) -> dict[int, Process]:
    wanted = {row.process_id for row in agreements if row.process_id}
    found = with_reader_names(Process.objects.visible_to(user).filter(pk__in=wanted))
    return {process.pk: process for process in found}


def _commitment_counts(agreements: Sequence[Agreement], user: Reader) -> dict[int, int]:
    counted = (
        Commitment.objects.visible_to(user)
        .filter(agreement__in=agreements)
        .order_by()
        .values_list("agreement")
        .annotate(Count("pk"))
    )
    return dict(counted)


def _cut(group: ActGroup) -> ActGroup:
    """Show the first of a long group; one more than fits is shown, not counted.

    Those who stand against the agreement are never cut.
    """
    if group.against or len(group.acts) <= CHIPS_IN_A_GROUP + 1:
        return group
    more = len(group.acts) - CHIPS_IN_A_GROUP
    return ActGroup(group.action, group.acts[:CHIPS_IN_A_GROUP], more)
