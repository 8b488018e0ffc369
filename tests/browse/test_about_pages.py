"""Pages about the record: what they say, and to whom."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from browse.pages.about_method import DATES
from common.edtf import parse
from meetings.models import Format, OccurrenceStatus, Presence
from parties.models import PartyKind, Side
from tests import factories as f
from tests.browse.pages import linked_numbers, text_of
from tests.conftest import ClientOf

DATA = "/en/about/data/"
PAGES = ("/about/", "/about/data/", "/about/method/", "/about/licences/")


def test_only_what_is_public_is_counted_for_the_public(
    client_of: ClientOf, db: None, editor: Any
) -> None:
    f.MeetingFactory(published=True, date="2020-02")
    f.MeetingFactory(draft=True, date="1999")
    f.StatementFactory(in_review=True, date="1998")
    seen = linked_numbers(client_of(None), DATA)
    assert seen["/en/meetings/"] == 1
    assert not any("1999" in address or "1998" in address for address in seen)
    assert linked_numbers(client_of(editor), DATA)["/en/meetings/"] == 2


def test_a_date_with_a_slip_of_the_pen_does_not_fill_the_page(
    client: Client, db: None
) -> None:
    f.MeetingFactory(published=True, date="1820-02-19")
    f.MeetingFactory(published=True, date="2020-02-19")
    page = client.get(DATA)
    assert page.status_code == 200
    assert page.content.decode().count("from=") < 12


def test_an_empty_site_has_all_its_pages(client: Client, db: None) -> None:
    for language in ("en", "ar"):
        for page in PAGES:
            assert client.get(f"/{language}{page}").status_code == 200


def test_queries_do_not_grow_with_the_record(client: Client, db: None) -> None:
    f.MeetingFactory(published=True)
    with CaptureQueriesContext(connection) as few:
        client.get(DATA)
    for year in range(2011, 2021):
        f.MeetingFactory(published=True, date=str(year), citations=2)
        f.StatementFactory(published=True)
        f.AgreementFactory(published=True)
    with CaptureQueriesContext(connection) as many:
        client.get(DATA)
    assert len(many) <= len(few) <= 10


@pytest.mark.parametrize(
    "choices", [Format, OccurrenceStatus, Presence, PartyKind, Side]
)
def test_the_page_on_method_names_every_value_of_the_models(
    client: Client, db: None, choices: Any
) -> None:
    page = text_of(client.get("/en/about/method/")).casefold()
    assert [one for one in choices if str(one.label).casefold() not in page] == []


def test_the_dates_that_it_explains_are_dates() -> None:
    for text in DATES:
        assert parse(text) is not None


def test_the_page_on_method_has_the_anchor_that_the_foot_of_each_page_leads_to(
    client: Client, db: None
) -> None:
    foot = client.get("/en/meetings/").content.decode().split("<footer")[1]
    for page, anchor in re.findall(r'href="(/en/about/[^"#]*)#?([^"]*)"', foot):
        body = client.get(page).content.decode()
        assert not anchor or f'id="{anchor}"' in body


def test_about_pages_lead_only_to_pages_that_exist(client: Client, db: None) -> None:
    for page in PAGES:
        body = client.get(f"/en{page}").content.decode()
        for address in set(re.findall(r'href="(/[a-z]{2}/[^"#]*)', body)):
            assert client.get(unescape(address)).status_code in {200, 302}, address


def test_a_reader_is_told_where_to_report_an_error(
    client: Client, db: None, settings: Settings
) -> None:
    assert "have not given an address here" in text_of(client.get("/en/about/"))
    settings.CONTACT_EMAIL = "errors@tracker.example"
    body = client.get("/en/about/").content.decode()
    assert 'href="mailto:errors@tracker.example"' in body


def test_the_page_on_licences_cites_a_record_with_its_version(
    client: Client, db: None
) -> None:
    f.MeetingFactory(title="Shoigu receives Haftar in Moscow", published=True)
    f.MeetingFactory(title="Not yet public", draft=True, date="2021")
    page = text_of(client.get("/en/about/licences/"))
    assert "“Shoigu receives Haftar in Moscow”, 13 January 2020, version 1, " in page
    assert "Not yet public" not in page
    assert "/en/meetings/?party=haftar" in page
