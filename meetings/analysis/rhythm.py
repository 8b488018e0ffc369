"""How often a party, or two, meet: the usual gap, and the silences."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median_low

from meetings.analysis.gaps import (
    Certainty,
    Gap,
    Since,
    days_since,
    gaps_between,
    least_certain,
    longest_of,
)
from meetings.models import Meeting


@dataclass(frozen=True)
class Usual:
    """The middle one of the gaps: half of them are no longer; as sure as all of them."""

    days: int
    certainty: Certainty


@dataclass(frozen=True)
class Rhythm:
    """The gaps between meetings that stand in order of date."""

    usual: Usual | None
    longest: Gap[Meeting] | None
    meetings: Sequence[Meeting]
    contested: frozenset[int] = frozenset()

    @property
    def last(self) -> Meeting | None:
        """The latest meeting."""
        return self.meetings[-1] if self.meetings else None

    def since_last(self, day: datetime.date) -> Since | None:
        """The time from the end of the latest meeting to a day; None if it is later."""
        return days_since(self.meetings, day, self.contested)


def usual_gap(gaps: Sequence[Gap[Meeting]]) -> Usual | None:
    """Return the middle gap; None for fewer than two, which have no middle."""
    if len(gaps) < 2:
        return None
    days = median_low(gap.days for gap in gaps)
    return Usual(days, least_certain(gap.certainty for gap in gaps))


def rhythm_of(meetings: list[Meeting], contested: Iterable[int] = ()) -> Rhythm:
    """Return the rhythm of meetings that stand in order of date.

    contested: ids of meetings whose date is contested. Of equal silences the earliest
    counts as the longest.
    """
    vague = frozenset(contested)
    gaps = gaps_between(meetings, vague)
    return Rhythm(usual_gap(gaps), longest_of(gaps), meetings, vague)
