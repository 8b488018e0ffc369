"""The results of a search, laid out by type."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from browse.pages.outcomes import (
    StatementView,
    meeting_slugs,
    statement_party_ids,
)
from browse.pages.pair import PairSummary, pair_summary
from browse.pages.rows import MeetingRow, meeting_rows
from browse.pages.statement_rows import view_without_sources
from meetings.language import with_reader_names
from meetings.models import Agreement, Place, Process, Statement, Topic
from meetings.people import Chip, PartyBook
from meetings.search import search
from parties.matching import SURE_FROM, NameMatch, two_named
from parties.models import Party

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

SHOWN = 20


@dataclass
class ResultsPage:
    """What was found, best first, at most SHOWN of a type.

    `counts` says how many records of each type there are.
    """

    parties: list[tuple[Chip, NameMatch]]
    places: list[tuple[Place, NameMatch]]
    processes: list[tuple[Process, NameMatch]]
    topics: list[tuple[Topic, NameMatch]]
    rows: list[MeetingRow]
    statements: list[StatementView]
    agreements: list[Agreement]
    counts: dict[str, int]
    total: int
    pair: PairSummary | None = None


def results_page(text: str, user: User | AnonymousUser) -> ResultsPage:
    """Search for a text and lay out what this user may see."""
    found = search(text, user, SHOWN)
    book = PartyBook(
        [
            *(party.pk for party, _match in found.parties),
            *statement_party_ids(found.statements),
        ],
        user,
    )
    slugs = meeting_slugs(
        (statement.meeting_id for statement in found.statements), user
    )
    chips = [(book.latest_chip(party.pk), match) for party, match in found.parties]
    return ResultsPage(
        parties=[(chip, match) for chip, match in chips if chip is not None],
        places=found.places,
        processes=found.processes,
        topics=found.topics,
        rows=meeting_rows(found.meetings, user),
        statements=[
            _statement(row, book, slugs.get(row.meeting_id or 0, ""))
            for row in found.statements
        ],
        agreements=found.agreements,
        counts=found.counts,
        total=found.total,
        pair=_pair(text, [match for _chip, match in chips], user),
    )


def _pair(
    text: str, matches: list[NameMatch], user: User | AnonymousUser
) -> PairSummary | None:
    """What is on record of two parties, where the text names two and not one."""
    if any(match.score >= SURE_FROM for match in matches):
        return None
    two = two_named(Party, text, with_reader_names(Party.objects.visible_to(user)))
    return pair_summary(two, user) if two else None


def _statement(row: Statement, book: PartyBook, meeting_slug: str) -> StatementView:
    """Lay out a statement without its sources, which no result shows."""
    return replace(view_without_sources(row, book), meeting_slug=meeting_slug)
