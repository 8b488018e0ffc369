"""A party's page and the list of parties."""

from __future__ import annotations

import re

from django.contrib.auth.models import AnonymousUser
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests import factories as f
from tests.browse.pages import results_of, text_of
from tests.conftest import ClientOf
from tests.story import Story


def page_of(client: Client, slug: str) -> str:
    """The words of a party's page."""
    response = client.get(f"/en/parties/{slug}/")
    assert response.status_code == 200
    return text_of(response)


def test_names_stand_in_every_script_with_their_sort(
    client: Client, story: Story
) -> None:
    f.PartyNameFactory(party=story.haftar, text="Халифа Хафтар", lang="ru")
    f.PartyNameFactory(party=story.haftar, text="Khalifa Hifter", kind="press_variant")
    page = page_of(client, "haftar")
    assert "Arabic خليفة حفتر native" in page
    assert "Russian Халифа Хафтар alias" in page
    assert "Khalifa Hifter spelling in the press" in page


def test_offices_have_dates_and_say_when_no_source_is_recorded(
    client: Client, story: Story
) -> None:
    page = page_of(client, "shoigu")
    assert "Minister of Defence, Ministry of Defence of Russia" in page
    assert "6 Nov 2012 – 12 May 2024 no source yet" in page


def test_a_body_names_who_held_its_offices(client: Client, story: Story) -> None:
    page = page_of(client, "mod-ru")
    assert "Minister of Defence: Sergei Shoigu" in page


def test_sides_say_what_they_rest_on(client: Client, story: Story) -> None:
    page = page_of(client, "haftar")
    assert re.search(r"Eastern Libya dates not recorded · editorial judgement", page)


def test_relations_read_from_both_ends(client: Client, story: Story) -> None:
    assert "Ministry of Russia" in page_of(client, "mod-ru")
    assert "Has the ministry Ministry of Defence of Russia" in page_of(
        client, "state-ru"
    )


def test_those_kept_apart_are_not_counterparts(client: Client, story: Story) -> None:
    page = page_of(client, "haftar")
    counterparts = page[
        page.index("Most frequent counterparts") : page.index("Latest meetings")
    ]
    assert "Sergei Shoigu 1" in counterparts
    assert "Fayez al-Sarraj" not in counterparts
    assert "meetings attended 2 counterparts 1" in page


def test_a_state_does_not_count_its_own_minister_as_a_counterpart(
    client: Client, story: Story
) -> None:
    f.ParticipationFactory(
        meeting=f.MeetingFactory(
            published=True, parties=[story.haftar], date="2020-03-01"
        ),
        party=story.shoigu,
        capacity=story.minister_of_defence,
    )
    page = page_of(client, "state-ru")
    counterparts = page[
        page.index("Most frequent counterparts") : page.index("Who took part for it")
    ]
    assert "Khalifa Haftar" in counterparts
    assert "Sergei Shoigu" not in counterparts
    assert "Russia: through Sergei Shoigu, Minister of Defence" in page


def test_statements_and_agreements_show_what_the_party_did(
    client: Client, story: Story
) -> None:
    page = page_of(client, "haftar")
    body = client.get("/en/parties/haftar/").content.decode()
    assert "The draft ignores the demands of the army." in page
    assert "Draft ceasefire agreement (Moscow)" in page
    assert re.search(
        r"What it refused, withdrew from or suspended .*"
        r"Draft ceasefire agreement \(Moscow\) \d Refused",
        page,
    )
    assert "What it signed" not in page
    assert "/agreements/2020-01-13-moscow-ceasefire-draft/" in body
    assert 'href="/en/agreements/?party=haftar"' in body


def test_a_party_without_citation_says_no_source_yet(
    client: Client, story: Story
) -> None:
    assert "no source yet" in page_of(client, "lna")


def test_a_draft_party_is_not_found(
    client_of: ClientOf, anonymous: AnonymousUser, db: None
) -> None:
    draft = f.PartyFactory(draft=True)
    response = client_of(anonymous).get(f"/en/parties/{draft.slug}/")
    assert response.status_code == 404


def test_an_old_address_of_a_party_redirects(client: Client, story: Story) -> None:
    f.PartyOldSlugFactory(record=story.haftar, slug="hifter")
    response = client.get("/ar/parties/hifter/")
    assert (response.status_code, response["Location"]) == (301, "/ar/parties/haftar/")


def test_a_party_page_takes_at_most_thirty_six_queries(
    client: Client,
    story: Story,
    standing_still: None,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.get("/ar/meetings/")  # reads what is kept while the database stands
    for slug in ("haftar", "state-ru"):
        with django_assert_max_num_queries(36):
            client.get(f"/ar/parties/{slug}/")


def test_the_list_finds_a_party_by_a_name_in_another_script(
    client: Client, story: Story
) -> None:
    assert results_of(client, "/en/parties/?q=حفتر") == ["haftar"]
    page = text_of(client.get("/en/parties/?q=حفتر"))
    assert "found by the name خليفة حفتر" in page


def test_the_list_counts_attended_meetings(client: Client, story: Story) -> None:
    page = text_of(client.get("/en/parties/?q=Shoigu"))
    assert "Sergei Shoigu Global powers person 2" in page


def test_the_list_turns_to_those_who_met_most_and_back(
    client: Client, story: Story
) -> None:
    body = client.get("/en/parties/?kind=person").content.decode()
    assert 'href="/en/parties/?kind=person&amp;ordering=-meetings"' in body
    address = "/en/parties/?kind=person&ordering=-meetings"
    body = client.get(address).content.decode()
    assert '<a href="/en/parties/?kind=person">A to Z</a>' in body
    opened = body.count("<details open>")
    plain = client.get("/en/parties/?kind=person").content.decode()
    assert opened == plain.count("<details open>")
    busiest, *_others = results_of(client, address)
    assert busiest in ("haftar", "shoigu")
    assert results_of(client, "/en/parties/?kind=person")[0] == "sarraj"


def test_the_list_filters_by_kind_and_side(client: Client, story: Story) -> None:
    assert results_of(client, "/en/parties/?kind=state") == ["state-ru"]
    assert set(results_of(client, "/en/parties/?side=east")) == {"haftar", "lna"}


def test_an_invalid_filter_of_parties_is_named(client: Client, story: Story) -> None:
    response = client.get("/en/parties/?kind=wizard")
    assert response.status_code == 400
    assert "<code>kind</code>" in response.content.decode()


def test_the_list_of_parties_takes_at_most_fifteen_queries(
    client: Client,
    story: Story,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(15):
        client.get("/ar/parties/?q=Haftar")
