"""What the database itself refuses about meetings and their parts."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from meetings.models import (
    Contention,
    Meeting,
    MeetingLink,
    MeetingPlace,
    Participation,
    Signature,
)
from tests.factories import (
    AgreementFactory,
    MeetingFactory,
    ParticipationFactory,
    PartyFactory,
    PlaceFactory,
    PositionFactory,
    SignatureFactory,
    StatementFactory,
)


@pytest.mark.parametrize(
    ("field", "value"), [("status", "perhaps"), ("format", "dinner")]
)
def test_a_meeting_keeps_to_the_closed_lists(db: None, field: str, value: str) -> None:
    meeting = MeetingFactory()
    with pytest.raises(IntegrityError, match=f"meeting_{field}"), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(**{field: value})


@pytest.mark.parametrize(
    ("field", "value"), [("role", "guest"), ("presence", "asleep")]
)
def test_a_participation_keeps_to_the_closed_lists(
    db: None, field: str, value: str
) -> None:
    row = ParticipationFactory()
    with pytest.raises(IntegrityError, match="participation_"), transaction.atomic():
        Participation.objects.filter(pk=row.pk).update(**{field: value})


def test_a_signature_keeps_to_the_closed_list_of_actions(db: None) -> None:
    row = SignatureFactory()
    with pytest.raises(IntegrityError, match="signature_action"), transaction.atomic():
        Signature.objects.filter(pk=row.pk).update(action="nodded")


def test_a_meeting_needs_a_date_with_a_known_end(db: None) -> None:
    with pytest.raises(IntegrityError, match="meeting_dated"), transaction.atomic():
        MeetingFactory(date="")


def test_one_party_takes_part_once(db: None) -> None:
    row = ParticipationFactory()
    with (
        pytest.raises(IntegrityError, match="participation_once"),
        transaction.atomic(),
    ):
        Participation.objects.create(meeting=row.meeting, party=row.party)


def test_several_unnamed_groups_may_take_part(db: None) -> None:
    meeting = MeetingFactory()
    for words in ("five officers", "three elders"):
        ParticipationFactory(meeting=meeting, party=None, placeholder=words)
    assert meeting.participations.count() == 2


def test_a_participation_names_a_party_or_describes_the_unnamed(db: None) -> None:
    with pytest.raises(IntegrityError, match="names_somebody"), transaction.atomic():
        ParticipationFactory(party=None, placeholder="")


@pytest.mark.parametrize(
    ("least", "most", "fits"),
    [(5, 5, True), (5, None, True), (None, 5, True), (3, 5, True), (5, 3, False)],
)
def test_the_least_number_does_not_exceed_the_most(
    db: None, least: int | None, most: int | None, fits: bool
) -> None:
    values: dict[str, Any] = {
        "party": None,
        "placeholder": "officers",
        "min_count": least,
        "max_count": most,
    }
    if fits:
        assert ParticipationFactory(**values).pk
        return
    with pytest.raises(IntegrityError, match="counts"), transaction.atomic():
        ParticipationFactory(**values)


def test_a_meeting_is_not_linked_to_itself(db: None) -> None:
    meeting = MeetingFactory()
    with pytest.raises(IntegrityError, match="to_another"), transaction.atomic():
        MeetingLink.objects.create(source=meeting, target=meeting, kind="follows")


@pytest.mark.parametrize("kind", ["follows", "part_of"])
@pytest.mark.parametrize("turned", [False, True])
def test_two_meetings_are_linked_once_whichever_way(
    db: None, kind: str, turned: bool
) -> None:
    one, two = MeetingFactory(), MeetingFactory()
    MeetingLink.objects.create(source=one, target=two, kind="follows")
    source, target = (two, one) if turned else (one, two)
    with pytest.raises(IntegrityError, match="once_per_pair"), transaction.atomic():
        MeetingLink.objects.create(source=source, target=target, kind=kind)


def test_a_place_of_a_meeting_says_something(db: None) -> None:
    meeting = MeetingFactory()
    with pytest.raises(IntegrityError, match="says_something"), transaction.atomic():
        MeetingPlace.objects.create(meeting=meeting)
    assert MeetingPlace.objects.create(meeting=meeting, venue_text="a farm").pk


@pytest.mark.parametrize(
    ("lat", "lon"),
    [(1.0, None), (None, 1.0), (90.1, 0.0), (-90.1, 0.0), (0.0, 180.1), (0.0, -180.1)],
)
def test_half_or_impossible_coordinates_are_refused(
    db: None, lat: float | None, lon: float | None
) -> None:
    with pytest.raises(IntegrityError, match="coordinates"), transaction.atomic():
        PlaceFactory(lat=lat, lon=lon)


@pytest.mark.parametrize(
    ("lat", "lon"), [(None, None), (0.0, 0.0), (-90.0, 180.0), (32.9, 13.2)]
)
def test_possible_coordinates_are_kept(
    db: None, lat: float | None, lon: float | None
) -> None:
    assert PlaceFactory(lat=lat, lon=lon).pk


def test_a_statement_has_a_speaker_or_a_body_behind_it(db: None) -> None:
    with pytest.raises(IntegrityError, match="has_speaker"), transaction.atomic():
        StatementFactory(speaker=None)
    body = PartyFactory(published=True, kind="government")
    assert StatementFactory(speaker=None, on_behalf_of=body).pk


def test_a_contested_fact_belongs_to_exactly_one_record(db: None) -> None:
    with pytest.raises(IntegrityError, match="of_one"), transaction.atomic():
        Contention.objects.create(field="date")
    with pytest.raises(IntegrityError, match="of_one"), transaction.atomic():
        Contention.objects.create(
            field="date", meeting=MeetingFactory(), agreement=AgreementFactory()
        )


@pytest.mark.parametrize("make", [ParticipationFactory, StatementFactory])
def test_the_office_of_somebody_else_is_a_form_error(db: None, make: Any) -> None:
    row = make()
    row.capacity = PositionFactory()
    with pytest.raises(ValidationError) as refused:
        row.clean()
    assert set(refused.value.message_dict) == {"capacity"}


def test_a_place_does_not_lie_in_itself(db: None) -> None:
    city = PlaceFactory()
    venue = PlaceFactory(parent=city)
    city.parent = venue
    with pytest.raises(ValidationError) as refused:
        city.clean()
    assert set(refused.value.message_dict) == {"parent"}
