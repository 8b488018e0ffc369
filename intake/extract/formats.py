"""The format of a meeting, from its words and from how many sides sit together."""

from __future__ import annotations

from intake.extract.plain import Occasion, Reading

_JMC = "jmc-5-5"
_BY_FRAME = {
    "conference": "conference", "summit": "summit", "briefing": "briefing",
    "signing": "signing", "visit": "visit",
}  # fmt: skip


def format_of(reading: Reading, occasion: Occasion) -> str:
    """Return the format of a merged occasion."""
    if _JMC in occasion.participants:
        return "five_plus_five"
    if occasion.medium:
        return "phone_call" if occasion.medium == "phone" else "video_call"
    if occasion.frame in _BY_FRAME:
        return _BY_FRAME[occasion.frame]
    count = len(sides(reading, occasion))
    if occasion.frame == "talks" and not any(
        _is_person(reading, slug) for slug in occasion.participants
    ):
        return "talks_round"
    if count > 3:
        return "multilateral"
    return "trilateral" if count == 3 else "bilateral"


def _is_person(reading: Reading, slug: str) -> bool:
    party = reading.known.parties.get(slug)
    return party is None or party.is_person


def sides(reading: Reading, occasion: Occasion) -> list[set[str]]:
    """Return the participants by side: those of one state or body sit together."""
    groups: dict[str, set[str]] = {}
    for slug in occasion.participants:
        groups.setdefault(side_of(reading, slug), set()).add(slug)
    return list(groups.values())


def side_of(reading: Reading, slug: str) -> str:
    """Return the state of a foreign party, or the body of a Libyan or international."""
    party = reading.known.parties.get(slug)
    if party is None:
        return slug
    if party.country and party.country != "LY":
        return party.country
    if not party.is_person:
        return slug
    for office in reading.known.offices_of(slug):
        if office.held_on(reading.published):
            return office.organisation
    return slug
