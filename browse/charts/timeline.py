"""Meetings by month in lanes: a row of dots a lane, larger for more meetings.

A meeting counts once a lane, in the month of its earliest possible day; what is known
to the year only stands before January of that year.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from browse.charts.shapes import discs
from meetings.analysis.lanes import LaneCount

MONTHS = 12
# Sizes in units of the drawing: a lane, its name and dots, the years below.
LANE, NAME_AT, DOTS_AT, FOOT = 50.0, 14.0, 34.0, 26.0
GLYPH = 12
SMALLEST, LARGEST = 2.6, 12.0


@dataclass(frozen=True)
class Lane:
    """A lane to be drawn: its name, what it counts, the query of its meetings."""

    name: str
    counts: Sequence[LaneCount]
    query: str = ""
    lang: str = "en"
    side: str = ""


@dataclass(frozen=True)
class LaneDot:
    """The meetings of a lane in one period."""

    x: float
    radius: float
    count: int
    year: int
    month: int | None
    months: int

    @property
    def words(self) -> str:
        """The period as an EDTF date: a month, some months, or the year."""
        if not self.month:
            return f"{self.year}"
        first = f"{self.year}-{self.month:02}"
        last = f"{self.year}-{self.month + self.months - 1:02}"
        return first if self.months == 1 else f"{first}/{last}"

    @property
    def counted_in(self) -> str:
        """The value of the filter that finds what the dot stands for."""
        return self.words if self.month else f"{self.year}-XX"


@dataclass(frozen=True)
class LaneRow:
    """A lane in the drawing."""

    lane: Lane
    glyph_x: float
    name_x: float
    glyph_y: float
    name_y: float
    dots_y: float
    foot_y: float
    dots: list[LaneDot]
    years: list[tuple[int, int]]

    @property
    def total(self) -> int:
        """Every meeting of the lane that its dots stand for."""
        return sum(dot.count for dot in self.dots)

    @property
    def shapes(self) -> list[tuple[str, str]]:
        """The dots as paths, (class, path), where none of them leads anywhere."""
        months = [dot for dot in self.dots if dot.month]
        years = [dot for dot in self.dots if not dot.month]
        return [
            (name, discs((dot.x, self.dots_y, dot.radius) for dot in dots))
            for name, dots in (("lane-dot", months), ("lane-dot year-only", years))
            if dots
        ]


@dataclass(frozen=True)
class LaneYear:
    """A year on the axis."""

    year: int
    x: float
    width: float
    label_x: float


@dataclass
class Timeline:
    """All that the template draws."""

    width: int
    height: float
    base: float
    rtl: bool
    rows: list[LaneRow] = field(default_factory=list)
    years: list[LaneYear] = field(default_factory=list)


def timeline(
    lanes: Sequence[Lane], *, grain: int = 1, rtl: bool = False, width: int = 1000
) -> Timeline | None:
    """Lay out lanes one below the other; None where no lane holds a meeting.

    grain: months a dot (1, or 3 for narrow screens). rtl: time runs from right to left.
    """
    grouped = [_grouped(lane, grain) for lane in lanes]
    periods = [period for counts in grouped for period in counts]
    if not periods:
        return None
    first, last = min(periods)[0], max(periods)[0]
    slots = MONTHS // grain + 1
    step = width / ((last - first + 1) * slots)
    most = max(count for counts in grouped for count in counts.values())
    drawn = Timeline(width, len(lanes) * LANE + FOOT, len(lanes) * LANE, rtl)
    for place, (lane, counts) in enumerate(zip(lanes, grouped, strict=True)):
        dots = []
        for (year, period), count in sorted(counts.items()):
            at = ((year - first) * slots + period + 0.5) * step
            x = round(width - at if rtl else at, 1)
            month = (period - 1) * grain + 1 if period else None
            dots.append(LaneDot(x, _radius(count, most), count, year, month, grain))
        top = place * LANE
        years = _years(counts, first, last)
        indent = GLYPH + 6 if lane.side else 0
        drawn.rows.append(
            LaneRow(
                lane,
                width - GLYPH if rtl else 0,
                width - indent if rtl else indent,
                top + NAME_AT - GLYPH + 1,
                top + NAME_AT,
                top + DOTS_AT,
                top + LANE,
                dots,
                years,
            )
        )
    wide = step * slots
    for year in range(first, last + 1):
        left = (year - first) * wide
        x = width - left - wide if rtl else left
        middle = round(x + wide / 2, 1)
        drawn.years.append(LaneYear(year, round(x, 1), round(wide, 1), middle))
    return drawn


def _grouped(lane: Lane, grain: int) -> dict[tuple[int, int], int]:
    """Sum counts by (year, period); period 0 is what is known to the year only."""
    found: dict[tuple[int, int], int] = defaultdict(int)
    for count in lane.counts:
        period = (count.month - 1) // grain + 1 if count.month else 0
        found[count.year, period] += count.count
    return dict(found)


def _radius(count: int, most: int) -> float:
    return round(max(SMALLEST, LARGEST * math.sqrt(count / most)), 1)


def _years(
    counts: dict[tuple[int, int], int], first: int, last: int
) -> list[tuple[int, int]]:
    sums: dict[int, int] = defaultdict(int)
    for (year, _period), count in counts.items():
        sums[year] += count
    return [(year, sums[year]) for year in range(first, last + 1)]
