"""The format of a meeting, from its words and from how many sides sit together."""

from __future__ import annotations

import re

from intake.extract.plain import Occasion, Reading

_JMC = "jmc-5-5"
_COUNCIL = "un-security-council"
_TWO_PLUS_TWO = re.compile(r"\b2\s?\+\s?2\b")
_STATE = re.compile("state-([a-z]{2})")
_BY_FRAME = {
    "conference": "conference", "summit": "summit", "briefing": "briefing",
    "signing": "signing", "visit": "visit",
}  # fmt: skip
Told = tuple[Occasion, str]


def format_of(reading: Reading, occasion: Occasion) -> str:
    """Return the format of a merged occasion."""
    if _JMC in occasion.participants:
        return "five_plus_five"
    if occasion.medium:
        return "phone_call" if occasion.medium == "phone" else "video_call"
    if occasion.frame in _BY_FRAME:
        return _BY_FRAME[occasion.frame]
    if _COUNCIL in occasion.participants and len(occasion.participants) > 1:
        return "briefing"
    persons = [slug for slug in occasion.participants if is_person(reading, slug)]
    if not occasion.participants:
        return "multilateral" if occasion.frame == "session" else "talks_round"
    if occasion.frame == "talks" and not persons:
        return "talks_round"
    groups = sides(reading, occasion)
    if len(groups) == 2 and _is_two_plus_two(reading, occasion, groups):
        return "two_plus_two"
    if len(groups) > 3 or (len(occasion.participants) == 1 and not persons):
        return "multilateral"
    return "trilateral" if len(groups) == 3 else "bilateral"


def _is_two_plus_two(
    reading: Reading, occasion: Occasion, groups: list[set[str]]
) -> bool:
    """Say whether foreign and defence ministers of two states sit together."""
    groups = [{slug for slug in group if is_person(reading, slug)} for group in groups]
    if any(len(group) != 2 for group in groups):
        return False
    if _TWO_PLUS_TWO.search(reading.text):
        return True
    for group in groups:
        offices = {
            office.organisation.split("-")[0]
            for slug in group
            for office in reading.known.offices_of(slug)
            if office.held_on(reading.published)
        }
        if not {"mfa", "mod"} <= offices:
            return False
    return True


def is_person(reading: Reading, slug: str) -> bool:
    """Say whether a participant is a person; one the registry lacks is taken as one."""
    party = reading.known.parties.get(slug)
    return party is None or party.is_person


def state_of(slug: str) -> str | None:
    """Return the country of a state party."""
    match = _STATE.fullmatch(slug)
    return match.group(1).upper() if match else None


def country_of(reading: Reading, slug: str) -> str:
    """Return the country of a party; "" when it has none."""
    party = reading.known.parties.get(slug)
    return party.country if party else ""


def same_side(reading: Reading, one: Told, other: Told) -> bool:
    """Say whether two names stand for one side: itself, its state, its body."""
    (first, slug), (second, theirs) = one, other
    if slug == theirs:
        return True
    if theirs in first.on_behalf_of.get(slug, ()) or slug in second.on_behalf_of.get(
        theirs, ()
    ):
        return True
    for state, party in ((slug, theirs), (theirs, slug)):
        country = state_of(state)
        if country not in (None, "LY") and country_of(reading, party) == country:
            return True
    return False


def sides(reading: Reading, occasion: Occasion) -> list[set[str]]:
    """Return the participants by side: those of one state or body sit together."""
    groups: list[tuple[set[str], set[str]]] = []
    for slug in occasion.participants:
        marks = _marks(reading, occasion, slug)
        members = {slug}
        apart = []
        for known_marks, known_members in groups:
            if known_marks & marks:
                marks = marks | known_marks
                members |= known_members
            else:
                apart.append((known_marks, known_members))
        groups = [*apart, (marks, members)]
    return [members for _, members in groups]


def _marks(reading: Reading, occasion: Occasion, slug: str) -> set[str]:
    """Return what tells a party's side: its foreign state, or its Libyan bodies."""
    country = country_of(reading, slug)
    if country and country != "LY":
        return {country}
    marks = {slug, *occasion.on_behalf_of.get(slug, ())}
    if is_person(reading, slug) and len(marks) == 1:
        marks |= {
            office.organisation
            for office in reading.known.offices_of(slug)
            if office.held_on(reading.published)
        }
    for body in list(marks):
        party = reading.known.parties.get(body)
        marks.update(party.parents if party else ())
    return marks - {"state-ly"}
