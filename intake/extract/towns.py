"""Towns and tribes at a table: “representatives of Misrata” are its council or envoys."""

from __future__ import annotations

from intake.extract.known import Known
from intake.extract.marks import Marks, place_trie
from intake.extract.plain import Mention
from intake.extract.trie import Trie
from intake.extract.words import name_words, tokens

OF_TOWN = 0.65
_CIVIC = ("council", "representatives")
_LIST_GAP = 6


def parties_of_towns(known: Known) -> dict[str, str]:
    """Return the registered council or delegation of each Libyan town, by its name."""
    trie: Trie[str] = Trie(names=True)
    for place in known.places:
        if place.country == "LY" and place.kind in ("city", "town") and place.city:
            trie.add(name_words(place.names[0]), place.city)
    found: dict[str, str] = {}
    for party in known.parties.values():
        civic = party.kind == "political_body" and party.slug.endswith(_CIVIC)
        words = tokens(party.name) if civic else []
        for at in range(len(words)):
            town = trie.longest(words, at, len(words)) if words[at].is_word else None
            if town is not None:
                found.setdefault(town[1][0], party.slug)
    return found


def behind(marks: Marks, at: int) -> bool:
    """Add the towns that stand from a token on, as in “of Misrata and of Tawergha”."""
    known = marks.reading.known
    towns = known.once("parties-of-towns", parties_of_towns)
    trie = known.once("places-by-name", place_trie)
    end, last, found = marks.sentence_of(at).last, at, False
    while at < end and at - last <= _LIST_GAP:
        hit = trie.longest(marks.words, at, end) if marks.words[at].is_word else None
        slug = towns.get(hit[1][0][0] or "") if hit is not None else None
        if hit is not None and slug:
            kind = known.parties[slug].kind
            marks.add(Mention(at, hit[0], slug, kind, "people", OF_TOWN))
            at = last = hit[0]
            found = True
        elif hit is not None or not (marks.is_joint(at) or marks.is_glue(at)):
            return found
        else:
            at += 1
    return found
