"""Who meets whom: the parties of a trigger by their place in its clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from intake.extract.clauses import Clause, Group, Outline
from intake.extract.groups import prefix
from intake.extract.plain import Hit, Token
from intake.extract.syntax import (
    MEDIA,
    carried,
    frame_of,
    has_pronoun,
    is_noun,
    may_carry,
    objects,
    speaks,
    stop_of,
    subject,
    subject_outside,
)

# Phrases that only lead to a noun of meeting; the noun makes the occasion.
LIGHT = frozenset({"gather", "attend", "receive", "hold"})
NOUNS = frozenset({"meeting", "talks", "conference", "summit", "session"})
# What follows these directly is a topic or a place, not who is met.
_TOPICAL = frozenset({"discuss", "visit"})
_NEAR = 4
_APART = 8


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
    visitor = _visitor(found, clause, hit)
    if visitor:
        return Arguments(visitor, [], "whose visit", hit)
    light = _light_verb(found, clause, hit) if frame_of(hit) in MEDIA else None
    at = light.first if light else hit.first
    left, how = subject(found, clause, at, own=order == "vso")
    if order == "vso" and not left:
        after = _verb_first(found, clause, hit, direct=direct)
        if after is not None:
            return after
    right = objects(found, clause, hit.last, direct=direct)
    if not left:
        left, how = subject(found, clause, at)
    if not left and len(right) < 2 and may_carry(found, clause, at):
        left, how = carried(found, clause.sentence, to=clause), "carried over"
    if not right and (agents := _agents(found, clause, hit)):
        return Arguments(agents, [i for i in left if i not in agents], "passive", hit)
    if not right:
        right = _pronoun_object(found, clause, hit, left)
    return Arguments([i for i in left if i not in right], right, how, hit)


def _agents(found: Outline, clause: Clause, hit: Hit) -> list[int]:
    """Return who received (“was received on Monday by”) or called (“a call from”)."""
    if frame_of(hit) in MEDIA:
        name = "caller"
    elif frame_of(hit) == "receive" and _is_passive(found, hit):
        name = "agent"
    else:
        return []
    for group in clause.groups:
        at = group.first
        while at > hit.last and (
            "definite" in found.before(at) or not found.reading.words[at - 1].is_word
        ):
            at -= 1
        if group.first >= hit.last and name in found.before(at):
            return list(group.members)
    return []


def _is_passive(found: Outline, hit: Hit) -> bool:
    """Say whether a word of the phrase makes it passive: “a été reçu”."""
    words, trie = found.reading.words, found.reading.lexicon.tries["speech"]
    matches = [trie.longest(words, at, at + 1) for at in range(hit.first, hit.last)]
    return any(name == "passive" for match in matches if match for _, name in match[1])


def _visitor(found: Outline, clause: Clause, hit: Hit) -> list[int]:
    """Return whose visit it is: “the visit of A to …”."""
    if frame_of(hit) != "visit" or not hit.name.endswith("/held"):
        return []
    for group in clause.groups:
        if group.first < hit.last:
            continue
        near = group.first - hit.last <= _NEAR and _is_of(found, hit, group)
        return list(group.members) if near else []
    return []


def _verb_first(
    found: Outline, clause: Clause, hit: Hit, *, direct: bool
) -> Arguments | None:
    """Return the parties of a verb that stands before its subject and its object."""
    stop = stop_of(found, clause, hit.last)
    first = next(
        (g for g in clause.groups if hit.last <= g.first < stop and g.free), None
    )
    if first is None:
        return None
    right = objects(found, clause, first.last, direct=direct)
    if not right and len(first.members) < 2:
        return None
    if not right and frame_of(hit) == "receive":
        # A comma, not “and”, may stand between who receives and who is received.
        return Arguments(first.members[:1], first.members[1:], "after the verb", hit)
    return Arguments(list(first.members), right, "after the verb", hit)


def _pronoun_object(
    found: Outline, clause: Clause, hit: Hit, left: list[int]
) -> list[int]:
    """Return whom “him” means after a verb: the last party named but the subject."""
    near = range(max(hit.first - 1, clause.first), min(hit.last + _NEAR, clause.last))
    if not any("object" in found.at_structure.get(at, set()) for at in near):
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
    gathered = _gathered(found, hit)
    if gathered and not complete:
        right, complete = [*right, *(i for i in gathered if i not in right)], True
    compound = _compound(found, clause, hit)
    own = Arguments(compound, [i for i in right if i not in compound], "noun")
    if complete:
        return Arguments([], own.all, "between")
    verb = _light_verb(found, clause, hit)
    if verb is not None:
        return own if frame_of(verb) == "attend" else _by_holder(found, hit, own, verb)
    if having and not compound:
        return _by_possessor(found, hit, own)
    if not own.all:
        whose = _them(found, clause, hit)
        if whose:
            return Arguments([], whose, "between")
        whose = _possessor(found, clause, hit)
        if len({found.reading.mentions[i].party for i in whose}) >= 2:
            return Arguments([], whose, "whose meeting")
    if not own.all and hit.first == clause.first and not clause.opener:
        left, how = subject(found, clause, hit.first)
        return Arguments(left, [], how)
    return own


def _them(found: Outline, clause: Clause, hit: Hit) -> list[int]:
    """Return the two persons just named, for a noun with “between them”."""
    near = range(hit.last, min(hit.last + 3, clause.last))
    if not any("them" in found.at_structure.get(at, set()) for at in near):
        return []
    for number in range(clause.sentence, max(-1, clause.sentence - 2), -1):
        people: dict[str, int] = {}
        for other in found.of_sentence(number):
            for group in other.groups:
                for index in group.members:
                    mention = found.reading.mentions[index]
                    if group.last <= hit.first and mention.kind == "person":
                        people.setdefault(mention.party, index)
        if len(people) == 2:
            return list(people.values())
    return []


def _by_holder(found: Outline, hit: Hit, own: Arguments, verb: Hit) -> Arguments:
    """Add who holds the meeting by the verb before the noun."""
    clause = found.clauses[found.clause_at(hit.first)]
    left, how = subject(found, clause, verb.first, own=True)
    if not left and (clause.opener or verb.name.endswith("/held")):
        left, how = subject_outside(found, clause, verb.first, quoted=True)
    if not left and (
        frame_of(verb) != "gather" or has_pronoun(found, clause, verb.first)
    ):
        left = carried(found, clause.sentence, to=clause)
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
        left, how = _holder_after(found, clause, hit), "subject"
    if not left:
        left, how = subject(found, clause, hit.first)
    if not left and may_carry(found, clause, hit.first):
        left, how = carried(found, clause.sentence, to=clause), "carried over"
    return Arguments([i for i in left if i not in own.right], own.right, how)


def _holder_after(found: Outline, clause: Clause, hit: Hit) -> list[int]:
    """Return who holds a talk named before its verb: “talks with A held B”."""
    for trigger in clause.triggers:
        light = frame_of(trigger) in ("gather", "hold") and not is_noun(trigger)
        if light and trigger.first >= hit.last:
            for group in clause.groups:
                if group.free and 0 <= group.first - trigger.last <= _NEAR:
                    return list(group.members)
    return []


def _after_noun(
    found: Outline, clause: Clause, hit: Hit
) -> tuple[list[int], bool, bool]:
    """Return (mentions after the noun, whether they are all, whether “with” led)."""
    stop = stop_of(found, clause, hit.last, attend=True)
    stop = min(
        [stop, *(t.first for t in clause.triggers if is_noun(t) and t.first > hit.last)]
    )
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
            # “of A with B” names both, “with B” wants its subject.
            having = having or not taken
            taken += group.members
        elif (governor == "govern" and not taken and _is_of(found, hit, group)) or (
            _directly_after(found, hit, group) and not speaks(found, clause, group)
        ):
            taken += group.members
        elif governor == "and" and taken and not speaks(found, clause, group):
            taken += group.members
            complete = complete or not having
    return taken, complete, having


def _gathered(found: Outline, hit: Hit) -> list[int]:
    """Return whom a “which brought together …” clause after the noun names."""
    number = found.clause_at(hit.first) + 1
    if number >= len(found.clauses):
        return []
    own, clause = found.clauses[number - 1], found.clauses[number]
    if clause.sentence != own.sentence or clause.first - hit.last > _APART:
        return []
    if "relative" not in found.at_structure.get(clause.first, set()):
        return []
    first = next((g for g in clause.groups if g.governor == "between"), None)
    if first is None:
        return []
    return [
        i
        for g in clause.groups
        if g.first >= first.first and (g is first or g.governor == "and")
        for i in g.members
    ]


def _is_of(found: Outline, hit: Hit, group: Group) -> bool:
    at = group.first
    if prefix(found, at) == "to":
        return group.first - hit.last <= _NEAR - 1
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
        joined = not any(token.text in ":;,،." for token in gap) and all(
            token.text in "-–—'’\"”s" or not token.text[:1].isupper() for token in gap
        )
        blocked = any(found.at_structure.get(at) for at in range(group.last, hit.first))
        if len(gap) <= _NEAR and joined and not verbs and not blocked:
            near = len(gap) <= 2 or _possessed(gap)
            alone = len(group.members) == 1 and not _possessed(gap)
            state = found.reading.mentions[group.members[0]].kind == "state"
            # “a Libyan summit” is about Libya.
            return list(group.members) if near and not (alone and state) else []
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
            status.name in ("postponed", "cancelled", "suspended")
            and best is None
            and 0 <= hit.first - status.last <= 3 * _NEAR
            and not _is_named(found, clause, status)
        ):
            best = Hit(status.first, status.last, "triggers", "gather/bare")
        if (
            status.name == "announced"
            and best is None
            and status.last <= hit.first <= status.last + 2
        ):
            best = Hit(status.first, status.last, "triggers", "gather/bare")
    return best


def _is_named(found: Outline, clause: Clause, status: Hit) -> bool:
    """Say whether a putting-off is spoken of as a thing: “announced the delay of”."""
    if "definite" in found.before(status.first):
        return True
    return any(
        0 <= status.first - hit.last <= 1 for hit in clause.speech if hit.name == "say"
    )


def _possessor(found: Outline, clause: Clause, hit: Hit) -> list[int]:
    for at in range(hit.first, max(clause.first, hit.first - _NEAR), -1):
        if "possessive" in found.before(at):
            left, _ = subject(found, clause, hit.first, own=True)
            return left or carried(found, clause.sentence, to=clause)
    return []
