"""Who was in one room with whom, and how that is weighed, placed and measured."""

from __future__ import annotations

import math

import pytest
from django.contrib.auth.models import AnonymousUser

from meetings.analysis.layout import lay_out
from meetings.analysis.network import (
    Encounter,
    Options,
    encounters,
    graph_of,
    measure,
    network_of,
)
from meetings.derive import rebuild_party_meetings
from meetings.models import Meeting, NetworkPlace
from meetings.network_places import refresh_network_places
from meetings.tasks import lay_out_network
from tests.factories import (
    MeetingCitationFactory,
    MeetingFactory,
    OutletFactory,
    ParticipationFactory,
    PartyFactory,
    PositionFactory,
    RelationFactory,
    ReportFactory,
)


def _pairs(options: Options = Options()) -> set[frozenset[str]]:  # noqa: B008
    rooms = encounters(Meeting.objects.all(), AnonymousUser(), options)
    slugs = {
        party.pk: party.slug
        for meeting in Meeting.objects.all()
        for row in meeting.participations.all()
        for party in (row.party, row.on_behalf_of)
        if party
    }
    return {
        frozenset(slugs.get(key, str(key)) for key in pair)
        for pair in network_of(rooms).edges
    }


def _room(meeting: int, *parties: int) -> Encounter:
    """A room in which everybody took part for itself only."""
    return Encounter(meeting, {party: frozenset({party}) for party in parties})


def _meeting(*slugs: str, **fields: object) -> Meeting:
    parties = [PartyFactory(slug=slug, published=True) for slug in slugs]
    meeting: Meeting = MeetingFactory(parties=parties, published=True, **fields)
    return meeting


def test_those_in_one_room_are_joined(db: None) -> None:
    _meeting("a", "b", "c")
    assert _pairs() == {frozenset("ab"), frozenset("bc"), frozenset("ac")}


@pytest.mark.parametrize(
    "fields",
    [{"status": "cancelled"}, {"status": "announced"}, {"format": "indirect"}],
    ids=lambda fields: next(iter(fields.values())),
)
def test_what_was_not_held_in_one_room_joins_nobody(
    db: None, fields: dict[str, str]
) -> None:
    _meeting("a", "b", **fields)
    assert _pairs() == set()


@pytest.mark.parametrize("presence", ["apart", "refused", "expected", "represented"])
def test_who_was_not_in_the_room_is_joined_to_nobody(db: None, presence: str) -> None:
    meeting = _meeting("a", "b")
    absent = PartyFactory(slug="c", published=True)
    ParticipationFactory(meeting=meeting, party=absent, presence=presence)
    assert _pairs() == {frozenset("ab")}


def test_a_person_is_not_joined_to_whom_it_stands_for(db: None) -> None:
    army = PartyFactory(slug="army", kind="armed_force", published=True)
    general = PartyFactory(slug="general", kind="person", published=True)
    host = PartyFactory(slug="host", published=True)
    office = PositionFactory(person=general, organisation=army)
    meeting = MeetingFactory(parties=[army, host], published=True)
    ParticipationFactory(meeting=meeting, party=general, capacity=office)
    rebuild_party_meetings()
    assert _pairs() == {frozenset({"army", "host"}), frozenset({"general", "host"})}


def test_persons_can_stand_for_their_bodies_and_ministries_for_their_state(
    db: None,
) -> None:
    state = PartyFactory(slug="state", kind="state", published=True)
    ministry = PartyFactory(slug="ministry", kind="ministry", published=True)
    RelationFactory(source=ministry, target=state, kind="ministry_of")
    minister = PartyFactory(slug="minister", kind="person", published=True)
    office = PositionFactory(person=minister, organisation=ministry)
    meeting = MeetingFactory(
        parties=[PartyFactory(slug="army", kind="armed_force", published=True)],
        published=True,
    )
    ParticipationFactory(meeting=meeting, party=minister, capacity=office)
    rooms = encounters(Meeting.objects.all(), AnonymousUser(), Options(bodies=True))
    (room,) = rooms
    assert state.pk in room.parties
    assert minister.pk not in room.parties
    assert ministry.pk not in room.parties


def test_a_draft_joins_nobody_for_the_public(db: None) -> None:
    MeetingFactory(
        parties=[PartyFactory(slug=slug, published=True) for slug in ("a", "b")]
    )
    assert _pairs() == set()


