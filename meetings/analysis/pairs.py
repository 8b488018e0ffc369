"""Two parties: when they met, how long they did not, and when they were kept apart.

Two parties met at a meeting that was held, at least partly, if each was in the room,
itself or through others, and the talks were not indirect. Who took part for both of
them (an officer of the army, asked about with the army) made neither meet the other.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, TextChoices
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from meetings.analysis.gaps import Gap, Since, days_since, gaps_between, longest_of
from meetings.models import (
    Contention,
    Format,
    Meeting,
    Participation,
    PartyMeeting,
    Presence,
    Via,
)
from meetings.models.participation import ATTENDED
from parties.models import Party, PartyKind

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

    Reader = User | AnonymousUser

IN_ROOM = [presence for presence in ATTENDED if presence != Presence.APART]


class Hindrance(TextChoices):
    """Why a meeting of two parties does not count as their having met."""

    NOT_HELD = "not_held", _("not held")
    ABSENT = "absent", _("one of them was not there")
    INDIRECT = "indirect", _("indirect talks")
    APART = "apart", _("never in one room")


@dataclass(frozen=True)
class Counterpart:
    """A party met: by id, at how many meetings, and whether ever itself in the room."""

    party: int
    meetings: int
    itself: bool
    is_person: bool


@dataclass(frozen=True)
class Missed:
    """A meeting of both that does not count, and why; who was not there, and how."""

    meeting: Meeting
    why: Hindrance
    absent: tuple[tuple[Party, Presence], ...] = ()


@dataclass
class Pair:
    """Two parties, the meetings at which they met, the earliest first, and the rest."""

    parties: tuple[Party, Party]
    met: list[Meeting]
    gaps: list[Gap[Meeting]]
    missed: list[Missed]
    contested: frozenset[int] = frozenset()

    @property
    def count(self) -> int:
        """How often they met."""
        return len(self.met)

    @property
    def first(self) -> Meeting | None:
        """The earliest meeting."""
        return self.met[0] if self.met else None

    @property
    def last(self) -> Meeting | None:
        """The latest meeting."""
        return self.met[-1] if self.met else None

    @property
    def longest_gap(self) -> Gap[Meeting] | None:
        """The longest time between two meetings; of equal ones the earliest."""
        return longest_of(self.gaps)

    def since_last(self, day: datetime.date) -> Since | None:
        """The time from the end of the latest meeting to a day; None if it is later."""
        return days_since(self.met, day, self.contested)


def parties_named(
    records: QuerySet[Any], slugs: tuple[str, str]
) -> tuple[Party, Party] | None:
    """Return the two parties of these slugs, present or former; None if not two.

    records: the parties that the asker may see.
    """
    found = {party.slug: party for party in records.filter(slug__in=slugs)}
    if missing := set(slugs) - set(found):
        former = records.filter(old_slugs__slug__in=missing)
        for party in former.annotate(former=F("old_slugs__slug")):
            found[party.former] = party
    one, other = (found.get(slug) for slug in slugs)
    return (one, other) if one and other and one.pk != other.pk else None


def meetings_of_both(user: Reader, parties: tuple[Party, Party]) -> QuerySet[Any]:
    """Return the visible meetings that belong to both parties, whatever came of them."""
    found: QuerySet[Any] = Meeting.objects.visible_to(user)
    for party in parties:
        found = found.of_party([party.pk])  # type: ignore[attr-defined]
    return found


def rows_in_room(user: Reader) -> QuerySet[Any]:
    """Return the rows of parties that were in the room of a held meeting."""
    held = Meeting.objects.visible_to(user).held().exclude(format=Format.INDIRECT)
    people = Participation.objects.visible_to(user).filter(presence__in=IN_ROOM)
    rows: QuerySet[Any] = PartyMeeting.objects.visible_to(user).filter(
        meeting__in=held, participation__in=people
    )
    return rows


def rows_that_met(party: int, user: Reader) -> QuerySet[Any]:
    """Return the rows of other parties through which they met this one."""
    for_both = PartyMeeting.objects.filter(
        participation=OuterRef("participation"), party=party
    )
    also_theirs = PartyMeeting.objects.filter(
        participation=OuterRef("participation"), party=OuterRef(OuterRef("party"))
    )
    own = rows_in_room(user).filter(
        ~Exists(also_theirs), party=party, meeting=OuterRef("meeting")
    )
    return rows_in_room(user).filter(~Exists(for_both), Exists(own))


def counterparts_of(
    party: Party, user: Reader, among: QuerySet[Any] | None = None
) -> list[Counterpart]:
    """Return everybody whom a party met, most often met first.

    among: meetings to look at, None for all. The numbers are those of the pages of the
    pairs.
    """
    rows = (
        _among(rows_that_met(party.pk, user), among)
        .order_by()
        .values("party")
        .annotate(
            met=Count("meeting", distinct=True),
            itself=Count("pk", filter=Q(via=Via.DIRECT)),
        )
        .order_by("-met", "party__name", "party")
        .values_list("party", "met", "itself", "party__kind")
    )
    return [
        Counterpart(pk, met, itself > 0, kind == PartyKind.PERSON)
        for pk, met, itself, kind in rows
    ]


def years_met(
    party: Party, others: Iterable[int], user: Reader, among: QuerySet[Any] | None
) -> dict[int, Counter[int]]:
    """Return how often a party met each of others (ids), by year of the first day."""
    rows = (
        _among(rows_that_met(party.pk, user), among)
        .filter(party__in=list(others), meeting__sort_date__isnull=False)
        .order_by()
        .annotate(year=ExtractYear("meeting__sort_date"))
        .values_list("party", "year")
        .annotate(met=Count("meeting", distinct=True))
    )
    found: dict[int, Counter[int]] = defaultdict(Counter)
    for other, year, met in rows:
        found[other][year] = met
    return found


def _among(rows: QuerySet[Any], meetings: QuerySet[Any] | None) -> QuerySet[Any]:
    if meetings is None:
        return rows
    return rows.filter(meeting__in=meetings.order_by().values("pk"))


def pair_of(
    parties: tuple[Party, Party],
    user: Reader,
    meetings: QuerySet[Any],
) -> Pair:
    """Return what a selection of the meetings of both parties says about them.

    Gaps from or to a meeting whose date is contested are not exact.
    """
    disputed = Contention.objects.filter(meeting=OuterRef("pk"), field="date")
    found = meetings.annotate(date_disputed=Exists(disputed))
    both = {meeting.pk: meeting for meeting in found.order_by("sort_date", "pk")}
    one, other = (party.pk for party in parties)
    met_ids = set(
        rows_that_met(one, user)
        .filter(party=other, meeting__in=both)
        .values_list("meeting", flat=True)
    )
    met = [meeting for pk, meeting in both.items() if pk in met_ids]
    rest = [meeting for pk, meeting in both.items() if pk not in met_ids]
    vague = frozenset(pk for pk, one in both.items() if one.date_disputed)
    missed = _missed(rest, parties, user)
    return Pair(parties, met, gaps_between(met, vague), missed, vague)


def _missed(
    meetings: list[Meeting], parties: tuple[Party, Party], user: Reader
) -> list[Missed]:
    """Say why meetings do not count; those where all stood for both are left out."""
    if not meetings:
        return []
    rows = (
        PartyMeeting.objects.visible_to(user)
        .filter(meeting__in=meetings, party__in=parties)
        .select_related("participation")
        .order_by("participation__listed_order", "pk")
    )
    found: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for row in rows:
        found[row.meeting_id, row.party_id].append(row)
    missed = (
        _why(meeting, [(party, found[meeting.pk, party.pk]) for party in parties])
        for meeting in meetings
    )
    return [one for one in missed if one is not None]


def _why(meeting: Meeting, rows: list[tuple[Party, list[Any]]]) -> Missed | None:
    one, other = ({row.participation_id for row in own} for _party, own in rows)
    if one <= other or other <= one:
        return None
    if not meeting.is_held:
        return Missed(meeting, Hindrance.NOT_HELD)
    absent = tuple(
        (party, Presence(own[0].participation.presence))
        for party, own in rows
        if own and not any(row.attended for row in own)
    )
    if absent:
        return Missed(meeting, Hindrance.ABSENT, absent)
    if meeting.format == Format.INDIRECT:
        return Missed(meeting, Hindrance.INDIRECT)
    return Missed(meeting, Hindrance.APART)
