"""What contradicts itself inside a meeting's record is listed in words."""

from __future__ import annotations

import pytest

from editorial.actions import obstacles_of
from meetings.models import Meeting, MeetingLink
from tests.factories import MeetingFactory, ParticipationFactory, PartyFactory


def _link(source: Meeting, kind: str, target: Meeting) -> None:
    MeetingLink.objects.create(source=source, kind=kind, target=target)


def test_a_circle_of_parents_is_named_by_titles(db: None) -> None:
    meetings = [MeetingFactory(title=title) for title in ("One", "Two", "Three")]
    for here, there in zip(meetings, [*meetings[1:], meetings[0]], strict=True):
        _link(here, "part_of", there)
    for meeting in meetings:
        (problem,) = meeting.problems()
        assert all(other.title in problem for other in meetings)


def test_a_meeting_outside_the_circle_has_no_problem(db: None) -> None:
    one, two, three = (MeetingFactory() for _ in range(3))
    for here, there in ((one, two), (two, three), (three, one)):
        _link(here, "part_of", there)
    outside = MeetingFactory()
    _link(outside, "part_of", one)
    assert not outside.problems()


def test_a_chain_of_parents_is_no_circle(db: None) -> None:
    round_, talks, process = (MeetingFactory() for _ in range(3))
    _link(round_, "part_of", talks)
    _link(talks, "part_of", process)
    assert not round_.problems()


@pytest.mark.parametrize(
    ("kind", "mine", "other", "wrong"),
    [
        ("follows", "2020-01-13", "2020-01-12", False),
        ("follows", "2020-01-13", "2020-01-13", False),
        ("follows", "2020-01-13", "2020-01-14", True),
        ("follows", "2020-01", "2020-01-14", False),
        ("follows", "2020-01-13", "2020-01-14/..", True),
        ("follows", "2020-01-13/..", "2020-02-14", False),
        ("prepares", "2020-01-13", "2020-01-19", False),
        ("prepares", "2020-01-20", "2020-01-19", True),
        ("prepares", "2020", "2020-01-19", False),
        ("part_of", "2020-01-20", "2020-01-19", False),
        ("confirms", "2020-01-18", "2020-01-19", False),
    ],
)
def test_links_against_time_are_problems(
    db: None, kind: str, mine: str, other: str, wrong: bool
) -> None:
    meeting, linked = MeetingFactory(date=mine), MeetingFactory(date=other)
    _link(meeting, kind, linked)
    assert bool(meeting.problems()) is wrong


@pytest.mark.parametrize(
    ("format", "role", "wrong"),
    [
        ("phone_call", "host", True),
        ("phone_call", "participant", False),
        ("bilateral", "host", False),
    ],
)
def test_a_telephone_call_has_no_host(
    db: None, format: str, role: str, wrong: bool
) -> None:
    meeting = MeetingFactory(format=format)
    ParticipationFactory(meeting=meeting, role=role)
    assert bool(meeting.problems()) is wrong


def test_a_meeting_without_citation_or_participant_says_both(db: None) -> None:
    missing = obstacles_of(MeetingFactory())
    assert any("citation" in words for words in missing)
    assert any("participant" in words for words in missing)


def test_a_complete_meeting_misses_nothing(db: None) -> None:
    meeting = MeetingFactory(citations=1, parties=[PartyFactory(published=True)])
    assert not obstacles_of(meeting)
