"""Dates of a report as intervals, resolved against its publication day."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from intake.extract.lexicons import Lexicon, phrase_keys
from intake.extract.plain import Token, When

_DAY = re.compile(r"([0-3]?\d)(?:st|nd|rd|th|er|[- ]?го|-е)?", re.I)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMERIC = re.compile(
    r"([0-3]?\d)[./-]([01]?\d)[./-]((?:19|20)\d\d)|((?:19|20)\d\d)-([01]\d)-([0-3]\d)"
)
_DIGITS = {0x660 + n: str(n) for n in range(10)}
_DASHES = frozenset("-–—/")


class DateReader:
    """Finds the dates of one language's texts."""

    def __init__(self, lexicon: Lexicon) -> None:
        source: Mapping[str, Any] = lexicon.dates
        self._months = _numbered(source.get("months") or [], 1)
        self._weekdays = _numbered(source.get("weekdays") or [], 0)
        self._phrases: dict[tuple[str, ...], tuple[str, int]] = {}
        for group in ("days", "weeks", "month_words"):
            for offset, phrases in (source.get(group) or {}).items():
                for phrase in phrases:
                    self._phrases[tuple(phrase_keys(phrase))] = (group, int(offset))
        self._last = _keys(source.get("last"))
        self._next = _keys(source.get("next"))
        self._until = _keys(source.get("until"))
        self._longest = max((len(k) for k in self._phrases), default=0)

    def find(self, words: Sequence[Token], published: date) -> list[When]:
        """Return the dates in order of appearance, none overlapping."""
        found: list[When] = []
        at = 0
        while at < len(words):
            when = self._at(words, at, published) if words[at].is_word else None
            if when is None:
                at += 1
                continue
            at = max(when.last, at + 1)
            found.append(when)
        return _merged(found, words)

    def _at(self, words: Sequence[Token], at: int, published: date) -> When | None:
        return (
            self._numeric(words, at)
            or self._day_month(words, at, published)
            or self._month_day(words, at, published)
            or self._phrase(words, at, published)
            or self._weekday(words, at, published)
        )

    def _numeric(self, words: Sequence[Token], at: int) -> When | None:
        parts = "".join(token.text for token in words[at : at + 5]).translate(_DIGITS)
        match = _NUMERIC.match(parts)
        if not match:
            return None
        groups = [int(group) for group in match.groups() if group]
        day, month, year = groups if match.group(1) else groups[::-1]
        length, last = 0, at
        while last < len(words) and length < match.end():
            length += len(words[last].text)
            last += 1
        return _made(at, last, year, month, (day, day), "explicit", "date-numeric")

    def _month(self, words: Sequence[Token], at: int) -> int | None:
        if at >= len(words):
            return None
        return next(
            (self._months[k] for k in words[at].keys if k in self._months), None
        )

    def _day_month(
        self, words: Sequence[Token], at: int, published: date
    ) -> When | None:
        day = _day(words, at)
        if day is None:
            return None
        last, end = at + 1, day
        if last + 1 < len(words) and (
            words[last].text in _DASHES or set(words[last].keys) & self._until
        ):
            second = _day(words, last + 1)
            if second and second > day:
                last, end = last + 2, second
        if last < len(words) and words[last].text.casefold() in ("of", "de", "di"):
            last += 1
        month = self._month(words, last)
        if month is None:
            return None
        return self._dated(words, at, last + 1, month, (day, end), published)

    def _month_day(
        self, words: Sequence[Token], at: int, published: date
    ) -> When | None:
        month = self._month(words, at)
        if month is None:
            return None
        last = at + 1
        if last < len(words) and words[last].text == ".":
            last += 1
        day = _day(words, last)
        if day is None:
            return self._whole_month(words, at, month, published)
        last, end = last + 1, day
        if last + 1 < len(words) and (
            words[last].text in _DASHES or set(words[last].keys) & self._until
        ):
            second = _day(words, last + 1)
            if second and second > day:
                last, end = last + 2, second
        return self._dated(words, at, last, month, (day, end), published)

    def _dated(
        self,
        words: Sequence[Token],
        at: int,
        last: int,
        month: int,
        days: tuple[int, int],
        published: date,
    ) -> When | None:
        at_year = last + (last < len(words) and words[last].text == ",")
        year = None
        if at_year < len(words) and _YEAR.fullmatch(
            words[at_year].text.translate(_DIGITS)
        ):
            year, last = int(words[at_year].text.translate(_DIGITS)), at_year + 1
        if year is None:
            year = _nearest_year(published, month, days[0])
        return _made(at, last, year, month, days, "explicit", "date-explicit")

    def _whole_month(
        self, words: Sequence[Token], at: int, month: int, published: date
    ) -> When | None:
        last = at + 1
        if last < len(words) and _YEAR.fullmatch(words[last].text.translate(_DIGITS)):
            year = int(words[last].text.translate(_DIGITS))
            return _month_made(at, last + 1, year, month, "explicit")
        marked = last < len(words) and set(words[last].keys) & (self._last | self._next)
        before = at and set(words[at - 1].keys) & (self._last | self._next)
        if not (marked or before):
            return None
        year = published.year - (month > published.month)
        first = at - bool(before and not marked)
        return _month_made(first, last + bool(marked), year, month, "relative")

    def _phrase(self, words: Sequence[Token], at: int, published: date) -> When | None:
        for length in range(min(self._longest, len(words) - at), 0, -1):
            window = words[at : at + length]
            if any(not token.is_word for token in window):
                continue
            for keys, (group, offset) in self._phrases.items():
                if len(keys) == length and all(
                    key in token.keys for key, token in zip(keys, window, strict=True)
                ):
                    return _relative(at, at + length, group, offset, published)
        return None

    def _weekday(self, words: Sequence[Token], at: int, published: date) -> When | None:
        key = next((k for k in words[at].keys if k in self._weekdays), None)
        if key is None or len(words[at].text) < 2:
            return None
        if words[at].text[:1].islower() and key in ("sun", "sat", "mon", "wed", "mar"):
            return None
        weekday = self._weekdays[key]
        before = set(words[at - 1].keys) if at else set()
        after = set(words[at + 1].keys) if at + 1 < len(words) else set()
        back = (published.weekday() - weekday) % 7
        day = published - timedelta(days=back)
        first, last, ahead = at, at + 1, False
        if (before | after) & self._next:
            day, ahead = day + timedelta(days=7), True
        elif (before | after) & self._last and back == 0:
            day -= timedelta(days=7)
        if before & (self._next | self._last):
            first -= 1
        elif after & (self._next | self._last):
            last += 1
        rule = "weekday-next" if ahead else "weekday"
        return When(first, last, day, day, "day", "relative", rule, "", weekday)


