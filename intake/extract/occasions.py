"""Candidate meetings: each trigger with its parties, status, date and place."""

from __future__ import annotations

from dataclasses import replace

from intake.extract import arguments, attendance, settings, status
from intake.extract.arguments import Arguments
from intake.extract.clauses import Clause, Outline
from intake.extract.groups import prefix
from intake.extract.outlines import outline
from intake.extract.plain import Hit, Mention, Occasion, Reading
from intake.extract.syntax import (
    frame_of,
    is_noun,
    subject_outside,
)

VERSION = 1
# Frames whose light verb names who holds the noun that follows, and no more.
_ONLY_LIGHT = frozenset({"gather", "attend", "mask"})
_MEDIA = {"call": "phone", "video": "video"}
_HOST = {"receive": "host", "hold": "host"}
_AIM = 20
# Bodies that meet by themselves, not in internal sessions.
_CONVENING = frozenset({"committee", "political_body", "international_organization"})
_CAMPS = frozenset({"government", "armed_force"})
_BESIDE = 4
_TALKS = frozenset({"meet", "discuss", "hold", "meeting", "talks", "session"})


def find(reading: Reading, found: Outline | None = None) -> list[Occasion]:
    """Return the candidate meetings of a report in the order of their triggers."""
    found = found or outline(reading)
    occasions: list[Occasion] = []
    for hit in found.triggers:
        if frame_of(hit) in _ONLY_LIGHT or _leads_to_noun(found, hit):
            continue
        if frame_of(hit) in _MEDIA and _is_medium_only(found, hit):
            continue
        occasion = _occasion(found, hit)
        if occasion is not None:
            occasions.extend(_each(found, hit, occasion))
    for hit in found.triggers:
        if frame_of(hit) == "attend":
            attendance.add(found, hit, occasions)
    return occasions


def _leads_to_noun(found: Outline, hit: Hit) -> bool:
    """Say whether the verb only leads to a noun of meeting later in its clause."""
    if is_noun(hit) or frame_of(hit) not in arguments.LIGHT:
        return False
    clause = found.clauses[found.clause_at(hit.first)]
    after = [t for t in clause.triggers if t.first >= hit.last and is_noun(t)]
    if frame_of(hit) == "hold":
        return bool(after) and after[0].first - hit.last <= 1
    return any(t.first - hit.last <= 8 for t in after)


def _each(found: Outline, hit: Hit, occasion: Occasion) -> list[Occasion]:
    """Split “held separate meetings with A and B” into one meeting with each."""
    clause = found.clauses[occasion.clause]
    if not any(
        h.name == "each" and -_BESIDE <= h.first - hit.last <= _BESIDE
        for h in clause.structure
    ):
        return [occasion]
    parties = _parties(found, hit)
    names = [
        list(dict.fromkeys(found.reading.mentions[i].party for i in side))
        for side in (parties.left, parties.right)
    ]
    one, many = sorted(names, key=len)
    if not one or len(many) < 2 or len(one) + len(many) != len(occasion.participants):
        return [occasion]
    return [_with_only(occasion, [*one, slug]) for slug in many]


def _with_only(occasion: Occasion, slugs: list[str]) -> Occasion:
    return replace(
        occasion,
        participants=list(slugs),
        roles={s: r for s, r in occasion.roles.items() if s in slugs},
        on_behalf_of={s: b for s, b in occasion.on_behalf_of.items() if s in slugs},
        sources={s: i for s, i in occasion.sources.items() if s in slugs},
        attendees=list(occasion.attendees),
        spans=list(occasion.spans),
        evidence={},
        another=True,
    )


def _is_medium_only(found: Outline, hit: Hit) -> bool:
    """Say whether a phrase of medium only tells how another trigger's talk went."""
    clause = found.clauses[found.clause_at(hit.first)]
    return any(
        frame_of(t) in _TALKS and not t.name.endswith("/bare") and _is_near(t, hit)
        for t in clause.triggers
    )


def _is_near(one: Hit, other: Hit) -> bool:
    return max(one.first - other.last, other.first - one.last) <= 2 * _BESIDE


def _occasion(found: Outline, hit: Hit) -> Occasion | None:
    state, why = status.status_of(found, hit)
    if state == "irrealis" or (_is_nominal(hit) and _is_aim(found, hit)):
        return None
    if state == "held" and is_noun(hit) and prefix(found, hit.first) == "to":
        state = "announced"
    if state == "bare":
        if not _is_headline(found, hit):
            return None
        # “A and B discuss …” tells of the past in a title, “to meet” of the future.
        state = "announced" if _has_to(found, hit) else "held"
    parties = _parties(found, hit)
    if _speaks_of_all(found, hit, parties):
        parties = Arguments(how="all")
    elif not _enough(found, hit, parties):
        return None
    frame, number = frame_of(hit), found.clause_at(hit.first)
    occasion = Occasion(
        found.clauses[number].sentence, hit.first, hit.last, frame,
        _is_nominal(hit), state,
        medium=_MEDIA.get(frame, ""), clause=number, how=parties.how,
        rule=f"{frame}-{parties.how.replace(' ', '-') or 'alone'}",
        cause=found.reading.span(why.first, why.last) if why else None,
        trigger=found.reading.span(hit.first, hit.last),
    )  # fmt: skip
    _name_parties(found, occasion, parties)
    _doubt_subject(found, occasion, hit, parties)
    _add_rivals(found, occasion)
    _add_speaker(found, occasion, hit)
    _describe(found, occasion, hit)
    settings.place_and_date(found, occasion)
    occasion.spans = [_span(found, occasion, parties)]
    return occasion


