"""Days counted from the publication: “two days ago”, “in four days' time”."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from intake.extract import intervals
from intake.extract.date_words import DateWords
from intake.extract.plain import Token, When


def ago(
    read: DateWords, words: Sequence[Token], at: int, published: date
) -> When | None:
    """Read “two days ago”, “il y a trois jours”, “قبل يومين”."""
    if after := read.take("ago_after", words, at):
        return _backwards(read, words, at, after[1], published)
    before = read.take("ago_before", words, at)
    if before is None:
        return None
    start, number = before[1], 1
    if dual := read.take("ago_duals", words, start):
        length, last = dual
    else:
        if counted := _number(read, words, start):
            number, start = counted
        unit = read.take("ago_units", words, start)
        if unit is None:
            return None
        length, last = number * unit[0], unit[1]
    day = published - timedelta(days=length)
    return intervals.day(at, last, day, "day-ago")


def _backwards(
    read: DateWords, words: Sequence[Token], at: int, last: int, published: date
) -> When | None:
    """Read the number and unit that stand before “ago”."""
    first = at
    start = read.before("ago_units", words, at)
    unit = read.take("ago_units", words, start) if start is not None else None
    if start is None or unit is None:
        return None
    first, number = start, 1
    if start and (counted := _number(read, words, start - 1)):
        first, number = start - 1, counted[0]
    elif read.lang == "en":
        return None
    day = published - timedelta(days=number * unit[0])
    return intervals.day(first, last, day, "day-ago")


def hence(
    read: DateWords, words: Sequence[Token], at: int, published: date
) -> When | None:
    """Read “in four days' time”, “dans quatre jours”, “через четыре дня”."""
    before = read.take("hence_before", words, at)
    counted = _number(read, words, before[1]) if before else None
    unit = read.take("ago_units", words, counted[1]) if counted else None
    if counted is None or unit is None:
        return None
    last = unit[1]
    while last < len(words) and words[last].text in "'’":
        last += 1
    after = read.take("hence_after", words, last)
    if read.hence_ends and after is None:
        return None
    day = published + timedelta(days=counted[0] * unit[0])
    return intervals.day(at, after[1] if after else unit[1], day, "day-ago")


def _number(read: DateWords, words: Sequence[Token], at: int) -> tuple[int, int] | None:
    if at < len(words) and (text := read.ascii(words[at])).isdecimal():
        return (int(text), at + 1) if len(text) <= 2 else None
    return read.take("numbers", words, at)
