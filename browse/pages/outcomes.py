"""What was said and agreed: parts of the pages of meetings and parties."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, Q

from browse.pages.acts import ActGroup, act_groups, acts_of, signature_party_ids
from browse.pages.sources import Mark, SourceList
from meetings.contested import contested_of
from meetings.models import (
    Agreement,
    AgreementCitation,
    Commitment,
    Meeting,
    Signature,
    Statement,
    StatementCitation,
)
from meetings.people import Chip, PartyBook
from parties.models import Party

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

    Reader = User | AnonymousUser


@dataclass
class StatementView:
    """One statement, in own words, with its speaker as held that day."""

    statement: Statement
    speaker: Chip | None
    on_behalf_of: Party | None
    organisation: Party | None
    marks: list[Mark]
    side: str = ""
    meeting_slug: str = ""

    @property
    def contested(self) -> frozenset[str]:
        """The facts on which sources differ."""
        return contested_of(self.statement)


@dataclass
class AgreementView:
    """One agreement with who did what about it."""

    agreement: Agreement
    groups: list[ActGroup]
    commitments: list[Commitment]
    marks: list[Mark]

    @property
    def contested(self) -> frozenset[str]:
        """The facts on which sources differ."""
        return contested_of(self.agreement)

    @property
    def bound(self) -> list[ActGroup]:
        """Who signed, adopted, issued, endorsed or witnessed it."""
        return [group for group in self.groups if not group.against]

    @property
    def against(self) -> list[ActGroup]:
        """Who refused it, withdrew from it or suspended it."""
        return [group for group in self.groups if group.against]


def with_report(rows: Any) -> Any:
    """Load the report, outlet and agency of citations with them, never the text."""
    return rows.select_related("report__outlet", "report__agency").defer("report__text")


def meeting_slugs(meeting_ids: Iterable[int | None], user: Reader) -> dict[int, str]:
    """Return the address names of those meetings that the user may see, by id."""
    wanted = {pk for pk in meeting_ids if pk is not None}
    found = Meeting.objects.visible_to(user).filter(pk__in=wanted)
    return dict(found.order_by().values_list("pk", "slug"))


def statements_of(user: Reader, condition: Q) -> list[Statement]:
    """Return visible statements with their citations, newest first."""
    cited = with_report(StatementCitation.objects.all())
    return list(
        Statement.objects.visible_to(user)
        .filter(condition)
        .select_related("capacity")
        .prefetch_related(Prefetch("citations", queryset=cited), "contentions")
    )


def agreements_of(user: Reader, condition: Q) -> list[Agreement]:
    """Return visible agreements with signatures, commitments and citations."""
    cited = with_report(AgreementCitation.objects.all())
    return list(
        Agreement.objects.visible_to(user)
        .filter(condition)
        .prefetch_related(
            Prefetch("signatures", queryset=Signature.objects.visible_to(user)),
            "commitments",
            "contentions",
            Prefetch("citations", queryset=cited),
        )
        .distinct()
    )


def statement_party_ids(statements: list[Statement]) -> Iterable[int | None]:
    """Yield the parties that statements name."""
    for statement in statements:
        yield from (statement.speaker_id, statement.on_behalf_of_id)
        yield statement.capacity.organisation_id if statement.capacity else None


def agreement_party_ids(agreements: list[Agreement]) -> Iterable[int | None]:
    """Yield the parties that agreements name."""
    for agreement in agreements:
        yield from signature_party_ids(agreement.signatures.all())


def statement_view(
    statement: Statement, book: PartyBook, sources: SourceList
) -> StatementView:
    """Lay out one statement, entering its sources."""
    capacity = statement.capacity
    organisation = book.party(capacity.organisation_id) if capacity else None
    represented = book.party(statement.on_behalf_of_id)
    return StatementView(
        statement=statement,
        speaker=book.chip(statement.speaker_id, statement.sort_date),
        organisation=organisation,
        on_behalf_of=None if represented == organisation else represented,
        marks=sources.cite(statement.citations.all(), "statement"),
        side=book.side_of_statement(statement),
    )


def agreement_view(
    agreement: Agreement, book: PartyBook, sources: SourceList
) -> AgreementView:
    """Lay out one agreement, its signatures grouped by action, entering its sources."""
    return AgreementView(
        agreement=agreement,
        groups=act_groups(acts_of(agreement, agreement.signatures.all(), book)),
        commitments=list(agreement.commitments.all()),
        marks=sources.cite(agreement.citations.all(), "agreement"),
    )
