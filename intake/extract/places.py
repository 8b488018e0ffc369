"""Where a text puts what it tells of: places of the gazetteer under a locative.

A name alone says little: a capital may stand for its government, a dateline for the
office that wrote the report. A place counts where a preposition, a case ending or a
verb of going governs it, or where an event bears its name (“the Berlin conference”).
Which words do so in each language stands in the lexicons under `places`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import zip_longest

import yaml

from intake.extract.known import Known, KnownPlace
from intake.extract.lexicons import FOLDER, Lexicon
from intake.extract.locatives import Locatives
from intake.extract.place_words import Named, PlaceWords
from intake.extract.plain import Reading, Sentence, Token, Where
from intake.extract.trie import Trie
from intake.extract.words import arabic_key, name_words

# A town before the region or state of the same name.
_KINDS = ("city", "town", "palace", "airbase", "headquarters", "hotel", "region")
_UNSTATED = "(town not stated)"
# Written before a name in French and Italian, not always in running text.
_ARTICLES = frozenset({"le", "la", "les", "il", "l"})
_LIST_GAP = 2
# A body's seat is not where a meeting was, but where it may have been.
IMPLIED = "place-implied"
_SHORTEST = 3
_RELATIVE = 20
# So many words later “there” means nothing any more.
_REMEMBERED = 150


@lru_cache(maxsize=1)
def capitals() -> Mapping[str, str]:
    """Return the place of each country's capital by country code."""
    content = yaml.safe_load((FOLDER / "capitals.yaml").read_text(encoding="utf-8"))
    return {str(code): str(slug) for code, slug in content.items()}


def find(reading: Reading) -> list[Where]:
    """Return the places of a report in order; `locative` for those that count.

    Needs the reading's words, sentences and mentions. Places that stand inside a
    party's name, and those of the dateline, are left out.
    """
    lang = reading.lexicon.lang
    reader = reading.known.once(
        f"places-{lang}", lambda known: PlaceReader(known, reading.lexicon)
    )
    return reader.find(reading)


