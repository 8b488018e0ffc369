"""Parties as a page names them: in the reader's language, with the side of a date."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from common.standing import Standing, statement
from meetings.language import with_reader_names
from parties.models import Alignment, Party

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User
    from meetings.models import Statement


@dataclass(frozen=True)
class Chip:
    """A party in a list: its glyph, name, link, and whether the filter asked for it."""

    party: Party
    side: str
    matched: bool = False


class PartyBook:
    """The parties of one page, each loaded once, with names and alignments.

    Without ids, all parties that the user may see. Parties that the user may not see are absent: every look-up then gives None. With
    a `day`, sides are those of that day wherever the present ones are meant.
    """

    def __init__(
        self,
        party_ids: Iterable[int | None] | None,
        user: User | AnonymousUser,
        day: datetime.date | None = None,
    ) -> None:
        self._day = day
        parties = with_reader_names(Party.objects.visible_to(user))
        alignments = Alignment.objects.all()
        if party_ids is not None:
            wanted = {pk for pk in party_ids if pk is not None}
            parties = parties.filter(pk__in=wanted)
        self._parties: dict[int, Party] = {party.pk: party for party in parties}
        if party_ids is not None:
            alignments = alignments.filter(party__in=self._parties)
        self._alignments: dict[int, list[Alignment]] = defaultdict(list)
        for alignment in alignments:
            self._alignments[alignment.party_id].append(alignment)

    def party(self, party_id: int | None) -> Party | None:
        """Return a party of the page, or None when there is none to show."""
        return self._parties.get(party_id) if party_id is not None else None

    def side(self, party_id: int | None, day: datetime.date | None) -> str:
        """Return the side of a party on a day, "" when none is recorded.

        Where several hold, the one that began last counts; an unknown beginning is
        the earliest of all.
        """
        holding = [
            alignment
            for alignment in self._alignments.get(party_id or 0, [])
            if _holds(alignment, day)
        ]
        if not holding:
            return ""
        latest = max(
            holding,
            key=lambda held: (held.start_earliest or datetime.date.min, -held.pk),
        )
        return str(latest.side)

    def side_of_statement(self, statement: Statement) -> str:
        """Return the side of the speaker that day, else of whom it was said for."""
        day = statement.sort_date
        return self.side(statement.speaker_id, day) or self.side(
            statement.on_behalf_of_id, day
        )

    def alignments(self, party_id: int) -> list[Alignment]:
        """Return the alignments of a party, the earliest first."""
        return list(self._alignments.get(party_id, []))

    def latest_side(self, party_id: int) -> str:
        """Return the side of a party today, else the last one recorded."""
        if self._day is not None:
            return self.side(party_id, self._day)
        today = self.side(party_id, timezone.localdate())
        held = self._alignments.get(party_id, [])
        if today or not held:
            return today
        return str(max(held, key=_begin).side)

    def latest_chip(self, party_id: int) -> Chip | None:
        """Return the chip of a party with its present or last side."""
        party = self.party(party_id)
        return Chip(party, self.latest_side(party_id)) if party else None

    def chip(
        self, party_id: int | None, day: datetime.date | None, *, matched: bool = False
    ) -> Chip | None:
        """Return the chip of a party on a day, or None when there is none to show."""
        party = self.party(party_id)
        if party is None:
            return None
        return Chip(party, self.side(party_id, day), matched)


def whole_book(standing: Standing, user: User | AnonymousUser) -> PartyBook:
    """Return the book of all parties the user may see, kept as the database stands."""
    parties = statement(with_reader_names(Party.objects.visible_to(user)))
    return standing.keep(("parties", parties), lambda: PartyBook(None, user))


def _begin(alignment: Alignment) -> tuple[datetime.date, int]:
    return alignment.start_earliest or datetime.date.min, -alignment.pk


def _holds(alignment: Alignment, day: datetime.date | None) -> bool:
    if day is None:
        return alignment.start_earliest is None and alignment.end_latest is None
    begun = alignment.start_earliest is None or alignment.start_earliest <= day
    lasting = alignment.end_latest is None or alignment.end_latest >= day
    return begun and lasting
