"""One meeting's page."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from meetings.models import (
    Agreement,
    AgreementCitation,
    Commitment,
    ContendedValue,
    ContendedValueCitation,
    Contention,
    LinkKind,
    Meeting,
    MeetingCitation,
    MeetingConvener,
    MeetingLink,
    MeetingPlace,
    MeetingProcess,
    MeetingTopic,
    OccurrenceStatus,
    Participation,
    Presence,
    Role,
    Signature,
    Statement,
    StatementCitation,
)
from meetings.pages.people import Chip, PartyBook
from meetings.pages.sources import FactMarks, Mark, SourceList
from parties.models import Party, Side

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

    Reader = User | AnonymousUser

STATUS_NOTES = {
    OccurrenceStatus.RUMOURED: _(
        "Only rumoured: no report confirms that it took place."
    ),
    OccurrenceStatus.ANNOUNCED: _(
        "Announced: no report on record says that it took place."
    ),
    OccurrenceStatus.PARTLY_HELD: _("Held in part only."),
    OccurrenceStatus.POSTPONED: _("Postponed: it did not take place on this date."),
    OccurrenceStatus.SUSPENDED: _("Suspended before it was finished."),
    OccurrenceStatus.CANCELLED: _("Cancelled: it did not take place."),
    OccurrenceStatus.DENIED: _(
        "Denied: at least one party says it did not take place."
    ),
}
PRESENCE_NOTES = {
    Presence.REMOTE: _("took part by telephone or video"),
    Presence.APART: _("took part, but was never in one room with the other side"),
    Presence.EXPECTED: _("was expected; whether it came is not on record"),
    Presence.INVITED_ABSENT: _("was invited and did not come"),
    Presence.REFUSED: _("refused to come"),
    Presence.WALKED_OUT: _("came and walked out"),
    Presence.REPRESENTED: _("did not come; another represented it"),
    Presence.DENIED: _("is reported as taking part, and denies it"),
}
LINK_WORDS = {
    (LinkKind.FOLLOWS, True): _("Follows"),
    (LinkKind.FOLLOWS, False): _("Followed by"),
    (LinkKind.PREPARES, True): _("Prepares"),
    (LinkKind.PREPARES, False): _("Prepared by"),
    (LinkKind.PART_OF, True): _("Is part of"),
    (LinkKind.PART_OF, False): _("Includes"),
    (LinkKind.CONFIRMS, True): _("Confirms"),
    (LinkKind.CONFIRMS, False): _("Confirmed by"),
}


@dataclass
class Attendance:
    """One participant's line."""

    participation: Participation
    chip: Chip | None
    title: str
    organisation: Party | None
    on_behalf_of: Party | None
    role: str
    presence: str
    marks: list[Mark]

    @property
    def as_reported(self) -> str:
        """The office as the report puts it, where that says something else."""
        reported = self.participation.capacity_as_reported
        return reported if reported.casefold() != self.title.casefold() else ""


@dataclass
class SideGroup:
    """The participants of one side."""

    side: str
    attendances: list[Attendance] = field(default_factory=list)


@dataclass
class StatementView:
    """One statement, in own words, with its speaker as held that day."""

    statement: Statement
    speaker: Chip | None
    on_behalf_of: Party | None
    organisation: Party | None
    marks: list[Mark]


@dataclass
class AgreementView:
    """One agreement with who did what about it."""

    agreement: Agreement
    actions: list[tuple[str, list[SignatureView]]]
    commitments: list[Commitment]
    marks: list[Mark]


@dataclass
class SignatureView:
    """One party's action about an agreement."""

    signature: Signature
    chip: Chip
    on_behalf_of: Party | None


@dataclass
class Dispute:
    """A fact on which sources differ, with the reported values."""

    contention: Contention
    values: list[tuple[ContendedValue, list[Mark]]]


