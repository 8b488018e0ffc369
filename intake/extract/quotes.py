"""Direct speech by its marks, in any script; marks that lack their partner are common.

A mark is read by its neighbours: one that stands before a word and after a space
opens, one that stands after a word closes. A quotation that is never closed ends with
its paragraph; but where the next paragraph opens none and closes one, it goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from intake.extract.plain import Span, Token

_PAIRS = {
    "“": "”\"″“", "„": "“”\"", "«": "»", "‹": "›", '"': '"”“″', "‟": "”",
    "❝": "❞", "″": "″\"", "”": "”\"", "‘": "’'", "'": "'’", "`": "'’`",
}  # fmt: skip
_EITHER_WAY = frozenset("\"'″“”`")
_SINGLE = frozenset("‘'`’")
_OPENS_AFTER = frozenset("([{-–—:…/،,;")
_FAR = 2
_LEAST_IN_SINGLE, _MOST_IN_SINGLE = 3, 80


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: tokens [first, last) between its marks, and its characters.

    [outer_first, outer_last) holds the marks too. `closed` is false when the closing
    mark is missing.
    """

    first: int
    last: int
    outer_first: int
    outer_last: int
    span: Span
    closed: bool

    def words(self, words: Sequence[Token]) -> int:
        """Return how many words it holds."""
        return sum(token.is_word for token in words[self.first : self.last])


def find(text: str, words: Sequence[Token]) -> list[Quote]:
    """Return the outermost quotations in order; none overlaps another."""
    found: list[Quote] = []
    paragraphs = list(_paragraphs(text, words))
    at = 0
    for number, (_, end) in enumerate(paragraphs):
        while at < end:
            length = _opens(text, words, at)
            if not length:
                at += 1
                continue
            quote = _read(
                text, words, at, length, paragraphs[number : number + _FAR + 1]
            )
            if quote is None:
                at += length
                continue
            found.append(quote)
            at = quote.outer_last
    return found


def _paragraphs(text: str, words: Sequence[Token]) -> Iterator[tuple[int, int]]:
    first = 0
    for at in range(1, len(words) + 1):
        if at == len(words) or "\n" in text[words[at - 1].end : words[at].start]:
            yield first, at
            first = at


def _opens(text: str, words: Sequence[Token], at: int) -> int:
    """Return how many tokens the opening mark at this place has; 0 when none opens."""
    mark = words[at].text
    if mark not in _PAIRS or not _free_before(text, words[at].start):
        return 0
    length = 1 if mark not in _SINGLE or not _doubled(words, at) else 2
    after = words[at + length - 1].end
    if after >= len(text) or text[after].isspace():
        # Typographers of French and Russian leave a space inside their marks.
        return length if mark in "«„" and after < len(text) else 0
    return length


def _free_before(text: str, start: int) -> bool:
    before = text[start - 1] if start else " "
    return before.isspace() or before in _OPENS_AFTER or not before.isprintable()


def _doubled(words: Sequence[Token], at: int) -> bool:
    return (
        at + 1 < len(words)
        and words[at + 1].text == words[at].text
        and words[at + 1].start == words[at].end
    )


def _read(
    text: str,
    words: Sequence[Token],
    at: int,
    length: int,
    paragraphs: Sequence[tuple[int, int]],
) -> Quote | None:
    mark = words[at].text
    first, end = at + length, paragraphs[0][1]
    single = mark in _SINGLE and length == 1
    if single:
        end = min(end, first + _MOST_IN_SINGLE)
    stop = _closing(text, words, mark, length, first, end)
    if stop is None and not single:
        stop = _further(text, words, mark, length, paragraphs[1:])
    if stop is not None:
        last, outer = stop
        if single and last - first < _LEAST_IN_SINGLE:
            return None
        return _quote(words, first, last, at, outer, True)
    return None if single else _quote(words, first, end, at, end, False)


def _quote(
    words: Sequence[Token], first: int, last: int, at: int, outer: int, closed: bool
) -> Quote | None:
    if last <= first:
        return None
    span = words[first].start, words[last - 1].end
    return Quote(first, last, at, outer, span, closed)


def _closing(
    text: str, words: Sequence[Token], mark: str, length: int, first: int, end: int
) -> tuple[int, int] | None:
    """Return (mark that closes, token after it); the nesting of its own kind counts."""
    depth = 0
    partners = _PAIRS[mark]
    for at in range(first, end):
        seen = words[at].text
        if seen == mark and mark not in _EITHER_WAY and length == 1:
            depth += 1
        elif seen in partners and _closes(text, words, at, mark):
            if length == 2 and not _doubled(words, at):
                continue
            if depth:
                depth -= 1
                continue
            return at, at + length
    return None


def _closes(text: str, words: Sequence[Token], at: int, mark: str) -> bool:
    start, end = words[at].start, words[at].end
    after = text[end] if end < len(text) else " "
    if mark in _SINGLE:
        return not after.isalnum() and not text[start - 1].isspace()
    if words[at].text in _EITHER_WAY:
        # A straight mark before a word and after a space opens another one.
        return not (text[start - 1].isspace() and after.isalnum())
    return True


def _further(
    text: str,
    words: Sequence[Token],
    mark: str,
    length: int,
    paragraphs: Sequence[tuple[int, int]],
) -> tuple[int, int] | None:
    for first, end in paragraphs:
        opening = next((at for at in range(first, end) if _opens(text, words, at)), end)
        stop = _closing(text, words, mark, length, first, opening)
        if stop is not None:
            return stop
        if opening < end:
            return None
    return None
