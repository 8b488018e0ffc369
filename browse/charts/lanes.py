"""Processes as lanes: a bar from first to last, dots for meetings, marks for texts.

Every lane has two lines: its name, with the names of texts where there is room, and
below it the bar.
"""

from __future__ import annotations

import datetime
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from browse.charts.shapes import discs

MONTHS = 12
HEAD, LANE, BAR = 26.0, 40.0, 25.0
SMALLEST, LARGEST = 2.6, 8.0
LETTER, GAP = 6.7, 10.0


@dataclass(frozen=True)
class Month:
    """How many meetings fall on a month, and where they are listed."""

    year: int
    month: int
    count: int
    url: str = ""


@dataclass(frozen=True)
class Text:
    """An agreement: its day and page; `known` asks for its name in the drawing.

    lang: the language of the name.
    """

    day: datetime.date
    name: str
    url: str = ""
    known: bool = False
    lang: str = "en"


@dataclass(frozen=True)
class Lane:
    """A process to be drawn."""

    name: str
    url: str
    begin: datetime.date
    end: datetime.date
    months: Sequence[Month] = ()
    texts: Sequence[Text] = ()
    lang: str = "en"


@dataclass(frozen=True)
class Dot:
    """The meetings of one or more months: a circle as large as they are many."""

    x: float
    radius: float
    first: Month
    last: Month
    count: int

    @property
    def period(self) -> str:
        """The months as an EDTF date: "2020-01" or "2020-01/2020-03"."""
        first = f"{self.first.year}-{self.first.month:02}"
        last = f"{self.last.year}-{self.last.month:02}"
        return first if first == last else f"{first}/{last}"

    @property
    def url(self) -> str:
        """The list of the meetings of its first month."""
        return self.first.url


@dataclass(frozen=True)
class Diamond:
    """An agreement; `label_x` is where its name begins, or ends, if it has room."""

    x: float
    text: Text
    label_x: float = 0
    anchor: str = ""


@dataclass(frozen=True)
class Row:
    """A lane in the drawing; all within it is on the line `y`."""

    lane: Lane
    y: float
    x: float
    width: float
    dots: list[Dot]
    diamonds: list[Diamond]

    @property
    def name_y(self) -> float:
        """The base line of the names."""
        return self.y - 11

    @property
    def shape(self) -> str:
        """The dots as one path, where none of them leads anywhere."""
        return discs((dot.x, self.y, dot.radius) for dot in self.dots)


@dataclass(frozen=True)
class Year:
    """A year of the axis: where it begins to the left, and its middle."""

    year: int
    x: float
    width: float

    @property
    def middle(self) -> float:
        """Where its number stands."""
        return round(self.x + self.width / 2, 1)


@dataclass
class LaneDrawing:
    """All that the template draws."""

    width: int
    rtl: bool
    rows: list[Row] = field(default_factory=list)
    years: list[Year] = field(default_factory=list)
    head: float = HEAD

    @property
    def height(self) -> float:
        """The height of the drawing."""
        return HEAD + LANE * len(self.rows) + 6


@dataclass(frozen=True)
class _Scale:
    first: int
    last: int
    width: int
    rtl: bool

    def at(self, months: float) -> float:
        """Where a number of months after the first January lies."""
        across = self.width * months / ((self.last - self.first + 1) * MONTHS)
        return round(self.width - across if self.rtl else across, 1)

    def day(self, day: datetime.date) -> float:
        """Where a day lies; a day outside lies at the edge."""
        months = (day.year - self.first) * MONTHS + day.month - 1 + (day.day - 1) / 31
        return self.at(min(max(months, 0), (self.last - self.first + 1) * MONTHS))


def draw_lanes(
    lanes: Sequence[Lane],
    *,
    years: tuple[int, int],
    grain: int = 1,
    rtl: bool = False,
    width: int = 1180,
) -> LaneDrawing:
    """Lay out lanes between the first and the last year.

    grain: months a dot (1, or 3 for narrow screens). rtl: time runs to the left. What
    lies outside the years is not drawn.
    """
    scale = _Scale(*years, width, rtl)
    drawn = LaneDrawing(width, rtl)
    per_year = width / (years[1] - years[0] + 1)
    for year in range(years[0], years[1] + 1):
        after = (year - years[0]) * MONTHS
        left = min(scale.at(after), scale.at(after + MONTHS))
        drawn.years.append(Year(year, left, round(per_year, 1)))
    dots = [_grouped(lane.months, years, grain) for lane in lanes]
    most = max((count for row in dots for *_ends, count in row), default=1)
    for number, lane in enumerate(lanes):
        ends = sorted((scale.day(lane.begin), scale.day(lane.end)))
        drawn.rows.append(
            Row(
                lane=lane,
                y=HEAD + LANE * number + BAR,
                x=ends[0],
                width=round(max(ends[1] - ends[0], 3), 1),
                dots=[_dot(*dot, most, scale, grain) for dot in dots[number]],
                diamonds=_diamonds(lane, years, scale),
            )
        )
    return drawn


def _grouped(
    months: Iterable[Month], years: tuple[int, int], grain: int
) -> list[tuple[Month, Month, int]]:
    """Gather months by period: the first and the last with meetings, and the sum."""
    found: dict[tuple[int, int], list[Month]] = defaultdict(list)
    for month in sorted(months, key=lambda one: (one.year, one.month)):
        if years[0] <= month.year <= years[1]:
            found[month.year, (month.month - 1) // grain].append(month)
    return [
        (group[0], group[-1], sum(month.count for month in group))
        for group in found.values()
    ]


def _dot(
    first: Month, last: Month, count: int, most: int, scale: _Scale, grain: int
) -> Dot:
    begin = (first.year - scale.first) * MONTHS + (first.month - 1) // grain * grain
    share = math.sqrt(count / most)
    radius = round(max(SMALLEST, LARGEST * share), 1)
    return Dot(scale.at(begin + grain / 2), radius, first, last, count)


def _diamonds(lane: Lane, years: tuple[int, int], scale: _Scale) -> list[Diamond]:
    """Place agreements; a known one is named where its name covers no other."""
    wide = len(lane.name) * LETTER
    own = (scale.width - wide, scale.width) if scale.rtl else (0.0, wide)
    taken = [own]
    found = []
    for text in sorted(lane.texts, key=lambda one: one.day):
        if not years[0] <= text.day.year <= years[1]:
            continue
        x = scale.day(text.day)
        wide = len(text.name) * LETTER
        anchor = _free_side(x, wide, taken, scale.width) if text.known else ""
        found.append(Diamond(x, text, x if anchor else 0, anchor))
    return found


def _free_side(
    x: float, wide: float, taken: list[tuple[float, float]], width: int
) -> str:
    """Say on which side a name has room, and take that room; "" for none."""
    for anchor, left in (("start", x), ("end", x - wide), ("middle", x - wide / 2)):
        right = left + wide
        if left < 0 or right > width:
            continue
        if all(right + GAP < begin or end + GAP < left for begin, end in taken):
            taken.append((left, right))
            return anchor
    return ""
