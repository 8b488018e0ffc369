"""The words of dates in one language, compiled from its lexicon's `dates` section."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from intake.extract.lexicons import Lexicon, phrase_keys
from intake.extract.plain import Token
from intake.extract.trie import Trie

_DIGITS = {0x660 + n: str(n) for n in range(10)} | {
    0x6F0 + n: str(n) for n in range(10)
}
_DAY = re.compile(r"([0-3]?\d)(?:st|nd|rd|th|er|[- ]?го|-?е|º|°)?", re.I)
_JOINED_DAY = re.compile(r"و([0-3]?\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ARTICLE = ("ال", "وال", "بال", "فال", "كال", "لل", "ولل")
_LONGEST = 5
_REMEMBERED = 50_000
# Lists of phrases, and phrases by the number they stand for.
_LISTS = (
    "last", "next", "current", "until", "of", "year_mark", "day_word", "parts",
    "same_month", "same_day", "month_in", "from", "and", "or", "ahead",
)  # fmt: skip
_BY_NUMBER = (
    "days", "weeks", "weekends", "month_words", "year_words", "following", "numbers",
    "ordinals",
)  # fmt: skip
Value = tuple[int, tuple[int, ...]]


class DateWords:
    """Looks up the words of dates at a token, by kind."""

    def __init__(self, lexicon: Lexicon) -> None:
        source: Mapping[str, Any] = lexicon.dates
        self.lang = lexicon.lang
        self.needs_capital = lexicon.lang == "en"
        self._tries: dict[str, Trie[Value]] = {}
        # First words of what may open a date, and what was found of words before.
        self._openers: set[str] = set()
        self._stems: set[str] = set()
        self._opens: dict[str, bool] = {}
        self._fill("months", enumerate(source.get("months") or [], 1))
        self._fill("weekdays", enumerate(source.get("weekdays") or []))
        for kind in _LISTS:
            opens = kind == "same_day"
            self._fill(kind, [(0, source.get(kind) or [])], entry=opens)
        for kind in _BY_NUMBER:
            rows = [(int(n), words) for n, words in (source.get(kind) or {}).items()]
            self._fill(kind, rows, entry=kind != "numbers")
        parts = source.get("month_parts") or {}
        self._fill("month_parts", enumerate(parts.values()), entry=True)
        self.parts_after = bool(source.get("month_part_after"))
        self._ago(source.get("ago") or {})
        hence = source.get("hence") or {}
        self._fill("hence_before", [(0, hence.get("before") or [])])
        self._fill("hence_after", [(0, hence.get("after") or [])], entry=False)
        self.hence_ends = bool(hence.get("after"))

    def _ago(self, ago: Mapping[str, Any]) -> None:
        """Compile “two days ago”: words before, units with their days, words after."""
        lengths = {"days": 1, "weeks": 7, "months": 30}
        units = [(lengths[name], row.get("unit") or []) for name, row in ago.items()]
        self._fill("ago_units", units, entry=False)
        for side in ("before", "after"):
            words = [(0, row.get(side) or []) for row in ago.values()]
            self._fill(f"ago_{side}", words)
        duals = {n: row.get("dual") or [] for n, row in ago.items()}
        self._fill("ago_duals", [(2 * lengths[n], w) for n, w in duals.items()])

    def _fill(
        self, kind: str, rows: Iterable[tuple[int, Any]], *, entry: bool = True
    ) -> None:
        trie = self._tries.setdefault(kind, Trie())
        for number, phrases in rows:
            for phrase in phrases:
                keys = phrase_keys(str(phrase))
                articles = tuple(
                    place
                    for place, word in enumerate(str(phrase).split())
                    if word.startswith("ال")
                )
                trie.add(keys, (number, articles))
                if entry and keys[0].endswith("*"):
                    self._stems.add(keys[0][:-1])
                elif entry:
                    self._openers.add(keys[0])

    def opens(self, words: Sequence[Token], at: int) -> bool:
        """Say whether a date may begin at the token: a quick look before the rules."""
        token = words[at]
        known = self._opens.get(token.text)
        if known is None:
            if len(self._opens) > _REMEMBERED:
                self._opens.clear()
            known = self._opens[token.text] = self._may_open(token)
        return known

    def _may_open(self, token: Token) -> bool:
        if not token.is_word:
            return False
        if token.text[0].isdigit() or _JOINED_DAY.fullmatch(self.ascii(token)):
            return True
        return any(
            key in self._openers or any(map(key.startswith, self._stems))
            for key in token.keys
        )

    def take(
        self, kind: str, words: Sequence[Token], at: int
    ) -> tuple[int, int] | None:
        """Return (number, token after) of a phrase of the kind at a token, or None."""
        if at >= len(words) or not words[at].is_word:
            return None
        match = self._tries[kind].longest(words, at, min(at + _LONGEST, len(words)))
        if match is None:
            return None
        for number, articles in match[1]:
            if self._has_articles(words[at : match[0]], articles):
                return number, match[0]
        return None

    def stop(self, kind: str, words: Sequence[Token], at: int) -> int:
        """Return the token after a phrase of the kind, or the token itself."""
        match = self.take(kind, words, at)
        return match[1] if match else at

    def before(self, kind: str, words: Sequence[Token], at: int) -> int | None:
        """Return where a phrase of the kind begins that ends before a token."""
        for start in range(at - 1, max(0, at - _LONGEST) - 1, -1):
            match = self.take(kind, words, start)
            if match and match[1] == at:
                return start
        return None

    @staticmethod
    def _has_articles(window: Sequence[Token], articles: Sequence[int]) -> bool:
        """Say whether words that carry the Arabic article do so: “today”, not “day”."""
        if not articles:
            return True
        found = [token for token in window if token.is_word]
        return all(
            place >= len(found) or found[place].text.startswith(_ARTICLE)
            for place in articles
        )

    @staticmethod
    def ascii(token: Token) -> str:
        """Return the token's text with European digits."""
        return token.text.translate(_DIGITS)

    def day(self, words: Sequence[Token], at: int) -> tuple[int, int] | None:
        """Return (day of the month, token after): “3”, “3rd”, “الثالث”, “15-го”."""
        if at >= len(words):
            return None
        match = _DAY.fullmatch(self.ascii(words[at]))
        if match:
            number = int(match.group(1))
            return (number, at + 1) if 1 <= number <= 31 else None
        return self.take("ordinals", words, at)

    def next_day(
        self, words: Sequence[Token], at: int, *, commas: bool = True
    ) -> tuple[int, int] | None:
        """Return (last day, token after) of “to 7”, “–7”, “and 8”, “, 8 and 9”."""
        if at >= len(words):
            return None
        joined = _JOINED_DAY.fullmatch(self.ascii(words[at]))
        if joined:
            return int(joined.group(1)), at + 1
        if words[at].text.startswith("و"):
            return self.take("ordinals", words, at)
        if words[at].text in "-–—/":
            return self.day(words, at + 1)
        if commas and words[at].text in ",،":
            found = self.day(words, at + 1)
            return self.next_day(words, found[1]) if found else None
        until = self.take("until", words, at)
        if until is None:
            return None
        after = self.stop("day_word", words, until[1])
        return self.day(words, after)

    def month(self, words: Sequence[Token], at: int) -> tuple[int, int] | None:
        """Return (month, token after), its second name (“شباط/فبراير”) included."""
        found = self.take("months", words, at)
        if found is None:
            return None
        if self.needs_capital and not words[at].text[:1].isupper():
            return None
        number, last = found
        after = words[last + 1] if last + 1 < len(words) else None
        if after and words[last].text == "." and after.text[0].isdigit():
            last += len(words[at].text) <= 5
        if last + 1 < len(words) and words[last].text in "/(-":
            second = self.take("months", words, last + 1)
            if second and second[0] == number:
                last = second[1]
                last += last < len(words) and words[last].text == ")"
        return number, last

    def after_of(self, words: Sequence[Token], at: int) -> Iterator[int]:
        """Go through the tokens where what follows “of” may begin, with and without."""
        yield at
        for _ in range(2):
            stop = self.stop("of", words, at)
            if stop == at:
                return
            if stop > at + 1:
                yield at + 1
            yield stop
            at = stop

    def told(
        self, kinds: Sequence[str], words: Sequence[Token], at: int
    ) -> tuple[int, int] | None:
        """Return (number, token after) of a phrase of the kinds, “of” or not before."""
        for start in self.after_of(words, at):
            for kind in kinds:
                if found := self.take(kind, words, start):
                    return found
        return None

    def year(self, words: Sequence[Token], at: int) -> tuple[int, int] | None:
        """Return (year, token after) of “2020”, “, 2020”, “عام 2020”, “2020 года”."""
        at += at < len(words) and words[at].text in ",،"
        at = self.stop("of", words, at)
        at = self.stop("of", words, at)
        if at >= len(words) or not _YEAR.fullmatch(self.ascii(words[at])):
            return None
        return int(self.ascii(words[at])), self.stop("year_mark", words, at + 1)
