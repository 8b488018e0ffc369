"""The words before a verb of speech that name nobody: what they are, and where they begin."""

from __future__ import annotations

from collections.abc import Mapping

from intake.extract.clauses import Outline
from intake.extract.voices import Phrases

PAUSES = frozenset(",،-–—;؛:")
MARKS = frozenset("”\"»“’'`«)")
_NEAR, _REACH = 4, 6


class NounPhrases:
    """Reads the noun phrase that ends before a verb."""

    def __init__(self, found: Outline, rows: Phrases, whens: Mapping[int, int]) -> None:
        self._found, self._rows, self._whens = found, rows, whens
        self._reading, self._words = found.reading, found.reading.words

    def phrase_start(self, at: int, lowest: int) -> int:
        """Return where the words before a verb begin, back to the last pause."""
        first = at
        while first > max(lowest, at - 2 * _REACH):
            text = self._words[first - 1].text
            if text in PAUSES or (text in MARKS and text not in ("’", "'")):
                break
            first -= 1
        return first

    def is_unnamed(self, start: int, at: int) -> bool:
        """Say whether “a senior official” stands before: no name, no office's voice."""
        if start not in self._rows.indefinite or at - start > _REACH:
            return False
        inside = self._found.inside
        people = any(
            self._reading.mentions[inside[n]].kind == "person"
            for n in range(start, at)
            if n in inside
        )
        return not people and self._rows.spokes.within(start, at) is None

    def is_common_noun(self, start: int, at: int, lowest: int) -> bool:
        """Say whether “, the government” stands before, without any name in it."""
        named = any(n in self._found.inside for n in range(start, at))
        definite = "definite" in self._found.at_structure.get(start, set())
        length = at - start
        return start > lowest and definite and not named and 2 <= length <= _NEAR

    def is_unknown_name(self, at: int, lowest: int) -> bool:
        """Say whether a name that nobody knows stands right before the verb."""
        if at - 1 <= lowest or at - 1 in self._found.inside:
            return False
        word = self._words[at - 1].text
        known = at - 1 in self._found.titled or at in self._whens
        return word[:1].isupper() and word[1:].islower() and not known

    def is_definite_noun(self, at: int, lowest: int) -> bool:
        """Say whether a title with an article, or “both sides”, stands before."""
        if at <= lowest:
            return False
        if "all" in self._found.ending.get(at, set()):
            return True
        first = at
        while first > lowest and first - 1 in self._found.titled:
            first -= 1
        names = self._found.ending.get(first, set())
        return first < at and ("definite" in names or first in self._rows.small)

    def closes_quotation(self, at: int, lowest: int) -> bool:
        """Say whether “, the department said” follows a quotation."""
        for first in range(at - 1, max(lowest, at - _NEAR), -1):
            if "definite" in self._found.ending.get(first, set()):
                before = self._words[first - 2].text if first > 1 else ""
                return before in MARKS
        return False
