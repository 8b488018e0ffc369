"""Two parties, or two periods of one, side by side."""

from __future__ import annotations

import re

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests import factories as f
from tests.browse.pages import linked_numbers, text_of
from tests.story import Story

COMPARE = "/en/compare/"


def test_the_bare_page_asks_whom_to_compare(client: Client, story: Story) -> None:
    for query in ("", "?a=haftar"):
        response = client.get(COMPARE + query)
        assert response.status_code == 200
        assert "Choose a second party" in text_of(response)
    body = client.get(f"{COMPARE}?a=haftar").content.decode()
    assert 'value="haftar"' in body
    assert '<option value="shoigu">Sergei Shoigu</option>' in body


def test_parties_may_be_given_by_name_in_any_spelling(
    client: Client, story: Story
) -> None:
    by_slug = text_of(client.get(f"{COMPARE}?a=haftar&b=sarraj"))
    by_name = text_of(client.get(f"{COMPARE}?a=Khalifa+Hifter&b=Fayez al-Sarraj"))
    numbers = slice(by_slug.index("Numbers side by side"), None)
    assert by_name[by_name.index("Numbers side by side") :] == by_slug[numbers]


def test_a_name_that_fits_two_parties_alike_is_refused(
    client: Client, story: Story
) -> None:
    for given in ("Omar", "Ahmed"):
        f.PartyFactory(name=f"{given} Bousaid", published=True)
    response = client.get(f"{COMPARE}?a=Bousaid&b=haftar")
    assert response.status_code == 400
    assert "Bousaid" in text_of(response)


def test_numbers_stand_side_by_side_and_lead_to_their_lists(
    client: Client, story: Story
) -> None:
    address = f"{COMPARE}?a=haftar&b=sarraj"
    page = text_of(client.get(address))
    assert "Meetings attended 2 1" in page
    assert "Agreements 1 1" in page
    assert "Statements 1 0" in page
    for url, number in linked_numbers(client, address).items():
        listed = text_of(client.get(url))
        if "/with/" in url:
            continue
        found = re.search(r"(\d+) (meeting|agreement|statement)", listed)
        assert found, url
        assert int(found[1]) == number, url


def test_whom_both_met_stands_apart_from_whom_one_met(
    client: Client, story: Story
) -> None:
    other = f.PartyFactory(name="Only Sarraj Met Him", published=True)
    for parties in ([story.sarraj, story.shoigu], [story.sarraj, other]):
        f.MeetingFactory(published=True, parties=parties, date="2021-01-01")
    page = text_of(client.get(f"{COMPARE}?a=haftar&b=sarraj"))
    shared = page[page.index("Met by both") : page.index("Met only by")]
    assert "Sergei Shoigu 1 1" in shared
    only = page[page.rindex("Met only by") :]
    assert "Only Sarraj Met Him 1" in only
    assert "Only Sarraj Met Him" not in shared


def test_two_periods_of_one_party_differ_only_in_time(
    client: Client, story: Story
) -> None:
    f.MeetingFactory(
        published=True, parties=[story.haftar, story.shoigu], date="2021-06-01"
    )
    address = f"{COMPARE}?a=haftar&period_a=2020&period_b=2021/2022"
    page = text_of(client.get(address))
    assert "Meetings attended 2 1" in page
    assert "Sergei Shoigu 1 1" in page
    numbers = linked_numbers(client, address)
    with_period = "/en/parties/haftar/with/shoigu/?from=2021&to=2022"
    assert numbers[with_period] == 1


def test_what_is_asked_wrongly_is_refused_by_name(client: Client, story: Story) -> None:
    for query, name in (
        ("b=haftar", "a"),
        ("a=haftar&period_a=2014/2018", "period_b"),
        ("a=haftar&b=haftar", "b"),
        ("a=haftar&period_a=2020&period_b=2020", "period_b"),
        ("a=nobody&b=haftar", "a"),
        ("a=haftar&period_b=2019/2014", "period_b"),
        ("a=haftar&period_b=lately", "period_b"),
        ("a=haftar&b=sarraj&c=shoigu", "c"),
    ):
        response = client.get(f"{COMPARE}?{query}")
        assert response.status_code == 400, query
        assert f"<code>{name}</code>" in response.content.decode(), query


def test_a_former_name_is_understood(client: Client, story: Story) -> None:
    f.PartyOldSlugFactory(record=story.haftar, slug="hifter")
    assert client.get(f"{COMPARE}?a=hifter&b=sarraj").status_code == 200


def test_a_comparison_takes_at_most_thirty_five_queries(
    client: Client,
    story: Story,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for month in range(1, 8):
        f.MeetingFactory(
            published=True,
            parties=[story.haftar, story.sarraj, f.PartyFactory(published=True)],
            date=f"2021-{month:02}-01",
        )
    with django_assert_max_num_queries(35):
        client.get("/ar/compare/?a=haftar&b=sarraj")
