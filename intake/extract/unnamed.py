"""Offices, delegations and ministries that stand without a name.

“the Russian defence minister” is whoever of that office the report names, else who
held it that day; “his Turkish counterpart” holds the same office elsewhere. Several
ministers, deputies, officials and delegations are their state or body.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from intake.extract import titles
from intake.extract.delegations import (
    as_state,
    is_definite,
    is_elsewhere,
    is_open,
    is_plural,
    put,
)
from intake.extract.marks import Marks
from intake.extract.plain import Hit, Mention
from intake.extract.titles import Title

NAMED_HERE = 0.85
HELD_THAT_DAY = 0.75
_TOPS = frozenset({"head_of_state", "head_of_government", "head"})


def offices(marks: Marks) -> None:
    """Add a mention for each office that no name stands beside."""
    for hit in sorted(set(marks.titles.values()), key=lambda hit: hit.first):
        if any(not is_open(marks, at) for at in range(hit.first, hit.last)):
            continue
        title = _around(marks, hit)
        if not title.targets and marks.words[hit.first].text.casefold() == "главы":
            continue
        plural = is_plural(marks, hit)
        if not title.classes & titles.SINGLE or plural:
            if plural or not (_same_rank(marks, title) or _countryman(marks, title)):
                as_state(marks, title)
        elif is_definite(marks, title) and (title.targets or _pointed(marks, title)):
            _resolve(marks, title)


def _around(marks: Marks, hit: Hit) -> Title:
    """Return the office with what modifies it: its state before, its body behind."""
    sentence = marks.sentence_of(hit.first)
    first = hit.first
    while first > sentence.first:
        step, firm = titles.step_left(marks, first)
        hyphen = marks.is_hyphen(first - 1) or marks.words[first - 1].text == "s"
        if step is None or not (firm or hyphen or _modifier(marks, first - 1)):
            break
        if first in marks.title_ends:
            break
        first = step
    last = at = hit.last
    while at < sentence.last:
        step, firm = titles.step_right(marks, at)
        nested = marks.titles.get(at)
        if nested is not None and (
            nested.name != "secretary_general" or hit.name == "secretary_general"
        ):
            break
        coordinated = marks.words[at].text.casefold() in ("and", "et", "e", "и", "ve")
        if step is None or coordinated or is_elsewhere(marks, at):
            break
        at = step
        if firm:
            last = at
    while first < hit.first and not _says(marks, first):
        first += 1
    return titles.collect(marks, first, last)


def _pointed(marks: Marks, title: Title) -> bool:
    """Without its body an office is somebody's only if the report points at him.

    “the envoy”, «المبعوث», “Foreign Secretary” at the head of a sentence; not a
    “leader” or “commander” of whom nothing else is said.
    """
    weak = not title.classes & titles.SINGLE - {"head", "commander", "head_of_state"}
    before = marks.words[title.first - 1] if title.first else None
    if before and any(key in marks.lexicon.articles for key in before.keys):
        return True
    text = marks.words[title.first].text
    return not weak and (marks.reading.lang in ("ar", "ru", "tr") or text[0].isupper())


def _same_rank(marks: Marks, title: Title) -> bool:
    """“the Italian minister”, “the US ambassador”: whom the report named as such."""
    kinds = title.classes & {"other_minister", "ambassador", "deputy", "spokesperson"}
    if not kinds or not title.targets or not is_definite(marks, title):
        return False
    if "other_minister" in kinds:
        kinds |= {"foreign_minister", "defence_minister", "interior_minister"}
    slug = _named(marks, title, kinds)
    if slug:
        put(marks, title, slug, "office-of-named", NAMED_HERE)
    return bool(slug)


def _countryman(marks: Marks, title: Title) -> bool:
    """“the Senegalese diplomat” is the person of that country named before."""
    states = {slug for slug in title.targets if slug.startswith("state-")}
    if "state-ly" in states or not title.classes & {"adviser", "other"}:
        return False
    parties = marks.reading.known.parties
    for _, mention in _persons_before(marks, title.first):
        party = parties.get(mention.party)
        own = {f"state-{party.country.lower()}"} if party else set(mention.bodies)
        if own & states:
            put(marks, title, mention.party, "office-of-named", NAMED_HERE)
            return True
    return False


def _modifier(marks: Marks, at: int) -> bool:
    return marks.is_glue(at) and not marks.is_joint(at)


def _says(marks: Marks, at: int) -> bool:
    return marks.cover[at] >= 0 or at in marks.adjectives


def _resolve(marks: Marks, title: Title) -> None:
    """Add the office's holder: named in the report, or in office that day."""
    day = marks.reading.published
    classes = title.classes & titles.SINGLE
    if "counterpart" in classes:
        classes = (classes - {"counterpart"}) | _classes_before(marks, title.first)
    slug = _named(marks, title, classes)
    if slug:
        put(marks, title, slug, "office-of-named", NAMED_HERE)
        return
    for kind in sorted(classes, key=_rarity):
        if kind == "envoy" and title.targets == ["state-ly"]:
            continue
        holders = marks.offices.holders(kind, title.targets, day)
        if holders:
            put(marks, title, holders[0], "office-by-date", HELD_THAT_DAY, holders)
            return
    top = _TOPS & title.classes and _named(marks, title, _TOPS)
    if top and title.targets:
        put(marks, title, top, "office-of-named", NAMED_HERE)
        return
    as_state(marks, title)


def _rarity(kind: str) -> tuple[bool, str]:
    return kind in ("head", "head_of_state"), kind


def _classes_before(marks: Marks, at: int) -> set[str]:
    """Return the office of the person before “his counterpart”."""
    for _, mention in _persons_before(marks, at):
        if mention.offices & titles.SINGLE:
            return mention.offices & titles.SINGLE
        posts = marks.offices.posts(mention.party, marks.reading.published)
        if posts:
            return {post.kind for post in posts} & titles.SINGLE
    return set()


def _persons_before(marks: Marks, at: int) -> Iterator[tuple[int, Mention]]:
    found = [(i, m) for i, m in marks.persons() if m.party and m.first < at]
    return iter(sorted(found, key=lambda pair: -pair[1].first))


def _named(marks: Marks, title: Title, classes: Collection[str]) -> str:
    """Return the person of the report who holds the office, the nearest before it."""
    day = marks.reading.published
    persons = [(i, m) for i, m in marks.persons() if m.party]
    near = sorted(
        persons, key=lambda pair: (pair[1].first > title.first,
                                   abs(pair[1].first - title.first))
    )  # fmt: skip
    words = titles.words_of(marks, title)
    same_words = [
        pair
        for pair in near
        if pair[1].offices & set(classes) and words <= _words_beside(marks, pair[1])
    ]
    for _, mention in [*same_words, *near]:
        fit = marks.offices.fits(mention.party, classes, title.targets, day)
        said = bool(mention.offices & set(classes))
        same = not title.targets or bool(set(mention.bodies) & set(title.targets))
        if (fit == 3 and (title.targets or said)) or (said and same):
            return mention.party
    if not title.targets:
        for _, mention in near:
            if marks.offices.fits(mention.party, classes, (), day) == 3:
                return mention.party
    return ""


def _words_beside(marks: Marks, mention: Mention) -> set[str]:
    if mention.title_first is None or mention.title_last is None:
        return set()
    return titles.words_of(marks, Title(mention.title_first, mention.title_last))
