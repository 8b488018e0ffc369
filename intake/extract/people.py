"""Persons who are not named as the registry spells them, and persons it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from common.names import skeleton
from intake.extract.marks import Marks, lengthen, place_trie
from intake.extract.names import SPELT_ANEW
from intake.extract.plain import Mention, Token
from intake.extract.words import ARTICLES, SUN_ARTICLES, arabic_key

SURNAME = 0.6
_LONGEST = 5
_TIES = frozenset("-‐‑–'’ʼ`´")
_PARTICLES = frozenset(
    [
        "al",
        "el",
        "bin",
        "ben",
        "bint",
        "ibn",
        "abu",
        "abou",
        "bou",
        "de",
        "del",
        "della",
        "di",
        "du",
        "la",
        "le",
        "von",
        "van",
        "der",
        "dos",
        "ould",
        "аль",
        "эль",
        "ас",
        "аш",
        "ад",
        "ан",
        "ар",
        "аз",
        "ат",
        "бин",
        "бен",
        "ибн",
        "фон",
        "де",
        "ди",
        "ле",
        "ульд",
    ]
)
_SHORTEST_KEY = 3
_SHORTEST_SURNAME = 3
_LONG_ENOUGH = 5
# Written like the names Ali, Ela, … once the forms of ya and alef are levelled.
NO_NAME_AR = frozenset(["على", "إلى", "الى", "وعلى", "والى", "وإلى"])


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row written as one name: the tokens that carry it, and its span."""

    at: tuple[int, ...]
    first: int
    last: int


def is_article(words: Sequence[Token], at: int) -> bool:
    """Say whether a token is the article of an Arabic surname: al-, es-, аль-."""
    low = words[at].text.casefold()
    if low in ARTICLES or low in ("аль", "эль"):
        return True
    tied = at + 1 < len(words) and words[at + 1].text in _TIES
    return tied and (low in SUN_ARTICLES or low in ("ас", "аш", "ад", "ан", "ар", "ат"))


def runs(marks: Marks) -> Iterator[Run]:
    """Return the rows of capitalised words that belong to no mention or title yet."""
    at, end = 0, len(marks.words)
    while at < end:
        if not _may_name(marks, at):
            at += 1
            continue
        run = _run(marks, at, end)
        yield run
        at = run.last


def _run(marks: Marks, first: int, end: int) -> Run:
    words = marks.words
    found = [] if is_article(words, first) else [first]
    at, last = first + 1, first + 1
    limit = marks.sentence_of(first).last
    while at < min(end, limit):
        token = words[at]
        tie = token.text in _TIES or (token.text == "." and len(words[at - 1].text) < 3)
        if tie:
            at += 1
        elif not marks.free(at) or at in marks.titles or at in marks.adjectives:
            break
        elif is_article(words, at) or token.text.casefold() in _PARTICLES:
            if token.text.casefold() in _PARTICLES and not is_article(words, at):
                found.append(at)
            at += 1
        elif _may_name(marks, at):
            found.append(at)
            at += 1
            last = at
        else:
            break
    return Run(tuple(i for i in found if i < last), first, last)


def _may_name(marks: Marks, at: int) -> bool:
    """Say whether a token may be part of a name: a capital, and no word of the lexicon.

    A registered surname or given name may be, whatever else the word means.
    """
    if not marks.free(at) or not marks.words[at].text[0].isupper():
        return False
    if at in marks.titles or at in marks.adjectives or _in_title(marks, at):
        return False
    if at not in marks.namely:
        marks.namely[at] = _like_name(marks, at)
    return marks.namely[at]


def _like_name(marks: Marks, at: int) -> bool:
    token = marks.words[at]
    if not token.is_word:
        return False
    if len(token.text) == 1:
        # An initial, or the N of N'Guesso; not “H.E.”.
        near = "".join(t.text for t in marks.words[max(0, at - 2) : at + 3])
        after = marks.words[at + 1].text if at + 1 < len(marks.words) else " "
        return "H.E" not in near and after in "'’."
    known = any(key in marks.names.surname_words for key in token.keys)
    known = known or any(key in marks.lexicon.collectives for key in token.keys)
    if known or any(key in marks.names.given_words for key in token.keys):
        return True
    return not any(key in marks.lexicon.vocabulary for key in token.keys[:1])


def _in_title(marks: Marks, at: int) -> bool:
    return any(
        (hit := marks.titles.get(start)) is not None and hit.last > at
        for start in range(max(0, at - 6), at)
    )


def respelt(marks: Marks) -> None:
    """Link names spelt otherwise than in the registry, given names agreeing."""
    if marks.reading.lang == "ar":
        for window in _arabic_windows(marks):
            _link(marks, window)
        return
    for run in list(runs(marks)):
        for size in range(min(_LONGEST, len(run.at)), 1, -1):
            for start in range(len(run.at) - size + 1):
                _link(marks, run.at[start : start + size])


