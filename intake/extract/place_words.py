"""The words that point to places in one language, looked up around a name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from intake.extract.known import KnownPlace
from intake.extract.lexicons import Lexicon, phrase_keys
from intake.extract.plain import Sentence, Token
from intake.extract.trie import Trie

APOSTROPHES = frozenset("'’‘ʼ`´")
DASHES = frozenset("-‐‑–")
PHRASE = 4
_GROUPS = (
    "in", "to", "words", "direction", "seat", "of", "capital", "venue", "between",
    "event_of", "host", "host_after", "going", "there", "not_there",
)  # fmt: skip
_EVENTS = ("conference/", "talks/noun", "summit/", "session/", "meeting/noun")
_GOING = 7
_CLAUSE = 15


@dataclass(frozen=True, slots=True)
class Named:
    """A name at tokens [first, last) and the place it may stand for."""

    first: int
    last: int
    slug: str
    city: str | None
    country: str
    kind: str


class PlaceWords:
    """Looks up prepositions, words for towns, nouns of events and verbs of going."""

    def __init__(self, lexicon: Lexicon) -> None:
        source = lexicon.places
        self.lexicon = lexicon
        self.lang = lexicon.lang
        self._phrases: Trie[str] = Trie()
        for group in _GROUPS:
            for phrase in source.get(group) or []:
                self._phrases.add(phrase_keys(str(phrase)), group)
        firsts = {phrase_keys(str(word))[0] for word in source.get("capital") or []}
        self._capitals = {word for word in firsts if not word.endswith("*")}
        self._capital_stems = tuple(w[:-1] for w in firsts if w.endswith("*"))
        # As written: French “où” is not “ou”.
        self._wheres = frozenset(str(word) for word in source.get("where") or [])
        self._adjectives: Trie[str] = Trie()
        for slug, forms in (source.get("adjectives") or {}).items():
            for form in forms:
                self._adjectives.add(phrase_keys(str(form)), str(slug))

    def adjective(
        self, words: Sequence[Token], at: int, by_slug: Mapping[str, KnownPlace]
    ) -> Named | None:
        """Read a place-name in an adjective: “Берлинская конференция”."""
        match = self._adjectives.longest(words, at, min(at + 2, len(words)))
        place = by_slug.get(match[1][0]) if match else None
        if match is None or place is None:
            return None
        return Named(at, match[0], place.slug, place.city, place.country, "adjective")

    def has_capital(self, words: Sequence[Token], sentence: Sentence) -> bool:
        """Say whether a sentence holds a word for a capital at all: a quick look."""
        for token in words[sentence.first : sentence.last]:
            if not self._capitals.isdisjoint(token.keys):
                return True
            if self._capital_stems and any(
                key.startswith(self._capital_stems) for key in token.keys
            ):
                return True
        return False

    def capital(
        self, words: Sequence[Token], at: int, sentence: Sentence
    ) -> tuple[int, str] | None:
        """Return (last token, country) of “the Libyan capital”, “capital of Libya”.

        The country is empty for “the capital” alone.
        """
        before = self.country(words, at, sentence)
        if before is not None:
            last = before[0]
            while last < sentence.last and words[last].text in APOSTROPHES | DASHES:
                last += 2
            stop = self.at(words, last, sentence.last, "capital")
            return (stop, before[1]) if stop else None
        stop = self.at(words, at, sentence.last, "capital")
        if not stop:
            return None
        of = self.at(words, stop, sentence.last, "of") or stop
        after = self.country(words, of, sentence)
        return (after[0], after[1]) if after else (stop, "")

    def there(self, words: Sequence[Token], sentence: Sentence) -> int | None:
        """Return the token of “there” in a sentence, unless it only opens “there is”."""
        for at in range(max(sentence.first, sentence.dateline), sentence.last):
            stop = self.at(words, at, sentence.last, "there")
            if not stop:
                continue
            if at and "il" in words[at - 1].keys:
                # French “il y a” is “there is”, but “il y a rencontré” is “he met there”.
                trie = self.lexicon.tries["triggers"]
                if trie.longest(words, stop, sentence.last):
                    return at
                continue
            if not self.at(words, stop, sentence.last, "not_there"):
                return at
        return None

    def wheres(self, words: Sequence[Token], sentence: Sentence) -> list[int]:
        """Return the tokens of “where” in a sentence."""
        return [
            at
            for at in range(sentence.first, sentence.last)
            if words[at].text.casefold() in self._wheres
        ]

    def governs(self, words: Sequence[Token], start: int, at: int) -> str:
        """Return the verb or noun of an event from `start` that ends shortly before.

        Phrases such as “to take place” count, which the lexicon has under `status`.
        """
        for group in ("triggers", "status"):
            match = self.lexicon.tries[group].longest(words, start, at)
            if match is None or at - match[0] > 1:
                continue
            name = match[1][0][1]
            if group == "triggers" or name == "announced":
                return name
        return ""

    def is_and(self, gap: Sequence[Token]) -> bool:
        """Say whether the tokens are “and”, with at most a comma or an article."""
        trie = self.lexicon.tries["structure"]
        for at, token in enumerate(gap):
            match = trie.longest(gap, at, len(gap)) if token.is_word else None
            if match and any(name == "and" for _, name in match[1]):
                return True
        return False

    def joined_by_and(self, token: Token, named: Named) -> bool:
        """Say whether the Arabic “and” is written with the name."""
        return self.lexicon.lang == "ar" and token.text.startswith("و")

    def country(
        self, words: Sequence[Token], at: int, sentence: Sentence
    ) -> tuple[int, str] | None:
        """Return (token after, country code) of a country's name or adjective."""
        if at >= sentence.last or not words[at].is_word:
            return None
        match = self.lexicon.countries.longest(words, at, sentence.last)
        return (match[0], match[1][0][0]) if match else None

    def at(self, words: Sequence[Token], at: int, end: int, group: str) -> int:
        """Return the token after a phrase of the group that starts here, else 0."""
        match = self._phrases.longest(words, at, min(end, at + PHRASE))
        return match[0] if match and group in match[1] else 0

    def ending(self, words: Sequence[Token], at: int, low: int) -> Iterator[str]:
        """Go through the groups of the phrases that end before a token."""
        for start in range(at - 1, max(low, at - PHRASE) - 1, -1):
            match = self._phrases.longest(words, start, at)
            if match and match[0] == at:
                yield from match[1]

    def adjective_ends(self, words: Sequence[Token], at: int) -> bool:
        """Say whether a country's name or adjective ends before a token."""
        match = self.lexicon.countries.longest(words, at - 1, at)
        return match is not None and match[0] == at

    def is_event(self, words: Sequence[Token], at: int, end: int) -> int:
        """Return the token after a noun of an event that starts here, else 0."""
        match = self.lexicon.tries["triggers"].longest(words, at, end)
        if match and any(name.startswith(_EVENTS) for _, name in match[1]):
            return match[0]
        return 0

    def event_ends(self, words: Sequence[Token], at: int, low: int) -> bool:
        """Say whether a noun of an event ends before a token."""
        return any(
            self.is_event(words, start, at) == at
            for start in range(at - 1, max(low, at - PHRASE) - 1, -1)
        )

    def visit_ends(self, words: Sequence[Token], at: int, low: int) -> bool:
        """Say whether a verb of going ends before a token."""
        trie = self.lexicon.tries["triggers"]
        for start in range(at - 1, max(low, at - PHRASE) - 1, -1):
            match = trie.longest(words, start, at)
            if match and match[0] == at and _is_visit(match[1]):
                return True
        return False

    def goes(self, words: Sequence[Token], sentence: Sentence, at: int) -> bool:
        """Say whether a verb of going stands shortly before."""
        trie = self.lexicon.tries["triggers"]
        # Where the verb stands first, its subject stands between.
        reach = 2 * _GOING if self.lexicon.order == "vso" else _GOING
        low = max(sentence.first, at - reach)
        for start in range(at - 1, low - 1, -1):
            match = trie.longest(words, start, at)
            if (match and _is_visit(match[1])) or self.at(words, start, at, "going"):
                return True
        return False

    def meets_after(self, words: Sequence[Token], sentence: Sentence, at: int) -> bool:
        """Say whether a verb of meeting or going follows, where the verb stands last."""
        trie = self.lexicon.tries["triggers"]
        for start in range(at, min(at + _CLAUSE, sentence.last)):
            match = trie.longest(words, start, sentence.last)
            if match and not match[1][0][1].startswith(("mask", "call", "video")):
                return True
        return False

    def goes_after(self, words: Sequence[Token], sentence: Sentence, at: int) -> bool:
        """Say whether a verb of going follows shortly: “Ankara'yı ziyaret etti”."""
        trie = self.lexicon.tries["triggers"]
        for start in range(at, min(at + _GOING, sentence.last)):
            match = trie.longest(words, start, sentence.last)
            if match and _is_visit(match[1]):
                return True
        return False


def _is_visit(values: Sequence[tuple[str, str]]) -> bool:
    return any(name.startswith("visit/") for _, name in values)
