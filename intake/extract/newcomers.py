"""Persons whom the registry lacks: a title and a name, or a name that begins as names do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from common.names import skeleton
from common.romanise import romanise
from intake.extract import titles
from intake.extract.latin import latin
from intake.extract.marks import Marks
from intake.extract.people import NO_NAME_AR, Run, is_article, is_place, runs
from intake.extract.plain import Mention, NewParty, Token
from intake.extract.words import arabic_key

WITH_TITLE = 0.65
BY_TITLE = 0.75
BY_GIVEN_NAME = 0.5
_ALIKE = 80
_HALF_ALIKE = 60
_HOLDS = 3
_ALIKE_HERE = 70
_FITTING = 2
_LONGEST_AR = 4
_OPENING_AR = ("عبد", "أبو", "ابو", "بن", "ولد")
_NOUN_ENDS = ("ة", "ات", "ون", "ية")
_NOT_SLUG = re.compile("[^a-z0-9]+")


def find(marks: Marks) -> list[int]:
    """Add the persons that are new; returns the numbers of their mentions."""
    if marks.reading.lang == "ar":
        found = [_add(marks, at, WITH_TITLE) for at in list(_arabic(marks))]
    else:
        found = [_person(marks, run) for run in list(runs(marks))]
        found += _again(marks)
    return [index for index in found if index is not None]


def reconsider(marks: Marks, beside: Mapping[int, titles.Title]) -> None:
    """Take a name spelt anew for a newcomer's if its bearer was long out of sight.

    “Ambassador Mohammed Maghravi” in 2021 is not the Magariaf of 2012: no office of
    his fits the title, and nothing is known of him in those years.
    """
    day = marks.reading.published
    for index, mention in marks.persons():
        title = beside.get(index)
        anew = mention.rule in ("name-spelling", "name-likeness")
        if not anew or title is None or marks.offices.active(mention.party, day):
            continue
        fit = marks.offices.fits(mention.party, title.classes, title.targets, day)
        if title.classes and fit < _FITTING:
            _rename(marks, mention)


def _rename(marks: Marks, mention: Mention) -> None:
    name = marks.reading.quote(mention.first, mention.last)
    spelling = latin(marks.reading.known, name)
    mention.party, mention.rule = slug_of(spelling), "new-person"
    mention.score = BY_GIVEN_NAME
    propose(marks, mention, spelling, "person", "the person of that name had no part")


def _person(marks: Marks, run: Run) -> int | None:
    words = [marks.words[at] for at in run.at]
    if any(key in marks.lexicon.collectives for word in words for key in word.keys):
        return _body(marks, run) if len(words) > 1 else None
    if not words or is_place(marks, run.at) or _acronyms(words):
        return None
    before = titles.before(marks, run.first)
    titled = before is not None and bool(before.classes) and not before.loose
    given = any(key in marks.names.given_words for key in words[0].keys)
    if before is not None and before.loose and not given:
        return _person(marks, rest) if (rest := _from_given(marks, run)) else None
    if len(words) == 1:
        beside = marks.title_ends.get(run.first)
        titled = titled and beside is not None and beside.name != "member"
        named = titled and not given and before is not None and not before.comma
        return _add(marks, run.at, WITH_TITLE) if named else None
    linked = _misspelt(marks, run, before if titled else None)
    if linked is not None:
        return linked
    after = titles.after(marks, run.last, bare=False)
    followed = after is not None and not after.comma
    if titled or followed or _honoured(marks, run.first):
        return _add(marks, run.at, WITH_TITLE)
    if given and not marks.sentence_of(run.first).headline:
        return _add(marks, run.at, BY_GIVEN_NAME)
    return None


def _body(marks: Marks, run: Run) -> int | None:
    """Propose a body such as “Nalut Shura Council” that the registry lacks."""
    if marks.sentence_of(run.first).headline:
        return None
    name = marks.reading.quote(run.at[0], run.last)
    slug = slug_of(latin(marks.reading.known, name))
    if not slug or slug in marks.reading.known.parties:
        return None
    kind = "political_body"
    # Too little is known of it to put it at a table; an editor decides.
    mention = Mention(
        run.at[0], run.last, slug, kind, "new-body", BY_GIVEN_NAME, aside="new body"
    )
    if marks.add(mention) is not None:
        why = "its words name a body"
        propose(marks, mention, latin(marks.reading.known, name), kind, why)
    return None


def _from_given(marks: Marks, run: Run) -> Run | None:
    """“ministre de la Santé Ali Zanati”: the name begins with the given name."""
    for index, at in enumerate(run.at[1:], 1):
        given = any(key in marks.names.given_words for key in marks.words[at].keys)
        if given and index < len(run.at) - 1:
            return Run(run.at[index:], at, run.last)
    return None


def _misspelt(marks: Marks, run: Run, title: titles.Title | None) -> int | None:
    """Link a name to the holder of its title, or to somebody the report has named.

    The surname must be alike; of those named, a given name must agree as well.
    """
    words = [marks.words[at] for at in run.at]
    if title is not None and (slug := _by_title(marks, words, title)):
        return _link(marks, run, slug, "name-by-title", BY_TITLE)
    for slug in sorted({m.party for _, m in marks.persons() if m.party}):
        person = marks.names.people.get(slug)
        keys = skeleton(words[0].keys[0]).split()
        agreed = person is not None and bool(person.first & set(keys))
        if agreed and marks.names.alike(slug, words) >= _ALIKE_HERE:
            return _link(marks, run, slug, "name-like-named", BY_TITLE)
    return None


def _by_title(marks: Marks, words: Sequence[Token], title: titles.Title) -> str | None:
    """Return whom a title makes of a name that is written wrongly.

    Its holder, if the surname is alike; without a state, a bearer of the given name
    or of the surname who held such an office that day.
    """
    day, names = marks.reading.published, marks.names
    given = skeleton(words[0].keys[0])
    for kind in sorted(title.classes & titles.SINGLE):
        for slug in marks.offices.holders(kind, title.targets, day):
            least = _ALIKE_HERE if given in names.people[slug].first else _ALIKE
            if names.alike(slug, words) >= least:
                return slug
    surname = skeleton(words[-1].keys[0]).replace(" ", "")
    for slug in sorted(names.by_given.get(given, ())):
        fit = marks.offices.fits(slug, title.classes, title.targets, day)
        bodied = any(not target.startswith("state-") for target in title.targets)
        if fit >= (1 if bodied else _HOLDS) and names.alike(slug, words) >= _HALF_ALIKE:
            return slug
    for slug in sorted(names.by_skeleton.get(surname, ())):
        fit = marks.offices.fits(slug, title.classes, title.targets, day)
        if fit == _HOLDS and names.alike_given(slug, words) >= _HALF_ALIKE:
            return slug
    return None


def _link(marks: Marks, run: Run, slug: str, rule: str, score: float) -> int | None:
    return marks.add(Mention(run.at[0], run.last, slug, "person", rule, score))


def _honoured(marks: Marks, first: int) -> bool:
    """Say whether “Mr”, “Dr” or “H.E.” stands before the name."""
    at = first - 1
    while at > 0 and marks.words[at].text == ".":
        at -= 1
    if at < 0:
        return False
    token = marks.words[at]
    excellency = token.text == "E" and at > 1 and marks.words[at - 2].text == "H"
    return excellency or any(key in marks.lexicon.honorifics for key in token.keys)


def _acronyms(words: Sequence[object]) -> bool:
    texts = [getattr(word, "text", "") for word in words]
    return all(text.isupper() and len(text) > 1 for text in texts) and len(texts) == 1


def _again(marks: Marks) -> list[int | None]:
    """Link the surname alone of somebody new to where he was named in full."""
    surnames = {
        marks.words[m.last - 1].keys[0]: m
        for _, m in marks.persons()
        if m.rule == "new-person"
    }
    found: list[int | None] = []
    for run in list(runs(marks)) if surnames else ():
        words = [marks.words[at] for at in run.at]
        full = surnames.get(words[-1].keys[0]) if len(words) == 1 else None
        if full is not None:
            mention = Mention(
                run.at[0], run.last, full.party, "person", "new-person", full.score
            )
            found.append(marks.add(mention))
    return found


def _arabic(marks: Marks) -> Iterator[tuple[int, ...]]:
    """Return the words behind a title that read like a name."""
    words, end = marks.words, len(marks.words)
    for hit in sorted(set(marks.titles.values()), key=lambda hit: hit.first):
        at = hit.last
        while at < end:
            step, _ = titles.step_right(marks, at)
            if step is None:
                break
            at = step
        if at < end and words[at].text in ('"', "“", "«", "،"):
            at += 1
        name = _arabic_name(marks, at, end)
        if name:
            yield name


def _arabic_name(marks: Marks, first: int, end: int) -> tuple[int, ...]:
    found: list[int] = []
    for at in range(first, min(end, first + _LONGEST_AR)):
        if not _part(marks, at, found):
            break
        found.append(at)
    if len(found) < 2 or marks.words[found[-1]].text in _OPENING_AR:
        return ()
    return tuple(found)


def _part(marks: Marks, at: int, before: Sequence[int]) -> bool:
    token = marks.words[at]
    if not token.is_word or not marks.free(at) or at in marks.titles:
        return False
    nisba = bool(before) and token.text.startswith("ال")
    if token.text[0].isdigit() or (at in marks.adjectives and not nisba):
        return False
    if not before and _joined(marks, at):
        return False
    plain = arabic_key(token.text)
    if plain in marks.lexicon.common or token.text in NO_NAME_AR:
        return False
    given = any(key in marks.names.given_words for key in token.keys[:1])
    opening = token.text.startswith(_OPENING_AR)
    if given or opening:
        return True
    if plain in marks.lexicon.vocabulary or is_place(marks, [at]):
        return False
    if token.text.startswith("ال"):
        return bool(before)
    foreign = not token.text.endswith(_NOUN_ENDS) and len(token.text) > 3
    if not before:
        return foreign and _foreign_next(marks, at + 1)
    opened = marks.words[before[-1]].text in _OPENING_AR
    return opened or (len(before) == 1 and foreign and not _joined(marks, at))


def _foreign_next(marks: Marks, at: int) -> bool:
    if at >= len(marks.words) or not marks.words[at].is_word or not marks.free(at):
        return False
    text = marks.words[at].text
    fit = len(text) > 3 and not text.endswith(_NOUN_ENDS) and not text.startswith("ال")
    return fit and arabic_key(text) not in marks.lexicon.vocabulary


def _joined(marks: Marks, at: int) -> bool:
    """A word with “and”, “to” or “in” joined to it begins something else."""
    return marks.words[at].text[0] in "وبلف" and len(marks.words[at].keys) > 2


def _add(marks: Marks, at: Sequence[int], score: float) -> int | None:
    first, last = at[0], at[-1] + 1
    if first > 0 and is_article(marks.words, first - 1):
        first -= 1
    words = [marks.words[i].text for i in range(at[0], last)]
    name = marks.reading.quote(at[0], last)
    spelling = latin(marks.reading.known, name)
    slug = slug_of(spelling)
    if not slug or slug in marks.reading.known.parties or not words:
        return None
    mention = Mention(at[0], last, slug, "person", "new-person", score)
    index = marks.add(mention)
    if index is not None:
        why = "a title beside it" if score >= WITH_TITLE else "begins with a given name"
        propose(marks, mention, spelling, "person", why)
    return index


def propose(marks: Marks, mention: Mention, spelling: str, kind: str, why: str) -> None:
    """Keep a party that the registry lacks, once, with every place it is named."""
    reading = marks.reading
    span = reading.span(mention.first, mention.last)
    for party in reading.new_parties:
        if party.slug == mention.party:
            party.spans.append(span)
            return
    name = reading.quote(mention.first, mention.last)
    reading.new_parties.append(
        NewParty(
            mention.party, name, spelling, kind, [span], mention.rule,
            mention.score, f"‘{name}’ is not in the registry; {why}",
        )
    )  # fmt: skip


def slug_of(spelling: str) -> str:
    """Return the identifier of a new party: its Latin name in small letters."""
    plain = romanise(spelling.replace("'", "").replace("’", "").casefold())
    plain = unicodedata.normalize("NFKD", plain)
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return _NOT_SLUG.sub("-", plain.casefold()).strip("-")