def test_a_crowd_weighs_less_than_talks_between_two() -> None:
    two, five = _room(1, 1, 2), _room(2, 1, 2, 3, 4, 5)
    network = network_of([two, five])
    assert network.edges[1, 2].weight == pytest.approx(1 + 1 / 4)
    assert network.edges[1, 2].meetings == [1, 2]
    assert network.edges[3, 4].weight == pytest.approx(1 / 4)
    assert network.nodes[1].partners == 4
    assert network.nodes[1].strength == pytest.approx(1 + 4 / 4)


def test_small_meetings_only(db: None) -> None:
    _meeting(*(f"p{number}" for number in range(7)))
    assert len(_pairs()) == 21
    assert _pairs(Options(small=True)) == set()


def _cite(meeting: Meeting, origins: list[tuple[object, object]]) -> None:
    """Let a meeting rest on reports, each of an outlet and perhaps an agency, alone."""
    former = list(meeting.citations.values_list("pk", flat=True))
    for outlet, agency in origins:
        report = ReportFactory(outlet=outlet, agency=agency)
        MeetingCitationFactory(meeting=meeting, report=report)
    meeting.citations.filter(pk__in=former).delete()


def test_two_reports_confirm_each_other_only_from_two_origins(db: None) -> None:
    paper, daily, wire, other = (OutletFactory() for _ in range(4))
    one_origin: dict[str, list[tuple[object, object]]] = {
        "one": [(paper, None)],
        "sa": [(paper, None), (paper, None)],
        "re": [(paper, wire), (daily, wire)],
        "wi": [(wire, None), (paper, wire)],
    }
    two_origins: dict[str, list[tuple[object, object]]] = {
        "tw": [(paper, None), (daily, None)],
        "ag": [(paper, wire), (paper, other)],
        "mi": [(paper, None), (daily, wire)],
    }
    for name, reports in {**one_origin, **two_origins}.items():
        _cite(_meeting(f"{name}-a", f"{name}-b"), reports)
    assert len(_pairs()) == 7
    assert _pairs(Options(confirmed=True)) == {
        frozenset({f"{name}-a", f"{name}-b"}) for name in two_origins
    }


def test_the_measures_find_the_go_between_and_the_groups() -> None:
    ties = [(1, 2), (2, 3), (1, 3), (3, 4), (4, 5), (5, 6), (4, 6)]
    rooms = [_room(number, *pair) for number, pair in enumerate(ties)]
    network = network_of(rooms)
    measure(network)
    most = max(network.nodes.values(), key=lambda node: node.betweenness)
    assert most.party in {3, 4}
    groups = {party: node.community for party, node in network.nodes.items()}
    assert groups[1] == groups[2] != groups[5] == groups[6]
    assert graph_of(network).number_of_edges() == 7


def test_who_has_a_place_keeps_it_and_others_find_one() -> None:
    rooms = [_room(n, n, n + 1) for n in range(1, 9)]
    network = network_of(rooms)
    first = lay_out(network, list(range(1, 9)), {}, {})
    assert len(set(first.values())) == 8
    again = lay_out(network, list(range(1, 10)), {}, first)
    assert all(again[party] == first[party] for party in first)
    nearest = min(math.dist(again[9], place) for place in first.values())
    assert nearest > 0.03


def test_the_task_stores_places_and_a_second_run_changes_none(db: None) -> None:
    for _number in range(2):
        parties = [
            PartyFactory(slug=f"x{_number}-{n}", kind="mission", published=True)
            for n in range(3)
        ]
        MeetingFactory(parties=parties, published=True)
        MeetingFactory(parties=parties, published=True)
    assert lay_out_network() == 12
    kept = list(NetworkPlace.objects.order_by("pk").values_list("party", "x", "y"))
    assert refresh_network_places() == 0
    assert (
        list(NetworkPlace.objects.order_by("pk").values_list("party", "x", "y")) == kept
    )


def test_somebody_with_two_hats_joins_a_guest_to_both_bodies_once(db: None) -> None:
    body = PartyFactory(slug="body", kind="government", published=True)
    other = PartyFactory(slug="other", kind="political_body", published=True)
    guest = PartyFactory(slug="guest", kind="mission", published=True)
    chief = PartyFactory(slug="chief", kind="person", published=True)
    office = PositionFactory(person=chief, organisation=body)
    meeting = MeetingFactory(parties=[guest], published=True)
    ParticipationFactory(
        meeting=meeting, party=chief, capacity=office, on_behalf_of=other
    )
    rooms = encounters(Meeting.objects.all(), AnonymousUser(), Options(bodies=True))
    edges = network_of(rooms).edges
    joined = {pair: len(edge.meetings) for pair, edge in edges.items()}
    assert joined == {
        (min(guest.pk, hat.pk), max(guest.pk, hat.pk)): 1 for hat in (body, other)
    }
