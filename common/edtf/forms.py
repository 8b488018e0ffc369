"""The forms an EDTF text can take, as plain values with bounds."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

FIRST_YEAR = 1800
LAST_YEAR = 2100
SEASON_FIRST_MONTH = {"21": 3, "22": 6, "23": 9, "24": 12}


class EdtfError(ValueError):
    """A date text that is refused; the message says what would be right."""


@dataclass(frozen=True)
class Point:
    """One date: year, perhaps month (or season), perhaps day.

    Digits may be `X` (unspecified). `year_mark`, `month_mark` and `day_mark` are
    the qualifiers that hold for each component: "", "?", "~" or "%".
    """

    year: str
    month: str = ""
    day: str = ""
    year_mark: str = ""
    month_mark: str = ""
    day_mark: str = ""

    @property
    def is_season(self) -> bool:
        return self.month in SEASON_FIRST_MONTH

    @property
    def components(self) -> list[tuple[str, str, str]]:
        """(name, digits, qualifier) of each component that is written."""
        every = [
            ("year", self.year, self.year_mark),
            ("month", self.month, self.month_mark),
            ("day", self.day, self.day_mark),
        ]
        return [component for component in every if component[1]]

    @property
    def has_unspecified(self) -> bool:
        return "X" in self.year + self.month + self.day

    @property
    def whole_mark(self) -> str:
        """The qualifier of the whole date, or "" when components differ."""
        marks = {mark for _, _, mark in self.components}
        return marks.pop() if len(marks) == 1 else ""


@dataclass(frozen=True)
class Interval:
    """From one date to another; None is an end that is open or unknown."""

    start: Point | None
    end: Point | None
    start_open: bool = False
    end_open: bool = False
    # open ("..": it goes on) as opposed to unknown (empty: nobody says)


@dataclass(frozen=True)
class DateSet:
    """Several dates: `every` means all of them, otherwise one of them."""

    members: tuple[Point | Interval, ...]
    every: bool


Form = Point | Interval | DateSet
Bounds = tuple[date | None, date | None]


def matching(pattern: str, first: int, last: int) -> list[int]:
    """Numbers from first to last whose digits fit a pattern such as "1X"."""
    if "X" not in pattern:
        return [int(pattern)] if first <= int(pattern) <= last else []
    width = len(pattern)
    return [
        number
        for number in range(first, last + 1)
        if all(
            want in ("X", have)
            for want, have in zip(pattern, f"{number:0{width}d}", strict=True)
        )
    ]


def last_day(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def point_bounds(point: Point) -> tuple[date, date] | None:
    """First and last day that fit a point, or None when no day does."""
    years = matching(point.year, FIRST_YEAR, LAST_YEAR)
    if point.is_season:
        return _season_bounds(point, years)
    first = _first_fitting(point, years, 1)
    last = _first_fitting(point, years[::-1], -1)
    return (first, last) if first and last else None


def _first_fitting(point: Point, years: list[int], step: int) -> date | None:
    months = matching(point.month or "XX", 1, 12)[::step]
    for year in years:
        for month in months:
            days = matching(point.day or "XX", 1, last_day(year, month))[::step]
            if days:
                return date(year, month, days[0])
    return None


def _season_bounds(point: Point, years: list[int]) -> tuple[date, date] | None:
    if not years:
        return None
    first_month = SEASON_FIRST_MONTH[point.month]
    year, month = years[-1], first_month + 2
    if month > 12:
        year, month = year + 1, month - 12
    return date(years[0], first_month, 1), date(year, month, last_day(year, month))


def bounds(form: Form) -> Bounds:
    """Earliest and latest day of any form; None where it is open or unknown."""
    if isinstance(form, Point):
        return point_bounds(form) or (None, None)
    if isinstance(form, Interval):
        start = bounds(form.start)[0] if form.start else None
        end = bounds(form.end)[1] if form.end else None
        return start, end
    starts, ends = zip(*(bounds(member) for member in form.members), strict=True)
    return (
        None if None in starts else min(starts),
        None if None in ends else max(ends),
    )
