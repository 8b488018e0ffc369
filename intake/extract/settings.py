"""When and where an occasion took place, by what stands in its clause and sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from intake.extract.clauses import Clause, Outline
from intake.extract.dates import backward, forward
from intake.extract.places import IMPLIED
from intake.extract.plain import Hit, Occasion, When, Where


class _Spanned(Protocol):
    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int: ...


T = TypeVar("T", bound=_Spanned)
# Triggers that are no event of their own beside another one.
_NO_EVENT = ("mask", "gather", "attend", "video", "call", "briefing", "signing")
_BESIDE = 4


def place_and_date(found: Outline, occasion: Occasion) -> None:
    """Set the occasion's date and place from its clause, then from its sentence."""
    whens = [
        w
        for w in found.reading.whens
        if w not in found.texts_dates and not _is_of_another(found, occasion, w)
    ]
    when = _own(found, occasion, whens)
    if when is not None:
        if occasion.status == "announced" and not _on_journey(found, occasion):
            when = forward(when, found.reading.published)
        elif occasion.status in ("held", "announced") and not occasion.noun:
            when = backward(when, found.reading.published)
        occasion.when = when
    if not occasion.medium:
        wheres = [w for w in found.reading.wheres if w.locative]
        occasion.where = (
            _compound(found, occasion)
            or _own(found, occasion, wheres)
            or _hosting(found, occasion)
        )
        seats = [w for w in found.reading.wheres if w.rule == IMPLIED]
        occasion.implied = _own(found, occasion, seats)


def _on_journey(found: Outline, occasion: Occasion) -> bool:
    """Say whether somebody has come for the meeting: “arrived on Monday to meet B”."""
    clause = found.clauses[occasion.clause]
    first = occasion.first
    names = found.before(first) | found.at_structure.get(first, set())
    return (
        "toward" in names
        and any(
            hit.name == "visit/held" and hit.last <= occasion.first
            for hit in clause.triggers
        )
        and not any(
            hit.name == "announced" and hit.last < occasion.first
            for hit in clause.status
        )
    )


def _compound(found: Outline, occasion: Occasion) -> Where | None:
    """Return the place right before the noun: “the Rome talks”."""
    if not occasion.noun:
        return None
    for where in found.reading.wheres:
        if where.city and where.last == occasion.first:
            return where
    return None


def _is_of_another(found: Outline, occasion: Occasion, when: When) -> bool:
    """Say whether a date dates the noun behind it: “last week's talks in Rome”."""
    words = found.reading.words
    marks = [word.text for word in words[when.last : when.last + 2]]
    if not marks or marks[0] not in ("'", "’", "`", "'s", "’s"):
        return False
    behind = range(when.last, when.last + _BESIDE + 1)
    return any(
        hit.first in behind and not occasion.first <= hit.first < occasion.last
        for hit in found.triggers
        if hit.name.endswith("/noun")
    )


def _hosting(found: Outline, occasion: Occasion) -> Where | None:
    """Return the place that hosts: “Geneva will host the talks”."""
    clause = found.clauses[occasion.clause]
    for hit in clause.structure:
        if hit.name != "hosting" or hit.first > occasion.last:
            continue
        for where in found.reading.wheres:
            near = 0 <= hit.first - where.last <= 2 or 0 <= where.first - hit.last <= 3
            if near and clause.first <= where.first < clause.last:
                return where
    return None


def _own(found: Outline, occasion: Occasion, items: Sequence[T]) -> T | None:
    """Return the item that stands nearest to the trigger and to no other event."""
    clauses = found.of_sentence(occasion.sentence)
    first, last = clauses[0].first, clauses[-1].last
    ranked = [
        (rank, item)
        for item in items
        if first <= item.first < last
        for rank in [_rank(found, occasion, item)]
        if rank is not None
    ]
    best = min(ranked, key=lambda pair: pair[0], default=None)
    return best[1] if best else None


