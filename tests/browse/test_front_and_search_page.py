"""The start page, search results and error pages."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from browse.views import errors
from tests import factories as f
from tests.browse.pages import text_of
from tests.story import Story


def test_the_start_page_shows_what_is_new_and_where_the_record_is_thin(
    client: Client, story: Story
) -> None:
    f.MeetingFactory(verified=False, published=True, date="2012")
    page = text_of(client.get("/en/"))
    assert "Shoigu receives Haftar in Moscow" in page
    assert "How to begin" in page
    assert "3 meetings rest on one report (100%)." in page
    assert "1 meeting is unverified" in page
    assert "1 meeting is not dated to the day." in page


def test_the_start_page_counts_only_what_the_reader_may_see(
    client: Client, story: Story
) -> None:
    f.MeetingFactory(draft=True)
    assert "meetings 2" in text_of(client.get("/en/"))


def test_the_start_page_says_who_met_again_and_who_met_most(
    client: Client, story: Story
) -> None:
    first = f.MeetingFactory(
        date="2017-05-02", parties=[story.haftar, story.shoigu], published=True
    )
    f.MeetingFactory(
        date="2020-03-01", parties=[story.haftar, story.shoigu], published=True
    )
    response = client.get("/en/")
    page = text_of(response)
    assert "2 May 2017 – 19 Feb 2020 · after 1023 days" in page
    assert "up to its newest meeting, 1 March 2020" in page
    body = response.content.decode()
    assert '<a href="/en/parties/haftar/with/shoigu/">2</a>' in body
    assert f'href="/en/meetings/{first.slug}/"' in body


def test_the_start_page_takes_few_queries_however_much_there_is(
    client: Client, story: Story
) -> None:
    client.get("/en/")
    for number in range(9):
        f.MeetingFactory(
            date=f"20{11 + number}-01-01",
            parties=[story.haftar, story.sarraj],
            published=True,
            citations=2,
        )
        f.StatementFactory(published=True)
    with CaptureQueriesContext(connection) as queries:
        client.get("/en/")
    assert len(queries) < 20


def test_an_empty_site_still_has_a_start_page(client: Client, db: None) -> None:
    response = client.get("/en/")
    assert response.status_code == 200
    assert "No meeting is published yet." in text_of(response)


def test_a_search_names_the_spelling_that_matched(client: Client, story: Story) -> None:
    f.PartyNameFactory(party=story.haftar, text="Khalifa Hifter", kind="press_variant")
    page = text_of(client.get("/en/search/?q=Khalifa+Hifter"))
    assert "Khalifa Haftar person · found by the name Khalifa Hifter" in page


def test_a_search_groups_results_by_type(client: Client, story: Story) -> None:
    page = text_of(client.get("/en/search/?q=Moscow"))
    places = page.index("Places")
    assert places < page.index("Ceasefire talks in Moscow", places)
    assert "Draft ceasefire agreement (Moscow)" in page


def test_a_search_says_how_many_there_are_beyond_those_shown(
    client: Client, story: Story
) -> None:
    for _ in range(22):
        f.MeetingFactory(title="Airport talks", published=True)
        f.PartyFactory(name="Airport Company", published=True)
    page = text_of(client.get("/en/search/?q=Airport"))
    assert "44 results for “Airport”" in page
    assert "Meetings 20 of 22" in page
    assert "Parties 20 of 22" in page
    body = client.get("/en/search/?q=Airport").content.decode()
    for name in ("meetings", "parties"):
        assert f'href="/en/{name}/?q=Airport"' in body
        assert "22" in text_of(client.get(f"/en/{name}/?q=Airport"))


def test_a_search_page_takes_few_queries_however_many_it_finds(
    client: Client, story: Story
) -> None:
    for _ in range(12):
        f.StatementFactory(gist="Airport closed", published=True, citations=2)
        f.MeetingFactory(title="Airport talks", published=True, citations=2)
        f.AgreementFactory(title="Airport agreement", published=True)
    with CaptureQueriesContext(connection) as queries:
        page = text_of(client.get("/en/search/?q=Airport"))
    assert "36 results" in page
    assert len(queries) <= 24


def test_a_search_for_two_names_says_when_the_two_met(
    client: Client, story: Story
) -> None:
    for text in ("Shoigu+Haftar", "Haftar+and+Shoigu", "Шойгу+حفتر"):
        body = client.get(f"/en/search/?q={text}").content.decode()
        assert "/with/" in body, text
        assert "have met" in text_of(client.get(f"/en/search/?q={text}")), text
    for text in ("Khalifa+Haftar", "Haftar", "Haftar+talks", "Haftar+Hifter"):
        assert "/with/" not in client.get(f"/en/search/?q={text}").content.decode()


def test_a_search_finds_no_draft(client: Client, story: Story) -> None:
    f.PartyFactory(draft=True, name="Secret Envoy")
    assert "Nothing was found" in text_of(client.get("/en/search/?q=Secret+Envoy"))


def test_the_search_page_without_words_invites_a_search(
    client: Client, db: None
) -> None:
    assert client.get("/en/search/").status_code == 200


def test_a_search_text_that_is_too_long_is_refused(client: Client, db: None) -> None:
    response = client.get("/en/search/", {"q": "x" * 201})
    assert response.status_code == 400
    assert "shorten it" in text_of(response)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_unknown_address_gets_the_sites_own_page(
    client: Client, db: None, language: str
) -> None:
    response = client.get(f"/{language}/nowhere/")
    assert response.status_code == 404
    assert f'<html lang="{language}"' in response.content.decode()


def test_an_unknown_language_is_not_found(client: Client, db: None) -> None:
    assert client.get("/xx/meetings/").status_code == 404


def test_the_500_page_needs_neither_database_nor_context() -> None:
    from django.test import RequestFactory

    response = errors.server_error(RequestFactory().get("/en/"))
    assert response.status_code == 500
    assert "Something went wrong" in response.content.decode()


def test_errors_of_the_api_are_json(db: None) -> None:
    from django.http import Http404
    from django.test import RequestFactory

    response = errors.not_found(RequestFactory().get("/api/v1/nothing"), Http404())
    assert response.status_code == 404
    assert response["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    "address", ["/en/", "/en/meetings/", "/ar/parties/", "/en/search/?q=Moscow"]
)
def test_pages_hold_no_inline_style_or_script(
    client: Client, story: Story, address: str
) -> None:
    body = client.get(address).content.decode()
    assert " style=" not in body
    assert "<style" not in body
    assert "<script>" not in body
    assert "hx-on" not in body


def test_suggestions_are_a_piece_of_a_page_with_links(
    client: Client, story: Story
) -> None:
    response = client.get("/en/suggest/?q=Haft")
    body = response.content.decode()
    assert "<html" not in body
    assert '<a href="/en/parties/haftar/">' in body
    assert "suggestion" in text_of(response)
    assert response["Cache-Control"] == "public, max-age=60"


def test_of_many_of_one_name_those_who_met_most_are_suggested_first(
    client: Client, story: Story
) -> None:
    for number in range(9):
        f.PartyFactory(name=f"Aaron Haftar {number}", published=True)
    page = text_of(client.get("/en/suggest/?q=Haftar"))
    assert page.startswith("Khalifa Haftar person")
    assert "Shoigu receives Haftar in Moscow meeting" in page
    assert page.endswith("8 suggestions")


def test_suggestions_hold_no_draft(client: Client, story: Story) -> None:
    f.PartyFactory(draft=True, name="Secret Envoy")
    assert text_of(client.get("/en/suggest/?q=Secret+Envoy")) == "No suggestion"


@pytest.mark.parametrize(
    ("query", "status"),
    [("", 200), ("q=", 200), ("x=1", 400), ("q=a&q=b", 400), ("q=" + "x" * 201, 400)],
)
def test_suggestions_refuse_what_they_do_not_know(
    client: Client, db: None, query: str, status: int
) -> None:
    response = client.get(f"/en/suggest/?{query}")
    assert response.status_code == status
    assert b"<a " not in response.content


def test_the_search_names_a_parameter_that_it_does_not_know(
    client: Client, db: None
) -> None:
    page = client.get("/en/search/?q=Haftar&type=party")
    assert page.status_code == 400
    assert "“type” is no parameter here" in text_of(page)
    moved = client.get("/en/search/?q=Haftar&utm_source=mail")
    assert moved["Location"] == "/en/search/?q=Haftar"
