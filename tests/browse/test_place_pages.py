"""The list of places, and the page of a place."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.browse.pages import results_of, text_of
from tests.story import Story

MOST_QUERIES = 18


@pytest.fixture
def kremlin(story: Story) -> None:
    """A venue in Moscow with a meeting of its own."""
    place = f.PlaceFactory(
        slug="kremlin", name="Kremlin", kind="palace", country="RU", parent=story.moscow
    )
    f.MeetingFactory(
        title="Putin receives Haftar",
        date="2021-05-01",
        parties=[story.haftar],
        place=place,
        published=True,
    )


def page_of(client: Client, address: str) -> str:
    """The words of a page."""
    response = client.get(address)
    assert response.status_code == 200
    return text_of(response)


@pytest.mark.usefixtures("kremlin")
def test_a_venue_stands_below_its_city_and_counts_for_it(
    client: Client, story: Story
) -> None:
    assert results_of(client, "/en/places/") == ["moscow", "kremlin"]
    page = page_of(client, "/en/places/")
    assert "Moscow City Russia 13 Jan 2020 – 1 May 2021 3" in page
    assert "Kremlin Palace 1 May 2021 1" in page


@pytest.mark.usefixtures("kremlin")
def test_a_venue_whose_city_is_not_asked_for_has_a_row_of_its_own(
    client: Client, story: Story
) -> None:
    assert results_of(client, "/en/places/?kind=palace") == ["kremlin"]


@pytest.mark.usefixtures("kremlin")
def test_what_is_asked_about_meetings_is_meant_of_one_meeting(
    client: Client, story: Story
) -> None:
    def found(query: str) -> list[str]:
        return results_of(client, f"/en/places/?{query}")

    assert found("party=sarraj") == ["moscow"]
    assert found("party=haftar&from=2021") == ["moscow", "kremlin"]
    assert found("party=sarraj&from=2021") == []
    assert found("party=sarraj&party=shoigu&process=moscow-talks") == ["moscow"]
    assert found("process=moscow-talks&from=2021") == []
    assert found("party=state-ru") == ["moscow"]


def test_used_tells_places_of_held_meetings_from_others(
    client: Client, story: Story
) -> None:
    quiet = f.PlaceFactory(slug="quiet")
    f.MeetingFactory(place=quiet, status="announced", published=True)
    f.MeetingFactory(place=quiet, draft=True)
    assert results_of(client, "/en/places/?used=true") == ["moscow"]
    assert results_of(client, "/en/places/?used=false") == ["quiet"]


def test_the_number_of_meetings_leads_to_exactly_these(
    client: Client, story: Story
) -> None:
    f.MeetingFactory(place=story.moscow, status="cancelled", published=True)
    body = client.get("/en/places/?party=haftar&from=2020-02").content.decode()
    link = re.search(r'href="(/en/meetings/\?place=moscow[^"]*)">(\d+)</a>', body)
    assert link is not None
    assert len(results_of(client, link[1].replace("&amp;", "&"))) == int(link[2]) == 1


def test_a_place_is_found_by_a_name_in_any_script(client: Client, story: Story) -> None:
    assert "found by the name موسكو" in page_of(client, "/en/places/?q=موسكو")


def test_an_unknown_value_is_named(client: Client, story: Story) -> None:
    response = client.get("/en/places/?process=nothing-such")
    assert response.status_code == 400
    assert "<code>process</code>" in response.content.decode()


@pytest.mark.usefixtures("kremlin")
def test_the_page_says_where_it_is_and_what_lies_in_it(
    client: Client, story: Story
) -> None:
    page = page_of(client, "/en/places/moscow/")
    assert "Arabic موسكو native" in page
    assert "55.7500, 37.6200" in page
    assert "What lies in it Kremlin palace 1 meeting" in page
    assert "Lies in Moscow" in page_of(client, "/en/places/kremlin/")
    assert "1 meeting names the venue. 2 meetings name only the city or town." in page


def test_every_number_of_hosts_and_guests_leads_to_its_meetings(
    client: Client, story: Story
) -> None:
    story.talks.conveners.create(party=story.state_ru)
    body = client.get("/en/places/moscow/").content.decode()
    links = re.findall(r'href="(/en/meetings/\?place=moscow[^"]*)">(\d+)</a>', body)
    assert len(links) == 5
    for link, count in links:
        assert len(results_of(client, link.replace("&amp;", "&"))) == int(count), link


def test_a_meetings_page_leads_to_its_place(client: Client, story: Story) -> None:
    body = client.get(f"/en/meetings/{story.talks.slug}/").content.decode()
    assert 'href="/en/places/moscow/"' in body


def test_an_unknown_place_is_not_found(client: Client, db: None) -> None:
    assert client.get("/en/places/nowhere/").status_code == 404


@pytest.mark.parametrize(
    "address", ["/en/places/?party=haftar&process=moscow-talks", "/ar/places/moscow/"]
)
def test_pages_of_places_take_as_many_queries_for_many_rows(
    client: Client, story: Story, address: str
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    def grow() -> None:
        venue = f.PlaceFactory(kind="hotel", country="RU", parent=story.moscow)
        for _ in range(3):
            f.MeetingFactory(
                place=venue,
                parties=[story.haftar, f.PartyFactory(published=True)],
                process=story.process,
                published=True,
            )

    grow()
    few = queries()
    for _ in range(3):
        grow()
    assert queries() <= few <= MOST_QUERIES + 6


def test_the_api_answers_the_meetings_of_a_place_on_request(
    client: Client, story: Story
) -> None:
    answer = client.get("/api/v1/places/moscow/?include=meetings").json()
    assert answer["counts"] == {"meetings": 2}
    assert [one["slug"] for one in answer["meetings"]] == [
        story.visit.slug,
        story.talks.slug,
    ]
    assert answer["html_url"].endswith("/en/places/moscow/")
    assert "meetings" not in client.get("/api/v1/places/moscow/").json()
