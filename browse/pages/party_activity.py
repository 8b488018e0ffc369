"""A party's meetings in time and space: months, maps, rhythm, and who came for it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from browse.charts.strip import Strip, strip
from browse.pages.workbench import Maps, Months, maps_of, months_of
from common import edtf
from meetings.analysis.activity import attended_meetings, own_meetings
from meetings.analysis.pairs import years_met
from meetings.analysis.rhythm import Rhythm, rhythm_of
from meetings.analysis.sentences import days_in_words, first_day, last_day
from meetings.language import direction_of, reader_language
from meetings.models import Meeting, PartyMeeting, Via
from meetings.people import Chip, PartyBook
from meetings.period import Period
from parties.models import Party, PartyKind

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

    Reader = User | AnonymousUser

REPRESENTATIVES = 12
HELD = (("attended", "true"), ("status", "held"), ("status", "partly_held"))


def meetings_url(party: Party, period: Period, *more: tuple[str, str]) -> str:
    """Return the address of the list of a party's meetings in a period."""
    query = period.query(("party", party.slug), *more)
    return f"{reverse('meeting_list')}?{query}"


@dataclass
class RhythmLines:
    """The rhythm in words, with the meetings that prove it."""

    rhythm: Rhythm
    usual: str
    longest: str
    longest_from: str
    longest_to: str
    since: str
    last: str


@dataclass
class Representative:
    """Somebody who took part for a party, and at how many meetings both are listed."""

    chip: Chip
    count: int
    url: str


@dataclass
class Activity:
    """The meetings of a party: how many, itself and through others, when and where."""

    party: Party
    period: Period
    total: int
    direct: int
    months: Months | None
    maps: Maps | None
    rhythm: RhythmLines | None

    @property
    def until(self) -> str:
        """The day up to which the rhythm counts, in words."""
        day = self.period.last_day or timezone.localdate()
        return edtf.describe(day.isoformat(), reader_language())

    @property
    def all_url(self) -> str:
        """All meetings of the party."""
        return meetings_url(self.party, self.period)

    @property
    def direct_url(self) -> str:
        """Those in which it took part itself."""
        return meetings_url(self.party, self.period, ("direct", "true"))

    @property
    def attended_url(self) -> str:
        """The held ones at which it was there."""
        return meetings_url(self.party, self.period, *HELD)


def activity_of(party: Party, period: Period, user: Reader) -> Activity:
    """Gather the meetings of a party as counts, months, maps and rhythm."""
    own = own_meetings(party, period, user)
    counts = PartyMeeting.objects.visible_to(user).filter(
        party=party, meeting__in=own.order_by().values("pk")
    )
    counted = counts.aggregate(
        total=Count("meeting", distinct=True),
        direct=Count("meeting", distinct=True, filter=Q(via=Via.DIRECT)),
    )
    activity = Activity(party, period, **counted, months=None, maps=None, rhythm=None)
    if not activity.total:
        return activity
    query = QueryDict(period.query(("party", party.slug)))
    base = reverse("meeting_list")
    every = period.of(Meeting.objects.visible_to(user))
    activity.months = months_of(every, own, query, base)
    activity.maps = maps_of(own, query, base)
    activity.rhythm = _rhythm(party, period, user)
    return activity


def _rhythm(party: Party, period: Period, user: Reader) -> RhythmLines | None:
    """Say how often the party met; None where fewer than three meetings tell."""
    held = attended_meetings(party, period, user).filter(sort_date__isnull=False)
    meetings = list(
        held.order_by("sort_date", "pk").only(
            "pk", "slug", "date", "sort_date", "date_latest"
        )
    )
    if len(meetings) < 3:
        return None
    disputed = held.filter(contentions__field="date").order_by()
    found = rhythm_of(meetings, disputed.values_list("pk", flat=True))
    today = period.last_day or timezone.localdate()
    return rhythm_lines(found, None if party.ended else today)


def rhythm_lines(found: Rhythm, today: datetime.date | None) -> RhythmLines:
    """Put a rhythm in words; without a day nothing is said of the time since."""
    since = found.since_last(today) if today else None
    usual, longest, last = found.usual, found.longest, found.last
    return RhythmLines(
        found,
        usual=days_in_words(usual.days, usual.certainty) if usual else "",
        longest=days_in_words(longest.days, longest.certainty) if longest else "",
        longest_from=last_day(longest.earlier) if longest else "",
        longest_to=first_day(longest.later) if longest else "",
        since=days_in_words(since.days, since.certainty) if since else "",
        last=first_day(last) if last else "",
    )


def strips_of(
    party: Party, others: Iterable[int], period: Period, user: Reader
) -> dict[int, Strip]:
    """Return the yearly strip of each of others (ids), all over the same years."""
    among = period.of(Meeting.objects.visible_to(user)) if period != Period() else None
    years = years_met(party, others, user, among)
    if not years:
        return {}
    spread = [year for counts in years.values() for year in counts]
    first, last = min(spread), max(spread)
    rtl = direction_of(reader_language()) == "rtl"
    return {pk: strip(counts, first, last, rtl=rtl) for pk, counts in years.items()}


def representatives(
    party: Party, period: Period, user: Reader
) -> list[tuple[int, int]]:
    """Return who took part for a party (ids), with the meetings that list both."""
    own = own_meetings(party, period, user).order_by().values("pk")
    visible = PartyMeeting.objects.visible_to(user).filter(meeting__in=own)
    for_it = (
        visible.filter(party=party, participation__party__kind=PartyKind.PERSON)
        .exclude(via=Via.DIRECT)
        .exclude(participation__party=party)
    )
    return list(
        visible.filter(party__in=for_it.order_by().values("participation__party"))
        .order_by()
        .values("party")
        .annotate(both=Count("meeting", distinct=True))
        .order_by("-both", "party__name", "party")
        .values_list("party", "both")[:REPRESENTATIVES]
    )


def representative_lines(
    found: list[tuple[int, int]], party: Party, period: Period, book: PartyBook
) -> list[Representative]:
    """Lay out who took part for a party; a number leads to the meetings of both."""
    return [
        Representative(
            chip, both, meetings_url(party, period, ("party", chip.party.slug))
        )
        for pk, both in found
        if (chip := book.latest_chip(pk))
    ]
