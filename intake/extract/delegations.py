"""Ministers in the plural, officials and delegations: they stand for their state or body."""

from __future__ import annotations

from collections.abc import Collection

from intake.extract import towns
from intake.extract.marks import Marks
from intake.extract.plain import Hit, Mention
from intake.extract.titles import Title

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
FOR_ITS_STATE = 0.7


def is_open(marks: Marks, at: int) -> bool:
    """Say whether a token is no person and in no title that is spoken for."""
    taken = marks.cover[at]
    if taken < 0:
        return not marks.titled[at]
    return marks.mentions[taken].kind != "person" and not marks.titled[at]


def is_elsewhere(marks: Marks, at: int) -> bool:
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
    while at < end and marks.is_joint(at) and not is_elsewhere(marks, at):
        at, joined = at + 1, True
    latin = marks.reading.lang not in ("ar", "ru", "tr")
    return joined and at < end and (not latin or marks.words[at].is_name_like)


def is_definite(marks: Marks, title: Title) -> bool:
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


def put(
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


def as_state(marks: Marks, title: Title) -> None:
    """Let ministers in the plural, deputies and ambassadors stand for their state."""
    targets = [slug for slug in title.targets if slug]
    if not targets or not title.classes & (_STATE_FOR | {"counterpart", "head"}):
        return
    named = list(title.bodies)
    if not is_definite(marks, title) or (targets == ["state-ly"] and not named):
        return
    for body in named:
        marks.mentions[body].rule = "people"
    if not named:
        last = title.last
        title.last = _first_adjective(marks, title)
        put(marks, title, targets[0], "people", FOR_ITS_STATE)
        _beside(marks, title.last, targets[0])
        title.last = last
    for at in range(title.first, title.last):
        marks.titled[at] = True
    _listed(marks, title.last)


def _first_adjective(marks: Marks, title: Title) -> int:
    """Return where the first adjective behind the title word ends, or the title."""
    begun = min(at for at in range(title.first, title.last) if at in marks.titles)
    ends = [
        marks.adjectives[at][0]
        for at in range(begun, title.last)
        if at in marks.adjectives
    ]
    return ends[0] if len(ends) > 1 else title.last


def _beside(marks: Marks, at: int, slug: str) -> None:
    """“présidents turc et russe”: a second adjective names a second state."""
    known, end = marks.reading.known.parties, marks.sentence_of(at - 1).last
    if slug in known:
        marks.mentions[-1].kind = known[slug].kind
    while at + 1 < end and marks.words[at].text.casefold() in _LISTED:
        adjective = marks.adjectives.get(at + 1)
        if adjective is None or f"state-{adjective[1].lower()}" not in known:
            return
        other = f"state-{adjective[1].lower()}"
        marks.add(
            Mention(at + 1, adjective[0], other, "state", "people", FOR_ITS_STATE)
        )
        at = adjective[0]


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


def find(marks: Marks) -> None:
    """Let officials and delegations of a state or body stand for it."""
    for first, last in sorted(marks.people.items()):
        if any(not is_open(marks, at) for at in range(first, last)):
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
        if at > last and towns.behind(marks, at):
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
        if is_elsewhere(marks, at) and marks.words[at].text.casefold() != "from":
            return False
        at += 1
    return False
