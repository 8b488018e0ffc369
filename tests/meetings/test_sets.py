"""Meetings as sets of bits count what queries count."""

from __future__ import annotations

import pytest
from django.db.models import F

from meetings.dataset.report import LoadReport
from meetings.models import Meeting, PartyMeeting
from meetings.sets import MeetingSets, counts_in, grouping
from tests.factories import MeetingFactory

SELECTIONS = [
    Meeting.objects.published(),
    Meeting.objects.filter(track="military"),
    Meeting.objects.filter(sort_date__year__in=[2019, 2020]),
    Meeting.objects.none(),
]


@pytest.mark.parametrize("selection", SELECTIONS)
def test_the_meetings_of_every_party_are_those_that_a_query_counts(
    real_data: LoadReport, db: None, selection: object
) -> None:
    sets = MeetingSets()
    rows = PartyMeeting.objects.all()
    held = sets.grouped(grouping(rows, "party", F("party"), "meeting"))["party"]
    chosen = set(selection.values_list("pk", flat=True))  # type: ignore[attr-defined]
    parties: dict[str, set[int]] = {}
    for party, meeting in rows.values_list("party", "meeting"):
        if meeting in chosen:
            parties.setdefault(str(party), set()).add(meeting)
    (bits,) = sets.chosen(selection)  # type: ignore[arg-type]
    assert bits.bit_count() == len(chosen)
    assert counts_in(held, bits) == {one: len(ids) for one, ids in parties.items()}


def test_several_selections_are_told_apart(db: None) -> None:
    made = [
        MeetingFactory(track=one).pk for one in ("military", "military", "political")
    ]
    new = Meeting.objects.filter(pk__in=made)
    tracks = ("political", "military", "economic", "political")
    sets = MeetingSets().chosen(*(new.filter(track=one) for one in tracks))
    assert [one.bit_count() for one in sets] == [1, 2, 0, 1]


def test_of_equal_counts_the_first_by_name_are_shown() -> None:
    held = {"b": 0b0011, "a": 0b0110, "c": 0b0111, "d": 0b1000}
    assert counts_in(held, 0b0111, most=2) == {"c": 3, "a": 2}
    assert counts_in(held, 0b0111) == {"c": 3, "a": 2, "b": 2}


def test_a_meeting_without_a_place_in_the_sets_yet_is_in_none(db: None) -> None:
    sets = MeetingSets()
    later = MeetingFactory()
    assert sets.of_ids([later.pk]) == 0
    assert MeetingSets().of_ids([later.pk]).bit_count() == 1
