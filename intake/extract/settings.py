"""When and where an occasion took place, by what stands in its clause."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from intake.extract.clauses import Outline
from intake.extract.dates import forward
from intake.extract.plain import Occasion


class _Spanned(Protocol):
    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int: ...


T = TypeVar("T", bound=_Spanned)
_FUTURE = ("announced", "postponed", "cancelled")


def place_and_date(found: Outline, occasion: Occasion) -> None:
    """Set the occasion's date and place from its clause, then from its sentence."""
    whens = [w for w in found.reading.whens if w not in found.texts_dates]
    when = _nearest(found, occasion, whens)
    if when is not None:
        if occasion.status in _FUTURE:
            when = forward(when, found.reading.published)
        occasion.when = when
    if not occasion.medium:
        wheres = [w for w in found.reading.wheres if w.locative]
        occasion.where = _nearest(found, occasion, wheres)


def _nearest(found: Outline, occasion: Occasion, items: Sequence[T]) -> T | None:
    """Return the item nearest to the trigger: same clause, then same sentence."""
    clauses = found.of_sentence(occasion.sentence)
    first, last = clauses[0].first, clauses[-1].last
    inside = [item for item in items if first <= item.first < last]
    own = found.clauses[occasion.clause]

    def rank(item: T) -> tuple[bool, bool, int]:
        here = own.first <= item.first < own.last
        taken = _is_of_another(found, occasion, item)
        after = item.first - occasion.last
        gap = after if after >= 0 else occasion.first - item.last
        return (taken, not here, gap)

    best = min(inside, key=rank, default=None)
    if best is not None and rank(best)[0] and not rank(best)[1]:
        return None if _is_of_another(found, occasion, best) else best
    if best is not None and rank(best)[0]:
        return None
    return best


def _is_of_another(found: Outline, occasion: Occasion, item: _Spanned) -> bool:
    """Say whether another trigger of the clause stands nearer to the item."""
    clause = found.clauses[found.clause_at(item.first)]
    own = found.clauses[occasion.clause]
    for trigger in clause.triggers:
        if trigger.first == occasion.first or trigger.name.startswith(
            ("mask", "gather", "attend", "hold", "video", "call")
        ):
            continue
        if clause is not own:
            return True
        # Between the occasion's trigger and the item another trigger stands.
        if occasion.last <= trigger.first < item.first and trigger.name.startswith(
            ("meet", "receive", "visit", "discuss", "conference", "talks", "summit")
        ):
            return True
        if item.last <= trigger.first < occasion.first:
            return True
    return False