class PlaceReader:
    """Finds the gazetteer's places in texts of one language; built once."""

    def __init__(self, known: Known, lexicon: Lexicon) -> None:
        self._trie: Trie[KnownPlace] = Trie(names=True)
        self._by_slug = {place.slug: place for place in known.places}
        parties = {
            tuple(name_words(name))
            for party in known.parties.values()
            if not party.is_person and party.kind != "state"
            for name in party.names
        }
        self._bodies: set[str] = set()
        self._arabic: dict[str, set[str]] = {}
        # First words of names that begin with a common noun: “palais de l'Élysée”.
        self._lower: set[str] = set()
        self._capitals = frozenset(capitals().values())
        for place in known.places:
            if place.names[0].endswith(_UNSTATED):
                continue
            self._lower.update(
                name_words(name)[0] for name in place.names if name[:1].islower()
            )
            self._arabic[place.slug] = {
                arabic_key(part)
                for name in place.names
                for part in (name, name.removeprefix("ال"))
            }
            for words in _spellings(place):
                self._trie.add(words, place)
                if tuple(words) in parties:
                    self._bodies.add(place.slug)
        self._countries = lexicon.countries
        self._words = PlaceWords(lexicon)
        self._locatives = Locatives(lexicon, self._words)

    def find(self, reading: Reading) -> list[Where]:
        """Return the places of a reading, in order, none overlapping."""
        found: list[Where] = []
        covered = _party_tokens(reading)
        town: Where | None = None
        capital: Where | None = None
        for sentence in reading.sentences:
            row: list[Where] = []
            for named in self._named(reading, sentence, covered):
                if named.kind == "capital" and not named.slug:
                    named = _the_capital(named, capital)
                where = self._place(reading, sentence, named, row)
                if where is not None:
                    row.append(where)
                    capital = where if where.slug in self._capitals else capital
            row = _without_misplaced(row)
            row += self._relative(reading, sentence, row)
            pointed = self._pointed(reading, sentence, row, town)
            found += [*row, pointed] if pointed else row
            town = next((w for w in reversed(row) if w.locative and w.city), town)
        return sorted(found, key=lambda where: where.first)

    def _named(
        self, reading: Reading, sentence: Sentence, covered: set[int]
    ) -> Iterator[Named]:
        """Go through the names of places, countries and capitals of a sentence."""
        words, at = reading.words, sentence.first
        capitals_too = self._words.has_capital(words, sentence)
        while at < sentence.last:
            named = None
            if at in covered:
                named = self._building(words, at, sentence)
            elif words[at].is_word:
                named = (
                    self._gazetteer(words, at, sentence)
                    or (self._capital(words, at, sentence) if capitals_too else None)
                    or self._country(words, at, sentence)
                )
            if named is None:
                at += 1
                continue
            yield named
            at = named.last

    def _gazetteer(
        self, words: Sequence[Token], at: int, sentence: Sentence
    ) -> Named | None:
        if not (words[at].is_name_like or self._lower.intersection(words[at].keys)):
            return self._words.adjective(words, at, self._by_slug)
        match = self._trie.longest(words, at, sentence.last)
        if match is None:
            return self._words.adjective(words, at, self._by_slug)
        place = min(match[1], key=lambda row: _KINDS.index(row.kind))
        if match[0] == at + 1 and not self._is_spelt(words[at], place):
            return None
        return Named(at, match[0], place.slug, place.city, place.country, place.kind)

    def _is_spelt(self, token: Token, place: KnownPlace) -> bool:
        """Say whether one word is the place's name, not only its sound in Arabic.

        “وصول” (arrival) without its first letter sounds like Seoul.
        """
        if "\u0621" <= token.text[0] <= "\u064a":
            return not self._arabic[place.slug].isdisjoint(token.keys)
        return len(token.text) >= _SHORTEST

    def _building(
        self, words: Sequence[Token], at: int, sentence: Sentence
    ) -> Named | None:
        """Read a body's name that is first a house's: “alla Farnesina”, “the Kremlin”.

        A longer one (“the Russian Foreign Ministry”) only implies where its seat is.
        """
        named = self._gazetteer(words, at, sentence)
        if named is None or named.kind not in ("palace", "headquarters"):
            return None
        return named if named.last == at + 1 else replace(named, kind="seat")

    def _country(
        self, words: Sequence[Token], at: int, sentence: Sentence
    ) -> Named | None:
        if not words[at].is_name_like:
            return None
        match = self._countries.longest(words, at, sentence.last)
        if match is None or match[1][0][1] != "name":
            return None
        return Named(at, match[0], "", None, match[1][0][0], "country")

    def _capital(
        self, words: Sequence[Token], at: int, sentence: Sentence
    ) -> Named | None:
        """Read “the Libyan capital”, where no name of the city follows."""
        found = self._words.capital(words, at, sentence)
        if found is None:
            return None
        last, code = found
        place = self._by_slug.get(capitals().get(code, ""))
        if place is None and code:
            return None
        after = next(
            (i for i in range(last, min(last + 2, sentence.last)) if words[i].is_word),
            last,
        )
        if after < sentence.last and self._trie.longest(words, after, sentence.last):
            return None
        if place is None:
            return Named(at, last, "", None, "", "capital")
        return Named(at, last, place.slug, place.city, place.country, "capital")

    def _place(
        self, reading: Reading, sentence: Sentence, named: Named, row: list[Where]
    ) -> Where | None:
        rule, implied = "", False
        if named.kind == "capital" and not named.slug:
            return None
        if named.first >= sentence.dateline:
            rule = self._locatives.rule(reading, sentence, named)
        if not rule and row and self._continues(reading.words, row[-1], named):
            rule = "place-list"
        if named.kind == "country":
            if row and _in_apposition(reading.words, row[-1], named):
                return None
            if not rule or not self._locatives.holds_country(reading, sentence, named):
                return None
        if named.kind == "seat":
            if not rule:
                return None
            rule, implied = IMPLIED, True
        elif named.slug in self._bodies and rule != "place-venue":
            return None
        return Where(
            named.first,
            named.last,
            named.city,
            named.country,
            named.slug,
            bool(rule) and not implied,
            rule or "place-bare",
        )

    def _continues(self, words: Sequence[Token], before: Where, named: Named) -> bool:
        """Say whether “and” joins a name to a place that counts."""
        if not before.locative or named.kind == "country":
            return False
        gap = words[before.last : named.first]
        if not gap:
            return self._words.joined_by_and(words[named.first], named)
        return len(gap) <= _LIST_GAP and self._words.is_and(gap)

    def _relative(
        self, reading: Reading, sentence: Sentence, row: Sequence[Where]
    ) -> list[Where]:
        """Read “in Paris, where he met”: the town right before."""
        found = []
        for at in self._words.wheres(reading.words, sentence) if row else ():
            before = [w for w in row if w.locative and w.city and w.last <= at]
            if before and at - before[-1].last <= _RELATIVE:
                found.append(
                    replace(before[-1], first=at, last=at + 1, rule="place-there")
                )
        return found

    def _pointed(
        self,
        reading: Reading,
        sentence: Sentence,
        row: list[Where],
        before: Where | None,
    ) -> Where | None:
        """Read “there”: the town last named, when the sentence names none."""
        if before is None or sentence.first - before.last > _REMEMBERED:
            return None
        if any(where.locative and where.city for where in row):
            return None
        at = self._words.there(reading.words, sentence)
        if at is None or self._names_country(reading.words, before.last, at):
            return None
        return replace(before, first=at, last=at + 1, rule="place-there")

    def _names_country(self, words: Sequence[Token], first: int, last: int) -> bool:
        """Say whether a country is named between two tokens, which “there” may mean."""
        for at in range(first, last):
            match = self._countries.longest(words, at, last)
            if match and match[1][0][1] == "name" and words[at].is_name_like:
                return True
        return False


