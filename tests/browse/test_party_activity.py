"""A party's meetings in time and space, and its page as of a day."""

from __future__ import annotations

import re

from django.test import Client

from tests import factories as f
from tests.browse.pages import linked_numbers, text_of
from tests.story import Story


def total_of(client: Client, address: str) -> int:
    """The number of meetings of a list."""
    found = re.search(r"(\d+) meeting", text_of(client.get(address)))
    assert found, address
    return int(found[1])


def test_years_and_places_lead_to_the_list_of_the_party(
    client: Client, story: Story
) -> None:
    body = client.get("/en/parties/haftar/").content.decode()
    assert "/en/meetings/?party=haftar&amp;from=2020&amp;to=2020" in body
    assert "/en/meetings/?party=haftar&amp;place=moscow" in body
    assert "data-brush" not in body


def test_each_number_is_that_of_the_list_it_leads_to(
    client: Client, story: Story
) -> None:
    for slug in ("haftar", "state-ru"):
        numbers = linked_numbers(client, f"/en/parties/{slug}/")
        lists = {url: n for url, n in numbers.items() if "/meetings/?" in url}
        assert lists
        for url, number in lists.items():
            assert total_of(client, url) == number, url


def test_a_state_tells_its_own_part_from_that_of_its_people(
    client: Client, story: Story
) -> None:
    f.MeetingFactory(published=True, parties=[story.state_ru], date="2021-01-01")
    page = text_of(client.get("/en/parties/state-ru/"))
    assert "All meetings of this party 2 of these it took part itself in 1" in page
    assert "Who took part for it" in page


def test_the_rhythm_is_told_with_the_meetings_that_prove_it(
    client: Client, story: Story
) -> None:
    for date in ("2020-03-01", "2021-03-01"):
        f.MeetingFactory(published=True, parties=[story.haftar], date=date)
    page = text_of(client.get("/en/parties/haftar/"))
    assert "Usual gap 37 days" in page
    assert "Longest silence 365 days 1 March 2020 – 1 March 2021" in page


def test_as_of_a_day_later_meetings_and_offices_are_unknown(
    client: Client, story: Story
) -> None:
    then = text_of(client.get("/en/parties/haftar/?as_of=2020-01-20"))
    assert "The record as it stood on 20 January 2020" in then
    assert "meetings attended 1" in then or "1 meetings attended" in then
    assert "Shoigu receives Haftar in Moscow" not in then
    assert "Commander" in then
    assert "/en/parties/haftar/?as_of=2020-01-20" in then
    before = text_of(client.get("/en/parties/haftar/?as_of=2014-01-01"))
    assert "Commander" not in before
    assert "No meeting is on record." in before


def test_the_side_is_that_of_the_day(client: Client, db: None) -> None:
    party = f.PartyFactory(slug="turncoat", published=True)
    f.AlignmentFactory(party=party, side="west", start="2011", end="2014")
    f.AlignmentFactory(party=party, side="east", start="2015")
    today = text_of(client.get("/en/parties/turncoat/"))
    then = text_of(client.get("/en/parties/turncoat/?as_of=2012-05-01"))
    assert "Eastern Libya" in today
    assert "Eastern Libya" not in then
    assert "Western Libya" in then


def test_a_day_that_is_none_is_refused_by_name(client: Client, story: Story) -> None:
    for query in ("as_of=2020", "as_of=soon", "as_of=2999-01-01", "day=2020-01-01"):
        response = client.get(f"/en/parties/haftar/?{query}")
        assert response.status_code == 400
        name = query.partition("=")[0]
        assert f"<code>{name}</code>" in response.content.decode()
