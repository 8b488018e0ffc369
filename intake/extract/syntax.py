"""Who acts in a clause and who is acted on, by their places and what governs them.

No parser: a subject is a free group before its verb that no other verb governs; a
clause without one takes it from the clause it hangs on.
"""

from __future__ import annotations

from intake.extract.clauses import Clause, Group, Outline
from intake.extract.groups import is_glue
from intake.extract.plain import Hit

MEDIA = frozenset({"call", "video"})
# Clauses that tell of a place; in them “she” is who went there.
_WHERE = frozenset({"where", "où", "dove", "где"})
_BACK = 3
_APPOSITION = 20


def frame_of(hit: Hit) -> str:
    """Return the frame of a trigger: its name without the form."""
    return hit.name.split("/")[0]


def is_noun(hit: Hit) -> bool:
    """Say whether the trigger is a noun of meeting."""
    return hit.name.endswith("/noun")


def subject(
    found: Outline, clause: Clause, at: int, *, own: bool = False
) -> tuple[list[int], str]:
    """Return the mentions that act at a token of a clause, and how they were found.

    With `own` only the clause itself is asked.
    """
    first_verbs = found.reading.lexicon.order == "vso"
    for group in clause.groups if first_verbs else reversed(clause.groups):
        if group.last > at or (not first_verbs and _is_met(found, clause, group)):
            continue
        # “with A hosting …”: the governed name acts when the verb follows at once.
        if not (
            _acts(found, clause, group)
            or (group.governor == "with" and group.last == at)
        ):
            continue
        return list(group.members), "subject"
    if own:
        return [], ""
    return subject_outside(found, clause, at)


def subject_outside(
    found: Outline, clause: Clause, at: int, *, quoted: bool = False
) -> tuple[list[int], str]:
    """Return who acts in a clause whose subject stands after the verb or outside.

    With `quoted` not who says what the clause says.
    """
    clauses = found.of_sentence(clause.sentence)
    number = next(i for i, other in enumerate(clauses) if other is clause)
    there = number > 0 and _is_there(found, clause, at)
    if number and not there and _is_relative(found, clause):
        before = clauses[number - 1].groups
        if before and _leads_on(found, before[-1], clause):
            return list(before[-1].members), "relative"
    for group in clause.groups:
        if quoted:
            break
        if group.first >= at and group.free and _says(found, clause, group):
            return list(group.members), "speaker"
    if has_pronoun(found, clause, at) and not there:
        return [], ""
    following = clauses[number + 1 :][:1] if clause.opener and not number else []
    for other in [*clauses[:number], *following]:
        for group in other.groups:
            if _acts(found, other, group) and not _is_met(found, other, group):
                return list(group.members), "main clause"
    return [], ""


def _acts(found: Outline, clause: Clause, group: Group) -> bool:
    """Say whether the group may be a subject."""
    return group.free or _leads_delegation(found, clause, group)


def _leads_delegation(found: Outline, clause: Clause, group: Group) -> bool:
    """Say whether the group leads those who act: “a delegation led by A met B”."""
    return group.governor == "led" and any(
        hit.name == "delegation" and 0 <= group.first - hit.last <= _APPOSITION
        for hit in clause.structure
    )


def _leads_on(found: Outline, group: Group, clause: Clause) -> bool:
    """Say whether a “who …” clause follows a group, at most past its title."""
    gap = range(group.last, clause.first)
    return len(gap) <= _BACK or (
        len(gap) <= _APPOSITION and all(is_glue(found, at) for at in gap)
    )


def _says(found: Outline, clause: Clause, group: Group) -> bool:
    """Say whether the group is the subject of a verb of speech beside it."""
    before = any(
        hit.name == "say" and 0 <= group.first - hit.last <= 1 for hit in clause.speech
    )
    return before or speaks(found, clause, group)


def _is_there(found: Outline, clause: Clause, at: int) -> bool:
    """Say whether who went somewhere acts there: “went to Tunis, where she met B”."""
    return clause.opener in _WHERE and has_pronoun(found, clause, at)


def _is_relative(found: Outline, clause: Clause) -> bool:
    return "relative" in found.at_structure.get(clause.first, set())


def has_pronoun(found: Outline, clause: Clause, at: int) -> bool:
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
                if _acts(found, clause, group) and not _is_met(found, clause, group):
                    return list(group.members)
        if found.reading.sentences[number].headline and number < sentence:
            break
    return []


