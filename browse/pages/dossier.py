"""One party's page."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from browse.exports.links import export_links
from browse.pages.counterparts import (
    CounterpartGroup,
    counterpart_groups,
    shown_party_ids,
)
from browse.pages.outcomes import (
    StatementView,
    statement_party_ids,
    statement_view,
    statements_of,
    with_report,
)
from browse.pages.party_activity import (
    Activity,
    Representative,
    activity_of,
    representative_lines,
    representatives,
    strips_of,
)
from browse.pages.party_agreements import (
    PartyAgreements,
    party_agreements,
    signatures_of,
)
from browse.pages.rows import MeetingRow, YearGroup, by_year, rows_and_book
from browse.pages.sources import Mark, SourceList
from meetings.analysis.activity import own_meetings
from meetings.analysis.pairs import Counterpart, counterparts_of
from meetings.language import direction_of, language_name
from meetings.models import (
    Agreement,
    Meeting,
    PartyMeeting,
    Statement,
)
from meetings.people import PartyBook
from meetings.period import ALL_TIME, Period
from parties.models import (
    Alignment,
    Name,
    Party,
    PartyCitation,
    PartyIdentifier,
    Position,
    Relation,
    RelationKind,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

    Reader = User | AnonymousUser

LATEST = 20
STATEMENTS = 10
# How a relation reads from the party it points to.
RELATION_WORDS_BACK = {
    RelationKind.PART_OF: _("includes"),
    RelationKind.MINISTRY_OF: _("has the ministry"),
    RelationKind.SUCCESSOR_OF: _("succeeded by"),
    RelationKind.COMMAND_OF: _("commanded by"),
    RelationKind.ALIGNED_WITH: _("aligned with"),
    RelationKind.RECOGNISED_BY: _("recognises"),
    RelationKind.MEMBER_OF: _("has the member"),
}


@dataclass
class Numbers:
    """The four numbers under a party's name: attended and held meetings only."""

    meetings: int
    counterparts: int
    places: int
    agreements: int


@dataclass
class NameLine:
    """A stored name, with its language and sort in words."""

    text: str
    lang: str
    direction: str
    language: str
    kind: str


@dataclass
class OfficeLine:
    """An office: of a person, or in an organisation."""

    position: Position
    other: Party
    marks: list[Mark]


@dataclass
class AlignmentLine:
    """A side, from a date to a date, with what it rests on."""

    alignment: Alignment
    marks: list[Mark]


@dataclass
class RelationLine:
    """A relation, read from this party."""

    relation: Relation
    word: str
    other: Party


@dataclass
class PartyPage:
    """Everything that a party's page lays out."""

    party: Party
    side: str
    names: list[NameLine]
    identifiers: list[PartyIdentifier]
    numbers: Numbers
    offices: list[OfficeLine]
    alignments: list[AlignmentLine]
    relations: list[RelationLine]
    counterparts: list[CounterpartGroup]
    rows: list[MeetingRow]
    statements: list[StatementView]
    agreements: PartyAgreements
    sources: SourceList
    marks: list[Mark]
    activity: Activity
    representatives: list[Representative]
    period: Period

    @property
    def day(self) -> str:
        """The day as of which the page speaks, "" for today."""
        return self.period.end

    @property
    def exports(self) -> list[dict[str, str]]:
        """The party's meetings as files."""
        query = self.period.query(("party", self.party.slug))
        return export_links(reverse("meeting_list"), query)

    @property
    def years(self) -> list[YearGroup]:
        """The latest meetings by year."""
        return by_year(self.rows)


def party_page(party: Party, user: Reader, period: Period = ALL_TIME) -> PartyPage:
    """Gather a party's page for a user who may see the party.

    period: all time, or all time up to a day; the page then shows that day's world.
    """
    day = period.last_day
    positions = _on(day, _positions(party, user))
    relations = _on(day, _relations(party, user))
    statements = _statements(party, user, period)
    met = _counterparts(party, user, period)
    people = representatives(party, period, user)
    named = chain(
        chain.from_iterable((p.person_id, p.organisation_id) for p in positions),
        chain.from_iterable((r.source_id, r.target_id) for r in relations),
        statement_party_ids(statements),
        shown_party_ids(met),
        (pk for pk, _count in people),
    )
    latest = list(own_meetings(party, period, user).newest_first()[:LATEST])
    rows, book = rows_and_book(latest, user, [party], named, day)
    strips = strips_of(party, shown_party_ids(met), period, user)
    sources = SourceList()
    citations = list(with_report(PartyCitation.objects.filter(party=party)))
    cited = [row for row in citations if not row.position_id and not row.alignment_id]
    marks = sources.cite(cited, "")
    return PartyPage(
        party=party,
        side=book.latest_side(party.pk),
        names=[name_line(name) for name in party.names.order_by("lang", "pk")],
        identifiers=list(party.identifiers.all()),
        numbers=_numbers(party, user, period, sum(one.itself for one in met)),
        offices=_offices(party, positions, book, sources),
        alignments=_alignments(_on(day, book.alignments(party.pk)), citations, sources),
        relations=_relation_lines(party, relations, book),
        counterparts=counterpart_groups(party, met, book, strips, period),
        rows=rows,
        statements=[statement_view(row, book, sources) for row in statements],
        agreements=party_agreements(party, user, sources, period),
        sources=sources,
        marks=marks,
        activity=activity_of(party, period, user),
        representatives=representative_lines(people, party, period, book),
        period=period,
    )


