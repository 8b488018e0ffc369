"""Pages of processes and topics, on the real data."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from meetings.models import Process
from tests.browse.pages import text_of

BERLIN = "/en/processes/berlin-process/"


def page_of(client: Client, address: str) -> str:
    """The words of a page."""
    response = client.get(address)
    assert response.status_code == 200
    return text_of(response)


def body_of(client: Client, address: str) -> str:
    """The markup of a page."""
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


# The real data -----------------------------------------------------------------
@pytest.mark.usefixtures("real_data")
def test_the_berlin_page_holds_conference_conclusions_and_rounds(
    client: Client, db: None
) -> None:
    body = body_of(client, BERLIN)
    steps = re.findall(r'id="(?:meeting|agreement)-([^"]+)"', body)
    conference = steps.index("2020-01-19-berlin-conference")
    assert steps[conference + 1] == "2020-01-19-berlin-conclusions"
    assert "2020-02-18-geneva-jmc-round-2" in steps[conference:]
    listed = client.get("/api/v1/meetings/?process=berlin-process&page_size=500").json()
    assert {row["slug"] for row in listed["results"]} <= set(steps)


@pytest.mark.usefixtures("real_data")
def test_every_process_has_a_page_in_both_languages(client: Client, db: None) -> None:
    for slug in Process.objects.values_list("slug", flat=True):
        for language in ("en", "ar"):
            assert client.get(f"/{language}/processes/{slug}/").status_code == 200, slug
