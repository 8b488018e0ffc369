"""When two extracted values mean the same, as the labelled reports are judged.

The rules are those of the labelled files' own scorer, so that figures agree.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

DAYS_TOLERANCE = 3
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14)}
_DATE = re.compile(r"(\d{2}[\dX]{2})(?:-([\dX]{2}))?(?:-([\dX]{2}))?")
_CITIES = {
    "tubruk": "tobruk", "tubruq": "tobruk", "tobruq": "tobruk", "gadames": "ghadames",
    "abuzniqa": "bouznika", "skhirate": "skhirat", "maraj": "marj", "quba": "qubah",
    "qubba": "qubah", "shahhat": "shahat",
}  # fmt: skip
_MINISTRY = re.compile(r"(?:state|mfa|mod|moi|presidency)-([a-z]{2})(?:-.*)?")
_STOPS = ".!?؟\n"
Span = tuple[int, int]


def _one(text: str) -> tuple[date, date] | None:
    match = _DATE.fullmatch(re.sub(r"[~?%]", "", text.strip()))
    if not match:
        return None
    year, month, day = match.groups()
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if month is None or "X" in month:
        return date(low, 1, 1), date(high, 12, 31)
    number = int(month)
    if number in _SEASONS:
        first, last = _SEASONS[number]
        end_year, end = (low, last) if last <= 12 else (low + 1, last - 12)
        length = calendar.monthrange(end_year, end)[1]
        return date(low, first, 1), date(end_year, end, length)
    if not 1 <= number <= 12:
        return None
    length = calendar.monthrange(low, number)[1]
    if day is None or "X" in day:
        return date(low, number, 1), date(low, number, length)
    if not 1 <= int(day) <= length:
        return None
    return date(low, number, int(day)), date(low, number, int(day))


def edtf_range(value: object) -> tuple[date, date] | None:
    """Return the first and last day of an EDTF date; None when it cannot be used."""
    if value in (None, "", "null"):
        return None
    first, slash, last = str(value).partition("/")
    if not slash:
        return _one(first)
    low = None if first in ("", "..") else _one(first)
    high = None if last in ("", "..") else _one(last)
    unread = (low is None and first not in ("", "..")) or (
        high is None and last not in ("", "..")
    )
    if unread or (low is None and high is None):
        return None
    decade = timedelta(days=3650)
    start = low[0] if low else high[0] - decade if high else date.min
    end = high[1] if high else low[1] + decade if low else date.max
    return (start, end) if start <= end else None


def date_key(value: object) -> str | None:
    """Return the date as compared for exactness: without doubt marks."""
    return None if value in (None, "", "null") else re.sub(r"[~?%\s]", "", str(value))


def dates_compatible(one: object, other: object) -> bool:
    """Say whether two dates lie at most three days apart, or one is unknown."""
    first, second = edtf_range(one), edtf_range(other)
    if first is None or second is None:
        return True
    gap = max((second[0] - first[1]).days, (first[0] - second[1]).days, 0)
    return gap <= DAYS_TOLERANCE


def fold_words(text: object) -> str:
    """Return the words without case, marks and punctuation, as the scorer does."""
    decomposed = unicodedata.normalize("NFKD", str(text)).casefold()
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return re.sub(r"[^\w]+", " ", plain).strip()


def place_key(place: Mapping[str, Any] | None) -> tuple[str | None, str | None]:
    """Return (city, country) as compared."""
    place = place or {}
    country = (place.get("country") or "").upper() or None
    if not place.get("city"):
        return None, country
    city = re.sub(r"^(al|el|ar|as|at|ad) ", "", fold_words(place["city"]))
    city = city.replace(" ", "")
    return _CITIES.get(city, city), country


def places_equal(
    one: Mapping[str, Any] | None, other: Mapping[str, Any] | None
) -> bool:
    """Say whether two meetings may be one by place: city, or country without city."""
    (city, country), (other_city, other_country) = place_key(one), place_key(other)
    if city or other_city:
        known = country and other_country
        return city == other_city and (not known or country == other_country)
    return country is not None and country == other_country


class Sides:
    """Which party identifiers mean the same party, or the same side of a table."""

    def __init__(self, aliases: Mapping[str, str] | None = None) -> None:
        self._aliases = dict(aliases or {})

    def party(self, value: object) -> str | None:
        """Return the identifier as compared; the UN and its mission are one."""
        slug = self._aliases.get(str(value), str(value)) if value else None
        return "un" if slug == "unsmil" else slug

    def ids(self, values: Iterable[object] | None) -> set[str]:
        """Return the identifiers of a list as compared."""
        found = {self.party(value) for value in values or []}
        return {slug for slug in found if slug}

    def family(self, value: object) -> str | None:
        """Return the side a body speaks for: a state, or the GNA with its council."""
        slug = self.party(value)
        match = _MINISTRY.fullmatch(slug or "")
        if match:
            return f"state-{match.group(1)}"
        return "gna" if slug == "presidential-council" else slug

    def canonical(self, value: object, coined: Mapping[str, str]) -> str | None:
        """Return the label's identifier: a coined one in any form with its words."""
        if not value:
            return None
        slug = self._aliases.get(str(value), str(value))
        if slug in coined:
            return slug
        words = set(fold_words(slug.replace("-", " ")).split())
        return next((name for name in coined if set(name.split("-")) <= words), slug)


def occurrences(text: str, needle: str) -> list[Span]:
    """Return every span at which the words stand."""
    found, at = [], text.find(needle)
    while needle and at >= 0:
        found.append((at, at + len(needle)))
        at = text.find(needle, at + 1)
    return found


def clean_spans(spans: Iterable[Sequence[int]] | None) -> list[Span]:
    """Return the spans that hold something."""
    pairs = [(int(s[0]), int(s[1])) for s in spans or [] if len(s) == 2]
    return [span for span in pairs if span[1] > span[0]]


def overlap(one: Iterable[Span], other: Sequence[Span]) -> int:
    """Return how many characters two lists of spans share."""
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in other)


def length(spans: Iterable[Span]) -> int:
    """Return how many characters the spans hold."""
    return sum(end - start for start, end in spans)


def sentence_of(text: str, span: Span) -> Span:
    """Return the span widened to the sentences that hold it."""
    start, end = span
    while start > 0 and text[start - 1] not in _STOPS:
        start -= 1
    while end < len(text) and text[end - 1] not in _STOPS:
        end += 1
    return start, end


def touches(predicted: Sequence[Span], gold: Sequence[Span]) -> bool:
    """Say whether they share ten characters, or 30 % of the shorter."""
    if not predicted or not gold:
        return False
    shared = overlap(predicted, gold)
    return 0 < shared >= min(10, 0.3 * min(length(predicted), length(gold)))
