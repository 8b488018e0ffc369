"""Words that lead back to a party without naming it: “the Committee”, a surname.

And the adjective of a state beside a common noun: “the Russian military”.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence, Set

from intake.extract.plain import Mention, Reading
from intake.extract.voices import Voice, Voicing

_ECHO = 0.75
_LONG_WORD = 4
# How many parties back a word alone may lead.
_MEMORY = 40


class LoneWords:
    """Looks for the party to which words without a name belong."""

    def __init__(self, reading: Reading, voice: Voicing, quoted: Set[int]) -> None:
        self._reading, self._voice, self._quoted = reading, voice, quoted
        self._words = reading.words
        self._mention_starts = [mention.first for mention in reading.mentions]

    def of_country(self, at: int, lowest: int) -> Voice | None:
        """Return the state of “the Russian military said”: its adjective and a noun."""
        for first in range(at - 2, at - 6, -1):
            if first < lowest or first in self._quoted:
                continue
            match = self._reading.lexicon.countries.longest(self._words, first, at)
            if match is None or match[0] >= at:
                continue
            behind = [token.text for token in self._words[match[0] : at]]
            possessive = behind[0] in "’'" and behind[1:2] == ["s"] and len(behind) > 2
            if possessive or (match[1][0][1] == "adj" and len(behind) <= 2):
                span = self._reading.span(first, at)
                slug = f"state-{match[1][0][0].lower()}"
                return Voice(slug, None, "adjective-of-state", _ECHO, span, (first, at))
        return None

    def echo(self, places: Sequence[int]) -> Voice | None:
        """Return the party in whose name one of these words stood before."""
        for at in places:
            token = self._words[at]
            named = bisect_left(self._mention_starts, at + 1) - 1
            if named >= 0 and at < self._reading.mentions[named].last:
                continue
            if not token.is_name_like or len(token.text) < _LONG_WORD:
                continue
            end = bisect_left(self._mention_starts, at)
            for index in range(end - 1, max(-1, end - _MEMORY), -1):
                mention = self._reading.mentions[index]
                if mention.last <= at and mention.party and self._shares(mention, at):
                    return self._voice(index, "echo", _ECHO)
        return None

    def _shares(self, mention: Mention, at: int) -> bool:
        if mention.last - mention.first < 2 or mention.kind == "state":
            return False
        keys = set(self._words[at].keys)
        return any(
            keys & set(token.keys)
            for token in self._words[mention.first : mention.last]
            if len(token.text) >= _LONG_WORD
        )
