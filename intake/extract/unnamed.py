"""Offices, delegations and ministries that stand without a name.

“the Russian defence minister” is whoever of that office the report names, else who
held it that day; “his Turkish counterpart” holds the same office elsewhere. Several
ministers, deputies, officials and delegations are their state or body.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from intake.extract import titles
from intake.extract.marks import Marks
from intake.extract.plain import Hit, Mention
from intake.extract.titles import Title

NAMED_HERE = 0.85
HELD_THAT_DAY = 0.75
FOR_ITS_STATE = 0.7
_STATE_FOR = frozenset(
    [
        "deputy",
        "other_minister",
        "ambassador",
        "adviser",
        "envoy",
        "foreign_minister",
        "head_of_state",
        "defence_minister",
        "interior_minister",
        "head_of_government",
        "intelligence",
    ]
)
_LISTED = frozenset([",", "،", "and", "et", "e", "ed", "и", "ve", "و", "the", "’", "'"])
_GAP = 2
_LIST_GAP = 4
_FAR = 8


def offices(marks: Marks) -> None:
    """Add a mention for each office that no name stands beside."""
    for hit in sorted(set(marks.titles.values()), key=lambda hit: hit.first):
        if any(not _open(marks, at) for at in range(hit.first, hit.last)):
            continue
        title = _around(marks, hit)
        if not title.targets and marks.words[hit.first].text.casefold() == "главы":
            continue
        plural = is_plural(marks, hit)
        if not title.classes & titles.SINGLE or plural:
            if plural or not _countryman(marks, title):
                _as_state(marks, title)
        elif _definite(marks, title) and (title.targets or _pointed(marks, title)):
            _resolve(marks, title)


def _open(marks: Marks, at: int) -> bool:
    taken = marks.cover[at]
    if taken < 0:
        return not marks.titled[at]
    return marks.mentions[taken].kind != "person" and not marks.titled[at]


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
        if step is None or _elsewhere(marks, at):
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
            _put(marks, title, mention.party, "office-of-named", NAMED_HERE)
            return True
    return False


def _modifier(marks: Marks, at: int) -> bool:
    return marks.is_glue(at) and not marks.is_joint(at)


def _says(marks: Marks, at: int) -> bool:
    return marks.cover[at] >= 0 or at in marks.adjectives


def _elsewhere(marks: Marks, at: int) -> bool:
    """Behind “in” or “at” stands where somebody is, not whose minister he is."""
    return any(key in marks.lexicon.locatives for key in marks.words[at].keys)


def is_plural(marks: Marks, hit: Hit) -> bool:
    """Say whether the title names several holders."""
    text = marks.words[hit.first].text.casefold()
    last = marks.words[hit.last - 1].text.casefold()
    lang = marks.reading.lang
    if lang in ("en", "fr"):
        words = {text, last} if lang == "en" else {text}
        return any(w.endswith("s") and not w.endswith(("ss", "us")) for w in words)
    if lang == "it":
        return text.endswith(("stri", "denti", "ghi", "tori", "capi", "leaders"))
    if lang == "tr":
        return any(part in last for part in ("ları", "leri", "lar", "ler"))
    if lang == "ru":
        plural = ("ы", "ов", "ам", "ами", "ах", "и")
        # «главы» is as often one head in the genitive.
        return text.endswith(plural) and text != "главы"
    return text.lstrip("وبلف").startswith(("زراء", "رؤساء", "سفراء", "قادة", "نظراء"))


def _of_unknown(marks: Marks, title: Title) -> bool:
    """“leader of Operation Dignity”: of something that the registry lacks."""
    if title.targets:
        return False
    at, end = title.last, marks.sentence_of(title.first).last
    joined = False
    while at < end and marks.is_joint(at) and not _elsewhere(marks, at):
        at, joined = at + 1, True
    latin = marks.reading.lang not in ("ar", "ru", "tr")
    return joined and at < end and (not latin or marks.words[at].is_name_like)


def _definite(marks: Marks, title: Title) -> bool:
    """“a minister”, “former president” and “as prime minister” name nobody present."""
    before = [
        key
        for at in range(max(0, title.first - 2), title.first)
        for key in marks.words[at].keys[:2]
    ]
    inside = [
        key for at in range(title.first, title.last) for key in marks.words[at].keys
    ]
    if set(before[-2:]) & marks.lexicon.as_office or _of_unknown(marks, title):
        return False
    return not set(inside) & marks.lexicon.former


def _resolve(marks: Marks, title: Title) -> None:
    """Add the office's holder: named in the report, or in office that day."""
    day = marks.reading.published
    classes = title.classes & titles.SINGLE
    if "counterpart" in classes:
        classes = (classes - {"counterpart"}) | _classes_before(marks, title.first)
    slug = _named(marks, title, classes)
    if slug:
        _put(marks, title, slug, "office-of-named", NAMED_HERE)
        return
    for kind in sorted(classes, key=_rarity):
        if kind == "envoy" and title.targets == ["state-ly"]:
            continue
        holders = marks.offices.holders(kind, title.targets, day)
        if holders:
            _put(marks, title, holders[0], "office-by-date", HELD_THAT_DAY, holders)
            return
    _as_state(marks, title)


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
    words = _title_words(marks, title.first, title.last)
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


