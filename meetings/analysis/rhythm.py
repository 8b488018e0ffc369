"""How often a party, or two, meet: the usual gap, and the silences."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median_low

from meetings.analysis.pairs import Gap, gaps_between
from meetings.models import Meeting


@dataclass(frozen=True)
class Usual:
    """The middle one of the gaps: half of them are no longer.

    `exact`: all gaps are between days that are known and that no report contests.
    """

    days: int
    exact: bool


@dataclass(frozen=True)
class Rhythm:
    """The gaps between meetings that stand in order of date."""

    usual: Usual | None
    longest: Gap | None
    last: Meeting | None

    def days_since_last(self, day: datetime.date) -> int | None:
        """The days from the first day of the latest meeting to a day; None if later."""
        if self.last is None or self.last.sort_date > day:
            return None
        return int((day - self.last.sort_date).days)


def usual_gap(gaps: Sequence[Gap]) -> Usual | None:
    """Return the middle gap; None for fewer than two, which have no middle."""
    if len(gaps) < 2:
        return None
    days = median_low(gap.days for gap in gaps)
    return Usual(days, all(gap.exact for gap in gaps))


def rhythm_of(meetings: list[Meeting], contested: Iterable[int] = ()) -> Rhythm:
    """Return the rhythm of meetings that stand in order of date.

    contested: ids of meetings whose date is contested. Of equal silences the earliest
    counts as the longest.
    """
    gaps = gaps_between(meetings, contested)
    return Rhythm(
        usual_gap(gaps),
        max(gaps, key=lambda gap: gap.days, default=None),
        meetings[-1] if meetings else None,
    )
