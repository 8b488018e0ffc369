"""The charts as files: the same set as the list, and nothing needed beside them."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET

import pytest
from django.test import Client

from browse.exports.drawings import colours, outlines
from parties.models import Side
from tests import factories as f
from tests.browse.pages import text_of
from tests.story import Story

DRAWINGS = [
    "meetings/months.svg",
    "meetings/map-libya.svg",
    "meetings/map-abroad.svg",
    "network.svg",
]
TABLES = ["meetings/months.csv", "meetings/places.csv"]


def rows_of(client: Client, address: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    text = client.get(address).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("name", DRAWINGS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_drawing_stands_alone_with_its_title_and_source(
    client: Client, story: Story, name: str, language: str
) -> None:
    response = client.get(f"/{language}/{name}?party=haftar&from=2020")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("image/svg+xml")
    assert "attachment" in response["Content-Disposition"]
    body = response.content.decode()
    # The file is our own answer.
    drawn = ET.fromstring(body)  # noqa: S314
    assert drawn.tag.endswith("svg")
    for outside in ("class=", "style=", "href=", "var(--", "url("):
        assert outside not in body
    if language == "en":
        assert "Party: Khalifa Haftar" in text_of(response)
        assert "Source: Libya Tracker" in text_of(response)


@pytest.mark.parametrize("name", DRAWINGS + TABLES)
def test_a_chart_file_takes_the_filters_of_its_page(
    client: Client, story: Story, name: str
) -> None:
    refused = client.get(f"/en/{name}?colour=red")
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["field"] == "colour"
    clean = client.get(f"/en/{name}?from=&party=haftar")
    assert clean.status_code == 302
    assert clean["Location"] == f"/en/{name}?party=haftar"
    kept = client.get(f"/en/{name}")["Cache-Control"]
    assert kept == "public, max-age=60"


def test_the_months_and_places_add_up_to_the_list(client: Client, story: Story) -> None:
    f.MeetingFactory(date="2012", format="phone_call", published=True)
    f.MeetingFactory(date="2012-03-01", draft=True)
    months = rows_of(client, "/en/meetings/months.csv?to=2019")
    assert sum(int(row["meetings"]) for row in months) == 1
    assert sum(int(row["all_meetings"]) for row in months) == 3
    assert (months[0]["year"], months[0]["month"]) == ("2012", "")
    places = rows_of(client, "/en/meetings/places.csv")
    assert [(row["place"], row["meetings"], row["note"]) for row in places] == [
        ("moscow", "2", ""),
        ("", "1", "call"),
    ]


def test_the_pages_link_to_their_charts_with_the_same_query(
    client: Client, story: Story
) -> None:
    body = client.get("/en/meetings/?party=haftar").content.decode()
    for name in (*DRAWINGS[:3], *TABLES):
        assert f'href="/en/{name}?party=haftar"' in body
    network = client.get("/en/network/?from=2019&view=matrix").content.decode()
    assert 'href="/en/network.svg?from=2019"' in network


def test_every_side_has_a_colour_and_every_map_an_outline() -> None:
    assert {f"side_{side}" for side in Side.values} <= set(colours())
    assert {"land-libya", "home-libya", "land-abroad", "home-abroad"} <= set(outlines())