def forward(when: When, published: date) -> When:
    """Turn a bare weekday to the coming one, as under a verb in the future."""
    if when.rule != "weekday" or when.start >= published:
        return when
    day = when.start + timedelta(days=7)
    return When(
        when.first,
        when.last,
        day,
        day,
        "day",
        "relative",
        "weekday-ahead",
        "",
        when.weekday,
    )


def edtf(when: When) -> str:
    """Write the interval as EDTF."""
    if when.precision == "month":
        return when.start.strftime("%Y-%m")
    if when.start == when.end:
        return when.start.isoformat()
    return f"{when.start.isoformat()}/{when.end.isoformat()}"


def _merged(found: list[When], words: Sequence[Token]) -> list[When]:
    """Join a weekday or “yesterday” with the day that stands right beside it."""
    merged: list[When] = []
    for when in found:
        before = merged[-1] if merged else None
        gap = words[before.last : when.first] if before else []
        if before and len(gap) <= 1 and all(not token.is_word for token in gap):
            keep = _stronger(before, when)
            merged[-1] = When(
                before.first, when.last, keep.start, keep.end, keep.precision,
                keep.basis, keep.rule, _disagreement(before, when), keep.weekday,
            )  # fmt: skip
        else:
            merged.append(when)
    return merged


def _stronger(one: When, other: When) -> When:
    if one.basis != other.basis:
        return one if one.basis == "explicit" else other
    # “today (Monday)”: the weekday was written on the day itself.
    return other if other.weekday is not None and one.weekday is None else one


def _disagreement(one: When, other: When) -> str:
    for named, dated in ((one, other), (other, one)):
        if named.weekday is None or dated.basis != "explicit":
            continue
        if dated.start.weekday() != named.weekday:
            return "weekday and date disagree"
    return ""


def _numbered(lists: Sequence[Sequence[str]], start: int) -> dict[str, int]:
    return {
        "".join(phrase_keys(str(word))): number
        for number, names in enumerate(lists, start)
        for word in names
    }


def _keys(phrases: Sequence[str] | None) -> frozenset[str]:
    return frozenset(
        key for phrase in phrases or [] for key in phrase_keys(str(phrase))
    )


def _day(words: Sequence[Token], at: int) -> int | None:
    if at >= len(words):
        return None
    match = _DAY.fullmatch(words[at].text.translate(_DIGITS))
    if match and 1 <= int(match.group(1)) <= 31:
        return int(match.group(1))
    return None


def _nearest_year(published: date, month: int, day: int) -> int:
    for year in (published.year + 1, published.year):
        try:
            if date(year, month, day) <= published + timedelta(days=45):
                return year
        except ValueError:
            continue
    return published.year - 1


def _made(
    first: int,
    last: int,
    year: int,
    month: int,
    days: tuple[int, int],
    basis: str,
    rule: str,
) -> When | None:
    try:
        start, end = date(year, month, days[0]), date(year, month, days[1])
    except ValueError:
        return None
    precision = "day" if start == end else "range"
    return When(first, last, start, end, precision, basis, rule)


def _month_made(first: int, last: int, year: int, month: int, basis: str) -> When:
    end = calendar.monthrange(year, month)[1]
    return When(
        first,
        last,
        date(year, month, 1),
        date(year, month, end),
        "month",
        basis,
        "month",
    )


def _relative(first: int, last: int, group: str, offset: int, published: date) -> When:
    if group == "days":
        day = published + timedelta(days=offset)
        return When(first, last, day, day, "day", "relative", "day-word")
    if group == "weeks":
        monday = (
            published - timedelta(days=published.weekday()) + timedelta(weeks=offset)
        )
        end = monday + timedelta(days=6)
        return When(first, last, monday, end, "range", "relative", "week-word")
    index = published.year * 12 + published.month - 1 + offset
    return _month_made(first, last, index // 12, index % 12 + 1, "relative")
