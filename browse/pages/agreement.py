"""One agreement's page."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, Q

from browse.pages.acts import Act, acts_of, signature_party_ids
from browse.pages.agreement_path import Path, path_of
from browse.pages.disputes import Dispute, disputes_of
from browse.pages.outcomes import (
    statement_party_ids,
    statement_view,
    statements_of,
    with_report,
)
from browse.pages.readouts import Readouts, readouts
from browse.pages.rows import Venue, venues_of
from browse.pages.sources import FactMarks, Mark, SourceList
from meetings.language import with_reader_names
from meetings.models import (
    Agreement,
    AgreementCitation,
    AgreementDate,
    Commitment,
    CommitmentStatus,
    DateBasis,
    Meeting,
    Process,
    Signature,
)
from meetings.people import Chip, PartyBook

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

    Reader = User | AnonymousUser

NEIGHBOURS = 3


@dataclass
class Promise:
    """A commitment with who must keep it and how far it was kept, by date."""

    commitment: Commitment
    obligor: Chip | None
    statuses: list[CommitmentStatus]


@dataclass
class AgreementPage:
    """Everything that an agreement's page lays out."""

    agreement: Agreement
    process: Process | None
    meeting: Meeting | None
    venues: list[Venue]
    dates: list[AgreementDate]
    acts: list[Act]
    promises: list[Promise]
    path: Path
    earlier: list[Agreement]
    later: list[Agreement]
    readouts: Readouts
    disputes: list[Dispute]
    marks: FactMarks
    sources: SourceList

    @property
    def against(self) -> list[Act]:
        """Who refused it, withdrew from it or suspended it."""
        return [act for act in self.acts if act.against]

    @property
    def some_represent(self) -> bool:
        """Say whether anybody acted on behalf of another."""
        return any(act.on_behalf_of for act in self.acts)

    @property
    def some_dated(self) -> bool:
        """Say whether any action has another date than the agreement."""
        own = {act.signature.date for act in self.acts} - {"", self.agreement.date}
        return bool(own)

    @property
    def has_statuses(self) -> bool:
        """Say whether it is on record of any commitment how far it was kept."""
        return any(promise.statuses for promise in self.promises)

    @property
    def contested(self) -> frozenset[str]:
        """The agreement's own facts on which sources differ."""
        return frozenset(
            dispute.contention.field.partition(".")[0]
            for dispute in self.disputes
            if dispute.contention.agreement_id == self.agreement.pk
        )

    @property
    def summary_marks(self) -> list[Mark]:
        """The sources of the fact, else of the record."""
        return self.marks.of("summary")

    @property
    def signature_marks(self) -> list[Mark]:
        """The sources of the fact, else of the record."""
        return self.marks.of("signatures")

    @property
    def commitment_marks(self) -> list[Mark]:
        """The sources of the fact, else of the record."""
        return self.marks.of("commitments")

    @property
    def date_marks(self) -> list[Mark]:
        """The sources of the fact, else of the record; none for an inferred date."""
        if self.agreement.date_basis == DateBasis.INFERRED:
            return self.marks.only_of("date")
        return self.marks.of("date")

    @property
    def report_count(self) -> int:
        """How many reports the page cites."""
        return len(self.sources)

    @property
    def outlet_count(self) -> int:
        """How many outlets published them."""
        return len({source.report.outlet_id for source in self.sources})


def agreement_page(agreement: Agreement, user: Reader) -> AgreementPage:
    """Gather an agreement's page for a user who may see the agreement."""
    signatures = list(
        Signature.objects.visible_to(user)
        .filter(agreement=agreement)
        .order_by("position", "pk")
    )
    commitments = _commitments(agreement, user)
    statements = statements_of(user, Q(agreement=agreement))
    book = PartyBook(
        [
            *signature_party_ids(signatures),
            *(row.obligor_id for row in commitments),
            *statement_party_ids(statements),
        ],
        user,
    )
    sources = SourceList()
    cited = with_report(AgreementCitation.objects.filter(agreement=agreement))
    marks = FactMarks(sources, cited)
    meeting = _seen(Meeting.objects.visible_to(user), agreement.meeting_id)
    processes = with_reader_names(Process.objects.visible_to(user))
    process = _seen(processes, agreement.process_id)
    own = Q(agreement=agreement) | Q(statement__in=statements)
    return AgreementPage(
        agreement=agreement,
        process=process,
        meeting=meeting,
        venues=venues_of([meeting])[meeting.pk] if meeting else [],
        dates=list(AgreementDate.objects.filter(agreement=agreement)),
        acts=_over_time(acts_of(agreement, signatures, book), agreement),
        promises=[_promise(row, book, agreement) for row in commitments],
        path=path_of(agreement, meeting, user),
        earlier=_neighbours(agreement, process, user, forward=False),
        later=_neighbours(agreement, process, user, forward=True),
        readouts=readouts(statement_view(row, book, sources) for row in statements),
        disputes=disputes_of(own, sources),
        marks=marks,
        sources=sources,
    )


def _seen(records: Any, pk: int | None) -> Any:
    """Return the record of an id among those the user may see; None for none."""
    return records.filter(pk=pk).first() if pk is not None else None


def _commitments(agreement: Agreement, user: Reader) -> list[Commitment]:
    statuses = CommitmentStatus.objects.visible_to(user)
    return list(
        Commitment.objects.visible_to(user)
        .filter(agreement=agreement)
        .prefetch_related(Prefetch("statuses", queryset=statuses))
    )


def _promise(commitment: Commitment, book: PartyBook, agreement: Agreement) -> Promise:
    return Promise(
        commitment=commitment,
        obligor=book.chip(commitment.obligor_id, agreement.sort_date),
        statuses=list(commitment.statuses.all()),
    )


def _over_time(acts: list[Act], agreement: Agreement) -> list[Act]:
    """Order what was done by date; without a date of its own, the agreement's."""

    def moment(act: Act) -> datetime.date:
        own = act.signature.date_earliest or act.signature.date_latest
        return own or agreement.sort_date

    return sorted(acts, key=moment)


def _neighbours(
    agreement: Agreement, process: Process | None, user: Reader, *, forward: bool
) -> list[Agreement]:
    """Return the agreements of the same process next to this one, in order of date."""
    if process is None:
        return []
    side = "gt" if forward else "lt"
    beyond = Q(**{f"sort_date__{side}": agreement.sort_date}) | Q(
        sort_date=agreement.sort_date, **{f"pk__{side}": agreement.pk}
    )
    order = ("sort_date", "pk") if forward else ("-sort_date", "-pk")
    near = (
        Agreement.objects.visible_to(user)
        .filter(beyond, process=process)
        .order_by(*order)[:NEIGHBOURS]
    )
    return list(near) if forward else list(near)[::-1]
