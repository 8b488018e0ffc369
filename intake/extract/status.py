"""Whether an occasion was held, is to come, was put off, called off or denied."""

from __future__ import annotations

from intake.extract.clauses import Outline
from intake.extract.plain import Hit

# The stronger first: a denial of a planned meeting is a denial.
_OUTRANK = ("denied", "cancelled", "postponed", "suspended")
_REACH = 12
# Verbs of the past are made a future by nothing but an auxiliary.
_TOLD = frozenset({"meet/held", "receive/held", "discuss/held", "hold/held"})
_AUXILIARY = 2


def status_of(found: Outline, hit: Hit) -> tuple[str, Hit | None]:
    """Return the status of the occasion at a trigger, and the phrase that says so.

    “irrealis” means that nothing happened nor is to happen: a wish, an offer, a call.
    """
    clause = found.clauses[found.clause_at(hit.first)]
    inside = [*clause.status, *_predicate(found, hit)]
    between = [t.first for t in clause.triggers if _is_event(t) and t.first >= hit.last]
    between += [
        h.first for h in clause.speech if h.name == "say" and h.first >= hit.last
    ]
    # A putting-off right before another noun is that noun's.
    between += [
        s.first for s in clause.status if any(0 <= b - s.last <= 2 for b in between)
    ]
    until = min(between, default=clause.last + _REACH * 3)
    near = {
        status.name: status
        for status in inside
        if _governs(status, hit)
        and status.first < until
        and not _is_listed(found, status, hit)
    }
    for name in _OUTRANK:
        if name in near:
            return name, near[name]
    above = _above(found, hit)
    for name in _OUTRANK:
        if name in above:
            return name, above[name]
    if "irrealis" in near and near["irrealis"].first < hit.first:
        return "irrealis", near["irrealis"]
    if "announced" in near:
        return "announced", near["announced"]
    if "irrealis" in above:
        return "irrealis", above["irrealis"]
    if hit.name.endswith("/bare"):
        return "bare", None
    return "held", None


def _is_listed(found: Outline, status: Hit, hit: Hit) -> bool:
    """Say whether a comma parts a wish from a noun named after it in a list."""
    if status.name != "irrealis" or not hit.name.endswith("/noun"):
        return False
    words = found.reading.words
    return any(words[at].text in ",،" for at in range(status.last, hit.first))


def _predicate(found: Outline, hit: Hit) -> list[Hit]:
    """Return what is said of a noun after a “which …” clause or in it."""
    if not hit.name.endswith("/noun"):
        return []
    number = found.clause_at(hit.first)
    taken: list[Hit] = []
    opened = False
    own = found.clauses[number]
    if any(t.first >= hit.last and _is_event(t) for t in own.triggers):
        return []
    for clause in found.clauses[number + 1 : number + 4]:
        opened = opened or "relative" in found.at_structure.get(clause.first, set())
        if clause.sentence != own.sentence or not opened:
            break
        if any(_is_event(trigger) for trigger in clause.triggers):
            break
        taken += [s for s in clause.status if s.name in (*_OUTRANK, "announced")]
        if not clause.status and clause.last - clause.first > 2:
            break
    return taken


def _is_event(trigger: Hit) -> bool:
    return not trigger.name.startswith(("gather", "attend", "mask"))


def _overlaps(status: Hit, hit: Hit) -> bool:
    return status.first < hit.last and hit.first < status.last


def _governs(status: Hit, hit: Hit) -> bool:
    """Say whether a phrase of status bears on the trigger."""
    if _overlaps(status, hit):
        return True
    if status.last <= hit.first:
        told = hit.name in _TOLD and status.name == "announced"
        return hit.first - status.last <= (_AUXILIARY if told else _REACH)
    # What follows a noun is its predicate; what follows a verb is another matter.
    noun = hit.name.endswith("/noun") or (
        hit.name.startswith("visit") and status.name in _OUTRANK
    )
    return (
        noun
        and status.name not in ("irrealis", "negative")
        and status.first - hit.last <= 2 * _REACH
    )


def _above(found: Outline, hit: Hit) -> dict[str, Hit]:
    """Return the status phrases of the clause that a “that …” clause hangs on."""
    number = found.clause_at(hit.first)
    clause = found.clauses[number]
    if not number or not clause.opener:
        return {}
    before = found.clauses[number - 1]
    if before.sentence != clause.sentence:
        return {}
    return {
        status.name: status
        for status in before.status
        if clause.first - status.last <= 2
    }
