"""An edit is kept whole or not at all, and only on the version it was based on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from common.errors import ActionRefused
from editorial import roles
from editorial.actions import editing
from editorial.models import User
from meetings.models import Meeting
from tests.factories import (
    MeetingFactory,
    ParticipationFactory,
    PartyFactory,
    RelationFactory,
    UserFactory,
)


def edit(record: Any, *changes: Callable[[Any], object], **how: Any) -> None:
    """Edit a record by these changes."""
    options = {"by": None, "reason": "a reason", "expected_version": 1, **how}
    with editing(record, **options) as stored:
        for change in changes:
            change(stored)


def retitle(stored: Meeting) -> None:
    """Give a meeting another title."""
    stored.title = "Another title"
    stored.save()


def fail(stored: object) -> None:
    """Break off an edit by an error."""
    raise RuntimeError("broken off")


@pytest.fixture
def published(db: None) -> Meeting:
    """A published meeting that misses nothing."""
    meeting: Meeting = MeetingFactory(
        title="Title", published=True, parties=[PartyFactory(published=True)]
    )
    return meeting


def test_an_edit_raises_the_version_by_one(published: Meeting) -> None:
    before = published.changed_at
    edit(published, retitle)
    published.refresh_from_db()
    assert (published.version, published.title) == (2, "Another title")
    assert published.changed_at > before


@pytest.mark.parametrize("version", [None, 0, 2])
def test_a_write_without_the_stored_version_is_refused(
    published: Meeting, version: int | None
) -> None:
    with pytest.raises(ActionRefused) as refused:
        edit(published, retitle, expected_version=version)
    assert refused.value.field == "version"
    published.refresh_from_db()
    assert (published.version, published.title) == (1, "Title")


def test_the_second_of_two_writers_loses_nothing_but_is_refused(
    published: Meeting,
) -> None:
    edit(published, retitle)
    with pytest.raises(ActionRefused, match="version 2"):
        edit(published, retitle, expected_version=1)


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_published_record_is_edited_with_a_reason_only(
    published: Meeting, reason: str
) -> None:
    with pytest.raises(ActionRefused) as refused:
        edit(published, retitle, reason=reason)
    assert refused.value.field == "reason"
    published.refresh_from_db()
    assert published.title == "Title"


def test_a_draft_is_edited_without_a_reason(db: None) -> None:
    meeting = MeetingFactory()
    edit(meeting, retitle, reason="")
    meeting.refresh_from_db()
    assert meeting.title == "Another title"


def test_an_error_inside_the_edit_undoes_all_of_it(published: Meeting) -> None:
    with pytest.raises(RuntimeError, match="broken off"):
        edit(
            published,
            retitle,
            lambda stored: stored.participations.all().delete(),
            fail,
        )
    published.refresh_from_db()
    assert (published.version, published.title) == (1, "Title")
    assert published.participations.count() == 1


def test_a_contradiction_undoes_all_of_the_edit(published: Meeting) -> None:
    other = MeetingFactory()
    other.links.create(target=published, kind="part_of")
    third = MeetingFactory()
    third.links.create(target=other, kind="part_of")
    with pytest.raises(ActionRefused) as refused:
        edit(
            published,
            retitle,
            lambda stored: stored.links.create(target=third, kind="part_of"),
        )
    assert any("circle" in str(words) for words in refused.value.problems)
    published.refresh_from_db()
    assert published.title == "Title"
    assert not published.links.exists()


def test_a_published_record_stays_publishable(published: Meeting) -> None:
    draft = PartyFactory(name="Draft party")
    with pytest.raises(ActionRefused) as refused:
        edit(published, lambda stored: stored.participations.create(party=draft))
    assert any("Draft party" in str(words) for words in refused.value.problems)
    with pytest.raises(ActionRefused):
        edit(published, lambda stored: stored.citations.all().delete())
    assert published.citations.exists()


def test_a_draft_may_be_unfinished(db: None) -> None:
    meeting = MeetingFactory()
    edit(meeting, lambda stored: stored.participations.create(party=PartyFactory()))
    assert meeting.participations.exists()


@pytest.mark.parametrize(
    ("role", "state", "own", "may"),
    [
        (roles.READER, "draft", True, False),
        (roles.CONTRIBUTOR, "draft", True, True),
        (roles.CONTRIBUTOR, "draft", False, False),
        (roles.CONTRIBUTOR, "in_review", True, False),
        (roles.CONTRIBUTOR, "published", True, False),
        (roles.CONTRIBUTOR, "retracted", True, False),
        (roles.EDITOR, "draft", False, True),
        (roles.EDITOR, "in_review", False, True),
        (roles.EDITOR, "published", False, True),
        (roles.EDITOR, "retracted", False, True),
        (roles.PUBLISHER, "published", False, True),
        (roles.ADMINISTRATOR, "draft", True, False),
        (roles.ADMINISTRATOR, "published", False, False),
    ],
)
def test_who_may_edit_what(
    db: None, role: str, state: str, own: bool, may: bool
) -> None:
    user = UserFactory(role=role)
    meeting = MeetingFactory(
        title="Title",
        state=state,
        created_by=user if own else UserFactory(),
        parties=[PartyFactory(published=True)],
        citations=1,
    )
    if may:
        edit(meeting, retitle, by=user)
    else:
        with pytest.raises(ActionRefused):
            edit(meeting, retitle, by=user)
    meeting.refresh_from_db()
    assert meeting.title == ("Another title" if may else "Title")


def test_an_edit_of_a_meeting_rebuilds_its_party_rows(editor: User) -> None:
    party = PartyFactory()
    meeting = MeetingFactory()
    edit(meeting, lambda stored: stored.participations.create(party=party))
    assert meeting.party_meetings.filter(party=party, attended=True).exists()
    row = meeting.participations.get()
    row.presence = "refused"
    edit(meeting, lambda stored: row.save(), expected_version=2)
    assert meeting.party_meetings.filter(party=party, attended=False).exists()


def test_an_edit_of_a_party_rebuilds_the_rows_of_its_meetings(editor: User) -> None:
    relation = RelationFactory()
    meeting = MeetingFactory(parties=[relation.source])
    assert meeting.party_meetings.filter(party=relation.target).exists()
    relation.start = "2021"
    edit(relation.source, lambda stored: relation.save())
    assert not meeting.party_meetings.filter(party=relation.target).exists()


def test_an_edit_far_above_rebuilds_rows_far_below(editor: User) -> None:
    upper = RelationFactory()
    lower = RelationFactory(target=upper.source)
    meeting = MeetingFactory()
    ParticipationFactory(meeting=meeting, on_behalf_of=lower.source)
    assert meeting.party_meetings.filter(party=upper.target).exists()
    edit(upper.source, lambda stored: upper.delete())
    assert not meeting.party_meetings.filter(party=upper.target).exists()
