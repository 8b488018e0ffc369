"""Dates of a report as intervals, resolved against its publication day.

One grammar for all languages; their words stand in the lexicons under `dates`. What
is read: days with or without month and year, ranges, months, weekdays, “yesterday”,
“last week”, “two days ago”, “the next day”. A weekday without more is the last one,
the day of publication included; `forward` turns it under a verb in the future.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from intake.extract import date_counts, intervals
from intake.extract.date_words import DateWords
from intake.extract.intervals import backward, edtf, forward
from intake.extract.lexicons import Lexicon
from intake.extract.plain import Token, When

__all__ = ["DateReader", "backward", "edtf", "forward"]

_NUMERIC = re.compile(
    r"([0-3]?\d)[./-]([0-3]?\d)[./-]((?:19|20)\d\d)(?!\d)"
    r"|((?:19|20)\d\d)[-/.]([01]?\d)[-/.]([0-3]?\d)(?!\d)"
)
_LINKS = 3
_LOOK_BACK = 4


class DateReader:
    """Finds the dates of one language's texts."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._words = DateWords(lexicon)

    def find(self, words: Sequence[Token], published: date) -> list[When]:
        """Return the dates in order of appearance, none overlapping."""
        found: list[When] = []
        at = 0
        while at < len(words):
            when = None
            if self._words.opens(words, at):
                when = self._at(words, at, published) or self._from_before(
                    words, at, found, published
                )
            if when is None:
                at += 1
                continue
            at = max(when.last, at + 1)
            found.append(when)
        return intervals.joined(
            intervals.certain(found, lambda at: self._words.stop("or", words, at) > at),
            lambda first, last: self._is_link(words, first, last),
            lambda first, last: self._is_until(words, first, last),
            lambda first: self._is_and(words, first),
        )

    def _at(self, words: Sequence[Token], at: int, published: date) -> When | None:
        return (
            self._numeric(words, at)
            or self._day_first(words, at, published)
            or self._month_first(words, at, published)
            or self._phrase(words, at, published)
            or date_counts.ago(self._words, words, at, published)
            or date_counts.hence(self._words, words, at, published)
            or self._weekday(words, at, published)
        )

    def _numeric(self, words: Sequence[Token], at: int) -> When | None:
        if not words[at].text[0].isdigit():
            return None
        parts = ""
        for token in words[at : at + 5]:
            if parts and token.start != words[at].start + len(parts):
                break
            parts += self._words.ascii(token)
        match = _NUMERIC.match(parts)
        if not match:
            return None
        groups = [int(group) for group in match.groups() if group]
        number, month, year = groups if match.group(1) else groups[::-1]
        if month > 12 >= number:
            number, month = month, number
        length, last = 0, at
        while last < len(words) and length < match.end():
            length += len(words[last].text)
            last += 1
        return intervals.days(at, last, year, month, (number, number), "date-numeric")

    def _day_first(
        self, words: Sequence[Token], at: int, published: date
    ) -> When | None:
        """Read “18 February”, “18-20 février”, “الثامن عشر من فبراير”, “18 числа”."""
        read = self._words
        found = read.day(words, at)
        if found is None:
            return None
        (start, last), end = found, found[0]
        further = read.next_day(words, last)
        while further and self._runs_to(words, at, last, end, further[0]):
            end, last = further
            further = read.next_day(words, last)
        last = read.stop("day_word", words, last)
        month = None
        for after in read.after_of(words, last):
            month = month or read.month(words, after)
        if month is not None:
            return self._dated(words, (at, month[1]), month[0], (start, end), published)
        offset = read.told(("month_words", "current"), words, last)
        if offset is None:
            return None
        year, number = _shifted(published, offset[0])
        return intervals.days(at, offset[1], year, number, (start, end), "date-full")

    def _runs_to(
        self, words: Sequence[Token], first: int, at: int, end: int, day: int
    ) -> bool:
        """Say whether a range goes on to a day: “4 and 5”, not “4 and 9”, may."""
        if day <= end:
            return False
        joined = words[at].text.startswith("و")
        if not joined and self._words.stop("and", words, at) == at:
            return True
        return day == end + 1 or self._words.before("from", words, first) is not None

    def _month_first(
        self, words: Sequence[Token], at: int, published: date
    ) -> When | None:
        """Read “February 18, 2020”, “March 4 to 7”, “in March”, “March 2018”."""
        read = self._words
        part = read.take("month_parts", words, at)
        first = at
        if part:
            at = read.stop("of", words, part[1])
            if at < len(words) and words[at].text in "-–":
                at += 1
        month = read.month(words, at)
        if month is None:
            return None
        number, last = month
        if not part and read.lang in ("en", "ar"):
            found = read.day(words, last)
            if found and words[last].text[0].isdigit():
                start = end = found[0]
                last = found[1]
                further = read.next_day(words, last, commas=False)
                if further and self._runs_to(words, at, last, end, further[0]):
                    end, last = further
                return self._dated(words, (at, last), number, (start, end), published)
        return self._whole_month(words, (first, at, last), number, published)

    def _dated(
        self,
        words: Sequence[Token],
        span: tuple[int, int],
        month: int,
        within: tuple[int, int],
        published: date,
    ) -> When | None:
        """Give days of a month their year: written, told by a word, or the nearest."""
        read, (first, last) = self._words, span
        rule, year = "date-day", intervals.nearest_year(published, month, within[0])
        if written := read.year(words, last):
            (year, last), rule = written, "date-full"
        elif told := read.told(("year_words",), words, last):
            year, last, rule = published.year + told[0], told[1], "date-full"
        elif past := read.take("last", words, last):
            last, rule = past[1], "date-full"
            year -= _lies_after(year, month, within[0], published)
        elif ahead := read.take("next", words, last):
            last, rule = ahead[1], "date-full"
            year += not _lies_after(year, month, within[0], published)
        elif current := read.take("current", words, last):
            last, rule, year = current[1], "date-full", published.year
        return intervals.days(first, last, year, month, within, rule)

    def _whole_month(
        self,
        words: Sequence[Token],
        span: tuple[int, int, int],
        month: int,
        published: date,
    ) -> When | None:
        """Read a month: with its year, “last”, “next”, a part of it, or after “in”."""
        read, (first, at, last) = self._words, span
        part = first < at
        if read.parts_after and (after := read.take("month_parts", words, last)):
            part, last = True, after[1]
        if written := read.year(words, last):
            return intervals.month(
                first, written[1], written[0], month, "explicit", "month"
            )
        if told := read.told(("year_words",), words, last):
            year = published.year + told[0]
            return intervals.month(first, told[1], year, month, "relative", "month")
        past = published.year - (month >= published.month)
        ahead = published.year + (month <= published.month)
        for kind, year in (("last", past), ("next", ahead)):
            after = read.take(kind, words, last)
            before = read.before(kind, words, first)
            if after or before is not None:
                begin = first if before is None else before
                stop = after[1] if after else last
                return intervals.month(begin, stop, year, month, "relative", "month")
        if part or read.before("month_in", words, first) is not None:
            year = published.year - (month > published.month)
            return intervals.month(first, last, year, month, "explicit", "month-bare")
        return None

    def _phrase(self, words: Sequence[Token], at: int, published: date) -> When | None:
        """Read “yesterday”, “last week”, “this weekend”, “next month”."""
        read = self._words
        best: tuple[int, int, str] | None = None
        for kind in ("days", "weeks", "weekends", "month_words"):
            found = read.take(kind, words, at)
            if found and (best is None or found[1] > best[1]):
                best = (*found, kind)
        if best is None:
            return None
        offset, last, kind = best
        if kind == "days":
            last = read.stop("parts", words, last)
            day = published + timedelta(days=offset)
            return intervals.day(at, last, day, "day-word")
        if kind == "month_words":
            year, number = _shifted(published, offset)
            return intervals.month(at, last, year, number, "relative", "month")
        monday = published - timedelta(days=published.weekday())
        start = monday + timedelta(weeks=offset, days=5 if kind == "weekends" else 0)
        end = monday + timedelta(weeks=offset, days=6)
        return When(at, last, start, end, "range", "relative", "week-word")

    def _weekday(self, words: Sequence[Token], at: int, published: date) -> When | None:
        read = self._words
        found = read.take("weekdays", words, at)
        if found is None or (read.needs_capital and words[at].text[:1].islower()):
            return None
        weekday, last = found
        named = read.stop("day_word", words, last) > last
        if read.lang == "tr" and words[at].text[:1].islower() and not named:
            # “pazar” is a market, “pazar günü” Sunday.
            return None
        if read.lang == "en" and len(words[at].text) <= 4:
            follows = words[last] if last < len(words) else None
            if follows and follows.is_word and not follows.text[0].isdigit():
                return None
        last = read.stop("parts", words, last)
        back = (published.weekday() - weekday) % 7
        day, first, rule = published - timedelta(days=back), at, "weekday"
        for kind in ("next", "last"):
            after = read.take(kind, words, last)
            before = read.before(kind, words, at)
            if not after and before is None:
                continue
            first = at if before is None else before
            last = after[1] if after else last
            rule = f"weekday-{kind}"
            day = self._marked(kind, day, back, published)
            break
        else:
            if back and read.before("ahead", words, at) is not None:
                day, rule = day + timedelta(days=7), "weekday-ahead"
        return When(first, last, day, day, "day", "relative", rule, "", weekday)

    def _marked(self, kind: str, day: date, back: int, published: date) -> date:
        """Return the day of “next Monday” or “last Monday”.

        English “last Tuesday” is that of the week before; elsewhere the latest one,
        unless that was yesterday, for which there is a word.
        """
        if kind == "next":
            return day + timedelta(days=7)
        same_week = (
            back <= published.weekday() if self._words.lang == "en" else back < 2
        )
        return day - timedelta(days=7) if same_week else day

    def _from_before(
        self,
        words: Sequence[Token],
        at: int,
        found: Sequence[When],
        published: date,
    ) -> When | None:
        """Read what counts from the date named before: “the next day”."""
        last, read = _latest(found, published), self._words
        if same_day := read.take("same_day", words, at):
            day = last.end if last else published
            return intervals.day(at, same_day[1], day, "day-from")
        if last is None:
            return None
        if following := read.take("following", words, at):
            step = timedelta(days=following[0])
            base = last.end if following[0] > 0 else last.start
            return intervals.day(at, following[1], base + step, "day-from")
        number = read.day(words, at)
        same = read.take("same_month", words, number[1]) if number else None
        if number is None or same is None:
            return None
        last = next(w for w in reversed(found) if w.precision != "month")
        return intervals.days(
            at,
            same[1],
            last.start.year,
            last.start.month,
            (number[0], number[0]),
            "date-full",
        )

    def _is_link(self, words: Sequence[Token], first: int, last: int) -> bool:
        """Say whether only marks, “on” or a part of the day stand between two dates."""
        at, steps = first, 0
        while at < last:
            stop = at
            for kind in ("parts", "day_word", "of"):
                stop = max(stop, self._words.stop(kind, words, at))
            if not words[at].is_word and words[at].text not in ".;:!?؟…":
                stop = max(stop, at + 1)
            if stop == at:
                return False
            at, steps = stop, steps + 1
        return steps <= _LINKS

    def _is_until(self, words: Sequence[Token], first: int, last: int) -> bool:
        """Say whether “to”, “and” or a dash stands between two dates."""
        if first >= last:
            return words[last].text.startswith("و") if last < len(words) else False
        if last - first == 1 and words[first].text in "-–—":
            return True
        stop = self._words.stop("until", words, first)
        return stop > first and self._words.stop("day_word", words, stop) == last

    def _is_and(self, words: Sequence[Token], first: int) -> bool:
        """Say whether “and” stands there, not “to”."""
        return first < len(words) and (
            self._words.stop("and", words, first) > first
            or words[first].text.startswith("و")
        )


def _latest(found: Sequence[When], published: date) -> When | None:
    """Return the day that “the next day” counts from: the latest of those just named.

    A look back (“as in Ghadames on 29 September”) does not turn the story back, and
    the day of the report itself is where it is told, not where it goes on.
    """
    days = [when for when in found[-_LOOK_BACK:] if when.precision != "month"]
    past = [when for when in days if when.end < published]
    if past:
        return max(past, key=lambda when: when.end)
    return days[-1] if days else None


def _shifted(published: date, months: int) -> tuple[int, int]:
    """Return (year, month) so many months from the publication's."""
    index = published.year * 12 + published.month - 1 + months
    return index // 12, index % 12 + 1


def _lies_after(year: int, month: int, day: int, published: date) -> bool:
    try:
        return date(year, month, day) > published
    except ValueError:
        return False
