"""The two levels of topics and a topic's page."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meetings.models import Topic
from tests import factories as f
from tests.browse.pages import results_of, text_of
from tests.story import Story


@pytest.fixture
def ceasefire(story: Story) -> Topic:
    """A lower topic of the story's talks, with an upper one and a silent sister."""
    upper = f.TopicFactory(slug="security", name="Security")
    topic: Topic = f.TopicFactory(
        slug="ceasefire", name="Ceasefire", parent=upper, description="Truces."
    )
    f.TopicFactory(slug="borders", name="Borders", parent=upper)
    f.TopicNameFactory(topic=topic, text="وقف إطلاق النار", lang="ar", kind="official")
    story.talks.topic_links.create(topic=topic)
    return topic


def page_of(client: Client, address: str) -> str:
    """The words of a page."""
    response = client.get(address)
    assert response.status_code == 200
    return text_of(response)


def test_the_list_has_two_levels_with_counts(client: Client, ceasefire: Topic) -> None:
    page = page_of(client, "/en/topics/")
    assert "3 topics" in page
    assert "Security 1 1 1 Borders 0 0 0 Ceasefire Truces. 1 1 1" in page


def test_a_topic_is_found_by_a_name_in_another_script(
    client: Client, ceasefire: Topic
) -> None:
    assert results_of(client, "/en/topics/?q=النار") == ["ceasefire"]
    assert results_of(client, "/en/topics/?parent=security") == ["borders", "ceasefire"]
    assert client.get("/en/topics/?parent=nothing").status_code == 400


def test_the_page_counts_shows_and_links_what_is_about_the_topic(
    client: Client, story: Story, ceasefire: Topic
) -> None:
    f.MeetingFactory(title="Of no topic", date="2020-05-01", published=True)
    page = page_of(client, "/en/topics/ceasefire/")
    assert "meetings 1 statements 1 agreements 1" in page
    assert "Ceasefire talks in Moscow" in page
    assert "Of no topic" not in page
    often = page[page.index("Most often there") : page.index("Latest meetings")]
    assert "Khalifa Haftar 1" in often
    assert "Russia 1" in often
    assert "Year Share of the fullest year Meetings 2020 1" in page


def test_a_year_without_a_meeting_stands_among_the_years(
    client: Client, ceasefire: Topic
) -> None:
    later = f.MeetingFactory(published=True, date="2023-05-01")
    later.topic_links.create(topic=ceasefire)
    page = text_of(client.get("/en/topics/ceasefire/"))
    assert "2023 1 2022 0 2021 0 2020 1" in page


def test_an_upper_topic_holds_what_is_below_it(
    client: Client, ceasefire: Topic
) -> None:
    page = page_of(client, "/en/topics/security/")
    assert "Ceasefire talks in Moscow" in page
    assert "Ceasefire 1 meeting" in page
    assert 'href="/en/topics/security/"' in (
        client.get("/en/topics/ceasefire/").content.decode()
    )


def test_an_unknown_topic_is_not_found(client: Client, db: None) -> None:
    assert client.get("/en/topics/nothing/").status_code == 404


def test_the_meeting_page_leads_to_its_topics(
    client: Client, story: Story, ceasefire: Topic
) -> None:
    body = client.get(f"/en/meetings/{story.talks.slug}/").content.decode()
    assert 'href="/en/topics/ceasefire/"' in body


def test_the_pages_queries_do_not_grow(
    client: Client, story: Story, ceasefire: Topic
) -> None:
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    addresses = ("/ar/topics/", "/ar/topics/security/")
    few = {address: queries(address) for address in addresses}
    for _ in range(4):
        more = f.TopicFactory(parent=ceasefire.parent)
        f.MeetingFactory(topic=more, parties=[story.haftar], published=True)
    for address in addresses:
        assert queries(address) <= few[address] <= 19
