"""Units of speech: sentences, joined where one quotation crosses their boundary."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from intake.extract import quotes as quoting
from intake.extract.plain import Hit, Reading, Token
from intake.extract.quotes import Quote

_LEAST_QUOTED, _LEAST_PART = 4, 2
_LONGEST_TITLE = 200
_DASHES, _PAUSES = frozenset("-–—"), frozenset(",.!?…")


@dataclass(slots=True)
class Unit:
    """Tokens [first, last): a sentence, or several bound by a quotation."""

    first: int
    last: int
    paragraph: int
    quotes: list[Quote] = field(default_factory=list)
    verbs: list[Hit] = field(default_factory=list)
    title: bool = False

    def spoken(self, words: Sequence[Token]) -> list[Quote]:
        """Return the quotations that are speech, not names or single words in marks."""
        counts = [quote.words(words) for quote in self.quotes]
        if max(counts, default=0) < _LEAST_QUOTED:
            return []
        pairs = zip(self.quotes, counts, strict=True)
        return [quote for quote, count in pairs if count >= _LEAST_PART]


def units(reading: Reading, verbs: Sequence[Hit]) -> Iterator[Unit]:
    """Yield the reading's units in order, with their quotations and verbs outside."""
    words = reading.words
    whole = quoting.find(reading.text, words)
    found = _without_inserts(words, whole, verbs)
    closing = {quote.outer_last for quote in whole}
    bounds: list[tuple[int, int, int, bool]] = []
    for sentence in reading.sentences:
        first, last = max(sentence.first, sentence.dateline), sentence.last
        # A closing mark behind the full stop belongs to what it closes.
        while bounds and first < last and first + 1 in closing and first + 1 <= last:
            bounds[-1] = (bounds[-1][0], first + 1, *bounds[-1][2:])
            first += 1
        if first < last:
            bounds.append((first, last, sentence.paragraph, sentence.headline))
    at = 0
    for (
        first,
        last,
        paragraph,
        headline,
    ) in _merged(bounds, whole):
        while at < len(found) and found[at].outer_last <= first:
            at += 1
        inner = []
        for quote in found[at:]:
            if quote.outer_first >= last:
                break
            inner.append(quote)
        unit = Unit(first, last, paragraph, inner)
        unit.verbs = _outside(verbs, first, last, inner)
        unit.title = headline or _is_title(reading, unit)
        yield unit


def _merged(
    bounds: Sequence[tuple[int, int, int, bool]], quotes: Sequence[Quote]
) -> Iterator[tuple[int, int, int, bool]]:
    """Join sentences that one quotation crosses."""
    at = 0
    number = 0
    while at < len(bounds):
        first, last, paragraph, headline = bounds[at]
        at += 1
        while number < len(quotes):
            quote = quotes[number]
            if quote.outer_first >= last:
                break
            while quote.outer_last > last and at < len(bounds):
                last = max(last, bounds[at][1])
                headline = False
                at += 1
            number += 1
        yield first, last, paragraph, headline


def _without_inserts(
    words: Sequence[Token], quotes: Sequence[Quote], verbs: Sequence[Hit]
) -> list[Quote]:
    """Cut “…, – said X. – …” out of the quotations in which it stands."""
    starts = {hit.first for hit in verbs}
    found: list[Quote] = []
    for quote in quotes:
        rest = quote
        for at in range(quote.first + 1, quote.last - 1):
            pause = words[at].text in _DASHES and words[at - 1].text in _PAUSES
            if at <= rest.first or not pause or not starts & {at + 1, at + 2}:
                continue
            end = next(
                (n for n in range(at + 2, rest.last) if words[n].text in _DASHES),
                rest.last,
            )
            found.append(_part(words, rest.outer_first, rest.first, at, at))
            after = min(end + 1, rest.last)
            rest = _part(words, after, after, rest.last, rest.outer_last)
        if rest.first < rest.last:
            found.append(rest)
    return found


def _part(
    words: Sequence[Token], outer: int, first: int, last: int, outer_last: int
) -> Quote:
    span = (words[min(first, last - 1)].start, words[last - 1].end)
    return Quote(first, last, outer, outer_last, span, True)


def _outside(
    verbs: Sequence[Hit], first: int, last: int, quotes: Sequence[Quote]
) -> list[Hit]:
    at = bisect_left(verbs, first, key=lambda hit: hit.first)
    found = []
    while at < len(verbs) and verbs[at].first < last:
        hit = verbs[at]
        if not any(q.first <= hit.first < q.last for q in quotes):
            found.append(hit)
        at += 1
    return found


def _is_title(reading: Reading, unit: Unit) -> bool:
    """Say whether a line near the top is a heading: short, and without a full stop."""
    text = reading.text[slice(*reading.span(unit.first, unit.last))]
    return (
        unit.paragraph < 3
        and len(text) < _LONGEST_TITLE
        and text[-1] not in ('.!?؟:…”»"')
    )
