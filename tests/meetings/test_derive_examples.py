"""Which parties belong to a meeting, and why, on small examples."""

from __future__ import annotations

import itertools

import pytest

from editorial import derived
from meetings.derive import rebuild_party_meetings
from meetings.models import Meeting, PartyMeeting
from parties.models import Party, Position
from tests.factories import (
    MeetingFactory,
    ParticipationFactory,
    PartyFactory,
    PositionFactory,
    RelationFactory,
)
from tests.meetings.naive import stored_rows


@pytest.fixture
def russia(db: None) -> Party:
    """A state."""
    state: Party = PartyFactory(slug="state-ru", kind="state", published=True)
    return state


@pytest.fixture
def ministry(russia: Party) -> Party:
    """Its ministry of defence."""
    body: Party = PartyFactory(slug="mod-ru", kind="ministry", published=True)
    RelationFactory(source=body, target=russia, kind="ministry_of")
    return body


@pytest.fixture
def minister(ministry: Party) -> Position:
    """Its minister from 2012 to 2024."""
    office: Position = PositionFactory(
        organisation=ministry, start="2012-11-06", end="2024-05-12"
    )
    return office


def reasons(meeting: Meeting, party: Party) -> list[str]:
    """Say through what a party belongs to a meeting."""
    rows = PartyMeeting.objects.filter(meeting=meeting, party=party)
    return sorted(rows.values_list("via", flat=True))


def test_a_minister_brings_his_ministry_and_his_state(
    minister: Position, ministry: Party, russia: Party
) -> None:
    meeting = MeetingFactory(date="2020-02-19")
    ParticipationFactory(meeting=meeting, party=minister.person, capacity=minister)
    assert reasons(meeting, minister.person) == ["direct"]
    assert reasons(meeting, ministry) == ["capacity"]
    assert reasons(meeting, russia) == ["part_of"]


def test_the_same_person_without_the_office_brings_neither(
    minister: Position, ministry: Party, russia: Party
) -> None:
    meeting = MeetingFactory(date="2025-02-19", parties=[minister.person])
    assert reasons(meeting, minister.person) == ["direct"]
    assert not reasons(meeting, ministry)
    assert not reasons(meeting, russia)


def test_a_representative_brings_whom_he_represents_and_what_it_belongs_to(
    ministry: Party, russia: Party
) -> None:
    envoy = PartyFactory(published=True)
    meeting = MeetingFactory()
    ParticipationFactory(meeting=meeting, party=envoy, on_behalf_of=ministry)
    assert reasons(meeting, ministry) == ["on_behalf_of"]
    assert reasons(meeting, russia) == ["part_of"]


def test_the_unnamed_may_represent_somebody(ministry: Party, russia: Party) -> None:
    meeting = MeetingFactory()
    ParticipationFactory(
        meeting=meeting, party=None, placeholder="five officers", on_behalf_of=ministry
    )
    assert reasons(meeting, ministry) == ["on_behalf_of"]
    assert reasons(meeting, russia) == ["part_of"]
    assert PartyMeeting.objects.count() == 2


def test_a_party_may_belong_for_several_reasons(
    minister: Position, ministry: Party, russia: Party
) -> None:
    meeting = MeetingFactory(date="2020-02-19", parties=[russia])
    ParticipationFactory(
        meeting=meeting,
        party=minister.person,
        capacity=minister,
        on_behalf_of=ministry,
    )
    assert reasons(meeting, ministry) == ["capacity", "on_behalf_of"]
    assert reasons(meeting, russia) == ["direct", "part_of"]


@pytest.mark.parametrize(
    ("start", "end", "counts"),
    [
        ("", "", True),
        ("2020-01-13", "2020-01-13", True),
        ("2020-01-14", "", False),
        ("", "2020-01-12", False),
        ("2020-01", "", True),
        ("2019", "2020~", True),
    ],
)
def test_a_body_belongs_upward_only_while_the_relation_holds(
    db: None, start: str, end: str, counts: bool
) -> None:
    relation = RelationFactory(start=start, end=end)
    meeting = MeetingFactory(date="2020-01-13", parties=[relation.source])
    assert bool(reasons(meeting, relation.target)) is counts


