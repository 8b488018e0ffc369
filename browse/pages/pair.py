"""Two parties on one page: every meeting of both, and the time between."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from browse.exports.links import export_links
from browse.pages.between import (
    Between,
    LevelCount,
    Other,
    between,
    between_lines,
    level_counts,
    other_lines,
    others_there,
)
from browse.pages.listing import Listing, filter_errors, tokens
from browse.pages.rows import MeetingRow, rows_and_book
from browse.templatetags.tracker import reader_name
from meetings.analysis.firsts import encounters_at
from meetings.analysis.gaps import Gap
from meetings.analysis.pairs import (
    Hindrance,
    Missed,
    Pair,
    meetings_of_both,
    pair_of,
)
from meetings.analysis.ranks import MetAt, Parity, parity_counts, ranks_at
from meetings.analysis.rhythm import usual_gap
from meetings.analysis.sentences import (
    PlainWords,
    bounds_sentence,
    cities_of,
    days_in_words,
    encounter_sentence,
    pair_sentences,
    since_last_sentence,
)
from meetings.contested import contested_fields
from meetings.filters.pairs import PairFilterSet
from meetings.language import localized_name
from meetings.models import Meeting, OccurrenceStatus, Participation, Place
from meetings.people import Chip, PartyBook
from meetings.period import Period
from parties.models import Party

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

    Reader = User | AnonymousUser


class LinkedWords:
    """The parts of a sentence as links to the pages of parties and meetings."""

    def party(self, party: Party) -> str:
        """Link a party's name to its page."""
        address = reverse("party", args=[party.slug])
        return format_html('<a href="{}">{}</a>', address, reader_name(party))

    def meeting(self, meeting: Meeting, words: str) -> str:
        """Link words to the meeting they stand for."""
        address = reverse("meeting", args=[meeting.slug])
        return format_html('<a href="{}">{}</a>', address, words)


@dataclass
class PairSummary:
    """What the record says of two parties, in a few sentences."""

    pair: Pair
    sentences: list[SafeString]
    plain: str

    @property
    def url(self) -> str:
        """The page of the pair: the one of its two addresses that is the main one."""
        return reverse("pair", args=main_order(self.pair.parties))


@dataclass
class Step:
    """A meeting of the chronology, and the time that had passed since the one before."""

    row: MeetingRow
    gap: str
    is_longest: bool
    after: list[Between] = field(default_factory=list)


@dataclass
class MissedLine:
    """A meeting of both that does not count, and why."""

    meeting: Meeting
    reason: str
    contested: frozenset[str]


@dataclass
class PairPage:
    """Everything that the page of two parties lays out."""

    summary: PairSummary
    chips: list[Chip]
    since_last: str
    steps: list[Step]
    missed: list[MissedLine]
    before: list[Between]
    others: list[Other]
    levels: list[LevelCount]
    ranks: list[MetAt]
    usual: str
    listing: Listing
    period: Period

    @property
    def pair(self) -> Pair:
        """The two parties and their meetings."""
        return self.summary.pair

    @property
    def query(self) -> str:
        """The query of the list of meetings that asks for both, in the period."""
        return self.period.query(*(("party", one.slug) for one in self.pair.parties))

    @property
    def parities(self) -> list[tuple[str, int]]:
        """How the ranks of the two compared, in words, and at how many meetings."""
        one, other = (localized_name(party)[0] for party in self.pair.parties)
        higher = _("%(party)s at a higher rank")
        words = {
            Parity.FIRST: higher % {"party": one},
            Parity.SECOND: higher % {"party": other},
        }
        return [
            (words.get(parity, str(parity.label)), count)
            for parity, count in parity_counts(self.ranks)
        ]

    @property
    def longest(self) -> str:
        """The longest gap in words, where there are several."""
        gap = self.pair.longest_gap if len(self.pair.gaps) > 1 else None
        return days_in_words(gap.days, gap.certainty) if gap else ""

    @property
    def exports(self) -> list[dict[str, str]]:
        """The meetings of both as files."""
        return export_links(reverse("meeting_list"), self.query)


def main_order(parties: tuple[Party, Party]) -> list[str]:
    """Return the slugs of two parties in the order of their main address."""
    return sorted(party.slug for party in parties)


@dataclass
class EncounterLine:
    """What a meeting was for two of its parties, and the page that proves it."""

    words: str
    url: str


