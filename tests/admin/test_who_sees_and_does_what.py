"""Drafts, rights and the review state in the admin."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from editorial.models import ReviewState, User
from meetings.models import Meeting
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
    ROOT_FACTORIES,
    MeetingFactory,
    PartyFactory,
    PartyNameFactory,
    PositionFactory,
)
from tests.story import Story

pytestmark = pytest.mark.django_db


def review_address(record: Any, verb: str) -> str:
    """The address where a review verb is asked for and done."""
    meta = record._meta
    name = f"admin:{meta.app_label}_{meta.model_name}_review"
    return reverse(name, args=[record.pk, verb])


@pytest.mark.parametrize("kind", sorted(ROOT_FACTORIES))
def test_a_contributor_does_not_find_the_draft_of_another(
    client_of: ClientOf, contributor: User, other_contributor: User, kind: str
) -> None:
    record: Any = ROOT_FACTORIES[kind](created_by=other_contributor)
    client = client_of(contributor)
    for page in ("change", "history"):
        assert client.get(address(record, page)).status_code == 404
    assert client.post(address(record), {"version": 1}).status_code == 404
    assert client.get(review_address(record, "submit")).status_code == 404
    assert client.get(list_address(type(record))).context["cl"].result_count == 0
    assert client_of(other_contributor).get(address(record)).status_code == 200


def test_a_contributor_reads_but_does_not_write_what_is_published(
    client_of: ClientOf, contributor: User, story: Story
) -> None:
    client = client_of(contributor)
    page = client.get(address(story.talks))
    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()
    assert client.post(address(story.talks), {"title": "Mine"}).status_code == 403


def test_autocomplete_offers_only_what_one_may_see(
    client_of: ClientOf, contributor: User, editor: User
) -> None:
    PartyFactory(name="Hidden Person")
    PartyFactory(name="Hidden Person, published", published=True)
    asked = {
        "term": "hidden",
        "app_label": "meetings",
        "model_name": "participation",
        "field_name": "party",
    }
    url = reverse("admin:autocomplete")
    seen = client_of(contributor).get(url, asked).json()["results"]
    assert [row["text"] for row in seen] == ["Hidden Person, published (person)"]
    assert len(client_of(editor).get(url, asked).json()["results"]) == 2


def test_a_reference_to_what_one_may_not_see_is_an_error_of_the_form(
    client_of: ClientOf, contributor: User
) -> None:
    hidden: Any = PartyFactory(name="Hidden Person")
    client = client_of(contributor)
    values = form_values(client, add_address(Meeting)) | {
        "title": "Talks",
        "date": "2020",
        "format": "bilateral",
        "track": "political",
        "participations-TOTAL_FORMS": "1",
        "participations-0-party": str(hidden.pk),
    }
    answer = client.post(add_address(Meeting), values)
    assert answer.status_code == 200
    assert "Select a valid choice" in errors_of(answer)
    assert "Hidden Person" not in answer.content.decode()


@pytest.mark.parametrize("spelling", ["Haftar", "Hifter", "حفتر", "Хафтар"])
def test_autocomplete_finds_a_person_in_any_script(
    client_of: ClientOf, editor: User, story: Story, spelling: str
) -> None:
    asked = {
        "term": spelling,
        "app_label": "meetings",
        "model_name": "participation",
        "field_name": "party",
    }
    found = client_of(editor).get(reverse("admin:autocomplete"), asked).json()
    assert found["results"][0]["text"].startswith("Khalifa Haftar")


def test_the_office_is_offered_with_person_organisation_and_dates(
    client_of: ClientOf, editor: User, story: Story
) -> None:
    asked = {
        "term": "shoigu defence",
        "app_label": "meetings",
        "model_name": "participation",
        "field_name": "capacity",
    }
    url = reverse("admin:autocomplete")
    client = client_of(editor)
    texts = [row["text"] for row in client.get(url, asked).json()["results"]]
    assert texts == [
        "Sergei Shoigu: Minister of Defence, Ministry of Defence of Russia"
        " (2012-11-06 – 2024-05-12)"
    ]
    of_haftar = asked | {"term": "", "person": str(story.haftar.pk)}
    rows = client.get(url, of_haftar).json()["results"]
    assert len(rows) == 1
    assert rows[0]["text"].startswith("Khalifa Haftar: Commander")


def test_the_offices_of_the_person_named_come_first(
    client_of: ClientOf, editor: User, story: Story
) -> None:
    force = PartyFactory(name="Aaa Brigade", kind="armed_group", published=True)
    PartyNameFactory(party=force, text="Hifter forces", kind="alias")
    PositionFactory(person__name="Aaa Officer", organisation=force, start="2011")
    asked = {
        "term": "Hifter",
        "app_label": "meetings",
        "model_name": "participation",
        "field_name": "capacity",
    }
    answer = client_of(editor).get(reverse("admin:autocomplete"), asked).json()
    texts = [row["text"].split(":")[0] for row in answer["results"]]
    assert texts == ["Khalifa Haftar", "Aaa Officer"]


def test_only_publishers_see_publish_and_retract(
    client_of: ClientOf, editor: User, publisher: User, story: Story
) -> None:
    seen = client_of(editor).get(address(story.talks)).content.decode()
    assert "/review/retract/" not in seen
    listed = client_of(editor).get(list_address(Meeting)).content.decode()
    assert "publish_records" not in listed
    assert "submit_records" in listed
    seen = client_of(publisher).get(address(story.talks)).content.decode()
    assert "/review/retract/" in seen
    url = review_address(story.talks, "retract")
    assert client_of(editor).get(url).status_code == 403
    values = {"version": story.talks.version, "reason": "x"}
    assert client_of(editor).post(url, values).status_code == 403


def test_publishing_without_a_citation_is_refused_with_the_list(
    client_of: ClientOf, publisher: User
) -> None:
    hidden: Any = PartyFactory(name="Khalifa Haftar")
    meeting: Any = MeetingFactory(parties=[hidden])
    answer = client_of(publisher).post(
        review_address(meeting, "publish"), {"version": 1}, follow=True
    )
    shown = messages_of(answer)
    assert "cannot be published yet" in shown
    assert "a published meeting needs a citation" in shown
    assert "Khalifa Haftar" in shown
    meeting.refresh_from_db()
    assert meeting.state == ReviewState.DRAFT


def test_submitting_tells_at_once_what_is_missing_for_the_public(
    client_of: ClientOf, editor: User
) -> None:
    meeting: Any = MeetingFactory(parties=[PartyFactory(published=True)])
    answer = client_of(editor).post(
        review_address(meeting, "submit"), {"version": 1}, follow=True
    )
    shown = messages_of(answer)
    assert "Submitted for review" in shown
    assert "cannot be published yet" in shown
    assert "a published meeting needs a citation" in shown
    meeting.refresh_from_db()
    assert meeting.state == ReviewState.IN_REVIEW


def test_only_the_form_of_a_published_record_leads_to_its_page(
    client_of: ClientOf, editor: User, story: Story
) -> None:
    page = f"/en/meetings/{story.talks.slug}/"
    seen = client_of(editor).get(address(story.talks)).content.decode()
    assert f'href="{page}"' in seen
    draft: Any = MeetingFactory(parties=[PartyFactory(published=True)])
    hidden = client_of(editor).get(address(draft)).content.decode()
    assert "View on site" not in hidden


def test_publishing_an_older_version_than_the_stored_is_refused(
    client_of: ClientOf, publisher: User
) -> None:
    party: Any = PartyFactory(version=3)
    url = review_address(party, "publish")
    for version in ("2", "", "x"):
        client_of(publisher).post(url, {"version": version})
        party.refresh_from_db()
        assert party.state == ReviewState.DRAFT
    client_of(publisher).post(url, {"version": "3"})
    party.refresh_from_db()
    assert party.state == ReviewState.PUBLISHED


def test_retracting_asks_for_a_reason(
    client_of: ClientOf, publisher: User, story: Story
) -> None:
    client = client_of(publisher)
    url = review_address(story.statement, "retract")
    asked = client.get(url)
    assert asked.status_code == 200
    version = story.statement.version
    answer = client.post(url, {"version": version, "reason": " "})
    assert "Give a reason" in answer.content.decode()
    client.post(url, {"version": version, "reason": "The report was withdrawn."})
    story.statement.refresh_from_db()
    assert story.statement.state == ReviewState.RETRACTED


def test_several_records_are_published_at_once_after_one_more_question(
    client_of: ClientOf, publisher: User
) -> None:
    parties: list[Any] = [PartyFactory(), PartyFactory()]
    client = client_of(publisher)
    chosen = {"_selected_action": [p.pk for p in parties], "action": "publish_records"}
    asked = client.post(list_address(Party), chosen | {"index": "0"})
    assert asked.status_code == 200
    assert "version_" in asked.content.decode()
    sent = chosen | {"confirmed": "1", "reason": ""}
    sent |= {f"version_{party.pk}": party.version for party in parties}
    answer = client.post(list_address(Party), sent, follow=True)
    assert "2 records: Publish" in messages_of(answer)
    assert Party.objects.published().count() == 2


def test_an_administrator_reads_every_record_and_writes_none(
    client_of: ClientOf, administrator: User
) -> None:
    draft: Any = MeetingFactory()
    client = client_of(administrator)
    assert client.get(address(draft)).status_code == 200
    assert client.post(address(draft), {"version": 1}).status_code == 403
    assert client.get(add_address(Meeting)).status_code == 403
