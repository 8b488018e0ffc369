"""Pairs of the real record, against a slow count."""

from __future__ import annotations

from itertools import pairwise

import pytest

from meetings.analysis.pairs import Hindrance, counterparts_of
from meetings.models import Meeting, PartyMeeting
from parties.models import Party
from tests.meetings.test_pairs import READER, named, pair, said

PAIRS = [
    ("haftar", "sarraj"),
    ("haftar", "state-ru"),
    ("haftar", "lna"),
    ("lna", "gna"),
    ("lna", "un"),
    ("sarraj", "erdogan"),
    ("sarraj", "state-tr"),
    ("un", "unsmil"),
    ("un", "state-eg"),
    ("dbeibah", "bashagha"),
    ("hor", "hcs"),
    ("aguila-saleh", "mishri"),
]


def met_naively(one: Party, other: Party) -> set[str]:
    """Go through every meeting and look who was in the room for whom."""
    found = set()
    for meeting in Meeting.objects.published().prefetch_related("participations"):
        if (
            meeting.status not in {"held", "partly_held"}
            or meeting.format == "indirect"
        ):
            continue
        here = {
            person.pk
            for person in meeting.participations.all()
            if person.presence in {"present", "remote", "walked_out"}
        }
        acted = [
            {
                row.participation_id
                for row in PartyMeeting.objects.filter(meeting=meeting, party=party)
            }
            & here
            for party in (one, other)
        ]
        if acted[0] - acted[1] and acted[1] - acted[0]:
            found.add(meeting.slug)
    return found


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_the_real_pairs_met_as_a_slow_count_says(
    real_data: object, db: None, one: str, other: str
) -> None:
    parties = named(one, other)
    found = pair(one, other)
    assert {meeting.slug for meeting in found.met} == met_naively(*parties)
    assert pair(other, one).met == found.met
    days = [meeting.sort_date for meeting in found.met]
    assert days == sorted(days)
    for gap, (earlier, later) in zip(found.gaps, pairwise(found.met), strict=True):
        assert 0 <= gap.days <= (later.sort_date - earlier.sort_date).days
        if gap.exact and gap.earlier == earlier:
            last = earlier.date_latest
            assert gap.days == max((later.sort_date - last).days, 0)


@pytest.mark.parametrize("slug", ["haftar", "un", "lna"])
def test_the_counterparts_of_a_real_party_count_as_their_pairs_do(
    real_data: object, db: None, slug: str
) -> None:
    party = Party.objects.get(slug=slug)
    for counterpart in counterparts_of(party, READER)[:8]:
        other = Party.objects.get(pk=counterpart.party)
        assert pair(slug, other.slug).count == counterpart.meetings, other.slug


def test_haftar_and_sarraj_met_six_times(real_data: object, db: None) -> None:
    found = pair("haftar", "sarraj")
    assert [meeting.date for meeting in found.met] == [
        "2016-01-30",
        "2017-05-02",
        "2017-07-25",
        "2018-05-29",
        "2018-11-13",
        "2019-02-27",
    ]
    longest = found.longest_gap
    assert longest is not None
    assert (longest.days, longest.exact) == (458, True)
    apart = {one.meeting.slug for one in found.missed if one.why == Hindrance.APART}
    assert "2020-01-19-berlin-conference" in apart
    assert said(found).startswith(
        "Khalifa Haftar and Fayez al-Sarraj have met 6 times on record: first 30"
        " January 2016 in al-Marj, last 27 February 2019 in Abu Dhabi. The longest gap"
        " between meetings: 458 days, from 30 January 2016 to 2 May 2017."
    )