def _title_words(marks: Marks, first: int, last: int) -> set[str]:
    return {
        marks.words[at].keys[0]
        for start in range(first, last)
        if (hit := marks.titles.get(start)) is not None
        for at in range(hit.first, min(hit.last, last))
        if marks.words[at].is_word
    }


def _words_beside(marks: Marks, mention: Mention) -> set[str]:
    if mention.title_first is None or mention.title_last is None:
        return set()
    return _title_words(marks, mention.title_first, mention.title_last)


def _put(
    marks: Marks,
    title: Title,
    slug: str,
    rule: str,
    score: float,
    holders: Collection[str] = (),
) -> None:
    """Add the mention over the title; bodies inside become its affiliation."""
    inside = sorted(set(title.bodies))
    for at in range(title.first, title.last):
        marks.titled[at] = True
        marks.cover[at] = -1
    kind = "person" if slug in marks.names.people else "state"
    index = marks.add(
        Mention(
            title.first, title.last, slug, kind, rule, score,
            candidates=tuple(holders), offices=set(title.classes),
            bodies=list(title.targets), title_first=title.first,
            title_last=title.last,
        )
    )  # fmt: skip
    for body in inside:
        marks.mentions[body].holder = index


def _as_state(marks: Marks, title: Title) -> None:
    """Let ministers in the plural, deputies and ambassadors stand for their state."""
    targets = [slug for slug in title.targets if slug]
    if not targets or not title.classes & (_STATE_FOR | {"counterpart", "head"}):
        return
    named = list(title.bodies)
    if not _definite(marks, title) or (targets == ["state-ly"] and not named):
        return
    for body in named:
        marks.mentions[body].rule = "people"
    if not named:
        _put(marks, title, targets[0], "people", FOR_ITS_STATE)
        marks.mentions[-1].kind = marks.reading.known.parties[targets[0]].kind
    for at in range(title.first, title.last):
        marks.titled[at] = True
    _listed(marks, title.last)


def _listed(marks: Marks, at: int) -> None:
    """“of Egypt, Tunisia and Algeria”: what follows in the list is meant as well."""
    end, last = marks.sentence_of(at - 1).last, at
    while at < end and at - last <= _LIST_GAP:
        taken = marks.cover[at]
        if taken >= 0 and marks.mentions[taken].kind != "person":
            marks.mentions[taken].rule = "people"
            at = last = marks.mentions[taken].last
        elif marks.words[at].text.casefold() in _LISTED or marks.is_joint(at):
            at += 1
        else:
            return


def delegations(marks: Marks) -> None:
    """Let officials and delegations of a state or body stand for it."""
    for first, last in sorted(marks.people.items()):
        if any(not _open(marks, at) for at in range(first, last)):
            continue
        if first in marks.titles and not is_plural(marks, marks.titles[first]):
            continue
        if not _modified(marks, first):
            _complement(marks, last)


def _modified(marks: Marks, first: int) -> bool:
    """Look left: “Russian military officials”, “Libyan Army officers”."""
    floor = max(marks.sentence_of(first).first, first - 1 - _GAP)
    for at in range(first, floor, -1):
        adjective = marks.adjective_ends.get(at)
        if adjective is not None:
            slug = f"state-{adjective[1].lower()}"
            if slug in marks.reading.known.parties and slug != "state-ly":
                marks.add(
                    Mention(adjective[0], first, slug, "state", "people", FOR_ITS_STATE)
                )
            return True
        taken = marks.cover[at - 1]
        if taken >= 0:
            other = marks.mentions[taken]
            if other.kind != "person" and other.holder is None:
                other.rule = "people"
                return True
            return False
        if marks.words[at - 1].text[:1] in ",.;:،؛":
            return False
    return False


def _complement(marks: Marks, last: int) -> bool:
    """Look right: “representatives of the EU”, “delegation from Turkey and Qatar”."""
    end = min(marks.sentence_of(last - 1).last, last + _FAR)
    at = last
    while at < end:
        taken = marks.cover[at]
        if taken >= 0:
            other = marks.mentions[taken]
            if other.kind == "person" or other.holder is not None:
                return False
            other.rule = "people"
            _listed(marks, other.last)
            return True
        adjective = marks.adjectives.get(at)
        if adjective is not None and marks.reading.lang in ("ar", "fr", "it"):
            slug = f"state-{adjective[1].lower()}"
            if slug in marks.reading.known.parties and slug != "state-ly":
                marks.add(
                    Mention(at, adjective[0], slug, "state", "people", FOR_ITS_STATE)
                )
            return True
        if not (marks.is_joint(at) or marks.is_glue(at) or marks.is_hyphen(at)):
            return False
        if _elsewhere(marks, at):
            return False
        at += 1
    return False
