"""Meetings by month as bars: all of them in grey, the chosen ones in front.

A meeting counts once, in the month of its earliest possible day; what is known to the
year only has a bar of its own at the beginning of that year.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from meetings.analysis.activity import PeriodCount

MONTHS = 12
# Where the bars stand, in units of the drawing.
TOP, BASE, FOOT = 34.0, 120.0, 22.0
LABEL_GAP, LETTER, ROW = 8, 6.4, 13.0


@dataclass(frozen=True)
class Event:
    """Something to see the bars against."""

    day: datetime.date
    name: str


@dataclass(frozen=True)
class Bar:
    """One period: the grey bar of all meetings and, before it, that of the chosen."""

    x: float
    width: float
    all_y: float
    all_height: float
    y: float
    height: float
    year: int
    month: int | None
    months: int
    all: int
    chosen: int

    @property
    def first(self) -> str:
        """The first month of the period, or the year: "2020-01", "2020"."""
        return f"{self.year}-{self.month:02}" if self.month else f"{self.year}"

    @property
    def last(self) -> str:
        """The last month of the period, or the year."""
        if not self.month:
            return f"{self.year}"
        return f"{self.year}-{self.month + self.months - 1:02}"


@dataclass(frozen=True)
class Year:
    """A year on the axis with its counts."""

    year: int
    x: float
    width: float
    label_x: float
    all: int
    chosen: int


@dataclass(frozen=True)
class EventMark:
    """An event as a line with its name, on a side where nothing is in its way."""

    x: float
    label_x: float
    anchor: str
    name: str
    row: int

    @property
    def y(self) -> float:
        """The base line of the name."""
        return 11 + self.row * ROW


@dataclass
class Histogram:
    """All that the template draws; heights grow from `base` upwards."""

    width: int
    grain: int
    rtl: bool
    peak: int
    grid: int
    grid_y: float
    bars: list[Bar] = field(default_factory=list)
    years: list[Year] = field(default_factory=list)
    events: list[EventMark] = field(default_factory=list)
    base: float = BASE
    height: float = BASE + FOOT

    @property
    def slots(self) -> int:
        """How many periods a year has, that of the year-only bar included."""
        return MONTHS // self.grain + 1

    @property
    def shapes(self) -> list[tuple[str, str]]:
        """The bars as paths, (class, path): one shape is lighter than hundreds."""
        months = [bar for bar in self.bars if bar.chosen and bar.month]
        years = [bar for bar in self.bars if bar.chosen and not bar.month]
        shapes = (
            ("bar-all", _outlines((bar, bar.all_y) for bar in self.bars)),
            ("bar-chosen", _outlines((bar, bar.y) for bar in months)),
            ("bar-chosen year-only", _outlines((bar, bar.y) for bar in years)),
        )
        return [(name, path) for name, path in shapes if path]

    @property
    def all(self) -> int:
        """All meetings that the bars stand for."""
        return sum(bar.all for bar in self.bars)

    @property
    def chosen(self) -> int:
        """The chosen meetings that the bars stand for."""
        return sum(bar.chosen for bar in self.bars)


def _outlines(bars: Iterable[tuple[Bar, float]]) -> str:
    """Return bars with their upper ends as one path, each up from the base line and back.

    Every step is told from the one before, so that equal bars read, and pack, alike.
    """
    path, at = "", 0.0
    for bar, top in bars:
        start = f"m{round(bar.x - at, 1):g} 0" if path else f"M{bar.x:g} {BASE:g}"
        at += round(bar.x - at, 1)
        tall = round(BASE - top, 1)
        path += f"{start}v{-tall:g}h{bar.width:g}v{tall:g}z"
    return path


def histogram(
    counts: Iterable[PeriodCount],
    *,
    events: Sequence[Event] = (),
    grain: int = 1,
    rtl: bool = False,
    width: int = 1180,
) -> Histogram | None:
    """Lay out counts by period; None where there are none.

    grain: months a bar (1, or 3 for narrow screens). rtl: time runs from right to left.
    """
    grouped = _grouped(counts, grain)
    if not grouped:
        return None
    first, last = min(grouped)[0], max(grouped)[0]
    peak = max(counted[0] for counted in grouped.values())
    grid = _round_below(peak)
    room = BASE - TOP
    drawn = Histogram(
        width, grain, rtl, peak, grid, round(BASE - room * grid / peak, 1)
    )
    step = width / ((last - first + 1) * drawn.slots)
    for (year, period), (every, chosen) in sorted(grouped.items()):
        slot = (year - first) * drawn.slots + period
        left = slot * step
        tall, front = room * every / peak, room * chosen / peak
        drawn.bars.append(
            Bar(
                x=round(_mirrored(left, step, width, rtl) + step * 0.1, 1),
                width=round(step * 0.8, 1),
                all_y=round(BASE - tall, 2),
                all_height=round(tall, 2),
                y=round(BASE - front, 2),
                height=round(front, 2),
                year=year,
                month=(period - 1) * grain + 1 if period else None,
                months=grain,
                all=every,
                chosen=chosen,
            )
        )
    drawn.years = _years(drawn, first, last, step)
    drawn.events = _events(drawn, events, first, last, step)
    return drawn


def _grouped(
    counts: Iterable[PeriodCount], grain: int
) -> dict[tuple[int, int], tuple[int, int]]:
    """Sum counts by (year, period); period 0 is the year-only bar."""
    found: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
    for count in counts:
        period = (count.month - 1) // grain + 1 if count.month else 0
        entry = found[count.year, period]
        entry[0] += count.all
        entry[1] += count.chosen
    return {key: (entry[0], entry[1]) for key, entry in found.items() if entry[0]}


def _mirrored(left: float, wide: float, width: int, rtl: bool) -> float:
    return width - left - wide if rtl else left


def _round_below(peak: int) -> int:
    """Return a round number for the grid line: 1, 2, 5, 10, 20 … up to the peak."""
    best = 1
    for power in range(6):
        for lead in (1, 2, 5):
            if lead * 10**power <= peak:
                best = max(best, lead * 10**power)
    return best


def _years(drawn: Histogram, first: int, last: int, step: float) -> list[Year]:
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for bar in drawn.bars:
        sums[bar.year][0] += bar.all
        sums[bar.year][1] += bar.chosen
    wide = step * drawn.slots
    found = []
    for year in range(first, last + 1):
        x = _mirrored((year - first) * wide, wide, drawn.width, drawn.rtl)
        found.append(
            Year(
                year=year,
                x=round(x, 1),
                width=round(wide, 1),
                label_x=round(x + wide / 2, 1),
                all=sums[year][0],
                chosen=sums[year][1],
            )
        )
    return found


def _events(
    drawn: Histogram, events: Sequence[Event], first: int, last: int, step: float
) -> list[EventMark]:
    """Place events; a name stands behind its line, or before it at the far end."""
    found: list[EventMark] = []
    ends: dict[int, list[tuple[float, float]]] = {0: [], 1: []}
    for event in events:
        if not first <= event.day.year <= last:
            continue
        part = 1 + (event.day.month - 1 + event.day.day / 31) / drawn.grain
        at = ((event.day.year - first) * drawn.slots + part) * step
        x = drawn.width - at if drawn.rtl else at
        late = at > drawn.width * 0.88
        ahead = LABEL_GAP if late == drawn.rtl else -LABEL_GAP
        wide = len(event.name) * LETTER
        left = x + ahead if ahead > 0 else x + ahead - wide
        row = _free_row(ends, left, left + wide)
        anchor = "start" if ahead > 0 else "end"
        found.append(
            EventMark(round(x, 1), round(x + ahead, 1), anchor, event.name, row)
        )
    return found


def _free_row(
    taken: dict[int, list[tuple[float, float]]], left: float, right: float
) -> int:
    """Return the upper row, or the lower one where a name would cover another."""
    free = all(right < begin or end < left for begin, end in taken[0])
    row = 0 if free else 1
    taken[row].append((left, right))
    return row
