"""Parties named in full in a text, in any script and case ending.

The longest stored name wins. One that several parties share is left open with its
candidates. Surnames alone, misspellings and offices are not this module's matter.
"""

from __future__ import annotations

from collections.abc import Sequence

from intake.extract.known import Known
from intake.extract.plain import Mention, Token
from intake.extract.trie import Trie
from intake.extract.words import name_words

FULL_NAME = 0.98
_SHORTEST = 2


class NameReader:
    """Finds the registry's names; built once, used for every report."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._trie: Trie[str] = Trie(names=True)
        for party in known.parties.values():
            keys = {tuple(name_words(name)) for name in party.names}
            for words in sorted(keys):
                # A single given name or surname says too little by itself.
                if len(words) >= 2 or (words and not party.is_person):
                    self._trie.add(words, party.slug)

    def find(self, words: Sequence[Token]) -> list[Mention]:
        """Return the mentions in order; none overlaps another."""
        found: list[Mention] = []
        at = 0
        while at < len(words):
            mention = self._at(words, at)
            at = mention.last if mention else at + 1
            if mention:
                found.append(mention)
        return found

    def _at(self, words: Sequence[Token], at: int) -> Mention | None:
        token = words[at]
        if not token.is_word or not (token.is_name_like or token.text[0].isdigit()):
            return None
        match = self._trie.longest(words, at, len(words))
        if match is None or len(words[match[0] - 1].text) < _SHORTEST:
            return None
        slugs = tuple(sorted(set(match[1])))
        party = self._known.parties[slugs[0]]
        if len(slugs) > 1:
            return Mention(
                at, match[0], "", party.kind, "name-shared", 0.0, None, slugs
            )
        return Mention(at, match[0], party.slug, party.kind, "name-full", FULL_NAME)