def _link(marks: Marks, at: Sequence[int]) -> None:
    if any(not marks.free(i) for i in at):
        return
    match = marks.names.match([marks.words[i] for i in at])
    if match is None:
        return
    slug, rule, score = match
    if marks.reading.lang == "ar" and score < SPELT_ANEW:
        return
    mention = Mention(at[0], at[-1] + 1, slug, "person", rule, score)
    if marks.add(mention) is not None:
        lengthen(marks, mention)


def _arabic_windows(marks: Marks) -> Iterator[tuple[int, ...]]:
    """Arabic has no capitals: look left of each word that sounds like a surname."""
    fit: dict[int, bool] = {}
    for at, token in enumerate(marks.words):
        if at == 0 or not token.is_word or not marks.free(at):
            continue
        if not sounds_known(marks, token) or not _arabic_name(marks, at, fit):
            continue
        first = at
        while first > 0 and at - first < 3 and _arabic_name(marks, first - 1, fit):
            first -= 1
        for size in range(at - first + 1, 1, -1):
            yield tuple(range(at - size + 1, at + 1))


def _arabic_name(marks: Marks, at: int, fit: dict[int, bool]) -> bool:
    """Say whether a word may belong to a name: no title, and no word of the lexicon."""
    if at not in fit:
        token = marks.words[at]
        plain = at not in marks.titles and not _in_title(marks, at)
        plain = plain and at not in marks.adjectives and token.is_word
        common = arabic_key(token.text) in marks.lexicon.vocabulary
        known = bool(marks.names.given_words.intersection(token.keys[:3]))
        apart = token.text not in NO_NAME_AR and (known or not common)
        fit[at] = plain and marks.free(at) and apart
    return fit[at]


def sounds_known(marks: Marks, token: Token) -> bool:
    """Say whether a word has the consonants of a registered surname."""
    return any(
        len(key) >= _SHORTEST_KEY and _skeleton(key) in marks.names.by_skeleton
        for key in token.keys
        if key.isascii()
    )


@lru_cache(maxsize=100_000)
def _skeleton(key: str) -> str:
    return skeleton(key).replace(" ", "")


def surnames(marks: Marks) -> None:
    """Mark surnames that stand alone, with everybody who bears them."""
    words, end = marks.words, len(marks.words)
    arabic = marks.reading.lang == "ar"
    at = 0
    while at < end:
        token = words[at]
        if not token.is_name_like or not marks.free(at) or not token.is_word:
            at += 1
            continue
        if is_article(words, at) or at in marks.titles or _in_title(marks, at):
            at += 1
            continue
        match = marks.names.surnames.longest(words, at, end)
        taken = match and any(not marks.free(i) for i in range(at, match[0]))
        if match is None or taken or len(words[match[0] - 1].text) < _SHORTEST_SURNAME:
            at += 1
            continue
        slugs = tuple(sorted(set(match[1])))
        if arabic and _given_itself(marks, at, match[0]):
            at = match[0]
            continue
        if arabic or not _given_before(marks, at):
            marks.add(Mention(at, match[0], "", "person", "surname", SURNAME,
                              candidates=slugs))  # fmt: skip
        at = match[0]


def like_named(marks: Marks) -> None:
    """Link words that are spelt like the surname of somebody named in the report.

    «Файез Ас-Сарадж … с премьером Сараджем»: the report's own spelling comes back.
    """
    spelt: dict[str, str] = {}
    for _, mention in marks.persons():
        if mention.party and mention.rule in ("name-spelling", "name-likeness"):
            for key in marks.words[mention.last - 1].keys:
                if len(key) >= _LONG_ENOUGH:
                    spelt[key] = mention.party
    for at, token in enumerate(marks.words) if spelt else ():
        slug = next((spelt[key] for key in token.keys if key in spelt), None)
        if not (slug and token.is_name_like and marks.free(at)):
            continue
        if marks.reading.lang == "ar" or not _given_before(marks, at):
            marks.add(Mention(at, at + 1, slug, "person", "surname-of-named", 0.9))


def _given_itself(marks: Marks, first: int, last: int) -> bool:
    """«يوسف العقوري»: a surname that is a given name too, with another behind it."""
    if last >= len(marks.words) or not marks.free(last):
        return False
    given = any(k in marks.names.given_words for k in marks.words[first].keys)
    text = marks.words[last].text
    named = text.startswith("ال") and last not in marks.adjectives
    return given and named and arabic_key(text) not in marks.lexicon.vocabulary


def _given_before(marks: Marks, at: int) -> bool:
    """Say whether another person's given name stands before the surname."""
    words, before = marks.words, at - 1
    while before >= 0 and (words[before].text in _TIES or is_article(words, before)):
        before -= 1
    if before < 0 or not words[before].is_word or not _may_name(marks, before):
        return False
    if marks.sentence[before] != marks.sentence[at]:
        return False
    sentence = marks.sentence_of(at)
    given = any(key in marks.names.given_words for key in words[before].keys)
    return given or (before > sentence.dateline and not sentence.headline)


def is_place(marks: Marks, at: Sequence[int]) -> bool:
    """Say whether the words name a place of the gazetteer."""
    trie = marks.reading.known.once("places-by-name", place_trie)
    return any(trie.longest(marks.words, i, at[-1] + 1) for i in at)
