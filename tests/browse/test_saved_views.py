"""Short links: lasting, the same for the same list, and leading nowhere else."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from django.test import Client

from browse.views import saved
from editorial.models import NamedView, SavedView, User
from tests import factories as f
from tests.browse.pages import text_of
from tests.conftest import ClientOf

pytestmark = pytest.mark.django_db
VIEWS = "/en/views/"


def code_of(client: Client, address: str, **more: str) -> str:
    """Make a short link and return its code."""
    answer = client.post(VIEWS, {"address": address, **more}, follow=True)
    assert answer.status_code == 200, text_of(answer)
    found = re.search(r"/v/([a-z0-9]{8})/", answer.content.decode())
    assert found
    return found[1]


def test_a_short_link_leads_to_the_list_in_the_reader_s_language(
    client: Client,
) -> None:
    f.PartyFactory(slug="haftar", published=True)
    code = code_of(client, "/en/meetings/?party=haftar&from=2020")
    for language in ("en", "ar"):
        answer = client.get(f"/v/{code}/", headers={"accept-language": language})
        assert answer.status_code == 302
        assert answer["Location"] == f"/{language}/meetings/?from=2020&party=haftar"


def test_the_same_list_has_one_code_however_it_is_written(client: Client) -> None:
    code = code_of(client, "/en/meetings/?from=2020&track=military")
    for same in (
        "/ar/meetings/?track=military&from=2020",
        "/en/meetings/?from=2020&track=military&q=&utm_source=x",
    ):
        assert code_of(client, same) == code
    assert code_of(client, "/en/meetings/?from=2021") != code
    assert SavedView.objects.count() == 2


@pytest.mark.parametrize(
    "query",
    [
        "view=table&column=sides",
        "lanes=party&view=timeline",
        "month=2020-02&view=calendar",
    ],
)
def test_a_short_link_keeps_the_way_a_list_is_shown(client: Client, query: str) -> None:
    code = code_of(client, f"/en/meetings/?{query}")
    answer = client.get(f"/v/{code}/", headers={"accept-language": "en"})
    shown = client.get(answer["Location"])
    assert shown.status_code == 200
    for part in query.split("&"):
        assert part in answer["Location"]


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/en/meetings/",
        "//example.org/en/meetings/",
        "/\\example.org/en/meetings/",
        "/en//example.org/",
        "/en/meetings/2020-01-13-moscow-talks/",
        "/en/views/",
        "/admin/",
        "/api/v1/meetings/",
        "/meetings/",
        "javascript:alert(1)",
        "",
    ],
)
def test_only_lists_of_this_site_have_short_links(client: Client, address: str) -> None:
    answer = client.post(VIEWS, {"address": address})
    assert answer.status_code == 400
    assert "address : this is not a list" in text_of(answer)
    assert not SavedView.objects.exists()


def test_a_refused_filter_is_named(client: Client) -> None:
    for name, value in (("from", "2020-13"), ("colour", "red"), ("party", "nobody")):
        address = f"/en/meetings/?{name}={value}"
        for answer in (
            client.post(VIEWS, {"address": address}),
            client.get(f"{VIEWS}?address={quote(address)}"),
        ):
            assert answer.status_code == 400
            assert f"{name} : " in text_of(answer)
    assert not SavedView.objects.exists()


def test_a_hidden_record_is_as_unknown_as_none(client: Client) -> None:
    f.PartyFactory(slug="hidden")
    answer = client.post(VIEWS, {"address": "/en/meetings/?party=hidden"})
    assert answer.status_code == 400


def test_asking_makes_nothing_and_shows_a_link_that_is_there(client: Client) -> None:
    address = f"{VIEWS}?address={quote('/en/places/')}"
    assert "/v/" not in client.get(address).content.decode()
    assert not SavedView.objects.exists()
    code = code_of(client, "/en/places/")
    assert f"/v/{code}/" in client.get(address).content.decode()


def test_a_form_without_its_token_makes_nothing() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(VIEWS, {"address": "/en/meetings/"}).status_code == 403
    assert not SavedView.objects.exists()


def test_an_account_names_sees_and_deletes_its_own(
    client_of: ClientOf, reader: User, editor: User
) -> None:
    mine, others = client_of(reader), client_of(editor)
    code = code_of(mine, "/en/statements/", name="What was said")
    assert "What was said" in text_of(mine.get(VIEWS))
    assert "What was said" not in text_of(others.get(VIEWS))
    others.post(VIEWS, {"forget": code})
    assert NamedView.objects.count() == 1
    mine.post(VIEWS, {"forget": code})
    assert not NamedView.objects.exists()
    assert mine.get(f"/v/{code}/").status_code == 302


def test_the_anonymous_have_no_names(client: Client) -> None:
    answer = client.post(VIEWS, {"address": "/en/meetings/", "name": "Mine"})
    assert answer.status_code == 400
    assert "name : only those who are signed in" in text_of(answer)


def test_one_session_makes_no_more_than_so_many_an_hour(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saved, "MOST_AN_HOUR", 2)
    code_of(client, "/en/meetings/?from=2019")
    code_of(client, "/en/meetings/?from=2020")
    code_of(client, "/en/meetings/?from=2020")
    answer = client.post(VIEWS, {"address": "/en/meetings/?from=2021"})
    assert answer.status_code == 429
    assert "no more than 2 short links an hour" in text_of(answer)


def test_every_list_links_to_its_short_link(client: Client) -> None:
    for name in (
        *("meetings", "parties", "statements", "agreements", "agreements/signatories"),
        *("processes", "topics", "places", "sources", "reports", "network"),
    ):
        body = client.get(f"/en/{name}/").content.decode()
        link = re.search(r'href="(/en/views/\?address=[^"]+)"', body)
        assert link, name
        assert client.get(link[1]).status_code == 200, name


def test_an_unknown_code_is_not_found(client: Client) -> None:
    assert client.get("/v/nothing2/").status_code == 404
