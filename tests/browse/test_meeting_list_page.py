"""The list of meetings: filters, tokens, counts, pages, and what is refused."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from browse.pages.meeting_views import BY_LINKS
from editorial.models import User
from meetings.filters import MeetingFilterSet
from meetings.models import Meeting
from tests import factories as f
from tests.browse.pages import results_of, text_of
from tests.conftest import ClientOf
from tests.story import Story

LIST = "/en/meetings/"


def test_the_list_shows_each_meeting_with_date_place_and_parties(
    client: Client, story: Story
) -> None:
    page = text_of(client.get(LIST))
    assert "2 meetings" in page
    assert "13 Jan Ceasefire talks in Moscow Moscow Military Indirect talks" in page
    assert "Fayez al-Sarraj" in page


def test_the_newest_meeting_comes_first_unless_asked_otherwise(
    client: Client, story: Story
) -> None:
    newest_first = [story.visit.slug, story.talks.slug]
    assert results_of(client, LIST) == newest_first
    assert results_of(client, f"{LIST}?ordering=date") == newest_first[::-1]


def test_a_draft_is_on_no_list_of_an_anonymous_reader_and_on_the_editors(
    client_of: ClientOf, anonymous: AnonymousUser, editor: User
) -> None:
    draft = f.MeetingFactory(draft=True)
    assert results_of(client_of(anonymous), LIST) == []
    assert results_of(client_of(editor), LIST) == [draft.slug]


def test_a_filter_narrows_the_list_and_stands_above_it_as_a_token(
    client: Client, story: Story
) -> None:
    address = f"{LIST}?party=sarraj&from=2020-01"
    assert results_of(client, address) == [story.talks.slug]
    body = client.get(address).content.decode()
    tokens = re.findall(r'class="token" href="([^"]+)"', body)
    assert tokens == [f"{LIST}?from=2020-01", f"{LIST}?party=sarraj", LIST]


def test_repeating_a_party_gives_one_token_each(client: Client, story: Story) -> None:
    body = client.get(f"{LIST}?party=shoigu&party=haftar").content.decode()
    tokens = re.findall(r'class="token" href="([^"]+)"', body)
    assert tokens == [f"{LIST}?party=haftar", f"{LIST}?party=shoigu", LIST]


def test_a_match_through_an_office_says_so(client: Client, story: Story) -> None:
    page = text_of(client.get(f"{LIST}?party=state-ru"))
    assert "Russia: through Sergei Shoigu, Minister of Defence" in page


def test_a_direct_match_needs_no_reason(client: Client, story: Story) -> None:
    assert "through" not in text_of(client.get(f"{LIST}?party=shoigu"))


def test_an_unknown_parameter_is_named_and_nothing_is_listed(
    client: Client, story: Story
) -> None:
    response = client.get(f"{LIST}?praty=haftar")
    assert response.status_code == 400
    assert "praty" in text_of(response)
    assert "did you mean party" in text_of(response)
    assert "data-row-link" not in response.content.decode()


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("from=2020-13", "from"),
        ("from=2020-02-30", "from"),
        ("from=2021&to=2020", "from"),
        ("party=nobody", "party"),
        ("track=sport", "track"),
        ("cursor=broken", "cursor"),
        ("bbox=1,2,3", "bbox"),
        ("direct=maybe", "direct"),
    ],
)
def test_a_value_that_makes_no_sense_is_a_400_that_names_its_parameter(
    client: Client, story: Story, query: str, named: str
) -> None:
    response = client.get(f"{LIST}?{query}")
    assert response.status_code == 400
    assert f"<code>{named}</code>" in response.content.decode()


def test_each_wrong_parameter_can_be_left_out_by_a_link(
    client: Client, story: Story
) -> None:
    body = client.get(f"{LIST}?praty=x&party=haftar").content.decode()
    assert f'href="{LIST}?party=haftar">Leave it out' in body


def test_empty_values_and_tracking_keys_are_dropped_by_a_redirect(
    client: Client, story: Story
) -> None:
    response = client.get(f"{LIST}?q=&party=haftar&from=&utm_source=x&fbclid=y")
    assert response.status_code == 302
    assert response["Location"] == f"{LIST}?party=haftar"


def test_an_empty_result_says_which_filter_to_drop_and_what_that_gives(
    client: Client, story: Story
) -> None:
    response = client.get(f"{LIST}?party=sarraj&from=2020-02")
    page = text_of(response)
    assert response.status_code == 200
    assert "No meeting matches" in page
    assert "Party: Fayez al-Sarraj 1 result without it" in page
    assert "From: February 2020 1 result without it" in page


def test_the_count_of_each_facet_value_is_what_choosing_it_gives(
    client: Client, story: Story
) -> None:
    f.MeetingFactory(
        parties=[story.sarraj], track="economic", date="2020-03", published=True
    )
    base = "?from=2020"
    body = client.get(f"{LIST}{base}").content.decode()
    options = re.findall(
        r'name="(\w+)" value="([^"]+)"(?: checked)?>(?:<svg.*?</svg>)?'
        r'(?:<span[^>]*>)?[^<]*(?:</span>)?<span class="option-count">(\d+)<',
        body,
    )
    assert {name for name, _value, _count in options} >= {"party", "side", "track"}
    for name, value, count in options:
        found = results_of(client, f"{LIST}{base}&{name}={value}")
        assert len(found) == int(count), (name, value)


def test_a_chosen_facet_value_is_ticked(client: Client, story: Story) -> None:
    body = client.get(f"{LIST}?side=east").content.decode()
    assert 'name="side" value="east" checked' in body


def test_cursor_pages_reach_every_meeting_once(client: Client, db: None) -> None:
    party = f.PartyFactory(published=True)
    for month in range(1, 13):
        for day in (1, 2, 3, 4):
            f.MeetingFactory(
                date=f"2019-{month:02d}-{day:02d}", parties=[party], published=True
            )
    seen: list[str] = []
    address = LIST
    while address:
        seen += results_of(client, address)
        match = re.search(
            r'href="(\?[^"]+)" rel="next"', client.get(address).content.decode()
        )
        address = LIST + match[1].replace("&amp;", "&") if match else ""
    assert len(seen) == len(set(seen)) == Meeting.objects.count() == 48


def test_exports_keep_the_filter_and_lose_the_page(
    client: Client, story: Story
) -> None:
    body = client.get(f"{LIST}?party=haftar").content.decode()
    assert 'href="/en/meetings.csv?party=haftar"' in body


def test_what_was_not_held_says_so(client: Client, db: None) -> None:
    f.MeetingFactory(status="cancelled", published=True)
    assert "cancelled" in text_of(client.get(LIST))


def test_every_filter_of_the_set_is_in_the_form(client: Client, story: Story) -> None:
    told = f.MeetingFactory(topic=f.TopicFactory(), published=True)
    f.MeetingCitationFactory(
        meeting=told, report=f.ReportFactory(outlet=f.OutletFactory())
    )
    body = client.get(LIST).content.decode()
    fields = {*re.findall(r'name="(\w+)"', body), *BY_LINKS}
    assert set(MeetingFilterSet.base_filters) - fields == set()


@pytest.mark.parametrize("size", ["0", "-1", "10", "9" * 400])
@pytest.mark.parametrize("name", ["meetings", "parties"])
def test_a_page_has_no_size_to_choose(
    client: Client, story: Story, name: str, size: str
) -> None:
    response = client.get(f"/en/{name}/", {"page_size": size})
    assert response.status_code == 400
    assert "page_size" in text_of(response)


def test_the_token_of_a_date_says_it_in_words(client: Client, story: Story) -> None:
    page = text_of(client.get(LIST, {"from": "٢٠٢٠-٠١"}))
    assert "January 2020" in page
