"""Which meetings led to an agreement and which followed: by links, then by process.

Links are read from the meeting where it was agreed, step by step, nearest first. Where
they leave room, the nearest meetings of the same process before and after fill it.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models import (
    Agreement,
    LinkKind,
    Meeting,
    MeetingLink,
    MeetingProcess,
    Process,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

    Reader = User | AnonymousUser

SHOWN = 6
STEPS = 4
# A meeting that follows or confirms another comes after it; one that prepares, before.
FORWARD = {LinkKind.PREPARES: True, LinkKind.FOLLOWS: False, LinkKind.CONFIRMS: False}


@dataclass(frozen=True)
class Step:
    """A meeting on the way, and the rule that put it there."""

    meeting: Meeting
    rule: str


@dataclass
class Path:
    """The meetings before and after an agreement, each list in order of date."""

    led: list[Step] = field(default_factory=list)
    followed: list[Step] = field(default_factory=list)


@dataclass
class _Walk:
    """A walk along the links in one direction: meetings by id with their rule."""

    forward: bool
    found: dict[int, str] = field(default_factory=dict)
    edge: set[int] = field(default_factory=set)

    def is_full(self) -> bool:
        return len(self.found) >= SHOWN or not self.edge


def path_of(agreement: Agreement, meeting: Meeting | None, user: Reader) -> Path:
    """Return the meetings that led to an agreement and those that followed.

    meeting: where it was agreed, if the user may see one.
    """
    before, after = _Walk(forward=False), _Walk(forward=True)
    if meeting is not None:
        before.edge, after.edge = {meeting.pk}, {meeting.pk}
        _walk_links(meeting, before, after, user)
    day = meeting.sort_date if meeting else agreement.sort_date
    known = {*before.found, *after.found, *([meeting.pk] if meeting else [])}
    processes = _processes(agreement, meeting, user)
    for walk in (before, after):
        _fill_from_process(processes, day, walk, known, user)
    meetings = Meeting.objects.visible_to(user).in_bulk([*before.found, *after.found])
    return Path(_steps(before, meetings), _steps(after, meetings))


def _steps(walk: _Walk, meetings: dict[int, Meeting]) -> list[Step]:
    steps = [
        Step(meetings[pk], rule)
        for pk, rule in list(walk.found.items())[:SHOWN]
        if pk in meetings
    ]
    return sorted(steps, key=lambda step: (step.meeting.sort_date, step.meeting.pk))


def _walk_links(start: Meeting, before: _Walk, after: _Walk, user: Reader) -> None:
    """Follow links outward, one query a step, until enough is found."""
    seen = {start.pk}
    for step in range(1, STEPS + 1):
        walks = [walk for walk in (before, after) if not walk.is_full()]
        edge = set().union(*(walk.edge for walk in walks)) if walks else set()
        if not edge:
            return
        links = list(
            MeetingLink.objects.visible_to(user)
            .filter(Q(source__in=edge) | Q(target__in=edge))
            .select_related("source", "target")
            .order_by("pk")
        )
        for walk in walks:
            walk.edge = _next_edge(walk, links, seen, start, step)


def _next_edge(
    walk: _Walk, links: list[MeetingLink], seen: set[int], start: Meeting, step: int
) -> set[int]:
    reached: set[int] = set()
    near = []
    for link in links:
        for here, other, outward in (
            (link.source, link.target, True),
            (link.target, link.source, False),
        ):
            if here.pk in walk.edge and other.pk not in seen:
                near.append((here, other, link.kind, outward))
    near.sort(key=lambda row: (_distance(row[1], start), row[1].pk))
    for here, other, kind, outward in near:
        if other.pk not in seen and _leads(walk, here, other, kind, outward):
            seen.add(other.pk)
            reached.add(other.pk)
            walk.found[other.pk] = _rule(kind, walk.forward, step)
    return reached


def _distance(meeting: Meeting, start: Meeting) -> datetime.timedelta:
    apart: datetime.timedelta = abs(meeting.sort_date - start.sort_date)
    return apart


def _leads(
    walk: _Walk, here: Meeting, other: Meeting, kind: str, outward: bool
) -> bool:
    """Say whether a link leads on in the direction of the walk.

    A part and its whole stand where their dates put them.
    """
    if kind == LinkKind.PART_OF:
        if other.sort_date == here.sort_date:
            return False
        return (other.sort_date > here.sort_date) is walk.forward
    return (FORWARD[LinkKind(kind)] is outward) is walk.forward


def _rule(kind: str, forward: bool, step: int) -> str:
    """Say in words what put a meeting on the way; "the meeting" is where it was agreed."""
    if step > 1:
        return ngettext(
            "linked over %(count)d step", "linked over %(count)d steps", step
        ) % {"count": step}
    words = {
        (LinkKind.FOLLOWS, False): _("linked: the meeting follows it"),
        (LinkKind.FOLLOWS, True): _("linked: it follows the meeting"),
        (LinkKind.PREPARES, False): _("linked: it prepares the meeting"),
        (LinkKind.PREPARES, True): _("linked: the meeting prepares it"),
        (LinkKind.CONFIRMS, False): _("linked: the meeting confirms it"),
        (LinkKind.CONFIRMS, True): _("linked: it confirms the meeting"),
    }
    return words.get((LinkKind(kind), forward), _("linked: part of the same event"))


def _fill_from_process(
    processes: list[int],
    day: datetime.date,
    walk: _Walk,
    known: set[int],
    user: Reader,
) -> None:
    """Add the nearest meetings of the same process, as many as there is room for."""
    room = SHOWN - len(walk.found)
    if room <= 0 or not processes:
        return
    beyond = {"sort_date__gt" if walk.forward else "sort_date__lt": day}
    order = ("sort_date", "pk") if walk.forward else ("-sort_date", "-pk")
    near = (
        Meeting.objects.visible_to(user)
        .filter(process_links__process__in=processes, **beyond)
        .exclude(pk__in=known)
        .order_by(*order)
        .distinct()
    )
    for pk in near.values_list("pk", flat=True)[:room]:
        walk.found[pk] = _("same process, nearest in time")


def _processes(
    agreement: Agreement, meeting: Meeting | None, user: Reader
) -> list[int]:
    """The agreement's process with all below it, else the main one of its meeting."""
    own = agreement.process_id
    if own is None and meeting is not None:
        links = MeetingProcess.objects.visible_to(user).filter(meeting=meeting)
        main = links.order_by("position", "pk").first()
        own = main.process_id if main else None
    visible = Process.objects.visible_to(user)
    if own is None or not visible.filter(pk=own).exists():
        return []
    found: list[int] = visible.ids_below([own])
    return found
