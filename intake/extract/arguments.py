"""Who meets whom: the parties of a trigger by their place in its clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from intake.extract.clauses import Clause, Group, Outline, prefix
from intake.extract.plain import Hit, Token

# Phrases that only lead to a noun of meeting; the noun makes the occasion.
MEDIA = frozenset({"call", "video"})
LIGHT = frozenset({"gather", "attend", "receive", "hold"})
NOUNS = frozenset({"meeting", "talks", "conference", "summit", "session"})
# What follows these directly is a topic or a place, not who is met.
_TOPICAL = frozenset({"discuss", "visit"})
_NEAR = 4
_BACK = 3


@dataclass(slots=True)
class Arguments:
    """Mentions that act (`left`) and that are met (`right`), and how they were found."""

    left: list[int] = field(default_factory=list)
    right: list[int] = field(default_factory=list)
    how: str = ""
    verb: Hit | None = None

    @property
    def all(self) -> list[int]:
        """Return every mention once, who acts first."""
        return list(dict.fromkeys([*self.left, *self.right]))


def frame_of(hit: Hit) -> str:
    """Return the frame of a trigger: its name without the form."""
    return hit.name.split("/")[0]


def is_noun(hit: Hit) -> bool:
    """Say whether the trigger is a noun of meeting."""
    return hit.name.endswith("/noun")


def of_verb(found: Outline, hit: Hit) -> Arguments:
    """Return who acts and who is met by a verb such as “met” or “received”."""
    clause = found.clauses[found.clause_at(hit.first)]
    order = found.reading.lexicon.order
    direct = frame_of(hit) not in _TOPICAL
    if order == "sov":
        groups = [g for g in clause.groups if g.last <= hit.first]
        members = [index for group in groups for index in group.members]
        right = objects(found, clause, hit.last, direct=direct)
        return Arguments(members[:1], [*members[1:], *right], "before the verb", hit)
    left, how = subject(found, clause, hit.first, own=order == "vso")
    if order == "vso" and not left:
        after = _verb_first(found, clause, hit, direct=direct)
        if after is not None:
            return after
    right = objects(found, clause, hit.last, direct=direct)
    if not left:
        left, how = subject(found, clause, hit.first)
    if not left:
        left, how = carried(found, clause.sentence), "carried over"
    if not right:
        right = _pronoun_object(found, clause, hit, left)
    return Arguments([i for i in left if i not in right], right, how, hit)


def _verb_first(
    found: Outline, clause: Clause, hit: Hit, *, direct: bool
) -> Arguments | None:
    """Return the parties of a verb that stands before its subject and its object."""
    stop = _stop(found, clause, hit.last)
    first = next(
        (g for g in clause.groups if hit.last <= g.first < stop and g.free), None
    )
    if first is None:
        return None
    right = objects(found, clause, first.last, direct=direct)
    if not right and len(first.members) < 2:
        return None
    return Arguments(list(first.members), right, "after the verb", hit)


def _pronoun_object(
    found: Outline, clause: Clause, hit: Hit, left: list[int]
) -> list[int]:
    """Return whom “him” means after a verb: the last party named but the subject."""
    after = range(hit.last, min(hit.last + _NEAR, clause.last))
    if not any("object" in found.at_structure.get(at, set()) for at in after):
        return []
    mentions = found.reading.mentions
    own = {mentions[index].party for index in left}
    for number in range(found.clause_at(hit.first), -1, -1):
        earlier = found.clauses[number]
        if clause.sentence - earlier.sentence > 2:
            break
        for group in reversed(earlier.groups):
            parties = {mentions[index].party for index in group.members}
            if group.last <= hit.first and not parties & own:
                return list(group.members)
    return []


def of_noun(found: Outline, hit: Hit) -> Arguments:
    """Return the parties of a noun of meeting: between, with, of, or its holder."""
    clause = found.clauses[found.clause_at(hit.first)]
    if found.reading.lexicon.order == "sov":
        members = [
            index
            for group in clause.groups
            if group.last <= hit.first and group.governor != "govern"
            for index in group.members
        ]
        return Arguments([], members, "before the noun")
    right, complete, having = _after_noun(found, clause, hit)
    compound = _compound(found, clause, hit)
    own = Arguments(compound, [i for i in right if i not in compound], "noun")
    if complete:
        return Arguments([], own.all, "between")
    verb = _light_verb(found, clause, hit)
    if verb is not None:
        return own if frame_of(verb) == "attend" else _by_holder(found, hit, own, verb)
    if having and not compound:
        return _by_possessor(found, hit, own)
    if not own.all and hit.first == clause.first and not clause.opener:
        left, how = subject(found, clause, hit.first)
        return Arguments(left, [], how)
    return own


def _by_holder(found: Outline, hit: Hit, own: Arguments, verb: Hit) -> Arguments:
    """Add who holds the meeting by the verb before the noun."""
    clause = found.clauses[found.clause_at(hit.first)]
    left, how = subject(found, clause, verb.first, own=True)
    if not left and (clause.opener or verb.name.endswith("/held")):
        left, how = _subject_outside(found, clause, verb.first, quoted=True)
    if not left and frame_of(verb) != "gather":
        left = carried(found, clause.sentence)
    if found.reading.lexicon.order == "vso" and not left:
        left = [
            index
            for group in clause.groups
            if verb.last <= group.first and group.last <= hit.first and group.free
            for index in group.members
        ]
    return Arguments(left, [i for i in own.all if i not in left], how, verb)


def _by_possessor(found: Outline, hit: Hit, own: Arguments) -> Arguments:
    """Add whose meeting “with” somebody it was."""
    clause = found.clauses[found.clause_at(hit.first)]
    left, how = _possessor(found, clause, hit), "whose meeting"
    if not left:
        left, how = subject(found, clause, hit.first)
    if not left:
        left, how = carried(found, clause.sentence), "carried over"
    return Arguments([i for i in left if i not in own.right], own.right, how)


def _after_noun(
    found: Outline, clause: Clause, hit: Hit
) -> tuple[list[int], bool, bool]:
    """Return (mentions after the noun, whether they are all, whether “with” led)."""
    stop = _stop(found, clause, hit.last, attend=True)
    taken: list[int] = []
    complete = having = False
    for group in clause.groups:
        if not hit.last <= group.first < stop:
            continue
        governor = group.governor
        if governor == "between":
            taken += group.members
            complete = len(group.members) > 1 or complete
        elif governor == "with":
            taken += group.members
            having = True
        elif (governor == "govern" and not taken and _is_of(found, group)) or (
            _directly_after(found, hit, group) and not speaks(found, clause, group)
        ):
            taken += group.members
        elif governor == "and" and taken and not speaks(found, clause, group):
            taken += group.members
            complete = complete or not having
    return taken, complete, having


def _is_of(found: Outline, group: Group) -> bool:
    at = group.first
    if prefix(found, at) == "to":
        return True
    while at > 0 and "definite" in found.before(at):
        at -= 1
    return "of" in found.before(at)


def _directly_after(found: Outline, hit: Hit, group: Group) -> bool:
    return group.governor == "" and group.first - hit.last <= 1


def _compound(found: Outline, clause: Clause, hit: Hit) -> list[int]:
    """Return the parties right before the noun: “the Haftar–Sarraj meeting”."""
    for group in reversed(clause.groups):
        if group.last > hit.first:
            continue
        gap = found.reading.words[group.last : hit.first]
        verbs = [h for h in clause.triggers if group.last <= h.first < hit.first]
        joined = all(
            token.text in "-–—'’\"”s" or not token.text[:1].isupper() for token in gap
        )
        blocked = any(found.at_structure.get(at) for at in range(group.last, hit.first))
        if len(gap) <= _NEAR and joined and not verbs and not blocked:
            return list(group.members) if len(gap) <= 2 or _possessed(gap) else []
        return []
    return []


def _possessed(gap: Sequence[Token]) -> bool:
    return bool(gap) and gap[0].text in ("'", "’", "'s", "’s")


def _light_verb(found: Outline, clause: Clause, hit: Hit) -> Hit | None:
    """Return the verb that leads to the noun: “held … a meeting”."""
    best = None
    for trigger in clause.triggers:
        if trigger.first >= hit.first:
            break
        if is_noun(trigger):
            best = None
        elif frame_of(trigger) in LIGHT:
            best = trigger
    for status in clause.status:
        if (
            status.name == "announced"
            and best is None
            and status.last <= hit.first <= status.last + 2
        ):
            best = Hit(status.first, status.last, "triggers", "gather/bare")
    return best


def _possessor(found: Outline, clause: Clause, hit: Hit) -> list[int]:
    for at in range(hit.first, max(clause.first, hit.first - _NEAR), -1):
        if "possessive" in found.before(at):
            left, _ = subject(found, clause, hit.first, own=True)
            return left or carried(found, clause.sentence, to=clause)
    return []


def subject(
    found: Outline, clause: Clause, at: int, *, own: bool = False
) -> tuple[list[int], str]:
    """Return the mentions that act at a token of a clause, and how they were found.

    With `own` only the clause itself is asked.
    """
    for group in reversed(clause.groups):
        if group.last > at or not group.free or _is_met(found, clause, group):
            continue
        return list(group.members), "subject"
    if own:
        return [], ""
    return _subject_outside(found, clause, at)


def _subject_outside(
    found: Outline, clause: Clause, at: int, *, quoted: bool = False
) -> tuple[list[int], str]:
    """Return who acts in a clause whose subject stands after the verb or outside.

    With `quoted` not who says what the clause says.
    """
    clauses = found.of_sentence(clause.sentence)
    number = next(i for i, other in enumerate(clauses) if other is clause)
    if number and _is_relative(found, clause):
        before = clauses[number - 1].groups
        if before and clause.first - before[-1].last <= _BACK:
            return list(before[-1].members), "relative"
    for group in clause.groups:
        if quoted:
            break
        if group.first >= at and group.free and _says(found, clause, group):
            return list(group.members), "speaker"
    if _has_pronoun(found, clause, at):
        return [], ""
    for other in [*clauses[:number], *clauses[number + 1 :][:1]]:
        for group in other.groups:
            if group.free and not _is_met(found, other, group):
                return list(group.members), "main clause"
    return [], ""


def _says(found: Outline, clause: Clause, group: Group) -> bool:
    """Say whether the group is the subject of a verb of speech beside it."""
    before = any(
        hit.name == "say" and 0 <= group.first - hit.last <= 1 for hit in clause.speech
    )
    return before or speaks(found, clause, group)


def _is_relative(found: Outline, clause: Clause) -> bool:
    return "relative" in found.at_structure.get(clause.first, set())


def _has_pronoun(found: Outline, clause: Clause, at: int) -> bool:
    return any(
        found.at_structure.get(token, set()) & {"pronoun", "plural"}
        for token in range(clause.first, at)
    )


def _is_met(found: Outline, clause: Clause, group: Group) -> bool:
    """Say whether a verb of meeting stands right before the group."""
    for trigger in clause.triggers:
        if trigger.last <= group.first:
            gap = found.reading.words[trigger.last : group.first]
            if is_noun(trigger) or frame_of(trigger) == "mask":
                continue
            if len(gap) <= 2 and not any(t.text[:1].isupper() for t in gap):
                return True
    return False


def carried(found: Outline, sentence: int, to: Clause | None = None) -> list[int]:
    """Return who acted last before a sentence (or before a clause of it)."""
    for number in range(sentence, max(-1, sentence - 4), -1):
        for clause in found.of_sentence(number):
            if number == sentence and (to is None or clause.first >= to.first):
                break
            for group in clause.groups:
                if group.free and not _is_met(found, clause, group):
                    return list(group.members)
        if found.reading.sentences[number].headline and number < sentence:
            break
    return []


def objects(
    found: Outline, clause: Clause, at: int, *, direct: bool = True
) -> list[int]:
    """Return the mentions met: direct, under “with”, joined by “and”."""
    stop = _stop(found, clause, at)
    taken: list[int] = []
    for group in clause.groups:
        if not at <= group.first < stop:
            continue
        governor = group.governor
        if governor in ("with", "companion") or (governor == "between" and direct):
            taken += group.members
        elif (not direct and not taken) or speaks(found, clause, group):
            continue
        elif (
            governor == "led"
            or _adjoins(found, at, group)
            or (governor == "" and (not taken or found.reading.lexicon.order == "vso"))
            or (governor == "and" and taken)
        ):
            taken += group.members
    return taken


def _adjoins(found: Outline, at: int, group: Group) -> bool:
    """Say whether only articles and marks stand between a verb and the group."""
    gap = range(at, group.first)
    words = found.reading.words
    return len(gap) <= 2 and all(
        not words[i].is_word or "definite" in found.at_structure.get(i, set())
        for i in gap
    )


def speaks(found: Outline, clause: Clause, group: Group) -> bool:
    """Say whether a verb follows the group, whose subject it then is."""
    words = found.reading.words
    after = []
    for at in range(group.last, min(group.last + 3, clause.last)):
        if words[at].text in ",،":
            break
        after.append(at)
    starts = {hit.first for hit in clause.speech if hit.name == "say"}
    starts |= {
        hit.first
        for hit in clause.triggers
        if not is_noun(hit) and frame_of(hit) not in ("mask", "attend", *MEDIA)
    }
    return any(at in starts for at in after)


def _stop(found: Outline, clause: Clause, at: int, *, attend: bool = False) -> int:
    """Return where what is met ends: at its topic, its purpose or the next verb.

    With `attend` also where those who attended begin.
    """
    passed = (
        ("mask", "video", "call") if attend else ("attend", "mask", "video", "call")
    )
    stops = [
        hit.first
        for hit in clause.structure
        if hit.name in ("topic", "purpose") and at <= hit.first
    ]
    stops += [
        hit.first
        for hit in clause.triggers
        if at <= hit.first and not is_noun(hit) and frame_of(hit) not in passed
    ]
    stops += [
        hit.first for hit in clause.speech if hit.name == "say" and at <= hit.first
    ]
    return min(stops, default=clause.last)
