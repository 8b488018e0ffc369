"""What the words of the record mean: every list is the model's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from browse.pages.record import PRESENCE_NOTES, STATUS_NOTES
from meetings.models import (
    DateBasis,
    Format,
    Level,
    OccurrenceStatus,
    Presence,
    Track,
)
from meetings.models.participation import ATTENDED
from parties.models import AlignmentBasis, PartyKind, Side
from sources.models import Relation, Reliability

SIDE_NOTES = {
    Side.WEST: _(
        "Bodies and people who stood with the institutions in Tripoli, such as the"
        " Government of National Accord."
    ),
    Side.EAST: _(
        "Bodies and people who stood with the institutions in eastern Libya, such as"
        " the House of Representatives since 2014 and the Libyan National Army."
    ),
    Side.NEUTRAL: _(
        "Libyan bodies and people who stood in neither camp at the time, or were made"
        " of both, such as the 5+5 Joint Military Commission."
    ),
    Side.UN: _("The United Nations, its missions, envoys and the forums it convened."),
    Side.REGIONAL: _(
        "States and organisations of the region, from Morocco to Iran and from Türkiye"
        " to Chad, whichever camp they favoured."
    ),
    Side.GLOBAL: _(
        "States and organisations from outside the region, whichever camp they"
        " favoured, such as European states, Russia and the United States."
    ),
    Side.OTHER: _(
        "Those who fit none of these, such as the state that ended in 2011, or towns"
        " and tribes that spoke for themselves."
    ),
}
HELD_NOTE = _("Took place.")
PRESENT_NOTE = _("was in the room")
DATES = (
    "2020-02-19",
    "2020-02",
    "2020",
    "2020-02-03/2020-02-08",
    "2020-02-19/..",
    "2020-05-12~",
    "2020-05-12?",
    "[2017-03-28,2017-03-29]",
)


@dataclass
class Term:
    """One value of a closed list, its word, and what it means."""

    value: str
    word: Any
    note: Any = ""
    attended: bool = False


@dataclass
class MethodPage:
    """The lists that the page explains."""

    formats: list[Any]
    tracks: list[Any]
    levels: list[Any]
    party_kinds: list[Any]
    sides: list[Term]
    bases: list[Any]
    statuses: list[Term]
    presences: list[Term]
    attended: list[Any]
    dates: tuple[str, ...]
    date_bases: list[Any]
    relations: list[Any]
    grades: list[Any]


def method_page() -> MethodPage:
    """Gather the closed lists of the models with what is said about each value."""
    return MethodPage(
        formats=_words(Format),
        tracks=_words(Track),
        levels=_words(Level),
        party_kinds=_words(PartyKind),
        sides=[Term(side, side.label, SIDE_NOTES[side]) for side in Side],
        bases=_words(AlignmentBasis),
        statuses=[
            Term(status, status.label, STATUS_NOTES.get(status, HELD_NOTE))
            for status in OccurrenceStatus
        ],
        presences=[
            Term(
                presence,
                presence.label,
                PRESENCE_NOTES.get(presence, PRESENT_NOTE),
                presence in ATTENDED,
            )
            for presence in Presence
        ],
        attended=_words(ATTENDED),
        dates=DATES,
        date_bases=_words(DateBasis),
        relations=_words(Relation),
        grades=_words(Reliability),
    )


def _words(choices: Iterable[Any]) -> list[str]:
    return [str(choice.label) for choice in choices]
