"""Ministries, presidencies and embassies named by their state: “the French presidency”."""

from __future__ import annotations

from intake.extract import titles
from intake.extract.known import Known
from intake.extract.marks import Marks
from intake.extract.newcomers import propose
from intake.extract.plain import Hit, Mention
from intake.extract.trie import Trie
from intake.extract.words import name_words

OF_STATE = 0.85
BY_CONTEXT = 0.6
_REACH = 4
_LABELS = {
    "presidency": "Presidency of {}",
    "embassy": "Embassy of {}",
    "mfa": "Ministry of Foreign Affairs of {}",
    "mod": "Ministry of Defence of {}",
    "moi": "Ministry of the Interior of {}",
}
_CAPITALS = frozenset(
    [
        "moscow",
        "ankara",
        "cairo",
        "abu-dhabi",
        "paris",
        "rome",
        "berlin",
        "london",
        "washington",
        "algiers",
        "tunis",
        "rabat",
        "doha",
        "riyadh",
        "athens",
        "valletta",
        "khartoum",
        "amman",
        "brussels",
    ]
)


def of_states(marks: Marks) -> None:
    """Add the bodies of a state whose country stands beside them."""
    for hit in _hits(marks):
        found = _country_in(marks, hit)
        found = found or _country_left(marks, hit) or _country_right(marks, hit)
        if found:
            first, last, code = found
            _put(marks, min(first, hit.first), max(last, hit.last), hit, code, OF_STATE)


def by_context(marks: Marks) -> None:
    """Add “the ministry”, “the presidency” of the state last spoken of as such."""
    for hit in _hits(marks):
        if _is_place(marks, hit):
            continue
        code = _of_mention(marks, hit)
        if not code and hit.name not in ("presidency", "embassy"):
            code = _of_minister(marks, hit)
        if code:
            _put(marks, hit.first, hit.last, hit, code, BY_CONTEXT)


def _is_place(marks: Marks, hit: Hit) -> bool:
    """“a Palazzo Chigi”: the house, not who works there; «в МИД» is as often the body."""
    before = marks.words[hit.first - 1].keys if hit.first else ()
    return marks.reading.lang != "ru" and any(
        key in marks.lexicon.locatives for key in before
    )


def _hits(marks: Marks) -> list[Hit]:
    """Find their phrases; an adjective may stand inside: “ministère turc de la …”."""
    inside = {
        at for at, (last, _) in marks.adjectives.items() for at in range(at, last)
    }
    kept = [at for at in range(len(marks.words)) if at not in inside]
    found = marks.lexicon.hits("bodies_of", [marks.words[at] for at in kept])
    hits = [
        Hit(kept[hit.first], kept[hit.last - 1] + 1, hit.group, hit.name)
        for hit in found
    ]
    return [hit for hit in hits if _alone(marks, hit)]


def _alone(marks: Marks, hit: Hit) -> bool:
    """Say whether the words are no part of a title or name, as in “Defence Minister”."""
    if any(not marks.free(at) for at in range(hit.first, hit.last)):
        return False
    return not any(
        (title := marks.titles.get(start)) is not None and title.last > hit.first
        for start in range(max(0, hit.first - 6), hit.last)
    )


def _country_in(marks: Marks, hit: Hit) -> tuple[int, int, str] | None:
    for at in range(hit.first, hit.last):
        if at in marks.adjectives:
            return hit.first, hit.last, marks.adjectives[at][1]
    return None


def _country_left(marks: Marks, hit: Hit) -> tuple[int, int, str] | None:
    floor = max(marks.sentence_of(hit.first).first, hit.first - _REACH)
    at = hit.first
    while at > floor:
        adjective = marks.adjective_ends.get(at)
        if adjective is not None:
            return adjective[0], hit.last, adjective[1]
        taken = marks.cover[at - 1]
        if taken >= 0:
            state = marks.mentions[taken]
            code = _code(state)
            return (state.first, hit.last, code) if code else None
        capital = _capital(marks, at)
        if capital:
            return capital[0], hit.last, capital[1]
        step, firm = titles.step_left(marks, at)
        if step is None or firm or marks.is_joint(at - 1):
            return None
        at = step
    return None


def _country_right(marks: Marks, hit: Hit) -> tuple[int, int, str] | None:
    end = min(marks.sentence_of(hit.first).last, hit.last + _REACH)
    at = hit.last
    while at < end:
        adjective = marks.adjectives.get(at)
        if adjective is not None:
            return hit.first, adjective[0], adjective[1]
        taken = marks.cover[at]
        if taken >= 0:
            state = marks.mentions[taken]
            code = _code(state)
            return (hit.first, state.last, code) if code else None
        locative = any(k in marks.lexicon.locatives for k in marks.words[at].keys)
        if locative or not (marks.is_joint(at) or marks.is_glue(at)):
            return None
        at += 1
    return None


def _code(mention: Mention) -> str:
    return mention.party[6:].upper() if mention.party.startswith("state-") else ""


def _capital(marks: Marks, at: int) -> tuple[int, str] | None:
    """Return a capital that ends at a token, as in “Moscow's Defence Ministry”."""
    if marks.words[at - 1].text.casefold() == "s":
        at -= 2
    trie = marks.reading.known.once("capitals", capital_trie)
    for first in (at - 1, at - 2):
        found = trie.longest(marks.words, first, at) if first >= 0 else None
        if found and found[0] == at:
            return first, found[1][0]
    return None


def capital_trie(known: Known) -> Trie[str]:
    """Return the capitals that reports use for their governments, by country."""
    trie: Trie[str] = Trie(names=True)
    for place in known.places:
        if place.slug in _CAPITALS:
            for name in place.names:
                if words := name_words(name):
                    trie.add(words, place.country)
    return trie


def _of_mention(marks: Marks, hit: Hit) -> str:
    """Return the country of the body of the same kind named last before."""
    before = [
        m.party
        for m in marks.mentions
        if m.first < hit.first and m.party.startswith(f"{hit.name}-")
    ]
    return before[-1].rpartition("-")[2].upper() if before else ""


def _of_minister(marks: Marks, hit: Hit) -> str:
    """Return the country of the person before who heads such a body."""
    day = marks.reading.published
    persons = [m for _, m in marks.persons() if m.party and m.first < hit.first]
    for mention in sorted(persons, key=lambda m: -m.first):
        for body in mention.bodies or marks.offices.bodies(mention.party, day):
            if body.startswith(f"{hit.name}-"):
                return body.split("-")[1].upper()
    return ""


def _slug(marks: Marks, kind: str, country: str) -> str:
    """Return the registry's identifier, or one coined in the same way."""
    parties = marks.reading.known.parties
    if kind == "presidency" and country == "ly":
        return "presidential-council" if "presidential-council" in parties else "gna"
    own = f"{country}-{kind}-ly"
    return own if own in parties else f"{kind}-{country}"


def _put(
    marks: Marks, first: int, last: int, hit: Hit, code: str, score: float
) -> None:
    slug = _slug(marks, hit.name, code.lower())
    inside = {marks.cover[at] for at in range(first, last)} - {-1}
    for at in range(first, last):
        marks.cover[at] = -1
    known = marks.reading.known.parties.get(slug)
    kind = known.kind if known else "ministry"
    mention = Mention(first, last, slug, kind, "body-of-state", score)
    index = marks.add(mention)
    for state in inside:
        marks.mentions[state].holder = index
    if known is None:
        country = marks.reading.known.parties.get(f"state-{code.lower()}")
        name = _LABELS[hit.name].format(country.name if country else code)
        propose(marks, mention, name, "government", "the body of a state")