def _speaks_of_all(found: Outline, hit: Hit, parties: Arguments) -> bool:
    """Say whether “the two sides” or “they” met: those of the meeting just told."""
    clause = found.clauses[found.clause_at(hit.first)]
    if parties.right or parties.how in ("subject", "between", "noun"):
        return False
    return any(
        h.name in ("all", "plural") and 0 <= hit.first - h.last <= _BESIDE
        for h in clause.structure
    )


def _is_nominal(hit: Hit) -> bool:
    return is_noun(hit) or frame_of(hit) == "hold"


def _parties(found: Outline, hit: Hit) -> Arguments:
    if frame_of(hit) == "hold":
        return _held(found, hit)
    if is_noun(hit):
        return arguments.of_noun(found, hit)
    return arguments.of_verb(found, hit)


def _describe(found: Outline, occasion: Occasion, hit: Hit) -> None:
    """Say whether the occasion is definite, another one, past, and by what medium."""
    occasion.noun = occasion.noun or occasion.how == "all"
    occasion.definite = occasion.noun and (
        occasion.how == "all" or _is_definite(found, hit)
    )
    occasion.another = _is_another(found, hit)
    occasion.background = _is_past(found, hit)
    if occasion.frame == "hold":
        occasion.frame = _noun_inside(found, hit)
    if occasion.frame == "visit":
        _add_host(found, occasion, found.clauses[occasion.clause])
    _mark_medium(found, occasion, hit)


def _noun_inside(found: Outline, hit: Hit) -> str:
    """Return the frame of the noun in “hold a conference”; “hold” without one."""
    for at in range(hit.first, hit.last):
        for frame, form in _inside(found, at, hit.last):
            if form == "noun":
                return frame
    return "hold"


def _inside(found: Outline, at: int, last: int) -> list[tuple[str, str]]:
    """Return (frame, form) of the triggers that begin at a token within a phrase."""
    trie = found.reading.lexicon.tries["triggers"]
    match = trie.longest(found.reading.words, at, last)
    pairs = []
    for _, name in match[1] if match else []:
        frame, _, form = name.partition("/")
        pairs.append((frame, form))
    return pairs


def _add_host(found: Outline, occasion: Occasion, clause: Clause) -> None:
    """Add at whose invitation a visit was made."""
    for hit in clause.structure:
        if hit.name != "invited":
            continue
        group = next((g for g in clause.groups if 0 <= g.first - hit.last <= 1), None)
        for index in group.members if group else []:
            mention = found.reading.mentions[index]
            _join(occasion, index, mention)
            occasion.roles[mention.party] = "host"


def _doubt_subject(
    found: Outline, occasion: Occasion, hit: Hit, parties: Arguments
) -> None:
    """Mark who acts around “before the meeting with A” as perhaps not at it."""
    clause = found.clauses[occasion.clause]
    apart = "apart" in found.at_structure.get(clause.first, set())
    outside = parties.how in ("speaker", "main clause", "subject")
    if is_noun(hit) and apart and outside and _is_definite(found, hit):
        occasion.weak = [found.reading.mentions[i].party for i in parties.left]


def _add_rivals(found: Outline, occasion: Occasion) -> None:
    """Add the two camps of “the warring sides”, when the report names just two."""
    clause = found.clauses[occasion.clause]
    if not any(hit.name == "rivals" for hit in clause.structure):
        return
    if len(occasion.participants) > 1:
        return
    reading = found.reading
    camps: dict[str, int] = {}
    for index, mention in enumerate(reading.mentions):
        party = reading.known.parties.get(mention.party)
        if party and party.country == "LY" and party.kind in _CAMPS:
            camps.setdefault(mention.party, index)
    if len(camps) == 2:
        for index in camps.values():
            _join(occasion, index, reading.mentions[index])


def _add_speaker(found: Outline, occasion: Occasion, hit: Hit) -> None:
    """Add who spoke during a body's meeting: “during a meeting of B, A said”."""
    mentions = found.reading.mentions
    if not is_noun(hit) or not occasion.participants or occasion.status != "held":
        return
    if any(mentions[i].kind == "person" for i in _sources(occasion)):
        return
    near = range(max(hit.first - _BESIDE, 0), hit.first)
    if not any("during" in found.at_structure.get(at, set()) for at in near):
        return
    members, how = subject_outside(found, found.clauses[occasion.clause], hit.first)
    if how in ("speaker", "main clause"):
        for index in members:
            if mentions[index].kind == "person":
                occasion.attendees.append(mentions[index].party)
                attendance.note(occasion, index, mentions[index])


