"""Dates as intervals: made, joined where they stand side by side, turned by tense."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from intake.extract.plain import When

# A date without a year is the nearest past one, or one soon to come.
_AHEAD = timedelta(days=45)
_YEARLESS = ("date-day", "month-bare")
_WEEK = timedelta(days=7)
_LONGEST_RANGE = 62
_GAP = 4


def forward(when: When, published: date) -> When:
    """Turn a date to the coming one, as under a verb in the future.

    A bare weekday becomes the next such day, a day or month without a year that of
    the year in which it lies ahead; all others stay, and so does a day that has just
    passed, which a report of a delay tells of.
    """
    if when.rule == "weekday" and when.end < published:
        return replace(
            when, start=when.start + _WEEK, end=when.end + _WEEK, rule="weekday-ahead"
        )
    if when.rule in _YEARLESS and when.end < published - _AHEAD:
        return _in_year(when, 1)
    return when


def backward(when: When, published: date) -> When:
    """Turn a day or month without a year to the past one, as under a past verb."""
    if when.rule in _YEARLESS and when.start > published:
        return _in_year(when, -1)
    return when


def _in_year(when: When, step: int) -> When:
    try:
        start = when.start.replace(year=when.start.year + step)
        end = when.end.replace(year=when.end.year + step)
    except ValueError:
        return when
    if when.precision == "month":
        end = end.replace(day=calendar.monthrange(end.year, end.month)[1])
    return replace(when, start=start, end=end)


def edtf(when: When) -> str:
    """Write the interval as EDTF."""
    if when.precision == "month":
        return when.start.strftime("%Y-%m")
    if when.start == when.end:
        return when.start.isoformat()
    return f"{when.start.isoformat()}/{when.end.isoformat()}"


def days(
    first: int, last: int, year: int, month: int, within: tuple[int, int], rule: str
) -> When | None:
    """Return the days of a month as an explicit date; None for one that is none."""
    try:
        start, end = date(year, month, within[0]), date(year, month, within[1])
    except ValueError:
        return None
    precision = "day" if start == end else "range"
    return When(first, last, start, end, precision, "explicit", rule)


def month(first: int, last: int, year: int, number: int, basis: str, rule: str) -> When:
    """Return a whole month."""
    end = calendar.monthrange(year, number)[1]
    return When(
        first,
        last,
        date(year, number, 1),
        date(year, number, end),
        "month",
        basis,
        rule,
    )


def day(first: int, last: int, value: date, rule: str) -> When:
    """Return one day that follows from another."""
    return When(first, last, value, value, "day", "relative", rule)


def nearest_year(published: date, number: int, within: int) -> int:
    """Return the year of a day and month without one: past, or soon to come."""
    for year in (published.year + 1, published.year):
        try:
            if date(year, number, within) <= published + _AHEAD:
                return year
        except ValueError:
            continue
    return published.year - 1


def certain(found: Sequence[When], is_or: Callable[[int], bool]) -> list[When]:
    """Leave out dates joined by “or”: what could mean two days means none."""
    doubted = {
        at
        for at, (one, other) in enumerate(pairwise(found))
        if other.first - one.last == 1 and is_or(one.last)
    }
    return [when for at, when in enumerate(found) if not {at, at - 1} & doubted]


def joined(
    found: Sequence[When],
    is_link: Callable[[int, int], bool],
    is_until: Callable[[int, int], bool],
    is_and: Callable[[int], bool],
) -> list[When]:
    """Join what stands side by side: a weekday and its date, two ends of a range.

    `is_link` and `is_until` say of the tokens between two dates whether they only
    bind them (“yesterday, on Wednesday”) or mean “to” or “and”, `is_and` of the one
    after a date whether it is “and”.
    """
    merged: list[When] = []
    for when in found:
        before = merged[-1] if merged else None
        one = _one(before, when, is_link, is_until) if before else None
        if before and one and one.precision == "range" and is_and(before.last):
            # “on 3 and 9 February” are two days, “on 3 and 4 February” may be one.
            one = one if (one.end - one.start).days <= 1 else None
        if one is None:
            merged.append(when)
        else:
            merged[-1] = one
    return merged


def _one(
    before: When,
    when: When,
    is_link: Callable[[int, int], bool],
    is_until: Callable[[int, int], bool],
) -> When | None:
    gap = when.first - before.last
    if gap > _GAP:
        return None
    if is_until(before.last, when.first):
        return _range(before, when) if gap <= 2 else None
    if before.weekday is not None and when.weekday is not None:
        return None
    if not is_link(before.last, when.first):
        return None
    keep = _weekday_beside(before, when) or _stronger(before, when)
    return replace(
        keep,
        first=before.first,
        last=when.last,
        flag=_disagreement(before, when),
        weekday=keep.weekday if keep.weekday is not None else _weekday(before, when),
    )


def _weekday(one: When, other: When) -> int | None:
    return one.weekday if one.weekday is not None else other.weekday


def _range(one: When, other: When) -> When | None:
    """Return the interval from one date to the other, if it is a plausible one."""
    if "day" not in (one.precision, other.precision) or one.basis != other.basis:
        return None
    if one.rule == "date-day" and other.rule == "date-full":
        try:
            one = replace(
                one,
                start=one.start.replace(year=other.start.year),
                end=one.end.replace(year=other.start.year),
            )
        except ValueError:
            return None
    if one.weekday is not None and other.rule == "weekday-next":
        # “Thursday and Friday next”: what stands behind goes for both.
        back = (other.start.weekday() - one.weekday) % 7
        one = replace(one, start=other.start - timedelta(days=back))
    elif one.weekday is not None and other.weekday is not None:
        # “from Monday to Wednesday”: the second follows upon the first.
        on = (other.weekday - one.weekday) % 7
        end = one.start + timedelta(days=on)
        other = replace(other, start=end, end=end, rule=one.rule)
    length = (other.end - one.start).days
    limit = 6 if one.weekday is not None else _LONGEST_RANGE
    if not 0 < length <= limit:
        return None
    return replace(
        other, first=one.first, start=one.start, precision="range", weekday=None
    )


def _weekday_beside(one: When, other: When) -> When | None:
    """Return the named weekday nearest to “yesterday”, “today” or “tomorrow”.

    “Today (Monday)” in a report of Tuesday is the day before, “tomorrow, Monday” the
    coming Monday.
    """
    for word, named in ((one, other), (other, one)):
        if word.rule == "day-word" and named.rule == "weekday":
            off = ((named.weekday or 0) - word.start.weekday() + 3) % 7 - 3
            day = word.start + timedelta(days=off)
            return replace(named, start=day, end=day, rule="weekday-today")
    return None


def _stronger(one: When, other: When) -> When:
    if one.basis != other.basis:
        return one if one.basis == "explicit" else other
    if one.precision == "day" and other.precision != "day":
        return one
    # “today (Monday)”: the weekday was written on the day itself.
    return other if other.weekday is not None and one.weekday is None else one


def _disagreement(one: When, other: When) -> str:
    for named, dated in ((one, other), (other, one)):
        if named.weekday is None or dated.weekday is not None:
            continue
        if dated.precision == "day" and dated.start.weekday() != named.weekday:
            return "weekday and date disagree"
    return one.flag or other.flag
