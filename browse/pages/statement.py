"""One statement's page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from browse.pages.disputes import Dispute, disputes_of
from browse.pages.outcomes import (
    StatementView,
    statement_party_ids,
    statement_view,
    statements_of,
    with_report,
)
from browse.pages.readouts import Readouts, readouts
from browse.pages.sources import FactMarks, Mark, SourceList
from browse.pages.statement_rows import about_of, view_without_sources
from meetings.language import direction_of, language_name, with_reader_names
from meetings.models import (
    Agreement,
    Meeting,
    MeetingProcess,
    Process,
    Statement,
    StatementCitation,
    Topic,
)
from meetings.people import PartyBook
from meetings.titles import statement_head, statement_title
from parties.models import Party

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

    Reader = User | AnonymousUser

OTHERS = 40


@dataclass
class Neighbour:
    """A statement of the same speaker, named."""

    statement: Statement
    title: str


@dataclass
class StatementPage:
    """Everything that a statement's page lays out."""

    statement: Statement
    view: StatementView
    title: str
    heading: str
    who: Party | None
    original_language: str
    original_direction: str
    meeting: Meeting | None
    agreement: Agreement | None
    processes: list[Process]
    topics: list[Topic]
    others: Readouts
    previous: Neighbour | None
    next: Neighbour | None
    disputes: list[Dispute]
    marks: FactMarks
    sources: SourceList
    own_reports: int

    @property
    def gist_marks(self) -> list[Mark]:
        """The sources of what was said, else of the record."""
        return self.marks.of("gist", "stance")

    @property
    def date_marks(self) -> list[Mark]:
        """The sources of the date, else of the record."""
        return self.marks.of("date")

    @property
    def original_marks(self) -> list[Mark]:
        """The sources of the speaker's own words, else of the record."""
        return self.marks.of("original_text", "gist")

    @property
    def speaker_marks(self) -> list[Mark]:
        """The sources of who spoke, else of the record."""
        return self.marks.of("speaker", "on_behalf_of")

    @property
    def contested(self) -> frozenset[str]:
        """The fields on which sources differ."""
        return frozenset(
            dispute.contention.field.partition(".")[0] for dispute in self.disputes
        )


def who_said(statement: Statement, user: Reader) -> Party | None:
    """Return the speaker, else the party spoken for, if the user may see it."""
    return _who(statement, PartyBook(_named(statement), user))


def _named(statement: Statement) -> Iterable[int | None]:
    return (statement.speaker_id, statement.on_behalf_of_id)


def _who(statement: Statement, book: PartyBook) -> Party | None:
    return book.party(statement.speaker_id) or book.party(statement.on_behalf_of_id)


def statement_page(statement: Statement, user: Reader) -> StatementPage:
    """Gather a statement's page for a user who may see the statement."""
    others = _others(statement, user)
    before = _neighbour(statement, user, forward=False)
    after = _neighbour(statement, user, forward=True)
    named = [one for one in (statement, before, after, *others) if one]
    book = PartyBook(statement_party_ids(named), user)
    sources = SourceList()
    cited = with_report(StatementCitation.objects.filter(statement=statement))
    marks = FactMarks(sources, cited)
    disputes = disputes_of(Q(statement=statement), sources)
    own_reports = len(sources)
    about = about_of([statement], user)
    meeting = about.meeting(statement)
    agreement = about.agreement(statement)
    who = _who(statement, book)
    return StatementPage(
        statement=statement,
        view=view_without_sources(statement, book),
        title=statement_title(statement, who),
        heading=statement_head(statement, who),
        who=who,
        original_language=language_name(statement.original_lang),
        original_direction=direction_of(statement.original_lang),
        meeting=meeting,
        agreement=agreement,
        processes=_processes(meeting, agreement, user),
        topics=_topics(meeting),
        others=readouts(statement_view(row, book, sources) for row in others),
        previous=_named_neighbour(before, book),
        next=_named_neighbour(after, book),
        disputes=disputes,
        marks=marks,
        sources=sources,
        own_reports=own_reports,
    )


def _others(statement: Statement, user: Reader) -> list[Statement]:
    """What else was said about the same meeting or agreement."""
    same = Q()
    if statement.meeting_id:
        same |= Q(meeting=statement.meeting_id)
    if statement.agreement_id:
        same |= Q(agreement=statement.agreement_id)
    return statements_of(user, same & ~Q(pk=statement.pk))[:OTHERS] if same else []


def _neighbour(
    statement: Statement, user: Reader, *, forward: bool
) -> Statement | None:
    """Return what the same speaker, else the same body, said next before or after."""
    if statement.speaker_id:
        same = Q(speaker=statement.speaker_id)
    else:
        same = Q(speaker=None, on_behalf_of=statement.on_behalf_of_id)
    side = "gt" if forward else "lt"
    beyond = Q(**{f"sort_date__{side}": statement.sort_date}) | Q(
        sort_date=statement.sort_date, **{f"pk__{side}": statement.pk}
    )
    order = ("sort_date", "pk") if forward else ("-sort_date", "-pk")
    found: Statement | None = (
        Statement.objects.visible_to(user)
        .filter(same & beyond)
        .select_related("capacity")
        .order_by(*order)
        .first()
    )
    return found


def _named_neighbour(statement: Statement | None, book: PartyBook) -> Neighbour | None:
    if statement is None:
        return None
    return Neighbour(statement, statement_title(statement, _who(statement, book)))


def _processes(
    meeting: Meeting | None, agreement: Agreement | None, user: Reader
) -> list[Process]:
    """Return the processes of what it is about."""
    links = MeetingProcess.objects.visible_to(user).filter(meeting=meeting)
    found = Q(pk__in=links.order_by().values("process")) if meeting else Q()
    if agreement and agreement.process_id:
        found |= Q(pk=agreement.process_id)
    if not found:
        return []
    return list(with_reader_names(Process.objects.visible_to(user).filter(found)))


def _topics(meeting: Meeting | None) -> list[Topic]:
    """Return the topics of the meeting it is about."""
    if meeting is None:
        return []
    topics = Topic.objects.filter(meeting_links__meeting=meeting)
    return list(with_reader_names(topics))