def _rank(found: Outline, occasion: Occasion, item: _Spanned) -> tuple[int, int] | None:
    """Return how far an item is from the occasion; None when it is not its own."""
    own = found.clauses[occasion.clause]
    clause = found.clauses[found.clause_at(item.first)]
    after = item.first >= occasion.last
    gap = item.first - occasion.last if after else occasion.first - item.last
    if isinstance(item, When) and (
        _is_of_decision(found, occasion, item)
        or (item.precision == "month" and _is_far(occasion, gap))
    ):
        return None
    between = (occasion.last, item.first) if after else (item.last, occasion.first)
    crossed = [hit for hit in _events(found, *between) if not _leads(occasion, hit)]
    if not after and not crossed:
        # What follows another event at once is that event's.
        crossed = [
            hit
            for hit in _events(found, clause.first, item.first)
            if occasion.noun and item.first - hit.last <= _BESIDE
        ]
    if _is_bare(found, occasion, own):
        beside = clause is own and not crossed and (after or gap <= _BESIDE)
        return (0, gap) if beside else None
    if clause is own:
        if not crossed:
            return (0, gap)
        # “visited Rome on Monday and met B”: what stands before both may serve both.
        return None if after or occasion.noun else (2, gap)
    if crossed or not _serves(found, occasion, clause, item):
        return None
    return (1, gap)


def _serves(found: Outline, occasion: Occasion, clause: Clause, item: _Spanned) -> bool:
    """Say whether an item of another clause may be that of the occasion."""
    own = found.clauses[occasion.clause]
    if _events(found, clause.first, clause.last):
        return False
    held = any(trigger.name.startswith("gather") for trigger in clause.triggers)
    if occasion.definite and occasion.noun and not occasion.participants and not held:
        return False
    if isinstance(item, When) and _reports(found, clause, own):
        return False
    first, last = sorted((found.clause_at(item.first), occasion.clause))
    between = [c.first for c in found.clauses[first : last + 1] if c is not own]
    return not any("apart" in found.at_structure.get(at, set()) for at in between)


def _is_of_decision(found: Outline, occasion: Occasion, when: When) -> bool:
    """Say whether a date is that of putting off: “voted on Monday to suspend talks”."""
    if occasion.cause is None or occasion.status in ("held", "announced"):
        return False
    start = found.reading.words[when.first].start
    return occasion.noun and max(start, occasion.cause[0]) < occasion.trigger[0]


def _is_far(occasion: Occasion, gap: int) -> bool:
    """Say whether a date stands too far from a noun that only points back."""
    if occasion.participants or not occasion.noun:
        return False
    return gap > 2 * _BESIDE


def _reports(found: Outline, clause: Clause, own: Clause) -> bool:
    """Say whether a clause only says that the other tells what was said."""
    said = any(hit.name == "say" for hit in clause.speech)
    return said and "that" in found.at_structure.get(own.first, set())


def _events(found: Outline, first: int, last: int) -> list[Hit]:
    """Return the triggers of other events between two tokens."""
    number = found.clause_at(first)
    events: list[Hit] = []
    while number < len(found.clauses) and found.clauses[number].first < last:
        events += [
            trigger
            for trigger in found.clauses[number].triggers
            if first <= trigger.first < last and not trigger.name.startswith(_NO_EVENT)
        ]
        number += 1
    return events


def _leads(occasion: Occasion, hit: Hit) -> bool:
    """Say whether a verb such as “hosted” only leads to the occasion's noun."""
    if not occasion.noun or occasion.frame == "hold":
        # “met for talks in Rome”
        return hit.name.endswith("/noun") and 0 <= hit.first - occasion.last <= 6
    light = hit.name.split("/")[0] in ("receive", "hold")
    return light and 0 <= occasion.first - hit.last <= 2 * _BESIDE


def _is_bare(found: Outline, occasion: Occasion, own: Clause) -> bool:
    """Say whether the occasion is a noun without parties beside another event."""
    if not occasion.noun or occasion.participants:
        return False
    return any(
        trigger.last <= occasion.first and not trigger.name.startswith(_NO_EVENT)
        for clause in found.of_sentence(own.sentence)
        for trigger in clause.triggers
    )
