"""What a meeting was for two of its parties: the first on record, or the first since."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from django.db.models import Value

from meetings.analysis.gaps import Gap, gaps_between
from meetings.analysis.pairs import IN_ROOM, rows_that_met
from meetings.contested import contested_fields
from meetings.models import Format, Meeting, Participation, PartyMeeting
from meetings.people import PartyBook
from parties.models import Party, Side

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

    Reader = User | AnonymousUser

MOST_NAMED = 3
MOST_LEADERS = 4
TWO_SIDES = (Format.BILATERAL, Format.PHONE_CALL)
Ids = tuple[int, int]


@dataclass(frozen=True)
class Encounter:
    """Two parties that met at a meeting; the gap to the time before, None for none."""

    parties: tuple[Party, Party]
    across_libya: bool
    gap: Gap[Meeting] | None

    @property
    def rank(self) -> tuple[bool, bool, int]:
        """Order of importance: Libyan sides, then first meetings, then long gaps."""
        waited = self.gap.days if self.gap else 0
        return not self.across_libya, self.gap is not None, -waited


def encounters_at(
    meeting: Meeting, people: list[Participation], book: PartyBook, user: Reader
) -> list[Encounter]:
    """Return what the meeting was for the pairs of its main participants.

    These are the first named of each delegation where two sides met, and the persons
    first named of western and of eastern Libya. At most three pairs.
    """
    if not meeting.is_held or meeting.format == Format.INDIRECT:
        return []
    pairs = _main_pairs(meeting, people, book, user)
    if not pairs:
        return []
    before = _meetings_before(meeting, list(pairs), user)
    earlier = Meeting.objects.visible_to(user).in_bulk(set(before.values()) - {None})
    contested = contested_fields([meeting, *earlier.values()])
    vague = {pk for pk, fields in contested.items() if "date" in fields}
    found = []
    for ids, last in before.items():
        one, other = (book.party(pk) for pk in ids)
        gaps = gaps_between([earlier[last], meeting], vague) if last else [None]
        if one and other:
            found.append(Encounter((one, other), pairs[ids], gaps[0]))
    return sorted(found, key=lambda encounter: encounter.rank)[:MOST_NAMED]


def _main_pairs(
    meeting: Meeting, people: list[Participation], book: PartyBook, user: Reader
) -> dict[Ids, bool]:
    """The pairs to look at, by party ids: whether they stand for both Libyan sides."""
    there = [one for one in people if one.presence in IN_ROOM and one.party_id]
    west, east = (
        next((one.party_id for one in there if _leads(one, side, book, meeting)), None)
        for side in (Side.WEST, Side.EAST)
    )
    pairs: dict[Ids, bool] = {}
    if west and east:
        pairs[west, east] = True
    if meeting.format in TWO_SIDES:
        leaders = _leaders(meeting, there, user)
        for one, other in combinations(leaders, 2):
            if (other, one) not in pairs:
                pairs.setdefault((one, other), False)
    return pairs


def _leads(one: Participation, side: Side, book: PartyBook, meeting: Meeting) -> bool:
    party = book.party(one.party_id)
    return (
        party is not None
        and party.is_person
        and book.side(party.pk, meeting.sort_date) == side
    )


def _leaders(meeting: Meeting, there: list[Participation], user: Reader) -> list[int]:
    """The first named of each delegation: of those who share no body with another."""
    stood_for: dict[int, set[int]] = defaultdict(set)
    rows = PartyMeeting.objects.visible_to(user).filter(meeting=meeting)
    for participation, party in rows.values_list("participation", "party"):
        stood_for[participation].add(party)
    leaders: list[Participation] = []
    for one in there:
        if not any(stood_for[one.pk] & stood_for[led.pk] for led in leaders):
            leaders.append(one)
    return [one.party_id for one in leaders[:MOST_LEADERS] if one.party_id]


def _meetings_before(
    meeting: Meeting, pairs: list[Ids], user: Reader
) -> dict[Ids, int | None]:
    """The last meeting before this one of each pair that met here; None for none."""
    queries = [
        rows_that_met(one, user)
        .filter(party=other, meeting__sort_date__lte=meeting.sort_date)
        .annotate(pair=Value(number))
        .order_by()
        .values_list("pair", "meeting__sort_date", "meeting")
        for number, (one, other) in enumerate(pairs)
    ]
    days: dict[int, set[tuple[Any, int]]] = defaultdict(set)
    for number, day, pk in queries[0].union(*queries[1:]):
        days[number].add((day, pk))
    here = (meeting.sort_date, meeting.pk)
    return {
        pairs[number]: max((met for met in all_met if met < here), default=(0, None))[1]
        for number, all_met in sorted(days.items())
        if here in all_met
    }
