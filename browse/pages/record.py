"""One meeting's page."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from browse.charts.maps import DotMap, locator
from browse.pages.disputes import Dispute, disputes_of
from browse.pages.outcomes import (
    AgreementView,
    agreement_party_ids,
    agreement_view,
    agreements_of,
    statement_party_ids,
    statement_view,
    statements_of,
    with_report,
)
from browse.pages.pair import EncounterLine, encounter_lines
from browse.pages.readouts import Readouts, readouts
from browse.pages.rows import Venue, spot_of, venues_of
from browse.pages.sources import FactMarks, Mark, SourceList
from meetings.analysis.certainty import Certainty, certainty_of
from meetings.language import with_reader_names
from meetings.models import (
    Agreement,
    DateBasis,
    LinkKind,
    Meeting,
    MeetingCitation,
    MeetingConvener,
    MeetingLink,
    OccurrenceStatus,
    Participation,
    Presence,
    Process,
    Role,
    Statement,
    Topic,
)
from meetings.people import Chip, PartyBook
from meetings.titles import office_words
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
NOT_HELD = {
    OccurrenceStatus.RUMOURED,
    OccurrenceStatus.ANNOUNCED,
    OccurrenceStatus.POSTPONED,
    OccurrenceStatus.CANCELLED,
    OccurrenceStatus.DENIED,
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
    title_lang: str
    organisation: Party | None
    on_behalf_of: Party | None
    role: str
    presence: str
    marks: list[Mark]

    @property
    def as_reported(self) -> str:
        """The office as the report puts it, where that says something else."""
        reported = self.participation.capacity_as_reported
        office = self.participation.capacity
        known = (office.title if office else self.title).casefold()
        return reported if reported.casefold() != known else ""


@dataclass
class SideGroup:
    """The participants of one side."""

    side: str
    attendances: list[Attendance] = field(default_factory=list)


@dataclass
class MeetingPage:
    """Everything that a meeting's page lays out."""

    meeting: Meeting
    status_note: str
    groups: list[SideGroup]
    conveners: list[Chip]
    venues: list[Venue]
    processes: list[Process]
    topics: list[Topic]
    readouts: Readouts
    agreements: list[AgreementView]
    disputes: list[Dispute]
    firsts: list[EncounterLine]
    related: list[tuple[str, Meeting]]
    previous: Meeting | None
    next: Meeting | None
    marks: FactMarks
    sources: SourceList

    @property
    def map(self) -> DotMap | None:
        """Where it was, on one of the two maps; None where no place can be drawn."""
        return locator([spot for at in self.venues if (spot := spot_of(at))])

    @property
    def contested(self) -> frozenset[str]:
        """The meeting's own facts on which sources differ."""
        return frozenset(
            dispute.contention.field.partition(".")[0]
            for dispute in self.disputes
            if dispute.contention.meeting_id == self.meeting.pk
        )

    @property
    def status_marks(self) -> list[Mark]:
        """The sources of the fact, else of the record."""
        return self.marks.of("status")

    @property
    def summary_marks(self) -> list[Mark]:
        """The sources of the fact, else of the record."""
        return self.marks.of("summary")

    @property
    def outcome_marks(self) -> list[Mark]:
        """The sources of the fact, else of the record."""
        return self.marks.of("outcome")

    @property
    def convener_marks(self) -> list[Mark]:
        """The sources of the fact, else of the record."""
        return self.marks.of("conveners")

    @property
    def date_marks(self) -> list[Mark]:
        """The sources of the fact, else of the record; none for an inferred date."""
        if self.meeting.date_basis == DateBasis.INFERRED:
            return self.marks.only_of("date")
        return self.marks.of("date")

    @property
    def place_marks(self) -> list[Mark]:
        """The sources of the fact, else of the record."""
        return self.marks.of("places")

    @property
    def kept_apart(self) -> bool:
        """Say whether participants were kept in separate rooms."""
        return any(
            line.participation.presence == Presence.APART
            for group in self.groups
            for line in group.attendances
        )

    @property
    def report_count(self) -> int:
        """How many reports the page cites."""
        return len(self.sources)

    @property
    def outlet_count(self) -> int:
        """How many outlets published them."""
        return len({source.report.outlet_id for source in self.sources})

    @property
    def certainty(self) -> Certainty:
        """How well the record is evidenced."""
        reports = [source.report for source in self.sources]
        return certainty_of(
            len({report.agency_id or report.outlet_id for report in reports}),
            verified=self.meeting.verified,
            contested=bool(self.contested),
        )


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
        groups=side_groups(people, book, day, marks, meeting.status),
        conveners=_chips((row.party_id for row in conveners), book, day),
        venues=venues_of([meeting])[meeting.pk],
        processes=_processes(meeting, user),
        topics=list(
            with_reader_names(Topic.objects.filter(meeting_links__meeting=meeting))
        ),
        readouts=readouts(statement_view(row, book, sources) for row in statements),
        agreements=[agreement_view(row, book, sources) for row in agreements],
        firsts=encounter_lines(meeting, people, book, user),
        disputes=_disputes(meeting, statements, agreements, sources),
        related=_related(meeting, user),
        previous=_neighbour(meeting, user, forward=False),
        next=_neighbour(meeting, user, forward=True),
        marks=marks,
        sources=sources,
    )


def _disputes(
    meeting: Meeting,
    statements: list[Statement],
    agreements: list[Agreement],
    sources: SourceList,
) -> list[Dispute]:
    own = Q(meeting=meeting)
    shown = Q(statement__in=statements) | Q(agreement__in=agreements)
    return disputes_of(own | shown, sources)


def _processes(meeting: Meeting, user: Reader) -> list[Process]:
    """Return the processes of a meeting, the main one first."""
    own = Process.objects.visible_to(user).filter(meeting_links__meeting=meeting)
    return list(with_reader_names(own).order_by("meeting_links__position", "pk"))


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


def _chips(
    party_ids: Iterable[int | None], book: PartyBook, day: datetime.date | None
) -> list[Chip]:
    chips = (book.chip(party_id, day) for party_id in party_ids)
    return [chip for chip in chips if chip is not None]


def side_groups(
    people: list[Participation],
    book: PartyBook,
    day: datetime.date | None,
    marks: FactMarks,
    status: str,
) -> list[SideGroup]:
    """Group participants by side, in the fixed order of sides; no side comes last.

    Where nothing took place, nobody's coming is in question: “expected” stays unsaid.
    """
    groups = {side: SideGroup(side) for side in (*Side.values, "")}
    for person in people:
        line = _attendance(person, book, day, marks)
        if status in NOT_HELD and person.presence == Presence.EXPECTED:
            line.presence = ""
        groups[line.chip.side if line.chip else ""].attendances.append(line)
    return [group for group in groups.values() if group.attendances]


def _attendance(
    person: Participation, book: PartyBook, day: datetime.date | None, marks: FactMarks
) -> Attendance:
    capacity = person.capacity
    title, title_lang = office_words(person)
    organisation = book.party(capacity.organisation_id) if capacity else None
    represented = book.party(person.on_behalf_of_id)
    chip = book.chip(person.party_id, day)
    slug = chip.party.slug if chip else ""
    return Attendance(
        participation=person,
        chip=chip,
        title=title,
        title_lang=title_lang,
        organisation=organisation,
        on_behalf_of=None if represented == organisation else represented,
        role="" if person.role == Role.PARTICIPANT else str(Role(person.role).label),
        presence=str(PRESENCE_NOTES.get(Presence(person.presence), "")),
        marks=marks.of(f"participations.{slug}", "participations"),
    )


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
