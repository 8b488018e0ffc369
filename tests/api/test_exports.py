"""Lists as files hold what the page lists, and refuse what it refuses."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from browse.exports import registry
from tests import factories as f
from tests.browse.files import body_of
from tests.story import Story

LISTS = ["meetings", "parties", "statements", "agreements"]
FILES = [(name, form) for name, held in registry.LISTS.items() for form in held.formats]


def text(client: Client, address: str) -> str:
    """The whole text of a file."""
    return body_of(client, address).decode()


def rows(client: Client, address: str) -> list[dict[str, Any]]:
    """The rows of a file in any format."""
    body = text(client, address)
    if ".csv" in address:
        return list(csv.DictReader(io.StringIO(body.removeprefix("\ufeff"))))
    if ".ndjson" in address:
        return [json.loads(line) for line in body.splitlines()]
    found: list[dict[str, Any]] = json.loads(body)["results"]
    return found


@pytest.mark.parametrize("name", LISTS)
def test_the_three_formats_hold_the_same_records(
    client: Client, story: Story, name: str
) -> None:
    held = [
        [row["slug"] for row in rows(client, f"/en/{name}.{ending}")]
        for ending in ("csv", "json", "ndjson")
    ]
    assert held[0]
    assert held[0] == held[1] == held[2]
    assert held[0] == [row["slug"] for row in rows(client, f"/ar/{name}.csv")]


def test_a_file_is_filtered_and_ordered_like_the_list(
    client: Client, story: Story
) -> None:
    newest = rows(client, "/en/meetings.ndjson?party=haftar")
    oldest = rows(client, "/en/meetings.ndjson?party=haftar&ordering=date")
    assert [row["slug"] for row in newest] == [story.visit.slug, story.talks.slug]
    assert oldest == newest[::-1]
    talks = oldest[0]
    assert talks["parties"] == ["sarraj", "haftar", "shoigu"]
    assert talks["attended"] == talks["parties"]
    assert talks["places"] == ["Moscow"]
    assert talks["reports"] == [story.report.url]


def test_a_signature_is_exported_with_its_action(client: Client, story: Story) -> None:
    (draft,) = rows(client, "/en/agreements.json")
    assert draft["signatures"] == ["sarraj: signed", "haftar: refused"]
    assert draft["commitments"] == ["Both sides stop firing."]


def test_the_json_file_names_licence_and_credits(client: Client, story: Story) -> None:
    about = json.loads(text(client, "/en/meetings.json"))["about"]
    assert about["licence"] == "CC BY 4.0"
    assert "GeoNames" in about["credits"]


def test_text_that_a_spreadsheet_would_run_is_made_harmless(
    client: Client, story: Story
) -> None:
    f.MeetingFactory(title='=HYPERLINK("http://evil.example")', published=True)
    titles = [row["title"] for row in rows(client, "/en/meetings.csv")]
    assert '\'=HYPERLINK("http://evil.example")' in titles


@pytest.mark.parametrize("name", LISTS)
def test_a_draft_is_in_an_editors_file_only(
    client: Client, editor: Any, db: None, name: str
) -> None:
    kind = {"meetings": "meeting", "parties": "party"}.get(name, name[:-1])
    draft = f.ROOT_FACTORIES[kind](draft=True)
    assert draft.slug not in text(client, f"/en/{name}.csv")
    client.force_login(editor)
    assert draft.slug in text(client, f"/en/{name}.csv")
    assert client.get(f"/en/{name}.csv")["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(("name", "form"), FILES)
def test_an_invalid_filter_is_refused_by_name(
    client: Client, db: None, name: str, form: str
) -> None:
    answer = client.get(f"/en/{name}.{form}?nonsense=1")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "nonsense"


def test_empty_values_tracking_keys_and_paging_are_dropped_by_redirect(
    client: Client, db: None
) -> None:
    answer = client.get("/en/meetings.csv?from=2020&q=&utm_source=x&page_size=3")
    assert answer.status_code == 302
    assert answer["Location"] == "/en/meetings.csv?from=2020"


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_file_can_only_be_read(client: Client, method: str) -> None:
    assert getattr(client, method)("/en/meetings.csv").status_code == 405


@pytest.mark.parametrize(
    "ending", ["xlsx", "CSV", "csv/", "exe", "ATOM", "ics.csv", "rss"]
)
def test_an_unknown_format_is_not_found(client: Client, db: None, ending: str) -> None:
    assert client.get(f"/en/meetings.{ending}").status_code == 404


@pytest.mark.parametrize("address", ["parties.atom", "topics.ics", "reports.geojson"])
def test_a_format_that_a_list_does_not_have_is_not_found(
    client: Client, db: None, address: str
) -> None:
    assert client.get(f"/en/{address}").status_code == 404


@pytest.mark.parametrize(("name", "form"), FILES)
def test_a_file_takes_few_queries(
    client: Client, story: Story, name: str, form: str
) -> None:
    f.MeetingFactory.create_batch(20, parties=[story.haftar], published=True)
    with CaptureQueriesContext(connection) as captured:
        text(client, f"/ar/{name}.{form}")
    assert len(captured) <= 12
