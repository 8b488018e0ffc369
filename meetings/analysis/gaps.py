"""The time between meetings: the one rule, for pairs, parties, processes and silences.

Days are counted from the last day of all that came before to the first day of the
next. Where a date is not known to the day, its latest possible day counts before a gap
and its earliest after it, so that the gap was at least as long. Meetings that overlap
have no time between them.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from common import edtf
from meetings.models import Meeting

T = TypeVar("T")


class Certainty(StrEnum):
    """How well a number of days is known: it, no fewer, or about as many."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    ABOUT = "about"


# From the best known to the least.
_ORDER = list(Certainty)


@dataclass(frozen=True)
class When:
    """The first and last day on which a meeting may have been, and how well known.

    `certainty`: EXACT when it lasted from the one to the other, AT_LEAST when it was
    between them, ABOUT when it may have been outside, as of a contested date.
    """

    first: datetime.date
    last: datetime.date
    certainty: Certainty


@dataclass(frozen=True)
class Gap(Generic[T]):
    """The days from the end of what came before to the beginning of the next."""

    earlier: T
    later: T
    days: int
    certainty: Certainty = Certainty.EXACT

    @property
    def exact(self) -> bool:
        """Say whether both days are known, and no report contests them."""
        return self.certainty == Certainty.EXACT


@dataclass(frozen=True)
class Since:
    """The days from the end of the latest meeting to a day."""

    days: int
    certainty: Certainty

    @property
    def exact(self) -> bool:
        """Say whether the day is known, and no report contests it."""
        return self.certainty == Certainty.EXACT


def least_certain(found: Iterable[Certainty]) -> Certainty:
    """Return the least certain of several; EXACT for none."""
    return max(found, key=_ORDER.index, default=Certainty.EXACT)


def when(
    date: str,
    first: datetime.date,
    last: datetime.date | None,
    *,
    contested: bool = False,
) -> When:
    """Say when a meeting of this EDTF date and these bounds was.

    last: None where the date has no end; the first day then stands for it.
    """
    if contested or last is None or any(mark in date for mark in "~?%"):
        certainty = Certainty.ABOUT
    elif edtf.lasts_known_days(date):
        certainty = Certainty.EXACT
    else:
        certainty = Certainty.AT_LEAST
    return When(first, last or first, certainty)


def when_met(meeting: Meeting, contested: Iterable[int] = ()) -> When:
    """Say when a meeting was; contested: ids of meetings whose date is contested."""
    return when(
        meeting.date,
        meeting.sort_date,
        meeting.date_latest,
        contested=meeting.pk in contested,
    )


def gaps_of(meetings: Sequence[T], when_of: Callable[[T], When]) -> list[Gap[T]]:
    """Return the gap before each of these but the first; they stand in order of date.

    A meeting of vague date ends no silence but the one right after it: what may have
    been between two known days makes their gap ABOUT, not shorter.
    """
    found: list[Gap[T]] = []
    before: T | None = None
    ended: When | None = None
    vague_until = datetime.date.min
    for meeting in meetings:
        here = when_of(meeting)
        if ended is not None and before is not None:
            found.append(_gap(before, ended, meeting, here, vague_until))
        vague = here.certainty != Certainty.EXACT
        vague_before = ended is not None and ended.certainty != Certainty.EXACT
        if ended is not None and vague_before:
            vague_until = max(vague_until, ended.last)
        if ended is None or vague or vague_before or here.last >= ended.last:
            before, ended = meeting, here
    return found


def _gap(
    before: T, ended: When, meeting: T, here: When, vague_until: datetime.date
) -> Gap[T]:
    days = max((here.first - ended.last).days, 0)
    certainty = least_certain((ended.certainty, here.certainty))
    if vague_until > ended.last:
        certainty = Certainty.ABOUT
    return Gap(before, meeting, days, certainty)


def gaps_between(
    meetings: Sequence[Meeting], contested: Iterable[int] = ()
) -> list[Gap[Meeting]]:
    """Return the gaps between meetings that stand in order of date.

    contested: ids of meetings whose date is contested.
    """
    vague = set(contested)
    return gaps_of(meetings, lambda meeting: when_met(meeting, vague))


def longest_of(gaps: Iterable[Gap[T]]) -> Gap[T] | None:
    """Return the longest gap; of equal ones the earliest, None for none."""
    return max(gaps, key=lambda gap: gap.days, default=None)


def days_since(
    meetings: Sequence[Meeting], day: datetime.date, contested: Iterable[int] = ()
) -> Since | None:
    """Return the time from the end of the latest of these meetings to a day.

    None where there is none, or where the latest began after the day.
    """
    if not meetings or meetings[-1].sort_date > day:
        return None
    vague = set(contested)
    known = [when_met(meeting, vague) for meeting in meetings]
    ended = max(known, key=lambda one: (one.last, one.first))
    return Since(max((day - ended.last).days, 0), ended.certainty)
