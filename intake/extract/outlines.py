"""Sentences cut into clauses, with the phrases that stand in each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from intake.extract import groups
from intake.extract.clauses import Clause, Outline
from intake.extract.plain import Hit, Reading, When
from intake.extract.words import arabic_key


def outline(reading: Reading) -> Outline:
    """Cut the reading's sentences into clauses and find their groups of parties."""
    words, lexicon = reading.words, reading.lexicon
    found = Outline(reading)
    found.triggers = [
        _as_verb(reading, hit)
        for hit in lexicon.hits("triggers", words)
        if not _is_after_particle(reading, hit)
    ]
    for index, mention in enumerate(reading.mentions):
        found.inside.update(dict.fromkeys(range(mention.first, mention.last), index))
    structure = _outside(found, lexicon.hits("structure", words))
    for hit in structure:
        found.at_structure.setdefault(hit.first, set()).add(hit.name)
        found.ending.setdefault(hit.last, set()).add(hit.name)
    for group in ("titles", "people"):
        for hit in lexicon.hits(group, words):
            found.titled.update(range(hit.first, hit.last))
    status = _outside(found, lexicon.hits("status", words))
    _cut(found, structure, [*found.triggers, *status])
    _share(found, found.triggers, "triggers")
    _share(found, structure, "structure")
    _share(found, status, "status")
    _share(found, lexicon.hits("speech", words), "speech")
    groups.gather(found)
    agreed = lexicon.hits("agreements", words)
    found.texts_dates = [
        when for when in reading.whens if _dates_a_text(found, when, agreed)
    ]
    return found


def _as_verb(reading: Reading, hit: Hit) -> Hit:
    """Return a noun of meeting written as a participle as the verb it is."""
    endings = reading.lexicon.participles
    word = reading.words[hit.last - 1].text.casefold()
    if endings and hit.name.endswith("/noun") and word.endswith(endings):
        return Hit(hit.first, hit.last, hit.group, "meet/held")
    return hit


def _is_after_particle(reading: Reading, hit: Hit) -> bool:
    """Say whether an Arabic “verb” stands behind a joined li- or bi-.

    No verb does: “لبحث” is the noun “in order to discuss”. The joined wa- and fa- may.
    """
    if reading.lang != "ar" or hit.name.endswith(("/noun", "/none")):
        return False
    token = reading.words[hit.first]
    bare = token.text[1:] if token.text[:1] in "وف" else token.text
    keys = (arabic_key(token.text), arabic_key(bare))
    window = [replace(token, keys=keys), *reading.words[hit.first + 1 : hit.last]]
    found = reading.lexicon.tries["triggers"].longest(window, 0, len(window))
    return found is None or found[0] < len(window)


def _dates_a_text(found: Outline, when: When, agreed: Sequence[Hit]) -> bool:
    """Say whether a date is of words: “said on Monday”, “the 23 October ceasefire”."""
    clause = found.clauses[found.clause_at(when.first)]
    for hit in clause.speech:
        if hit.name == "say" and (
            0 <= when.first - hit.last <= 1 or 0 <= hit.first - when.last <= 1
        ):
            return True
    speaks = any(hit.name == "say" for hit in clause.speech)
    if speaks and all(hit.name.startswith("mask") for hit in clause.triggers):
        # “The spokesman of the House said today that”: nothing else happens there.
        return True
    around = [
        hit
        for hit in agreed
        if (hit.name == "noun" and hit.first == when.last)
        or (hit.name == "signed" and 0 <= when.first - hit.last <= 1)
    ]
    return bool(around)


def _outside(found: Outline, hits: Sequence[Hit]) -> list[Hit]:
    """Leave out the phrases that are part of a name."""
    return [
        hit
        for hit in hits
        if hit.first not in found.inside or hit.last - 1 not in found.inside
    ]


def _share(found: Outline, hits: Sequence[Hit], kind: str) -> None:
    """Give each clause the phrases that stand in it."""
    for hit in hits:
        if found.clauses:
            clause = found.clauses[found.clause_at(hit.first)]
            if clause.first <= hit.first < clause.last:
                getattr(clause, kind).append(hit)


def _cut(found: Outline, structure: Sequence[Hit], kept: Sequence[Hit]) -> None:
    """Cut sentences at opening words, but not inside a name or a kept phrase."""
    words = found.reading.words
    inside = {
        index
        for mention in found.reading.mentions
        for index in range(mention.first, mention.last)
    }
    inside.update(i for hit in kept for i in range(hit.first, hit.last))
    # “the following day” opens no clause, “after Monday” does.
    inside.update(i for w in found.reading.whens for i in range(w.first + 1, w.last))
    breaks = {at: ";" for at, token in enumerate(words) if token.text in ";؛"}
    for hit in structure:
        if hit.name == "break" and hit.first not in inside:
            breaks[hit.first] = words[hit.first].text.casefold()
    order = sorted(breaks)
    for sentence in found.reading.sentences:
        start, opener = sentence.dateline, ""
        cuts = order[bisect_left(order, start) : bisect_left(order, sentence.last)]
        for at in cuts:
            if at > start:
                _add(found, Clause(sentence.index, start, at, opener))
            start, opener = at, breaks[at]
        if start < sentence.last:
            _add(found, Clause(sentence.index, start, sentence.last, opener))


def _add(found: Outline, clause: Clause) -> None:
    found.clauses.append(clause)
    found._starts.append(clause.first)
    found._by_sentence.setdefault(clause.sentence, []).append(clause)
