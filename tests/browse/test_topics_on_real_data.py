"""The numbers of topics, on the real data."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.browse.pages import text_of


def page_of(client: Client, address: str) -> str:
    """The words of a page."""
    response = client.get(address)
    assert response.status_code == 200
    return text_of(response)


@pytest.mark.usefixtures("real_data")
def test_the_counts_of_every_topic_are_what_the_lists_find(
    client: Client, db: None
) -> None:
    topics = client.get("/api/v1/topics/?page_size=100&fields=slug,counts").json()
    assert len(topics["results"]) > 30
    for topic in topics["results"]:
        for name, count in topic["counts"].items():
            found = client.get(
                f"/api/v1/{name}/?topic={topic['slug']}&page_size=500&fields=slug"
            ).json()
            listed = len(found["results"])
            assert listed == min(count, 500), (topic["slug"], name)


@pytest.mark.usefixtures("real_data")
def test_a_number_on_the_page_is_the_number_of_the_list(
    client: Client, db: None
) -> None:
    page = page_of(client, "/en/topics/ceasefire/")
    number = re.search(r"meetings (\d+) statements", page)
    assert number
    assert f"{number[1]} meetings of" in page_of(
        client, "/en/meetings/?topic=ceasefire"
    )
