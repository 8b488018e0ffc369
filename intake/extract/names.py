"""Names of the registry in running text: whole, misspelt, or a surname alone.

A whole name is looked up in a trie over the words' keys, whatever script and ending.
Spellings the registry lacks are compared word by word: the consonant skeleton
(`common.names.skeleton`) and the likeness of the letters (rapidfuzz). Where both say
yes the name is taken; where one does, with less confidence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.fuzz import ratio

from common.names import skeleton
from intake.extract.known import Known
from intake.extract.plain import Mention, Token
from intake.extract.trie import Trie
from intake.extract.words import arabic_key, name_words

FULL_NAME = 0.98
SPELT_ANEW = 0.9
LIKE_ONLY = 0.7
_SHORTEST = 2
_LONGEST_ACRONYM = 6
_LIKE = 80
_LOOSELY = 60
_SHORT_KEY = 2
_FIRST = 0.02
# Words that open a surname of several words.
_OPENING = frozenset(
    [
        "abd",
        "abdel",
        "abdul",
        "abu",
        "abou",
        "abi",
        "bu",
        "bou",
        "ben",
        "bin",
        "bint",
        "ibn",
        "de",
        "del",
        "della",
        "di",
        "du",
        "dos",
        "la",
        "le",
        "van",
        "von",
        "der",
        "ould",
        "wld",
        "uld",
        "ait",
        "st",
        "бен",
        "бин",
        "абу",
        "абд",
        "абдель",
        "абдул",
        "ульд",
        "ди",
        "де",
        "ле",
        "фон",
        "بن",
        "ابن",
        "بنت",
        "ابو",
        "عبد",
        "ولد",
        "دي",
        "دو",
        "لو",
        "فون",
    ]
)
_ARABIC_SCRIPT = 6
_ROMAN = re.compile("[ivx]+")
_CAPITALS = re.compile(r"[^\W\d_]*[A-ZА-ЯЁ]{2}[^\W_]*")


@dataclass(slots=True)
class Person:
    """What a registered person's names are made of, as skeletons and folded words."""

    slug: str
    first: set[str] = field(default_factory=set)
    given: set[str] = field(default_factory=set)
    given_words: set[str] = field(default_factory=set)
    surnames: set[str] = field(default_factory=set)
    surname_words: set[str] = field(default_factory=set)


class NameReader:
    """Finds the registry's names; built once, used for every report."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._trie: Trie[str] = Trie(names=True)
        self.surnames: Trie[str] = Trie(names=True)
        self.people: dict[str, Person] = {}
        self.by_skeleton: dict[str, set[str]] = defaultdict(set)
        self.by_given: dict[str, set[str]] = defaultdict(set)
        self.given_words: set[str] = set()
        self.surname_words: set[str] = set()
        self._acronyms: set[tuple[str, ...]] = set()
        for party in known.parties.values():
            for name in dict.fromkeys(party.names):
                words = tuple(name_words(name))
                # A single given name or surname says too little by itself.
                if len(words) >= 2 or (words and not party.is_person):
                    self._trie.add(words, party.slug)
                if is_acronym(name):
                    self._acronyms.add(words)
                if party.is_person:
                    self._learn(party.slug, words)

    def _learn(self, slug: str, words: tuple[str, ...]) -> None:
        if "of" in words:
            words = words[: words.index("of")]
        if not words or (len(words) > 1 and _ROMAN.fullmatch(words[-1])):
            return
        person = self.people.setdefault(slug, Person(slug))
        at = _surname_at(words)
        self.surnames.add(words[at:], slug)
        if at < len(words) - 1:
            self.surnames.add(words[-1:], slug)
        keys = skeleton(" ".join(words)).split()
        tail = skeleton(" ".join(words[at:])).split()
        person.surnames |= {"".join(tail), keys[-1]}
        person.surname_words |= {" ".join(words[at:]), words[-1]}
        person.given |= set(keys[: -len(tail)])
        person.first |= set(keys[:1]) if len(keys) > 1 else set()
        person.given_words |= set(words[:at])
        self.given_words |= {word for word in words[:at] if len(word) > 1}
        self.surname_words.add(words[-1])
        for key in person.surnames:
            self.by_skeleton[key].add(slug)
        for key in person.given:
            self.by_given[key].add(slug)

    def find(self, words: Sequence[Token]) -> list[Mention]:
        """Return the whole names in order; none overlaps another."""
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
        if match[0] - at == 1 and not self._may_stand_alone(token):
            return None
        slugs = tuple(sorted(set(match[1])))
        party = self._known.parties[slugs[0]]
        if match[0] - at == 1 and not _same_script(token, party.names):
            return None
        if len(slugs) > 1:
            return Mention(
                at, match[0], "", party.kind, "name-shared", 0.0, None, slugs
            )
        return Mention(at, match[0], party.slug, party.kind, "name-full", FULL_NAME)

    def _may_stand_alone(self, token: Token) -> bool:
        """An acronym must be written as one: “AA”, “HoR”, but not “Is” or “As”."""
        if not any((key,) in self._acronyms for key in token.keys):
            return True
        return bool(_CAPITALS.search(token.text)) or token.text in ("HoR", "MoD")

    def match(self, words: Sequence[Token]) -> tuple[str, str, float] | None:
        """Return (person, rule, score) for two words or more that spell a name anew.

        At least one given name must agree with the surname's bearer. None when no
        person or several persons fit as well.
        """
        spellings = spelt(words)
        found: dict[str, tuple[float, str]] = {}
        for text in spellings:
            keys = skeleton(text).split()
            if len(keys) < 2:
                continue
            for slug in self._bearers(keys):
                score = self._compare(self.people[slug], text.split(), keys)
                if score and score > found.get(slug, (0.0, ""))[0]:
                    rule = "name-spelling" if score >= SPELT_ANEW else "name-likeness"
                    found[slug] = (score, rule)
        if not found:
            return None
        best = max(score for score, _ in found.values())
        slugs = [slug for slug, (score, _) in found.items() if score == best]
        if len(slugs) > 1:
            return None
        return slugs[0], found[slugs[0]][1], best

    def alike(self, slug: str, words: Sequence[Token]) -> float:
        """Return how much the last word is like one of a person's surnames, 0–100."""
        person = self.people.get(slug)
        if person is None:
            return 0.0
        return max(
            ratio(key, name) for key in words[-1].keys for name in person.surname_words
        )

    def alike_given(self, slug: str, words: Sequence[Token]) -> float:
        """Return how much the first word is like one of a person's given names."""
        person = self.people[slug]
        key = words[0].keys[0]
        return max((ratio(key, name) for name in person.given_words), default=0.0)

    def _bearers(self, keys: Sequence[str]) -> Iterable[str]:
        slugs = set(self.by_skeleton.get(keys[-1], ()))
        slugs |= self.by_skeleton.get("".join(keys[-2:]), set())
        for key in keys[:-1]:
            slugs |= self.by_given.get(key, set())
        return sorted(slugs)

    def _compare(
        self, person: Person, words: Sequence[str], keys: Sequence[str]
    ) -> float | None:
        """Return the confidence that the words name the person, or None."""
        joined = len(keys) > 2 and "".join(keys[-2:]) in person.surnames
        same = joined or keys[-1] in person.surnames
        likeness = max(_likeness(words, name) for name in person.surname_words)
        rest = keys[:-2] if joined else keys[:-1]
        agreed = any(key in person.given and len(key) > 1 for key in rest)
        agreed = agreed and _given_alike(person, words[:-1])
        first = _FIRST if rest[0] in person.first else 0.0
        if not agreed:
            alike = any(
                ratio(word, name) >= _LIKE
                for word in words[:-1]
                for name in person.given_words
                if len(word) > 3
            )
            return LIKE_ONLY + first if alike and same else None
        if same and likeness >= _LIKE - 10:
            return SPELT_ANEW + first
        if (same and len(keys[-1]) > _SHORT_KEY) or likeness >= _LIKE:
            return LIKE_ONLY + first
        return None


