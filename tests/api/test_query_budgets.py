"""Answers take few queries, however many records they hold."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.api.reading import LISTS, ROOT, details
from tests.story import Story

pytestmark = pytest.mark.django_db
MOST_IN_A_LIST = 8
MOST_IN_A_MEETING_LIST = 10
MOST_IN_A_RECORD = 15
MOST_IN_A_SEARCH = 12


def queries(client: Client, address: str) -> int:
    """How many queries an address takes; it answers 200."""
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(ROOT + address)
    assert answer.status_code == 200
    return len(captured)


@pytest.fixture
def busy(story: Story) -> Story:
    """The story, and fifty meetings in which everything is filled."""
    process, topic = story.process, f.TopicFactory()
    for _ in range(50):
        met = f.MeetingFactory(
            parties=[story.haftar, story.sarraj],
            place=story.moscow,
            process=process,
            topic=topic,
            published=True,
            citations=3,
        )
        row = met.participations.get(party=story.sarraj)
        row.on_behalf_of = story.gna
        row.save()
        met.conveners.create(party=story.state_ru)
        met.links.create(target=story.talks, kind="follows")
        contention = f.ContentionFactory(meeting=met)
        contention.values.create(text="another day")
        f.StatementFactory(meeting=met, published=True)
        agreement = f.AgreementFactory(meeting=met, published=True)
        f.SignatureFactory(agreement=agreement, party=story.haftar)
        f.CommitmentFactory(agreement=agreement)
    return story


def test_fifty_meetings_with_all_their_parts(client: Client, busy: Story) -> None:
    assert queries(client, "meetings/?page_size=50") <= MOST_IN_A_MEETING_LIST
    filtered = "meetings/?page_size=50&party=state-ru&party=haftar&process=moscow-talks"
    assert queries(client, filtered) <= MOST_IN_A_MEETING_LIST
    included = "meetings/?include=statements,agreements"
    assert queries(client, included) <= MOST_IN_A_MEETING_LIST
    included = "statements/?include=meeting,agreement"
    assert queries(client, included) <= MOST_IN_A_MEETING_LIST


@pytest.mark.parametrize("name", LISTS)
def test_every_list(client: Client, busy: Story, name: str) -> None:
    assert queries(client, f"{name}/?page_size=50") <= MOST_IN_A_LIST


def test_every_record(client: Client, busy: Story) -> None:
    for address in details(busy).values():
        assert queries(client, address) <= MOST_IN_A_RECORD, address


def test_search(client: Client, busy: Story) -> None:
    assert queries(client, "search/?q=Moscow") <= MOST_IN_A_SEARCH


def test_an_editors_list_asks_for_the_roles_once(
    client: Client, editor: Any, busy: Story
) -> None:
    client.force_login(editor)
    assert queries(client, "meetings/") <= MOST_IN_A_MEETING_LIST + 3
