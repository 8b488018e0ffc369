"""All parties in a report: who is named, in which office, for whom, and who is new.

The order is that of certainty: whole names and bodies, names spelt anew, the titles
beside them, surnames alone by what the report says elsewhere, offices without a name,
then persons and bodies that the registry lacks.
"""

from __future__ import annotations

from intake.extract import delegations, institutions, newcomers, people, titles, unnamed
from intake.extract.marks import NO_NAME, Marks, prepare
from intake.extract.plain import Mention, Reading
from intake.extract.titles import Title

_SURE = 0.9
_CLEAR = 4
_OF = frozenset(["of", "de", "du", "di", "del", "della"])
_OF_REACH = 3
_KNOWN_HERE = 0.95


def find(reading: Reading) -> list[Mention]:
    """Return the report's mentions in order; sets `reading.new_parties`."""
    if not reading.words:
        return []
    marks = prepare(reading)
    institutions.of_states(marks)
    people.respelt(marks)
    people.like_named(marks)
    people.surnames(marks)
    beside = {
        index: title_of(marks, mention) for index, mention in list(marks.persons())
    }
    _settle(marks, beside)
    _let_go(marks)
    newcomers.reconsider(marks, beside)
    for index in newcomers.find(marks):
        beside[index] = title_of(marks, marks.mentions[index])
    _affiliate(marks, beside)
    institutions.by_context(marks)
    unnamed.offices(marks)
    delegations.find(marks)
    return _in_order(marks)


def title_of(marks: Marks, mention: Mention) -> Title:
    """Return the title left and right of a name, joined in one."""
    left = titles.before(marks, mention.first)
    bare = marks.reading.lang == "ar" and left is None
    right = titles.after(marks, mention.last, bare=bare)
    if right and right.comma and not _suits(marks, mention, right):
        right = None
    if left and left.comma and right is None and not _belongs(marks, mention, left):
        left = None
    joined = Title(mention.first, mention.last)
    for title in (left, right):
        if title:
            joined.first = min(joined.first, title.first)
            joined.last = max(joined.last, title.last)
            joined.classes |= title.classes
            joined.targets += title.targets
            joined.bodies += title.bodies
    return joined


def _suits(marks: Marks, mention: Mention, title: Title) -> bool:
    day = marks.reading.published
    slugs = [mention.party] if mention.party else list(mention.candidates)
    fits = [
        marks.offices.fits(slug, title.classes, title.targets, day) for slug in slugs
    ]
    return max(fits, default=0) > 1


def _belongs(marks: Marks, mention: Mention, title: Title) -> bool:
    """“…, the UN envoy, Salame”: a title before a comma is his unless another's."""
    before = title.first - 1
    while before >= 0 and marks.words[before].text in (",", "،", "(", "–", "—"):
        before -= 1
        taken = marks.cover[before] if before >= 0 else -1
        if taken >= 0 and marks.mentions[taken].kind == "person":
            other = marks.mentions[taken]
            return _suits(marks, mention, title) and not _suits(marks, other, title)
    return True


def _settle(marks: Marks, beside: dict[int, Title]) -> None:
    """Decide whom each surname means; what stays open keeps its candidates."""
    day = marks.reading.published
    named = {m.party: m.first for _, m in marks.persons() if m.party}
    for index, mention in marks.persons():
        if mention.party or not mention.candidates:
            continue
        title = beside[index]
        here = [slug for slug in mention.candidates if slug in named]
        if len(here) > 1:
            here = _same_title(marks, title, here, beside) or _nearest(
                here, named, mention.first
            )
        if here and named[here[0]] > mention.first:
            here = _foremost(marks, mention, here)
        if here:
            mention.party, mention.score = here[0], _KNOWN_HERE
            mention.rule = "surname-of-named"
            continue
        ranked = sorted(
            (
                (marks.offices.fits(slug, title.classes, title.targets, day),
                 marks.offices.rank(slug, day), slug)
                for slug in mention.candidates
            ),
            reverse=True,
        )  # fmt: skip
        _choose(marks, mention, title, ranked)


def _same_title(
    marks: Marks, title: Title, here: list[str], beside: dict[int, Title]
) -> list[str]:
    """«المشير حفتر» is the Haftar who was called a marshal before."""
    words = titles.words_of(marks, title)
    if not words:
        return []
    found = {
        mention.party
        for index, mention in marks.persons()
        if mention.party in here
        and words & titles.words_of(marks, beside.get(index, Title(0, 0)))
    }
    return [*found] if len(found) == 1 else []