def encounter_lines(
    meeting: Meeting, people: list[Participation], book: PartyBook, user: Reader
) -> list[EncounterLine]:
    """Say of a meeting for which of its main parties it was the first, or first since."""
    return [
        EncounterLine(
            encounter_sentence(encounter),
            reverse("pair", args=main_order(encounter.parties)),
        )
        for encounter in encounters_at(meeting, people, book, user)
    ]


def pair_summary(
    parties: tuple[Party, Party],
    user: Reader,
    both: QuerySet[Any] | None = None,
    places: Mapping[int, Place] | None = None,
) -> PairSummary:
    """Say of two parties how often they met, when, and how long they did not.

    both: the meetings of both that count, None for all. places: see `cities_of`.
    """
    if both is None:
        both = meetings_of_both(user, parties)
    pair = pair_of(parties, user, both)
    cities = cities_of((one for one in (pair.first, pair.last) if one), places)
    linked = pair_sentences(pair, cities, LinkedWords())
    return PairSummary(
        pair,
        # Names and words were escaped one by one.
        [mark_safe(sentence) for sentence in linked],  # noqa: S308
        " ".join(pair_sentences(pair, cities, PlainWords())),
    )


def pair_page(request: HttpRequest, parties: tuple[Party, Party]) -> PairPage:
    """Gather the page of two parties for a reader who may see both."""
    user = request.user
    both = meetings_of_both(user, parties)
    asked = PairFilterSet(request.GET, both, request=request)
    listing = Listing(asked, request.path, [], filter_errors(request, asked))
    if not listing.errors:
        listing.tokens = tokens(request, asked, {})
    period = Period(asked.data.get("from", ""), asked.data.get("to", ""))
    summary = pair_summary(parties, user, asked.qs)
    pair = summary.pair
    period = Period() if listing.errors else period
    if bounds := bounds_sentence(period.start, period.end):
        summary.sentences.append(format_html("{}", bounds))
        summary.plain += f" {bounds}"
    statements, agreements = between(parties, both, period, user)
    others = others_there(parties, pair.met, user)
    named = [pk for pk, _count in others] + [row.speaker_id for row in statements]
    rows, book = rows_and_book(pair.met[::-1], user, parties, named)
    chips = [book.latest_chip(party.pk) for party in parties]
    lines = between_lines(statements, agreements, book)
    steps = _steps(rows, pair, lines)
    until = min(period.last_day or timezone.localdate(), timezone.localdate())
    usual = usual_gap(pair.gaps)
    placed = sum(len(step.after) for step in steps)
    return PairPage(
        summary=summary,
        chips=[chip for chip in chips if chip],
        since_last=since_last_sentence(pair, until),
        steps=steps,
        missed=_missed_lines(pair),
        before=lines[placed:],
        others=other_lines(others, book),
        levels=level_counts(pair.met),
        ranks=ranks_at(parties, pair.met[::-1], user),
        usual=days_in_words(usual.days, usual.certainty) if usual else "",
        listing=listing,
        period=period,
    )


def _missed_lines(pair: Pair) -> list[MissedLine]:
    contested = contested_fields([one.meeting for one in pair.missed])
    return [
        MissedLine(
            one.meeting, _reason(one), contested.get(one.meeting.pk, frozenset())
        )
        for one in reversed(pair.missed)
    ]


def _steps(rows: list[MeetingRow], pair: Pair, lines: list[Between]) -> list[Step]:
    """Put what was said and agreed after a meeting, before the next, beside it."""
    before = {gap.later.pk: gap for gap in pair.gaps}
    longest = pair.longest_gap if len(pair.gaps) > 1 else None
    steps = [_step(row, before.get(row.meeting.pk), longest) for row in rows]
    later = None
    for step in steps:
        day = step.row.meeting.sort_date
        step.after = [
            one
            for one in lines
            if one.day >= day and (later is None or one.day < later)
        ]
        later = day
    return steps


def _step(
    row: MeetingRow, gap: Gap[Meeting] | None, longest: Gap[Meeting] | None
) -> Step:
    words = days_in_words(gap.days, gap.certainty) if gap else ""
    return Step(row, words, gap is not None and gap == longest)


def _reason(missed: Missed) -> str:
    """Say why a meeting does not count as one of the two."""
    if missed.why == Hindrance.NOT_HELD:
        return str(OccurrenceStatus(missed.meeting.status).label)
    if missed.why == Hindrance.ABSENT:
        return _("; ").join(
            _("%(party)s: %(presence)s")
            % {"party": localized_name(party)[0], "presence": presence.label}
            for party, presence in missed.absent
        )
    if missed.why == Hindrance.INDIRECT:
        return _("indirect talks: the sides never sat together")
    return _("both came, but they were never in one room")
