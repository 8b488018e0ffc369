"""States and bodies that a report names without their taking part in anything.

A country is where something happens («в Тунисе», a dateline), what it is about
(“Libya:” over a report, “Libya's crisis”), or a word in a compound (“UN-backed”).
"""

from __future__ import annotations

from collections.abc import Iterator

from intake.extract.plain import Mention, Reading

_COLONS = frozenset(":：")
_HYPHENS = frozenset("-‐‑")
_NEAR = 4
# Houses that speak but do not sit at a table themselves.
_HOUSES = ("presidency-", "embassy-")
_EMBASSY = "-embassy-ly"
_ANDS = frozenset([",", "،", "and", "et", "e", "ed", "и", "ve", "ile", "’", "'"])
_HOLDING = frozenset({"country", "name-full"})


def mark(reading: Reading) -> None:
    """Say of each such mention why it takes no part; needs the places found."""
    held: list[Mention] = []
    places = set(_places(reading))
    before, behind = _descriptions(reading)
    for mention in reading.mentions:
        if mention.holder is not None or mention.kind == "person" or mention.aside:
            continue
        if _in_compound(reading, mention):
            mention.aside = "compound"
        elif mention.first in behind or mention.last in before:
            mention.aside = "describing"
        elif mention.party.startswith(_HOUSES) or mention.party.endswith(_EMBASSY):
            mention.aside = "house"
        elif mention.kind == "state" and mention.rule in _HOLDING:
            mention.aside = _why(reading, mention, places, held)
            if mention.aside in ("place", "topic"):
                held.append(mention)


def _descriptions(reading: Reading) -> tuple[set[int], set[int]]:
    """Return where phrases like “backed by” end and «tarafından desteklenen» begin."""
    behind: set[int] = set()
    for hit in reading.lexicon.hits("described_by", reading.words):
        last = hit.last
        while last < len(reading.words) and last - hit.last < _NEAR:
            behind.add(last)
            keys = reading.words[last].keys
            if not any(key in reading.lexicon.articles for key in keys):
                break
            last += 1
    before = {hit.first for hit in reading.lexicon.hits("describes", reading.words)}
    return before, behind


def _places(reading: Reading) -> Iterator[int]:
    for where in reading.wheres:
        if where.locative:
            yield from range(where.first, where.last)


def _why(
    reading: Reading, mention: Mention, places: set[int], held: list[Mention]
) -> str:
    sentence = next(
        (s for s in reading.sentences if s.first <= mention.first < s.last), None
    )
    if sentence is not None and mention.first < sentence.dateline:
        return "dateline"
    if (
        sentence is not None
        and mention.first == sentence.first
        and _dated(reading, mention.last)
    ):
        return "dateline"
    if any(at in places for at in range(mention.first, mention.last)):
        return "place"
    if _located(reading, mention.first):
        return "place"
    after = mention.last
    follows = reading.words[after].text if after < len(reading.words) else ""
    if follows in _COLONS:
        return "topic"
    if _possessive(reading, after):
        return "possessive"
    if reading.lang == "ar" and (joined := _joined(reading, mention, held)):
        return joined
    if mention.party == "state-ly" and not _beside_another(reading, mention):
        return "topic"
    return ""


def _dated(reading: Reading, at: int) -> bool:
    """«تونس 16 يونيو 2021 –»: the day stands right behind the place."""
    return any(at <= when.first <= at + 1 for when in reading.whens)


def _located(reading: Reading, first: int) -> bool:
    """“in Egypt”, « en Egypte »: the lexicon's words for where something happens."""
    trie = reading.lexicon.tries["structure"]
    for at in range(max(0, first - 3), first):
        found = trie.longest(reading.words, at, first)
        if found and found[0] == first:
            return any(name == "locative" for _, name in found[1])
    return False


def _possessive(reading: Reading, at: int) -> bool:
    """“Libya's warring sides”: what follows is spoken of, not the state."""
    words = reading.words[at : at + 3]
    if len(words) < 3 or words[0].text not in "'’" or words[1].text != "s":
        return False
    return words[2].is_word


def _joined(reading: Reading, mention: Mention, held: list[Mention]) -> str:
    """«لتركيا وروسيا»: a preposition joined to the word, and what “and” adds to it."""
    token = reading.words[mention.first]
    if token.text[0] == "ب" and len(token.keys) > 2 and mention.party != "state-bh":
        return "place" if _stripped(token.text) else ""
    if token.text[0] == "ل" and _stripped(token.text):
        return "topic"
    before = held[-1] if held else None
    if token.text[0] == "و" and before is not None and before.last == mention.first:
        return before.aside
    return ""


def _stripped(text: str) -> bool:
    """Say whether the first letter is a preposition, not the name's own."""
    own = ("لبنان", "ليبيا", "لاتفيا", "لوكسمبورغ", "ليتوانيا", "ليبيريا")
    theirs = ("بلجيكا", "بريطانيا", "بلغاريا", "بولندا", "بوركينا", "بنين", "بيلاروس")
    return not text.startswith(own + theirs)


def _beside_another(reading: Reading, mention: Mention) -> bool:
    """“Libya and Turkey signed”: beside another state it is a party itself."""
    return any(
        other is not mention
        and other.kind == "state"
        and other.holder is None
        and _coordinated(reading, *sorted((mention, other), key=lambda m: m.first))
        for other in reading.mentions
    )


def _coordinated(reading: Reading, one: Mention, other: Mention) -> bool:
    between = reading.words[one.last : other.first]
    if len(between) > _NEAR:
        return False
    if not between:
        return reading.words[other.first].text.startswith("و")
    return all(
        token.text.casefold() in _ANDS
        or any(key in reading.lexicon.articles for key in token.keys)
        for token in between
    )


def _in_compound(reading: Reading, mention: Mention) -> bool:
    """“UN-backed”, “Haftar-aligned”, “EU-led”: the body only describes another."""
    words = reading.words[mention.last : mention.last + 3]
    if words and words[0].text == ".":
        words = words[1:]
    if len(words) < 2 or words[0].text not in _HYPHENS:
        return False
    tight = reading.text[words[0].start - 1] not in " \n"
    return tight and words[0].end == words[1].start and words[1].text[:1].islower()
