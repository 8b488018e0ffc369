"""Who else came: those who attended, mediated, chaired or are listed."""

from __future__ import annotations

from intake.extract.clauses import Clause, Outline
from intake.extract.plain import Hit, Mention, Occasion
from intake.extract.syntax import objects, subject

# Sentences after a meeting within which it may be told who came.
_BACK = 10
_BULLETS = frozenset("-–—•*·")


def note(occasion: Occasion, index: int, mention: Mention) -> None:
    """Keep where a party stands and for whom it is there."""
    occasion.sources.setdefault(mention.party, []).append(index)
    if mention.bodies:
        occasion.on_behalf_of.setdefault(mention.party, list(mention.bodies))


def add(found: Outline, hit: Hit, occasions: list[Occasion]) -> None:
    """Add those who attended to the occasion that the phrase speaks of."""
    number = found.clause_at(hit.first)
    clause = found.clauses[number]
    left, _ = subject(found, clause, hit.first)
    if found.reading.lexicon.order == "sov":
        before = [g for g in clause.groups if g.last <= hit.first]
        left = list(before[-1].members) if before else []
    right = objects(found, clause, hit.last)
    right += [
        index
        for group in clause.groups
        if group.first >= hit.last and group.governor in ("govern", "and")
        for index in group.members
        if index not in right and group.first - hit.last <= 2
    ]
    near = [o for o in occasions if o.sentence == clause.sentence]
    target = min(
        near,
        key=lambda o: (o.clause != number, abs(o.first - hit.first)),
        default=None,
    )
    if target is None:
        earlier = [o for o in occasions if 0 < clause.sentence - o.sentence <= _BACK]
        target = earlier[-1] if earlier else None
    if target is None:
        return
    right += _listed(found, clause)
    for index in [*left, *right]:
        mention = found.reading.mentions[index]
        if mention.party not in target.participants:
            target.attendees.append(mention.party)
        note(target, index, mention)


def _listed(found: Outline, clause: Clause) -> list[int]:
    """Return who is named first on each line of a list that a colon opens."""
    sentences, words = found.reading.sentences, found.reading.words
    if clause.last >= len(words) or words[clause.last - 1].text != ":":
        return []
    listed: list[int] = []
    for sentence in sentences[clause.sentence + 1 :]:
        clauses = found.of_sentence(sentence.index)
        if not clauses or words[sentence.first].text not in _BULLETS:
            break
        if clauses[0].groups:
            listed += clauses[0].groups[0].members[:1]
    return listed