def _on(day: datetime.date | None, held: list[Any]) -> list[Any]:
    """Keep what held on a day; None keeps everything."""
    if day is None:
        return held
    return [
        one
        for one in held
        if (one.start_earliest or datetime.date.min) <= day
        and day <= (one.end_latest or datetime.date.max)
    ]


def _statements(party: Party, user: Reader, period: Period) -> list[Statement]:
    spoken = period.of(Statement.objects.visible_to(user)).order_by().values("pk")
    own = Q(speaker=party) | Q(on_behalf_of=party)
    return statements_of(user, own & Q(pk__in=spoken))[:STATEMENTS]


def _counterparts(party: Party, user: Reader, period: Period) -> list[Counterpart]:
    if period == ALL_TIME:
        return counterparts_of(party, user)
    return counterparts_of(party, user, period.of(Meeting.objects.visible_to(user)))


def name_line(name: Name) -> NameLine:
    """Lay out a stored name of a party, process or topic."""
    return NameLine(
        text=name.text,
        lang=name.lang,
        direction=direction_of(name.lang),
        language=language_name(name.lang),
        kind=name.get_kind_display(),
    )


def _positions(party: Party, user: Reader) -> list[Position]:
    """Offices that the party holds or, for a body, that are held in it."""
    cited = with_report(PartyCitation.objects.all())
    return list(
        Position.objects.visible_to(user)
        .filter(Q(person=party) | Q(organisation=party))
        .prefetch_related(Prefetch("citations", queryset=cited))
    )


def _offices(
    party: Party, positions: list[Position], book: PartyBook, sources: SourceList
) -> list[OfficeLine]:
    lines = []
    for position in positions:
        here = position.person_id == party.pk
        other = book.party(position.organisation_id if here else position.person_id)
        if other is not None:
            marks = sources.cite(position.citations.all(), "office")
            lines.append(OfficeLine(position, other, marks))
    return lines


def _alignments(
    alignments: list[Alignment], citations: list[PartyCitation], sources: SourceList
) -> list[AlignmentLine]:
    return [
        AlignmentLine(
            alignment,
            sources.cite(
                [row for row in citations if row.alignment_id == alignment.pk],
                "alignment",
            ),
        )
        for alignment in alignments
    ]


def _relations(party: Party, user: Reader) -> list[Relation]:
    return list(
        Relation.objects.visible_to(user).filter(Q(source=party) | Q(target=party))
    )


def _relation_lines(
    party: Party, relations: list[Relation], book: PartyBook
) -> list[RelationLine]:
    lines = []
    for relation in relations:
        outward = relation.source_id == party.pk
        other = book.party(relation.target_id if outward else relation.source_id)
        if other is None:
            continue
        word = (
            relation.get_kind_display()
            if outward
            else str(RELATION_WORDS_BACK[RelationKind(relation.kind)])
        )
        lines.append(RelationLine(relation, word, other))
    return lines


def _numbers(party: Party, user: Reader, period: Period, counterparts: int) -> Numbers:
    there = PartyMeeting.objects.visible_to(user).filter(
        party=party,
        attended=True,
        meeting__in=period.of(Meeting.objects.visible_to(user).held()),
    )
    counted = there.aggregate(
        meetings=Count("meeting", distinct=True),
        places=Count("meeting__places__place", distinct=True),
    )
    signed = signatures_of(party, user).filter(agreement=OuterRef("pk"))
    agreements = period.of(Agreement.objects.visible_to(user)).filter(Exists(signed))
    return Numbers(**counted, counterparts=counterparts, agreements=agreements.count())
