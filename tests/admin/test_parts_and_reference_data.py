"""Records without a review state, and parts that have a page of their own."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from editorial.models import User
from meetings.models import Contention, Place
from tests.admin.posting import (
    add_address,
    address,
    errors_of,
    form_values,
    list_address,
)
from tests.conftest import ClientOf
from tests.factories import (
    CommitmentFactory,
    ContentionFactory,
    MeetingFactory,
    OutletFactory,
    PlaceFactory,
    PlaceNameFactory,
)
from tests.story import Story

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("factory", [PlaceFactory, OutletFactory])
def test_reference_data_is_not_written_over_either(
    client_of: ClientOf, editor: User, factory: Any
) -> None:
    record = factory(name="Old")
    client = client_of(editor)
    old = form_values(client, address(record))
    assert client.post(address(record), old | {"name": "First"}).status_code == 302
    answer = client.post(address(record), old | {"name": "Second"})
    assert "Somebody saved version 2" in errors_of(answer)
    rows = [(d.stored, d.yours) for d in answer.context["differences"]]
    assert rows == [("First", "Second")]
    record.refresh_from_db()
    assert (record.name, record.version) == ("First", 2)


def test_a_contributor_reads_reference_data_only(
    client_of: ClientOf, contributor: User
) -> None:
    place: Any = PlaceFactory()
    client = client_of(contributor)
    assert client.get(address(place)).status_code == 200
    assert client.post(address(place), {"version": 1}).status_code == 403
    assert client.get(add_address(Place)).status_code == 403


def test_a_place_is_found_by_its_name_in_another_script(
    client_of: ClientOf, editor: User
) -> None:
    PlaceFactory(name="Tripoli")
    geneva: Any = PlaceFactory(name="Geneva")
    PlaceNameFactory(place=geneva, text="جنيف", lang="ar")
    listed = client_of(editor).get(list_address(Place), {"q": "جنيف"})
    assert [place.name for place in listed.context["cl"].result_list] == ["Geneva"]


def test_a_contested_fact_of_a_published_meeting_needs_a_reason_and_raises_its_version(
    client_of: ClientOf, editor: User, story: Story
) -> None:
    client = client_of(editor)
    before = story.talks.version
    url = add_address(Contention) + f"?meeting={story.talks.pk}"
    values = form_values(client, url) | {"field": "date", "note": "Reports differ."}
    assert values["meeting"] == str(story.talks.pk)
    refused = client.post(url, values)
    assert "reason" in refused.context["adminform"].form.errors
    assert not Contention.objects.exists()
    done = client.post(url, values | {"reason": "Two dates are reported."})
    assert done.status_code == 302
    story.talks.refresh_from_db()
    assert story.talks.version == before + 1
    page = client.get(address(story.talks)).content.decode()
    assert address(Contention.objects.get()) in page


def test_a_contributor_contests_no_fact_of_a_published_meeting(
    client_of: ClientOf, contributor: User, story: Story
) -> None:
    client = client_of(contributor)
    values = form_values(client, add_address(Contention)) | {
        "meeting": str(story.talks.pk),
        "field": "date",
        "reason": "Try.",
    }
    answer = client.post(add_address(Contention), values)
    assert "You may not edit this record" in errors_of(answer)
    assert not Contention.objects.exists()
    stored: Any = ContentionFactory(meeting=story.talks)
    assert client.post(address(stored), {"version": 1}).status_code == 403


def test_a_contested_fact_belongs_to_one_record(
    client_of: ClientOf, editor: User
) -> None:
    client = client_of(editor)
    values = form_values(client, add_address(Contention)) | {"field": "date"}
    answer = client.post(add_address(Contention), values)
    assert "Choose one record" in errors_of(answer)


def test_parts_are_edited_with_the_version_of_their_record(
    client_of: ClientOf, editor: User
) -> None:
    meeting: Any = MeetingFactory()
    contention: Any = ContentionFactory(meeting=meeting)
    value = contention.values.create(text="2020-01-14")
    commitment: Any = CommitmentFactory()
    client = client_of(editor)
    for part, root, field in (
        (contention, meeting, "note"),
        (value, meeting, "text"),
        (commitment, commitment.agreement, "text"),
    ):
        values = form_values(client, address(part)) | {field: "New", "reason": "x"}
        root.refresh_from_db()
        before = root.version
        answer = client.post(address(part), values)
        assert answer.status_code == 302, errors_of(answer)
        root.refresh_from_db()
        assert root.version == before + 1
        again = client.post(address(part), values | {field: "Newer"})
        assert "Somebody saved version" in errors_of(again)


def test_deleting_reference_data_in_use_is_refused(
    client_of: ClientOf, editor: User, story: Story
) -> None:
    client = client_of(editor)
    answer = client.post(address(story.moscow, "delete"), {"post": "yes"})
    assert answer.status_code == 200
    assert Place.objects.filter(pk=story.moscow.pk).exists()
    assert client.get(reverse("admin:index")).status_code == 200
