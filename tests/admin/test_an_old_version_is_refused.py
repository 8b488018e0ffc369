"""Saving over what somebody else saved meanwhile: refused, and nothing typed is lost."""

from __future__ import annotations

import pytest

from editorial.models import User
from meetings.models import Meeting
from tests.admin.posting import address, errors_of, form_values
from tests.conftest import ClientOf
from tests.factories import MeetingFactory, PartyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting() -> Meeting:
    """A draft with one participant."""
    haftar = PartyFactory(name="Khalifa Haftar", published=True)
    made: Meeting = MeetingFactory(title="Talks in Moscow", parties=[haftar])
    return made


def test_an_old_version_is_refused_and_nothing_typed_is_lost(
    client_of: ClientOf, editor: User, publisher: User, meeting: Meeting
) -> None:
    first, second = client_of(editor), client_of(publisher)
    mine = form_values(first, address(meeting))
    other = form_values(second, address(meeting))
    saved = second.post(address(meeting), other | {"title": "Talks near Moscow"})
    assert saved.status_code == 302
    mine |= {
        "title": "Talks at Moscow",
        "summary": "They talked.",
        "participations-0-name_as_reported": "Hifter",
    }
    answer = first.post(address(meeting), mine)
    assert answer.status_code == 200
    html = answer.content.decode()
    assert "Somebody saved version 2 while you worked on version 1" in html
    for kept in ("Talks at Moscow", "They talked.", "Hifter"):
        assert kept in html
    meeting.refresh_from_db()
    assert (meeting.title, meeting.version) == ("Talks near Moscow", 2)
    assert meeting.participations.get().name_as_reported == ""


def test_the_answer_lists_what_is_stored_beside_what_was_typed(
    client_of: ClientOf, editor: User, meeting: Meeting
) -> None:
    client = client_of(editor)
    old = form_values(client, address(meeting))
    client.post(address(meeting), old | {"title": "Talks near Moscow"})
    mine = {"title": "Talks at Moscow", "participations-0-role": "host"}
    answer = client.post(address(meeting), old | mine)
    rows = [(d.where, d.stored, d.yours) for d in answer.context["differences"]]
    assert ("Title", "Talks near Moscow", "Talks at Moscow") in rows
    assert ("Participation “Khalifa Haftar”: Role", "participant", "host") in rows
    assert len(rows) == 2


def test_pressing_save_again_saves_ones_own_version(
    client_of: ClientOf, editor: User, meeting: Meeting
) -> None:
    client = client_of(editor)
    old = form_values(client, address(meeting))
    client.post(address(meeting), old | {"title": "Talks near Moscow"})
    refused = client.post(address(meeting), old | {"title": "Talks at Moscow"})
    version = refused.context["adminform"].form["version"].value()
    again = old | {"title": "Talks at Moscow", "version": version}
    assert client.post(address(meeting), again).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.title, meeting.version) == ("Talks at Moscow", 3)


@pytest.mark.parametrize("version", [None, "", "x", "-1", "9" * 400, "1\x00"])
def test_a_missing_or_impossible_version_is_refused(
    client_of: ClientOf, editor: User, meeting: Meeting, version: str | None
) -> None:
    client = client_of(editor)
    values = form_values(client, address(meeting)) | {"title": "Talks at Moscow"}
    del values["version"]
    if version is not None:
        values["version"] = version
    answer = client.post(address(meeting), values)
    assert answer.status_code == 200
    assert "The version you started from is missing" in errors_of(answer)
    assert "Talks at Moscow" in answer.content.decode()
    meeting.refresh_from_db()
    assert meeting.title == "Talks in Moscow"


def test_a_row_that_somebody_added_meanwhile_is_named_and_kept(
    client_of: ClientOf, editor: User, meeting: Meeting
) -> None:
    client = client_of(editor)
    old = form_values(client, address(meeting))
    sarraj = PartyFactory(name="Fayez al-Sarraj", published=True)
    meeting.participations.create(party=sarraj)
    Meeting.objects.filter(pk=meeting.pk).update(version=2)
    answer = client.post(address(meeting), old | {"title": "Talks at Moscow"})
    stored = [difference.stored for difference in answer.context["differences"]]
    assert "Fayez al-Sarraj" in stored