@dataclass
class MeetingPage:
    """Everything that a meeting's page lays out."""

    meeting: Meeting
    status_note: str
    groups: list[SideGroup]
    conveners: list[Chip]
    places: list[MeetingPlace]
    processes: list[MeetingProcess]
    topics: list[MeetingTopic]
    statements: list[StatementView]
    agreements: list[AgreementView]
    disputes: list[Dispute]
    related: list[tuple[str, Meeting]]
    previous: Meeting | None
    next: Meeting | None
    marks: FactMarks
    sources: SourceList


def with_report(rows: Any) -> Any:
    """Load the report, outlet and agency of citations with them, never the text."""
    return rows.select_related("report__outlet", "report__agency").defer("report__text")


def meeting_page(meeting: Meeting, user: Reader) -> MeetingPage:
    """Gather a meeting's page for a user who may see the meeting."""
    day = meeting.sort_date
    people = list(
        Participation.objects.visible_to(user)
        .filter(meeting=meeting)
        .select_related("capacity")
    )
    conveners = list(MeetingConvener.objects.visible_to(user).filter(meeting=meeting))
    statements = statements_of(user, Q(meeting=meeting))
    agreements = agreements_of(user, Q(meeting=meeting))
    book = PartyBook(
        _party_ids(people, conveners, statements, agreements),
        user,
    )
    sources = SourceList()
    marks = FactMarks(
        sources, with_report(MeetingCitation.objects.filter(meeting=meeting))
    )
    return MeetingPage(
        meeting=meeting,
        status_note=str(STATUS_NOTES.get(OccurrenceStatus(meeting.status), "")),
        groups=_groups(people, book, day, marks),
        conveners=_chips((row.party_id for row in conveners), book, day),
        places=places_of(meeting),
        processes=list(
            MeetingProcess.objects.visible_to(user)
            .filter(meeting=meeting)
            .select_related("process")
        ),
        topics=list(
            MeetingTopic.objects.filter(meeting=meeting).select_related("topic")
        ),
        statements=[statement_view(row, book, sources) for row in statements],
        agreements=[agreement_view(row, book, sources) for row in agreements],
        disputes=_disputes(meeting, statements, agreements, sources),
        related=_related(meeting, user),
        previous=_neighbour(meeting, user, forward=False),
        next=_neighbour(meeting, user, forward=True),
        marks=marks,
        sources=sources,
    )


def places_of(meeting: Meeting) -> list[MeetingPlace]:
    """Return the places of a meeting in order, with the city of a venue."""
    return list(
        MeetingPlace.objects.filter(meeting=meeting)
        .select_related("place__parent")
        .prefetch_related("place__names")
    )


def statements_of(user: Reader, condition: Q) -> list[Statement]:
    """Return visible statements with their citations, newest first."""
    cited = with_report(StatementCitation.objects.all())
    return list(
        Statement.objects.visible_to(user)
        .filter(condition)
        .select_related("capacity")
        .prefetch_related(Prefetch("citations", queryset=cited))
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
            Prefetch("citations", queryset=cited),
        )
        .distinct()
    )


def _party_ids(
    people: list[Participation],
    conveners: list[MeetingConvener],
    statements: list[Statement],
    agreements: list[Agreement],
) -> Iterable[int | None]:
    for person in people:
        yield from (person.party_id, person.on_behalf_of_id)
        yield person.capacity.organisation_id if person.capacity else None
    yield from (row.party_id for row in conveners)
    yield from statement_party_ids(statements)
    yield from agreement_party_ids(agreements)


def statement_party_ids(statements: list[Statement]) -> Iterable[int | None]:
    """Yield the parties that statements name."""
    for statement in statements:
        yield from (statement.speaker_id, statement.on_behalf_of_id)
        yield statement.capacity.organisation_id if statement.capacity else None


def agreement_party_ids(agreements: list[Agreement]) -> Iterable[int | None]:
    """Yield the parties that agreements name."""
    for agreement in agreements:
        for signature in agreement.signatures.all():
            yield from (signature.party_id, signature.on_behalf_of_id)


def _chips(
    party_ids: Iterable[int | None], book: PartyBook, day: datetime.date | None
) -> list[Chip]:
    chips = (book.chip(party_id, day) for party_id in party_ids)
    return [chip for chip in chips if chip is not None]