def _sources(occasion: Occasion) -> list[int]:
    return [index for indices in occasion.sources.values() for index in indices]


def _held(found: Outline, hit: Hit) -> Arguments:
    """Return the parties of “held talks”: its subject and what follows the noun."""
    noun = arguments.of_noun(found, hit)
    if noun.how == "between":
        return noun
    verb = arguments.of_verb(found, hit)
    right = list(dict.fromkeys([*noun.right, *verb.right]))
    left = [index for index in verb.left if index not in right]
    return Arguments(left, right, verb.how or noun.how, hit)


def _enough(found: Outline, hit: Hit, parties: Arguments) -> bool:
    """Say whether the parties make this frame an occasion."""
    frame = frame_of(hit)
    sides = len({found.reading.mentions[i].party for i in parties.all})
    if is_noun(hit) or frame == "hold":
        return True
    if frame == "visit":
        return bool(parties.left)
    if frame == "receive":
        return bool(parties.right) and sides >= 2
    if frame == "video":
        return sides >= 1
    if frame == "meet" and sides == 0:
        clause = found.clauses[found.clause_at(hit.first)]
        return any(
            h.name == "delegation" and 0 <= hit.first - h.last <= _BESIDE
            for h in clause.structure
        )
    if frame == "meet" and sides == 1 and not parties.right:
        mention = found.reading.mentions[parties.left[0]]
        return mention.kind in _CONVENING
    return sides >= 2


def _is_headline(found: Outline, hit: Hit) -> bool:
    """Say whether a bare verb stands in a title, where “to meet” is a future."""
    return found.sentence_of(found.clauses[found.clause_at(hit.first)]).headline


def _has_to(found: Outline, hit: Hit) -> bool:
    names = found.before(hit.first) | found.at_structure.get(hit.first, set())
    return bool(names & {"toward", "topic"})


def _is_aim(found: Outline, hit: Hit) -> bool:
    """Say whether a talk without article is only aimed at: “to support a dialogue”."""
    if not is_noun(hit) or hit.name.startswith(("conference", "summit")):
        return False
    if _is_definite(found, hit) and not hit.name.startswith("session"):
        return False
    clause = found.clauses[found.clause_at(hit.first)]
    aims = [
        h
        for h in clause.structure
        if h.name in ("topic", "purpose")
        and 0 <= hit.first - h.last <= _AIM
        and "invited" not in found.at_structure.get(h.first, set())
    ]
    return any(
        not any(h.last <= t.first < hit.first for t in clause.triggers) for h in aims
    )


def _name_parties(found: Outline, occasion: Occasion, parties: Arguments) -> None:
    mentions = found.reading.mentions
    for index in parties.all:
        _join(occasion, index, mentions[index])
    verb = frame_of(parties.verb) if parties.verb else ""
    for index in parties.left:
        if verb in _HOST and len(parties.left) == 1:
            occasion.roles[mentions[index].party] = _HOST[verb]


def _join(occasion: Occasion, index: int, mention: Mention) -> None:
    slug = mention.party
    if not slug:
        return
    if slug not in occasion.participants:
        occasion.participants.append(slug)
        occasion.roles.setdefault(slug, "participant")
    attendance.note(occasion, index, mention)


def _is_definite(found: Outline, hit: Hit) -> bool:
    if found.reading.lexicon.bare_nouns:
        return True
    low = max(0, hit.first - 3)
    return any(
        "definite" in found.before(at) for at in range(hit.first, low, -1)
    ) or found.reading.words[hit.first].text.startswith(("ال", "وال", "بال", "لل"))


def _is_another(found: Outline, hit: Hit) -> bool:
    clause = found.clauses[found.clause_at(hit.first)]
    return any(
        h.name in ("another", "also") and hit.first - 6 <= h.first < hit.last + 3
        for h in clause.structure
    )


def _is_past(found: Outline, hit: Hit) -> bool:
    clause = found.clauses[found.clause_at(hit.first)]
    return any(
        h.name == "past" and hit.first - 4 <= h.first <= hit.first
        for h in clause.structure
    )


def _mark_medium(found: Outline, occasion: Occasion, hit: Hit) -> None:
    clause = found.clauses[occasion.clause]
    for trigger in clause.triggers:
        frame = frame_of(trigger)
        if frame in _MEDIA and trigger is not hit and _is_near(trigger, hit):
            occasion.medium = occasion.medium or _MEDIA[frame]
    for at in range(hit.first, hit.last):
        for frame, _ in _inside(found, at, hit.last):
            occasion.medium = occasion.medium or _MEDIA.get(frame, "")


def _span(found: Outline, occasion: Occasion, parties: Arguments) -> tuple[int, int]:
    """Return the characters from the first party to the last one or the trigger."""
    mentions = found.reading.mentions
    clauses = found.of_sentence(occasion.sentence)
    inside = [
        mentions[i]
        for i in parties.all
        if clauses[0].first <= mentions[i].first < clauses[-1].last
    ]
    first = min([occasion.first, *(mention.first for mention in inside)])
    last = max([occasion.last, *(mention.last for mention in inside)])
    return found.reading.span(first, last)
