"""How much is on record of each process: what belongs to it and what lies below it."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Max, OuterRef, Q

from meetings.analysis.chain import HELD, process_tree
from meetings.analysis.trees import Tree
from meetings.models import (
    Agreement,
    Meeting,
    MeetingProcess,
    PartyMeeting,
    ProcessSponsor,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

    Reader = User | AnonymousUser | None


@dataclass(frozen=True)
class ProcessCounts:
    """Meetings (held ones too) and agreements of a process and of all below it.

    `last_day` is the day of the last meeting that was held.
    """

    meetings: int = 0
    held: int = 0
    agreements: int = 0
    last_day: datetime.date | None = None


def process_counts(tree: Tree, user: Reader) -> dict[int, ProcessCounts]:
    """Count what this user may see of every process of the tree, in two queries."""
    own = MeetingProcess.objects.filter(meeting=OuterRef("pk")).order_by("process")
    groups = list(
        Meeting.objects.visible_to(user)
        .annotate(processes=ArraySubquery(own.values("process")))
        .exclude(processes=[])
        .order_by()
        .values_list("processes", "status")
        .annotate(Count("pk"), Max("sort_date"))
    )
    met: Counter[tuple[int, ...]] = Counter()
    held: Counter[tuple[int, ...]] = Counter()
    last: dict[int, datetime.date] = {}
    for ids, status, count, day in groups:
        met[tuple(ids)] += count
        if status in HELD:
            held[tuple(ids)] += count
            for one in tree.with_above(ids):
                last[one] = max(day, last.get(one, day))
    agreed = dict(
        Agreement.objects.visible_to(user)
        .filter(process__isnull=False)
        .order_by()
        .values_list("process")
        .annotate(Count("pk"))
    )
    meetings, took_place = tree.sums(met), tree.sums(held)
    agreements = tree.sums({(one,): count for one, count in agreed.items()})
    return {
        one: ProcessCounts(
            meetings[one], took_place[one], agreements[one], last.get(one)
        )
        for one in tree
    }


def last_meetings(
    tree: Tree, counts: Mapping[int, ProcessCounts], user: Reader
) -> dict[int, Meeting]:
    """Return the last held meeting of each of these processes, by process id."""
    below = {one: tree.below(one) for one in counts}
    days = {count.last_day for count in counts.values() if count.last_day}
    found: dict[int, Meeting] = {}
    links = (
        MeetingProcess.objects.visible_to(user)
        .filter(meeting__in=Meeting.objects.visible_to(user).held())
        .filter(meeting__sort_date__in=days)
        .select_related("meeting")
        .order_by("meeting__pk")
    )
    for link in links:
        for one, count in counts.items():
            same_day = link.meeting.sort_date == count.last_day
            if same_day and link.process_id in below[one]:
                found[one] = link.meeting
    return found


# Parties ----------------------------------------------------------------------
def processes_of_party(party_id: int, user: Reader) -> set[int]:
    """Return the processes that a party sponsors or in whose meetings it took part.

    It took part in a process where it belongs to a meeting of it or of one below it,
    as the filter `party` of meetings reads it.
    """
    met = Q(meeting__party_meetings__party=party_id)
    rows = MeetingProcess.objects.visible_to(user).filter(met)
    direct = set(rows.order_by().values_list("process", flat=True).distinct())
    sponsored = ProcessSponsor.objects.visible_to(user).filter(party=party_id)
    return process_tree().with_above(direct) | set(
        sponsored.values_list("process", flat=True)
    )


def processes_by_party(tree: Tree, user: Reader) -> dict[int, set[int]]:
    """Return `processes_of_party` of every party."""
    found: dict[int, set[int]] = {}
    rows: Any = (
        PartyMeeting.objects.visible_to(user)
        .filter(meeting__process_links__isnull=False)
        .order_by()
        .values_list("party")
        .annotate(direct=ArrayAgg("meeting__process_links__process", distinct=True))
    )
    for party, direct in rows:
        found[party] = tree.with_above(direct)
    for row in ProcessSponsor.objects.visible_to(user):
        found.setdefault(row.party_id, set()).add(row.process_id)
    return found
