"""What makes a place count: prepositions, joined particles, endings, verbs of going."""

from __future__ import annotations

from collections.abc import Sequence

from common.names import fold
from intake.extract.lexicons import Lexicon
from intake.extract.place_words import APOSTROPHES, DASHES, Named, PlaceWords
from intake.extract.plain import Reading, Sentence, Token
from intake.extract.words import name_words

_QUOTES = frozenset("\"'“”«»‘’(„")
# Endings of possessed nouns in the places “in” and “to”: “sarayında”, “sarayına”.
_TURKISH_PLACE = ("nda", "nde", "na", "ne", "ndaki", "ndeki")
_BUILDINGS = frozenset({"palace", "headquarters", "hotel", "airbase", "seat"})
_WALK = 8
_AFTER = 3


class Locatives:
    """Tells of a name whether the words around it put things there."""

    def __init__(self, lexicon: Lexicon, words: PlaceWords) -> None:
        source = lexicon.places
        self._lexicon = lexicon
        self._words = words
        self._whole = {
            fold(str(word)) for group in ("words", "capital") for word in source[group]
        }
        self._joined_in = tuple(source.get("joined_in") or ())
        self._joined_to = tuple(source.get("joined_to") or ())
        self._endings = tuple(source.get("in_endings") or ())
        self._suffix_in = frozenset(source.get("suffix_in") or ())
        self._suffix_to = frozenset(source.get("suffix_to") or ())
        self._doubtful = {
            tuple(name_words(str(name))) for name in source.get("doubtful") or []
        }

    def rule(self, reading: Reading, sentence: Sentence, named: Named) -> str:
        """Return the rule by which the name is a place of the text, or nothing."""
        words = reading.words
        if self._is_attribute(words, sentence, named):
            return ""
        if self._bears_event(words, sentence, named):
            return "place-event"
        if self._hosts(words, sentence, named):
            return "place-host"
        governed, alone = self._governed(words, sentence, named)
        if not governed or (alone and self._is_doubtful(words, named)):
            return ""
        if governed == "to" and not self._words.goes(words, sentence, named.first):
            return ""
        if governed in ("to", "going"):
            return "place-toward"
        if named.kind in _BUILDINGS:
            return "place-venue"
        return "place-capital" if named.kind == "capital" else "place-in"

    def holds_country(self, reading: Reading, sentence: Sentence, named: Named) -> bool:
        """Say whether a verb of meeting or going, not a noun, governs a country.

        “The situation in Libya” puts nothing there, “met in Egypt” does.
        """
        words = reading.words
        if self._lexicon.order == "sov":
            return self._words.meets_after(words, sentence, named.last)
        dated = {at for when in reading.whens for at in range(when.first, when.last)}
        at = named.first - (not self._joined(words[named.first], whole=True))
        while at > sentence.first and at - 1 in dated:
            at -= 1
        for start in range(at - 1, max(sentence.first, at - _WALK) - 1, -1):
            name = self._words.governs(words, start, at)
            if not name:
                continue
            if name.startswith(("mask", "call", "video")):
                return False
            return named.country != "LY" or not name.endswith("/noun")
        return False

    def _hosts(self, words: Sequence[Token], sentence: Sentence, named: Named) -> bool:
        """Say whether a town is the subject of hosting: “Geneva hosts talks”."""
        if named.kind in ("country", "adjective", *_BUILDINGS):
            return False
        if self._words.at(words, named.last, sentence.last, "host_after"):
            return True
        low, at = max(sentence.first, sentence.dateline), named.first
        while at > low and named.first - at < _AFTER:
            groups = set(self._words.ending(words, at, low))
            if "host" in groups:
                return True
            if not groups & {"words", "capital"} and not (
                self._words.adjective_ends(words, at)
            ):
                return False
            at -= 1
        return False

    def _governed(
        self, words: Sequence[Token], sentence: Sentence, named: Named
    ) -> tuple[str, bool]:
        """Return (“in”, “to”, “going” or nothing; whether only the name is governed)."""
        direct = self._joined(words[named.first], whole=named.kind != "capital")
        suffix = self._suffixed(words, sentence, named)
        if direct or suffix:
            return direct or suffix, True
        low, at = max(sentence.first, sentence.dateline), named.first
        while at > low and named.first - at < _WALK:
            groups = set(self._words.ending(words, at, low))
            if "in" in groups:
                if self._is_seat(words, at, low):
                    return "", True
                return self._by_case(words[at]), at == named.first
            if "to" in groups:
                return "to", at == named.first
            if self._words.visit_ends(words, at, low):
                return "going", at == named.first
            step = self._passable(words, at, low, groups, named)
            if not step:
                return "", True
            joined = self._joined(words[at - step], whole=True)
            if joined:
                return joined, False
            at -= step
        return "", True

    def _passable(
        self,
        words: Sequence[Token],
        at: int,
        low: int,
        groups: set[str],
        named: Named,
    ) -> int:
        """Return how many tokens before `at` may stand between preposition and name."""
        token = words[at - 1]
        if "of" in groups:
            before = set(self._words.ending(words, at - 1, low))
            return 1 if before & {"words", "capital"} else 0
        if groups & {"words", "direction", "capital"} or token.text in _QUOTES:
            return 1
        if token.text in ",،":
            before = set(self._words.ending(words, at - 1, low))
            return (
                1
                if "capital" in before or self._words.adjective_ends(words, at - 1)
                else 0
            )
        return 1 if self._words.adjective_ends(words, at) else 0

    def _is_seat(self, words: Sequence[Token], at: int, low: int) -> bool:
        """Say whether the preposition before `at` tells a seat, or where it is not.

        “Based in Tripoli”, “not in Cairo”.
        """
        for start in range(at - 1, max(low, at - _AFTER) - 1, -1):
            if "in" not in self._words.ending(words, at, start):
                continue
            if start > low and self._words.adjective_ends(words, start):
                start -= 1
            if self._is_negated(words, start, low):
                return True
            return "seat" in self._words.ending(words, start, low)
        return False

    def _is_negated(self, words: Sequence[Token], at: int, low: int) -> bool:
        match = self._lexicon.tries["status"].longest(words, max(low, at - 1), at)
        return match is not None and match[1][0][1] == "negative"

    def _by_case(self, token: Token) -> str:
        """Tell place from direction by the ending of the word that is governed."""
        if not self._endings or token.text.casefold().endswith(self._endings):
            return "in"
        return "to"

    def _joined(self, token: Token, *, whole: bool) -> str:
        """Return what a particle written with the word makes of it."""
        if not self._joined_in or not token.keys:
            return ""
        text = token.text.lstrip("وف") if len(token.text) > 3 else token.text
        if whole and token.keys[0] in self._whole:
            return ""
        if text.startswith(self._joined_in):
            return "in" if self._is_rest(token, text[1:]) else ""
        if text.startswith(self._joined_to):
            return "to" if self._is_rest(token, text[1:]) else ""
        return ""

    def _is_rest(self, token: Token, rest: str) -> bool:
        return fold(rest) in token.keys[1:] or fold("ا" + rest) in token.keys[1:]

    def _suffixed(
        self, words: Sequence[Token], sentence: Sentence, named: Named
    ) -> str:
        """Read the Turkish case behind an apostrophe: “Ankara'da”."""
        at, venue = named.last, False
        if not self._suffix_in:
            return ""
        while at < sentence.last and (
            stop := self._words.at(words, at, sentence.last, "venue")
        ):
            at, venue = stop, True
            if words[stop - 1].text.casefold().endswith(_TURKISH_PLACE):
                return "in"
        if at + 1 >= sentence.last or words[at].text not in APOSTROPHES:
            return ""
        suffix = words[at + 1].text.casefold()
        if suffix in self._suffix_in or (venue and suffix in self._suffix_to):
            return "in"
        if suffix not in self._suffix_to:
            return ""
        return "going" if self._words.goes_after(words, sentence, at) else ""

    def _is_attribute(
        self, words: Sequence[Token], sentence: Sentence, named: Named
    ) -> bool:
        """Say whether the name only describes what follows: “the Tripoli government”."""
        after = words[named.last : min(named.last + 3, sentence.last)]
        if not after or self._suffix_in:
            return False
        if after[0].text in DASHES and len(after) > 1 and after[1].text[:1].islower():
            return True
        if self._lexicon.lang != "en" or named.kind in _BUILDINGS:
            return False
        venue = any(
            self._words.at(words, named.last + step, sentence.last, "venue")
            or self._words.at(words, named.last + step, sentence.last, "words")
            for step in range(5)
        )
        if after[0].text in APOSTROPHES or after[0].text == "'s":
            return not venue
        the = named.first > sentence.first and words[named.first - 1].text == "the"
        lower = after[0].text[:1].islower() and named.kind != "capital"
        return bool(the and lower and not venue) and not self._bears_event(
            words, sentence, named
        )

    def _bears_event(
        self, words: Sequence[Token], sentence: Sentence, named: Named
    ) -> bool:
        """Say whether an event is called by the name: “the Berlin conference”."""
        if named.kind in ("country", "capital", *_BUILDINGS):
            return False
        at = named.last
        while at < sentence.last and at - named.last <= _AFTER:
            if self._words.is_event(words, at, sentence.last):
                return self._lexicon.lang not in ("ar", "fr", "it")
            stop = self._words.at(words, at, sentence.last, "between")
            if not stop and words[at].text not in DASHES:
                break
            at = stop or at + 1
        if named.kind == "adjective":
            return False
        return self._event_before(words, sentence, named)

    def _event_before(
        self, words: Sequence[Token], sentence: Sentence, named: Named
    ) -> bool:
        """Read the order “conférence de Berlin”, “مؤتمر برلين”."""
        low, at = max(sentence.first, sentence.dateline), named.first
        if self._lexicon.lang == "ar":
            return not self._joined(words[at], whole=True) and self._words.event_ends(
                words, at, low
            )
        if "event_of" not in set(self._words.ending(words, at, low)):
            return False
        return self._words.event_ends(words, at - 1, low)

    def _is_doubtful(self, words: Sequence[Token], named: Named) -> bool:
        names = tuple(
            key for token in words[named.first : named.last] for key in token.keys[:1]
        )
        return names in self._doubtful