def objects(
    found: Outline, clause: Clause, at: int, *, direct: bool = True
) -> list[int]:
    """Return the mentions met: direct, under “with”, joined by “and”."""
    stop = stop_of(found, clause, at)
    taken: list[int] = []
    nouns = [t.first for t in clause.triggers if is_noun(t)]
    end = at
    for group in clause.groups:
        if not at <= group.first < stop:
            continue
        if taken and any(end <= noun < group.first for noun in nouns):
            break
        end = group.last
        governor = group.governor
        if governor in ("with", "companion") or (governor == "between" and direct):
            taken += group.members
        elif (not direct and not taken) or speaks(found, clause, group):
            continue
        elif (
            governor == "led"
            or (direct and _of_delegation(found, clause, at, group))
            or _adjoins(found, at, group)
            or (governor == "" and (not taken or _names_them(found, taken, group)))
            or (governor == "and" and taken)
        ):
            taken += group.members
    return taken


def _names_them(found: Outline, taken: list[int], group: Group) -> bool:
    """Say whether the group names those just told of by office: “colleagues, A and B”."""
    mentions, parties = found.reading.mentions, found.reading.known.parties
    office = mentions[taken[-1]]
    if office.kind == "person" or office.rule != "people":
        return False
    state = office.party.removeprefix("state-").upper()
    countries = {
        parties[mentions[i].party].country
        for i in group.members
        if mentions[i].kind == "person" and mentions[i].party in parties
    }
    return countries == {state}


def may_carry(found: Outline, clause: Clause, at: int) -> bool:
    """Say whether a verb without a known subject may have that of the sentence before.

    Not when others act: representatives, or a name that nobody knows.
    """
    words = found.reading.words
    if any(
        h.name in ("delegation", "rivals")
        and h.last <= at
        and not ("definite" in found.before(h.first) and h.last == clause.first + 2)
        for h in clause.structure
    ):
        return False
    return not any(
        words[i].text[:1].isupper()
        and words[i].text[1:].islower()
        and i not in found.inside
        and i not in found.titled
        and not is_glue(found, i)
        and not found.at_structure.get(i)
        for i in range(clause.first + 1, at)
    )


def _of_delegation(found: Outline, clause: Clause, at: int, group: Group) -> bool:
    """Say whether the group sends those met: “a delegation from …”."""
    return group.governor == "govern" and any(
        hit.name == "delegation"
        and hit.first >= at
        and 0 <= group.first - hit.last <= 3
        for hit in clause.structure
    )


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
    after = _after(found, clause, group)
    starts = {hit.first for hit in clause.speech if hit.name == "say"}
    starts |= {
        hit.first
        for hit in clause.triggers
        if not hit.name.endswith(("/noun", "/bare"))
        and frame_of(hit) not in ("mask", "attend", *MEDIA)
    }
    return any(at in starts for at in after)


def _after(found: Outline, clause: Clause, group: Group) -> list[int]:
    """Return the tokens where the group's verb would stand, past an apposition."""
    words = found.reading.words
    after: list[int] = []
    for at in range(group.last, min(group.last + 3, clause.last)):
        if words[at].text in ",،":
            break
        after.append(at)
    if after and words[group.last].text not in ",،":
        return after
    for at in range(group.last + 2, min(group.last + _APPOSITION, clause.last - 1)):
        if words[at].text in ",،":
            verb = any(h.name == "say" and h.first == at + 1 for h in clause.speech)
            return [at + 1] if verb else []
    return after


def stop_of(found: Outline, clause: Clause, at: int, *, attend: bool = False) -> int:
    """Return where what is met ends: at its topic, its purpose or the next verb.

    With `attend` also where those who attended begin.
    """
    passed = ("mask", *MEDIA, "gather") if attend else ("mask", *MEDIA, "attend")
    stops = [
        hit.first
        for hit in clause.structure
        if hit.name in ("topic", "purpose")
        and at <= hit.first
        and "led" not in found.at_structure.get(hit.first, set())
    ]
    stops += [
        hit.first
        for hit in clause.triggers
        if at <= hit.first
        and not is_noun(hit)
        and frame_of(hit) not in passed
        and "between" not in found.at_structure.get(hit.first, set())
    ]
    stops += [
        hit.first for hit in clause.speech if hit.name == "say" and at <= hit.first
    ]
    return min(stops, default=clause.last)
