"""Sentences that follow from the record, in the reader's language.

A sentence is made of parts: a `Wording` says how a party or a meeting is written, as
plain words or as a link.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common import edtf
from meetings.analysis.gaps import Certainty
from meetings.language import localized_name, reader_language, with_reader_names
from meetings.models import Meeting, MeetingPlace, Place, PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from meetings.analysis.firsts import Encounter
    from meetings.analysis.gaps import Gap
    from meetings.analysis.pairs import Pair
    from parties.models import Party

# Places of which one says the city instead: nobody says "in Villa Madama".
_VENUES = (
    PlaceKind.PALACE,
    PlaceKind.AIRBASE,
    PlaceKind.HEADQUARTERS,
    PlaceKind.HOTEL,
)


class Wording(Protocol):
    """How the parts of a sentence are written."""

    def party(self, party: Party) -> str:
        """Write a party's name."""

    def meeting(self, meeting: Meeting, words: str) -> str:
        """Write words that stand for a meeting."""


class PlainWords:
    """The parts as plain text."""

    def party(self, party: Party) -> str:
        """Write a party's name."""
        return localized_name(party)[0]

    def meeting(self, meeting: Meeting, words: str) -> str:
        """Write words that stand for a meeting."""
        return words


def cities_of(
    meetings: Iterable[Meeting], places: Mapping[int, Place] | None = None
) -> dict[int, Place]:
    """Return the city, or the first known place, of meetings by meeting id.

    places: all that may be named, None to read them.
    """
    links = (
        MeetingPlace.objects.filter(meeting__in=list(meetings), place__isnull=False)
        .order_by("meeting", "-position", "-pk")
        .values_list("meeting", "place", "place__kind", "place__parent")
    )
    chosen = {
        meeting: parent if kind in _VENUES and parent else place
        for meeting, place, kind, parent in links
    }
    if places is None:
        read = with_reader_names(Place.objects.filter(pk__in=set(chosen.values())))
        places = {place.pk: place for place in read}
    return {meeting: places[place] for meeting, place in chosen.items()}


def pair_sentences(
    pair: Pair, cities: Mapping[int, Place], wording: Wording
) -> list[str]:
    """Say how often two parties met, when first and last, and the longest gap.

    The last sentence says how many meetings of both do not count.
    """
    sentences = _met_sentences(pair, cities, wording)
    if pair.missed:
        rest = ngettext(
            "%(count)d further meeting with both is not counted: it was not held, one"
            " of them was not there, or they were never in one room.",
            "%(count)d further meetings with both are not counted: they were not held,"
            " one of them was not there, or they were never in one room.",
            len(pair.missed),
        )
        sentences.append(rest % {"count": len(pair.missed)})
    return sentences


def _met_sentences(
    pair: Pair, cities: Mapping[int, Place], wording: Wording
) -> list[str]:
    names = {
        "one": wording.party(pair.parties[0]),
        "other": wording.party(pair.parties[1]),
    }
    if pair.first is None or pair.last is None:
        return [_("No meeting of %(one)s and %(other)s is on record.") % names]

    def when(meeting: Meeting) -> str:
        return wording.meeting(meeting, _when_and_where(meeting, cities))

    if pair.count == 1:
        once = _("%(one)s and %(other)s have met once on record: %(only)s.")
        return [once % {**names, "only": when(pair.first)}]
    often = ngettext(
        "%(one)s and %(other)s have met %(count)d time on record:"
        " first %(first)s, last %(last)s.",
        "%(one)s and %(other)s have met %(count)d times on record:"
        " first %(first)s, last %(last)s.",
        pair.count,
    )
    ends = {"first": when(pair.first), "last": when(pair.last)}
    sentences = [often % {**names, **ends, "count": pair.count}]
    if pair.longest_gap:
        sentences.append(gap_sentence(pair.longest_gap, pair.count, wording))
    return sentences


def gap_sentence(gap: Gap[Meeting], count: int, wording: Wording) -> str:
    """Say the longest gap, or the only one of two meetings."""
    words = (
        _("Between the two meetings lie %(days)s, from %(from)s to %(to)s.")
        if count == 2
        else _("The longest gap between meetings: %(days)s, from %(from)s to %(to)s.")
    )
    return words % {
        "days": days_in_words(gap.days, gap.certainty),
        "from": wording.meeting(gap.earlier, last_day(gap.earlier)),
        "to": wording.meeting(gap.later, first_day(gap.later)),
    }


def first_day(meeting: Meeting) -> str:
    """Say the day on which a meeting began, or its date where that is not known."""
    known = edtf.begins_on_a_day(meeting.date)
    day = meeting.sort_date.isoformat() if known else meeting.date
    return edtf.describe(day, reader_language())


def last_day(meeting: Meeting) -> str:
    """Say the day on which a meeting ended, or its date where that is not known."""
    last = meeting.date_latest
    known = last is not None and edtf.lasts_known_days(meeting.date)
    day = last.isoformat() if last and known else meeting.date
    return edtf.describe(day, reader_language())


def encounter_sentence(encounter: Encounter) -> str:
    """Say what a meeting was for two of its parties."""
    names = {
        "one": localized_name(encounter.parties[0])[0],
        "other": localized_name(encounter.parties[1])[0],
    }
    if encounter.gap is None:
        return _("First meeting on record of %(one)s with %(other)s") % names
    gap = encounter.gap
    words = _("First meeting of %(one)s with %(other)s since %(date)s (%(days)s)")
    days = days_in_words(gap.days, gap.certainty)
    return words % {**names, "date": last_day(gap.earlier), "days": days}


def since_last_sentence(pair: Pair, day: datetime.date) -> str:
    """Say how long ago, on a day, the latest meeting was; "" without one."""
    since = pair.since_last(day)
    if since is None:
        return ""
    return _("From the last meeting to %(day)s: %(days)s.") % {
        "day": edtf.describe(day.isoformat(), reader_language()),
        "days": days_in_words(since.days, since.certainty),
    }


def bounds_sentence(first: str | None, last: str | None) -> str:
    """Say from when to when meetings are counted; "" for all of them."""
    language = reader_language()
    ends = {
        "from": edtf.describe(first, language) if first else "",
        "to": edtf.describe(last, language) if last else "",
    }
    if first and last:
        return _("Counted from %(from)s to %(to)s.") % ends
    if first:
        return _("Counted from %(from)s on.") % ends
    return _("Counted up to %(to)s.") % ends if last else ""


def days_in_words(days: int, certainty: Certainty) -> str:
    """Say a number of days, and whether it is about so many or at least as many."""
    if not days and certainty != Certainty.EXACT:
        return _("an unknown number of days")
    words = ngettext("%(days)d day", "%(days)d days", days) % {"days": days}
    if certainty == Certainty.AT_LEAST:
        return _("at least %(days)s") % {"days": words}
    return (
        words if certainty == Certainty.EXACT else _("about %(days)s") % {"days": words}
    )


def _when_and_where(meeting: Meeting, cities: Mapping[int, Place]) -> str:
    date = edtf.describe(meeting.date, reader_language())
    place = cities.get(meeting.pk)
    if place is None:
        return date
    return _("%(date)s in %(place)s") % {
        "date": date,
        "place": localized_name(place)[0],
    }