def _groups(
    people: list[Participation],
    book: PartyBook,
    day: datetime.date | None,
    marks: FactMarks,
) -> list[SideGroup]:
    """Group participants by side, in the fixed order of sides; no side comes last."""
    groups = {side: SideGroup(side) for side in (*Side.values, "")}
    for person in people:
        line = _attendance(person, book, day, marks)
        groups[line.chip.side if line.chip else ""].attendances.append(line)
    return [group for group in groups.values() if group.attendances]


def _attendance(
    person: Participation, book: PartyBook, day: datetime.date | None, marks: FactMarks
) -> Attendance:
    capacity = person.capacity
    organisation = book.party(capacity.organisation_id) if capacity else None
    represented = book.party(person.on_behalf_of_id)
    chip = book.chip(person.party_id, day)
    slug = chip.party.slug if chip else ""
    return Attendance(
        participation=person,
        chip=chip,
        title=capacity.title if capacity else person.capacity_as_reported,
        organisation=organisation,
        on_behalf_of=None if represented == organisation else represented,
        role="" if person.role == Role.PARTICIPANT else str(Role(person.role).label),
        presence=str(PRESENCE_NOTES.get(Presence(person.presence), "")),
        marks=marks.of(f"participations.{slug}", "participations"),
    )


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
    )


def agreement_view(
    agreement: Agreement, book: PartyBook, sources: SourceList
) -> AgreementView:
    """Lay out one agreement, its signatures grouped by action, entering its sources."""
    actions: dict[str, list[SignatureView]] = {}
    for signature in agreement.signatures.all():
        chip = book.chip(signature.party_id, agreement.sort_date)
        if chip is None:
            continue
        represented = book.party(signature.on_behalf_of_id)
        word = signature.get_action_display()
        actions.setdefault(word, []).append(SignatureView(signature, chip, represented))
    return AgreementView(
        agreement=agreement,
        actions=list(actions.items()),
        commitments=list(agreement.commitments.all()),
        marks=sources.cite(agreement.citations.all(), "agreement"),
    )


def _disputes(
    meeting: Meeting,
    statements: list[Statement],
    agreements: list[Agreement],
    sources: SourceList,
) -> list[Dispute]:
    cited = with_report(ContendedValueCitation.objects.all())
    values = ContendedValue.objects.prefetch_related(
        Prefetch("citations", queryset=cited)
    )
    contentions = Contention.objects.filter(
        Q(meeting=meeting) | Q(statement__in=statements) | Q(agreement__in=agreements)
    ).prefetch_related(Prefetch("values", queryset=values))
    return [
        Dispute(
            contention,
            [
                (value, sources.cite(value.citations.all(), "account"))
                for value in contention.values.all()
            ],
        )
        for contention in contentions
    ]


def _related(meeting: Meeting, user: Reader) -> list[tuple[str, Meeting]]:
    links = (
        MeetingLink.objects.visible_to(user)
        .filter(Q(source=meeting) | Q(target=meeting))
        .select_related("source", "target")
    )
    found = []
    for link in links:
        outward = link.source_id == meeting.pk
        word = LINK_WORDS[LinkKind(link.kind), outward]
        found.append((str(word), link.target if outward else link.source))
    return sorted(found, key=lambda pair: (pair[0], pair[1].sort_date, pair[1].pk))


def _neighbour(meeting: Meeting, user: Reader, *, forward: bool) -> Meeting | None:
    """Return the meeting next to this one in time."""
    side = "gt" if forward else "lt"
    beyond = Q(**{f"sort_date__{side}": meeting.sort_date}) | Q(
        sort_date=meeting.sort_date, **{f"pk__{side}": meeting.pk}
    )
    order = ("sort_date", "pk") if forward else ("-sort_date", "-pk")
    found: Meeting | None = (
        Meeting.objects.visible_to(user).filter(beyond).order_by(*order).first()
    )
    return found