@pytest.mark.parametrize(
    "kind",
    ["successor_of", "command_of", "aligned_with", "recognised_by", "member_of"],
)
def test_other_relations_never_count(db: None, kind: str) -> None:
    relation = RelationFactory(kind=kind)
    meeting = MeetingFactory(parties=[relation.source])
    assert not reasons(meeting, relation.target)


def test_belonging_goes_up_and_never_down(ministry: Party, russia: Party) -> None:
    meeting = MeetingFactory(parties=[russia])
    assert not reasons(meeting, ministry)


def test_belonging_goes_up_to_any_depth(db: None) -> None:
    chain = [PartyFactory(kind="committee", published=True) for _ in range(12)]
    for below, above in itertools.pairwise(chain):
        RelationFactory(source=below, target=above)
    meeting = MeetingFactory(parties=[chain[0]])
    assert all(reasons(meeting, party) == ["part_of"] for party in chain[1:])


def test_circles_end(db: None) -> None:
    one, two = (PartyFactory(kind="committee", published=True) for _ in range(2))
    RelationFactory(source=one, target=two)
    RelationFactory(source=two, target=one)
    meeting = MeetingFactory(parties=[one])
    assert reasons(meeting, two) == ["part_of"]
    assert reasons(meeting, one) == ["direct", "part_of"]


@pytest.mark.parametrize(
    ("presence", "there"),
    [
        ("present", True),
        ("remote", True),
        ("apart", True),
        ("walked_out", True),
        ("expected", False),
        ("invited_absent", False),
        ("refused", False),
        ("represented", False),
        ("denied", False),
    ],
)
def test_attendance_follows_presence(
    ministry: Party, russia: Party, presence: str, there: bool
) -> None:
    meeting = MeetingFactory()
    ParticipationFactory(meeting=meeting, party=ministry, presence=presence)
    rows = PartyMeeting.objects.filter(meeting=meeting)
    assert set(rows.values_list("attended", flat=True)) == {there}
    assert rows.count() == 2


def test_drafts_have_rows_too_and_nobody_sees_them(ministry: Party) -> None:
    meeting = MeetingFactory(draft=True, parties=[ministry])
    assert reasons(meeting, ministry) == ["direct"]
    assert not PartyMeeting.objects.visible_to(None).exists()


def test_a_rebuild_of_what_is_right_changes_nothing(minister: Position) -> None:
    MeetingFactory(date="2020-02-19", parties=[minister.person])
    assert rebuild_party_meetings() == 0


def test_a_rebuild_mends_missing_wrong_and_superfluous_rows(
    minister: Position, ministry: Party
) -> None:
    meeting = MeetingFactory(date="2020-02-19")
    row = ParticipationFactory(
        meeting=meeting, party=minister.person, capacity=minister
    )
    right = stored_rows()
    meeting.party_meetings.filter(via="direct").delete()
    meeting.party_meetings.filter(via="capacity").update(attended=False)
    PartyMeeting.objects.create(
        meeting=meeting,
        party=PartyFactory(),
        participation=row,
        via="part_of",
        attended=True,
    )
    assert rebuild_party_meetings() == 3
    assert stored_rows() == right


def test_a_rebuild_of_one_meeting_leaves_the_others_alone(ministry: Party) -> None:
    one, two = (MeetingFactory(parties=[ministry]) for _ in range(2))
    PartyMeeting.objects.all().delete()
    derived.refresh(one)
    assert one.party_meetings.exists()
    assert not two.party_meetings.exists()


def test_asking_by_party_gives_reasons_or_only_itself(
    minister: Position, russia: Party
) -> None:
    meeting = MeetingFactory(date="2020-02-19")
    ParticipationFactory(
        meeting=meeting, party=minister.person, capacity=minister, presence="expected"
    )
    of_party = Meeting.objects.of_party
    assert list(of_party([russia.pk])) == [meeting]
    assert not of_party([russia.pk], direct=True).exists()
    assert of_party([minister.person.pk], direct=True).exists()
    assert not of_party([russia.pk], attended=True).exists()
    assert of_party([russia.pk], attended=False).exists()
    assert not Meeting.objects.not_of_party([russia.pk]).exists()
    assert Meeting.objects.not_of_party([russia.pk], direct=True).exists()
