"""The page for those who want the data."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from browse.exports.registry import LISTS
from tests import factories as f
from tests.browse.pages import text_of
from tests.story import Story


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_file_of_every_list_is_linked_and_there(
    client: Client, story: Story, language: str
) -> None:
    body = client.get(f"/{language}/data/").content.decode()
    for name, held in LISTS.items():
        for form in held.formats:
            address = f"/{language}/{name}.{form}"
            assert f'href="{address}"' in body
            assert client.head(address).status_code == 200


def test_lists_are_counted_as_the_reader_sees_them(
    client: Client, story: Story
) -> None:
    f.MeetingFactory(draft=True)
    words = text_of(client.get("/en/data/"))
    assert re.search(r"\bMeetings 2 Meetings: CSV\b", words)
    assert re.search(r"\bCommitments 1 Commitments: CSV\b", words)


def test_the_page_names_licence_credits_and_the_api(client: Client, db: None) -> None:
    page = client.get("/en/data/")
    words, body = text_of(page), page.content.decode()
    assert "under CC BY 4.0" in words
    assert "GeoNames" in words
    assert 'href="/api/docs/"' in body
    assert 'href="/api/v1/schema/"' in body
    assert "Libya Tracker, data set, CC BY 4.0, http://testserver/en/data/" in words


def test_every_page_leads_to_the_data(client: Client, db: None) -> None:
    assert '<a href="/ar/data/"' in client.get("/ar/meetings/").content.decode()
    body = client.get("/en/data/").content.decode()
    assert '<a href="/en/data/" aria-current="page">' in body


def test_the_page_counts_each_list_once(client: Client, story: Story) -> None:
    with CaptureQueriesContext(connection) as captured:
        client.get("/en/data/")
    assert len(captured) <= len(LISTS) + 2