def _the_capital(named: Named, last: Where | None) -> Named:
    """Give “the capital” alone the capital that the text named last."""
    if last is None:
        return named
    return replace(named, slug=last.slug, city=last.city, country=last.country)


def _spellings(place: KnownPlace) -> list[list[str]]:
    """Return the words of a place's names, without notes in parentheses."""
    found: dict[tuple[str, ...], None] = {}
    for name in place.names:
        words = name_words(name.partition("(")[0])
        if words:
            found[tuple(words)] = None
            if len(words) > 1 and words[0] in _ARTICLES and place.kind == "city":
                found[tuple(words[1:])] = None
    return [list(words) for words in found]


def _party_tokens(reading: Reading) -> set[int]:
    """Return the tokens of parties other than states: no places stand in them."""
    return {
        at
        for mention in reading.mentions
        if mention.party and mention.rule != "country" and mention.kind != "state"
        for at in range(mention.first, mention.last)
    }


def _without_misplaced(row: list[Where]) -> list[Where]:
    """Drop a body's house that the next words put elsewhere: “UN seat in Geneva”."""
    kept = []
    for where, after in zip_longest(row, row[1:]):
        elsewhere = (
            after is not None
            and after.rule == "place-in"
            and after.city not in (None, where.city)
            and after.first - where.last <= _LIST_GAP
        )
        if not (elsewhere and where.rule == "place-venue"):
            kept.append(where)
    return kept


def _in_apposition(words: Sequence[Token], before: Where, named: Named) -> bool:
    """Say whether a country only completes the place before: “Doha, Qatar”."""
    gap = words[before.last : named.first]
    return before.country == named.country and len(gap) <= 2
