"""What a save in the admin does to versions, history and published records."""

from __future__ import annotations

from typing import Any

import pghistory.models
import pytest
from django.apps import apps

from editorial.models import ReviewState, User
from meetings.models import Meeting, PartyMeeting
from parties.models import Party
from tests.admin.posting import (
    add_address,
    address,
    errors_of,
    form_values,
    list_address,
    messages_of,
)
from tests.conftest import ClientOf
from tests.factories import (
    MeetingFactory,
    PartyFactory,
    PlaceFactory,
    PositionFactory,
)
from tests.story import Story

pytestmark = pytest.mark.django_db


def _events() -> int:
    tables: list[Any] = [
        model for model in apps.get_models() if hasattr(model, "pgh_label")
    ]
    return sum(model.objects.count() for model in tables)


@pytest.mark.parametrize(
    "name", ["talks", "haftar", "statement", "agreement", "process", "report", "moscow"]
)
def test_an_identical_save_writes_no_event_and_no_version(
    client_of: ClientOf, editor: User, story: Story, name: str
) -> None:
    record = getattr(story, name)
    client = client_of(editor)
    values = form_values(client, address(record))
    record.refresh_from_db()
    before = (_events(), record.version)
    answer = client.post(address(record), values, follow=True)
    assert answer.redirect_chain, errors_of(answer)
    assert "Nothing was changed" in messages_of(answer)
    record.refresh_from_db()
    assert (_events(), record.version) == before


def test_history_names_the_person_and_the_reason(
    client_of: ClientOf, editor: User, story: Story
) -> None:
    client = client_of(editor)
    values = form_values(client, address(story.talks))
    values |= {"title": "Talks of January", "reason": "The title was too long."}
    assert client.post(address(story.talks), values).status_code == 302
    events: Any = pghistory.models.Events.objects
    event = events.tracks(story.talks).order_by("-pgh_id")[0]
    assert event.pgh_context["username"] == "editor"
    assert event.pgh_context["user"] == editor.pk
    assert event.pgh_context["reason"] == "The title was too long."


def test_a_published_record_is_not_changed_without_a_reason(
    client_of: ClientOf, editor: User, story: Story
) -> None:
    client = client_of(editor)
    values = form_values(client, address(story.talks)) | {"title": "Talks of January"}
    answer = client.post(address(story.talks), values)
    assert answer.status_code == 200
    assert "reason" in answer.context["adminform"].form.errors
    assert "Talks of January" in answer.content.decode()
    story.talks.refresh_from_db()
    assert story.talks.title != "Talks of January"


def test_a_changed_row_alone_raises_the_version_of_its_record(
    client_of: ClientOf, editor: User, story: Story
) -> None:
    client = client_of(editor)
    before = story.talks.version
    values = form_values(client, address(story.talks))
    values |= {"participations-0-name_as_reported": "Hifter", "reason": "Spelling."}
    assert client.post(address(story.talks), values).status_code == 302
    story.talks.refresh_from_db()
    assert story.talks.version == before + 1


def test_the_last_citation_of_a_published_record_stays(
    client_of: ClientOf, editor: User, story: Story
) -> None:
    client = client_of(editor)
    values = form_values(client, address(story.talks)) | {"reason": "None needed."}
    for index in range(story.talks.citations.count()):
        values[f"citations-{index}-DELETE"] = "on"
    answer = client.post(address(story.talks), values)
    assert answer.status_code == 200
    assert "a published meeting needs a citation" in errors_of(answer)
    assert story.talks.citations.exists()


def test_a_new_meeting_gets_its_author_its_address_name_and_its_offices(
    client_of: ClientOf, contributor: User
) -> None:
    shoigu = PartyFactory(slug="shoigu", name="Sergei Shoigu", published=True)
    office = PositionFactory(person=shoigu, title="Minister", start="2012", end="2024")
    moscow = PlaceFactory(slug="moscow", name="Moscow")
    client = client_of(contributor)
    values = form_values(client, add_address(Meeting)) | {
        "title": "Shoigu in Moscow",
        "date": "2020-02-19",
        "format": "bilateral",
        "status": "held",
        "track": "military",
        "participations-TOTAL_FORMS": "1",
        "participations-0-party": str(shoigu.pk),
        "participations-0-role": "host",
        "participations-0-presence": "present",
        "participations-0-listed_order": "0",
        "places-TOTAL_FORMS": "1",
        "places-0-place": str(moscow.pk),
        "places-0-position": "0",
        "_continue": "1",
    }
    answer = client.post(add_address(Meeting), values, follow=True)
    assert answer.redirect_chain, errors_of(answer)
    meeting = Meeting.objects.get()
    assert meeting.slug == "2020-02-19-shoigu-moscow"
    assert meeting.created_by == contributor
    assert meeting.state == ReviewState.DRAFT
    assert meeting.participations.get().capacity == office
    assert "Offices filled in" in messages_of(answer)
    assert PartyMeeting.objects.filter(meeting=meeting, via="capacity").exists()


def test_a_circle_of_belonging_is_an_error_of_the_form(
    client_of: ClientOf, editor: User
) -> None:
    upper = PartyFactory(name="Upper", kind="government")
    lower = PartyFactory(name="Lower", kind="ministry")
    lower.relations.create(kind="part_of", target=upper)
    client = client_of(editor)
    values = form_values(client, address(upper)) | {
        "summary": "Typed before the error.",
        "relations-TOTAL_FORMS": "1",
        "relations-0-kind": "part_of",
        "relations-0-target": str(lower.pk),
    }
    answer = client.post(address(upper), values)
    assert answer.status_code == 200
    assert "circle" in errors_of(answer)
    assert "Typed before the error." in answer.content.decode()
    assert not upper.relations.exists()
    upper.refresh_from_db()
    assert (upper.summary, upper.version) == ("", 1)


@pytest.mark.parametrize("date", ["2020-13", "2020-02-30", "19.02.2020", "../..", "x"])
def test_an_impossible_date_is_an_error_at_its_field(
    client_of: ClientOf, editor: User, date: str
) -> None:
    meeting = MeetingFactory()
    client = client_of(editor)
    values = form_values(client, address(meeting)) | {"date": date}
    answer = client.post(address(meeting), values)
    assert answer.status_code == 200
    assert "date" in answer.context["adminform"].form.errors


def test_the_address_name_is_fixed_after_publication(
    client_of: ClientOf, editor: User, story: Story
) -> None:
    client = client_of(editor)
    values = form_values(client, address(story.talks))
    assert "slug" not in values
    values |= {"slug": "another", "reason": "Try.", "title": "Talks of January"}
    client.post(address(story.talks), values)
    old = story.talks.slug
    story.talks.refresh_from_db()
    assert story.talks.slug == old


def test_a_duplicate_that_only_the_database_sees_is_an_error_of_the_form(
    client_of: ClientOf, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    PartyFactory(slug="haftar")
    party = PartyFactory(slug="hifter")
    client = client_of(editor)
    values = form_values(client, address(party)) | {"slug": "haftar"}
    monkeypatch.setattr(Party, "validate_unique", lambda self, exclude=None: None)
    answer = client.post(address(party), values)
    assert answer.status_code == 200
    assert "Another record with the same values" in errors_of(answer)
    listed = client.get(list_address(Party))
    assert listed.status_code == 200