def _given_alike(person: Person, words: Sequence[str]) -> bool:
    """Consonants alone would make one of Anna and Ian: letters must be alike too."""
    return any(
        ratio(word, name) >= _LOOSELY for word in words for name in person.given_words
    )


def _likeness(words: Sequence[str], name: str) -> float:
    return ratio(" ".join(words[-1 - name.count(" ") :]), name)


def _same_script(token: Token, names: Sequence[str]) -> bool:
    """“Rossi” is not Россия, though both are spelt rossi without the ending."""
    own, keys = _script(token.text), set(token.keys)
    if own == _ARABIC_SCRIPT:
        # إيطاليا and إيطالية differ in Arabic letters alone.
        return any(keys.intersection(map(arabic_key, name.split())) for name in names)
    return any(
        _script(name) == own and keys.intersection(name_words(name)) for name in names
    )


def _script(text: str) -> int:
    """Return a number for Latin, Greek, Cyrillic, Arabic … by the first letter."""
    first = next((ord(char) for char in text if char.isalpha()), 0)
    return first >> 8 if first >= 0x370 else 0


def spelt(words: Sequence[Token]) -> list[str]:
    """Return a name's folded words, endings and glued articles taken off or kept."""
    # Arabic words have keys in their own letters too, for the lexicons.
    last = [key for key in words[-1].keys if key.isascii()] or words[-1].keys
    kept = [
        (token.keys[-1] if _glued(token) else token.keys[0]) for token in words[:-1]
    ]
    found = [" ".join([*kept, key]) for key in last]
    bare = [" ".join([*(stem(token) for token in words[:-1]), key]) for key in last]
    return list(dict.fromkeys(found + bare))


def stem(token: Token) -> str:
    """Return the form of a given name without its case ending, if it has one."""
    return token.keys[1] if len(token.keys) > 1 else token.keys[0]


def _glued(token: Token) -> bool:
    return token.text[:2] in ("Al", "El") and len(token.keys) > 1


@lru_cache(maxsize=50_000)
def is_acronym(name: str) -> bool:
    """Say whether a stored name is letters that stand for words: GNA, HoR, ООН."""
    capitals = sum(char.isupper() for char in name)
    return len(name) <= _LONGEST_ACRONYM and capitals >= 2 and " " not in name


def _surname_at(words: Sequence[str]) -> int:
    """Return where the surname begins: at its opening word, or at the last."""
    at = len(words) - 1
    while at > 1 and words[at - 1] in _OPENING:
        at -= 1
    return at if at > 0 else 0