def _foremost(marks: Marks, mention: Mention, here: list[str]) -> list[str]:
    """Before a relative is named in full, the surname is the best-known bearer's."""
    day = marks.reading.published
    ranked = sorted(mention.candidates, key=lambda s: -marks.offices.rank(s, day))
    first, rest = ranked[0], ranked[1:]
    most = max((marks.offices.rank(slug, day) for slug in rest), default=0)
    clear = marks.offices.rank(first, day) >= _CLEAR * max(most, 1)
    return [] if clear and first not in here else here


def _nearest(slugs: list[str], named: dict[str, int], at: int) -> list[str]:
    """Of several bearers take the one named last before, else the first named."""
    before = [slug for slug in slugs if named[slug] < at]
    pool = before or slugs
    return [max(pool, key=lambda s: named[s]) if before else min(pool, key=named.get)]  # type: ignore[arg-type]


def _choose(
    marks: Marks, mention: Mention, title: Title, ranked: list[tuple[int, int, str]]
) -> None:
    """Take the bearer whom title and years of activity single out."""
    fit, rank, slug = ranked[0]
    second = ranked[1] if len(ranked) > 1 else (-1, 0, "")
    if fit < 0:
        return
    if fit >= 2 and fit > second[0]:
        mention.party, mention.rule, mention.score = slug, "surname-by-title", _SURE
    elif title.classes and fit >= 1 and rank >= second[1]:
        mention.party, mention.rule, mention.score = slug, "surname-by-title", 0.8
    elif rank and rank >= _CLEAR * second[1] and _distinct(marks, mention):
        mention.party, mention.rule = slug, "surname-alone"
        mention.score = 0.85 if len(ranked) == 1 else 0.7


def _let_go(marks: Marks) -> None:
    """Forget surnames that nothing in the report makes a person's."""
    for mention in marks.mentions:
        open_ = mention.rule == "surname" and not mention.party
        if open_ and not (len(mention.candidates) > 1 and _distinct(marks, mention)):
            mention.aside = NO_NAME
            for at in range(mention.first, mention.last):
                marks.cover[at] = -1


def _distinct(marks: Marks, mention: Mention) -> bool:
    """A surname that is a given name too, or a common word, says too little alone."""
    words = marks.words[mention.first : mention.last]
    keys = {key for token in words for key in token.keys}
    if keys & marks.names.given_words:
        return False
    if marks.reading.lang == "ar":
        return words[-1].text.startswith("ال") or len(words[-1].text) >= 5
    return not keys & (marks.lexicon.vocabulary | marks.lexicon.common)


def _affiliate(marks: Marks, beside: dict[int, Title]) -> None:
    """Give persons their titles, and the bodies in them their holder."""
    day = marks.reading.published
    for index, mention in marks.persons():
        title = beside.get(index)
        if title is None:
            continue
        mention.offices |= title.classes
        mention.title_first, mention.title_last = title.first, title.last
        for body in [*title.bodies, *_of_state(marks, mention)]:
            marks.mentions[body].holder = index
        for at in range(title.first, title.last):
            marks.titled[at] = True
        mention.bodies = list(dict.fromkeys(title.targets))
        if mention.party and mention.bodies in ([], ["state-ly"]):
            # “Libyan premier” says less than his office does.
            own = marks.offices.bodies(mention.party, day)
            mention.bodies = own or mention.bodies


def _of_state(marks: Marks, mention: Mention) -> list[int]:
    """“Jacob Zuma of South Africa”: the state behind the name is whose he is."""
    words, at = marks.words, mention.last
    end = marks.sentence_of(mention.first).last
    if at >= end or words[at].text.casefold() not in _OF:
        return []
    while at < end and (words[at].text.casefold() in _OF or marks.is_joint(at)):
        at += 1
    taken = marks.cover[at] if at < end else -1
    state = taken >= 0 and marks.mentions[taken].kind == "state"
    return [taken] if state and at - mention.last <= _OF_REACH else []


def _in_order(marks: Marks) -> list[Mention]:
    """Return the mentions in the order of the text, holders renumbered."""
    kept = (i for i, m in enumerate(marks.mentions) if m.aside != NO_NAME)
    order = sorted(kept, key=lambda i: marks.mentions[i].first)
    place = {old: new for new, old in enumerate(order)}
    for mention in marks.mentions:
        if mention.holder is not None:
            mention.holder = place[mention.holder]
    return [marks.mentions[old] for old in order]
