"""Sentences, headline and dateline of a tokenised report."""

from __future__ import annotations

import re
from collections.abc import Sequence

from intake.extract.plain import Sentence, Token

# No sentence of the news is longer: text without stops is cut, so that the stages which
# look through a sentence stay linear in the text.
_LONGEST = 300
_STOPS = frozenset(".!?؟…")
_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "h",
        "e",
        "u",
        "s",
        "n",
        "m",
        "st",
        "gen",
        "lt",
        "col",
        "maj",
        "sen",
        "rep",
        "no",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "prof",
        "د",
        "г",
        "им",
        "т",
    ]
)
# "CAIRO, May 31 (MENA) - ", "Tripoli, Feb 21 (NationPress) ", "London, 2018: ".
_DATELINE = re.compile(
    r"^[^\n.(]{0,40}?(?:"
    r"\([^)\d\n]{2,40}\)\s*[-–—]"
    r"|(?<=\d)\s*\([^)\d\n]{2,40}\)"
    r"|\b\d{4}\s*:"
    r"|\s[-–—]\s*(?:РИА Новости|ТАСС|Интерфакс)[^.]{0,20}\.?)"
)


def sentences(text: str, words: Sequence[Token]) -> list[Sentence]:
    """Cut the tokens into sentences; a line break always ends one."""
    found: list[Sentence] = []
    start = paragraph = 0
    for index, token in enumerate(words):
        following = words[index + 1] if index + 1 < len(words) else None
        newline = following is not None and "\n" in text[token.end : following.start]
        endless = index - start >= _LONGEST
        if following is None or newline or endless or _is_stop(words, index):
            found.append(
                _sentence(text, words, len(found), start, index + 1, paragraph)
            )
            start = index + 1
            paragraph += newline
    return found


def _is_stop(words: Sequence[Token], index: int) -> bool:
    token = words[index]
    if token.text not in _STOPS:
        return False
    before = words[index - 1] if index else None
    after = words[index + 1]
    if token.text != ".":
        return after.text not in "\"”»'’)"
    if after.text == "." or (before and before.text == "."):
        return False
    if before and _is_abbreviated(before.text):
        return before.end < token.start
    first = after.text[:1]
    return not first.islower() and (after.start > token.end or not first.isalnum())


def _is_abbreviated(word: str) -> bool:
    return word.casefold() in _ABBREVIATIONS or (len(word) == 1 and word.isalpha())


def _sentence(
    text: str, words: Sequence[Token], index: int, first: int, last: int, paragraph: int
) -> Sentence:
    body = text[words[first].start : words[last - 1].end]
    headline = index == 0 and body[-1:] not in ".!?؟:" and len(body) < 200
    dateline = first
    match = _DATELINE.match(body) if index < 5 else None
    if match:
        stop = words[first].start + match.end()
        while dateline < last and words[dateline].start < stop:
            dateline += 1
    return Sentence(index, first, last, headline, dateline, paragraph)
