"""The office in which somebody met is the one held on the meeting's date."""

from __future__ import annotations

import pytest

from common.errors import ActionRefused
from editorial.actions import editing
from meetings.consistency import fill_capacities, only_office
from meetings.models import Participation
from parties.models import Position
from tests.factories import (
    MeetingFactory,
    ParticipationFactory,
    PartyFactory,
    PositionFactory,
)


@pytest.fixture
def minister(db: None) -> Position:
    """An office from 2019-05-01 to 2020-02-29."""
    office: Position = PositionFactory(start="2019-05-01", end="2020-02-29")
    return office


def _take_part(office: Position, date: str, **kwargs: object) -> Participation:
    row: Participation = ParticipationFactory(
        meeting=MeetingFactory(date=date), party=office.person, **kwargs
    )
    fill_capacities(row.meeting)
    row.refresh_from_db()
    return row


@pytest.mark.parametrize(
    "date",
    ["2020-02-19", "2019-05-01", "2020-02-29", "2020-02", "2020-02-28/2020-03-02"],
)
def test_the_only_office_of_the_time_is_filled_in(
    minister: Position, date: str
) -> None:
    assert _take_part(minister, date).capacity == minister


@pytest.mark.parametrize("date", ["2019-04-30", "2020-03-01", "2020-03/.."])
def test_an_office_of_another_time_is_not(minister: Position, date: str) -> None:
    assert _take_part(minister, date).capacity is None


def test_of_two_offices_none_is_guessed(minister: Position) -> None:
    PositionFactory(person=minister.person, start="2020")
    assert _take_part(minister, "2020-02-19").capacity is None
    assert _take_part(minister, "2019-06-01").capacity == minister


def test_what_the_editor_wrote_stays(minister: Position) -> None:
    other = PositionFactory(person=minister.person, start="1999", end="2000")
    assert _take_part(minister, "2020-02-19", capacity=other).capacity == other
    row = _take_part(minister, "2020-02-18", capacity_as_reported="as a guest")
    assert row.capacity is None


def test_a_body_and_the_unnamed_get_no_office(db: None) -> None:
    meeting = MeetingFactory(parties=[PartyFactory(kind="ministry")])
    ParticipationFactory(meeting=meeting, party=None, placeholder="five officers")
    fill_capacities(meeting)
    assert not meeting.participations.filter(capacity__isnull=False).exists()


def test_the_only_office_is_told_without_saving(minister: Position) -> None:
    row = ParticipationFactory(
        meeting=MeetingFactory(date="2020-02-19"), party=minister.person
    )
    assert only_office(row, row.meeting) == minister
    row.refresh_from_db()
    assert row.capacity is None


def test_an_office_not_held_on_the_date_is_a_problem(minister: Position) -> None:
    row = _take_part(minister, "2021-01-01", capacity=minister)
    problems = row.meeting.problems()
    assert len(problems) == 1
    assert minister.title in problems[0]
    assert minister.person.name in problems[0]


def test_an_office_held_on_the_date_is_none(minister: Position) -> None:
    assert not _take_part(minister, "2020-02-19").meeting.problems()


def _move_office(office: Position, start: str, end: str) -> None:
    person = office.person
    with editing(person, by=None, reason="dates", expected_version=person.version):
        office.start, office.end = start, end
        office.save()


def test_an_office_cannot_lose_the_date_of_a_meeting_that_shows_it(
    minister: Position,
) -> None:
    row = _take_part(minister, "2020-02-19")
    with pytest.raises(ActionRefused) as refusal:
        _move_office(minister, "1990", "1991")
    assert row.meeting.slug in " ".join(refusal.value.problems)
    minister.refresh_from_db()
    assert minister.start == "2019-05-01"
    _move_office(minister, "2019-06-01", "2020-02-19")
    minister.refresh_from_db()
    assert minister.end == "2020-02-19"
