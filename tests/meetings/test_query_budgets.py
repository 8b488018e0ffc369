"""Reading many rows takes as many queries as reading few."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editorial.models import User
from meetings.derive import rebuild_party_meetings
from meetings.models import Meeting, Statement
from meetings.search import reindex, search
from parties.models import Party
from tests.factories import (
    AgreementFactory,
    CommitmentFactory,
    MeetingFactory,
    ParticipationFactory,
    PartyFactory,
    PlaceFactory,
    PositionFactory,
    ProcessFactory,
    SignatureFactory,
    StatementFactory,
    TopicFactory,
)

Read = Callable[[User], object]


def _office(row: Any) -> str:
    office = row.capacity
    return f"{office.title}, {office.organisation}" if office else ""


def _walk_meeting(meeting: Meeting) -> list[str]:
    return [
        meeting.title,
        *(str(row) for row in meeting.places.all()),
        *(
            f"{row} {_office(row)} {row.on_behalf_of}"
            for row in meeting.participations.all()
        ),
    ]


READS: dict[str, tuple[int, Read]] = {
    "meetings of a list": (
        8,
        lambda user: [
            _walk_meeting(row)
            for row in Meeting.objects.visible_to(user).for_list(user)
        ],
    ),
    "parties with names": (
        3,
        lambda user: [
            (row.name, [str(name) for name in row.arabic_names])
            for row in Party.objects.visible_to(user).with_names()
        ],
    ),
    "statements": (
        2,
        lambda user: [
            f"{row} {_office(row)} {row.on_behalf_of} {row.meeting} {row.agreement}"
            for row in Statement.objects.visible_to(user).with_parties()
        ],
    ),
    "a search": (12, lambda user: search("Meeting", user)),
    "a rebuild": (5, lambda user: rebuild_party_meetings()),
    "a reindex": (16, lambda user: reindex()),
}


def _a_meeting_with_everything() -> None:
    office = PositionFactory()
    meeting = MeetingFactory(
        published=True,
        place=PlaceFactory(),
        topic=TopicFactory(),
        process=ProcessFactory(published=True),
        citations=2,
    )
    ParticipationFactory(
        meeting=meeting,
        party=office.person,
        capacity=office,
        on_behalf_of=PartyFactory(published=True, arabic="حكومة"),
    )
    meeting.conveners.create(party=office.organisation)
    meeting.links.create(target=MeetingFactory(published=True), kind="follows")
    StatementFactory(
        speaker=office.person, capacity=office, meeting=meeting, published=True
    )
    agreement = AgreementFactory(meeting=meeting, published=True)
    SignatureFactory(agreement=agreement, on_behalf_of=office.organisation)
    CommitmentFactory(agreement=agreement)


def _count(read: Read, user: Any) -> int:
    with CaptureQueriesContext(connection) as queries:
        read(user)
    return len(queries)


@pytest.mark.parametrize("who", ["reader", "contributor", "editor"])
@pytest.mark.parametrize("name", READS)
def test_queries_do_not_grow_with_the_rows(
    request: pytest.FixtureRequest, db: None, name: str, who: str
) -> None:
    user = request.getfixturevalue(who)
    most, read = READS[name]
    _a_meeting_with_everything()
    few = _count(read, user)
    for _ in range(3):
        _a_meeting_with_everything()
    assert _count(read, user) <= few <= most
