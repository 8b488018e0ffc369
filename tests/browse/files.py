"""Reading lists as files in tests, each format by its own world's reader."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import feedparser
import geojson
from django.test import Client
from icalendar import Calendar, Component

from common.export import restore


def body_of(client: Client, address: str) -> bytes:
    """The whole file at an address."""
    answer: Any = client.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    streamed = getattr(answer, "streaming", False)
    body: bytes = b"".join(answer.streaming_content) if streamed else answer.content
    return body


def csv_rows(client: Client, address: str) -> list[dict[str, str]]:
    """The rows of a CSV file as spreadsheets read it, text as it was written."""
    text = body_of(client, address).decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return [{key: restore(value) for key, value in row.items()} for row in rows]


def json_rows(client: Client, address: str) -> list[dict[str, Any]]:
    """The records of a JSON file."""
    rows: list[dict[str, Any]] = json.loads(body_of(client, address))["results"]
    return rows


def ndjson_rows(client: Client, address: str) -> list[dict[str, Any]]:
    """The records of a file with one JSON object a line."""
    lines = body_of(client, address).decode().splitlines()
    return [json.loads(line) for line in lines]


def features(client: Client, address: str) -> list[Any]:
    """The features of a map file that is valid by RFC 7946."""
    read = geojson.loads(body_of(client, address).decode())
    assert isinstance(read, geojson.FeatureCollection)
    assert read.is_valid, read.errors()
    found: list[Any] = read.features
    return found


def events(client: Client, address: str) -> list[Component]:
    """The events of a calendar."""
    read = Calendar.from_ical(body_of(client, address))
    assert isinstance(read, Calendar)
    found: list[Component] = read.walk("VEVENT")
    return found


def feed_pages(client: Client, address: str) -> list[Any]:
    """The pages of a feed from the first to the last, each well-formed."""
    pages: list[Any] = []
    next_address: str | None = address
    while next_address:
        page = feedparser.parse(body_of(client, next_address))
        assert not page.bozo, page.get("bozo_exception")
        pages.append(page)
        links = [link.href for link in page.feed.links if link.rel == "next"]
        next_address = links[0] if links else None
    return pages


def entries(client: Client, address: str) -> list[Any]:
    """The entries of all pages of a feed."""
    return [entry for page in feed_pages(client, address) for entry in page.entries]


def _last_word(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]


# The names of the records in a file, by its format.
READERS: dict[str, Callable[[Client, str], list[str]]] = {
    "csv": lambda client, address: [row["slug"] for row in csv_rows(client, address)],
    "json": lambda client, address: [row["slug"] for row in json_rows(client, address)],
    "ndjson": lambda client, address: [
        row["slug"] for row in ndjson_rows(client, address)
    ],
    "geojson": lambda client, address: [row["id"] for row in features(client, address)],
    "ics": lambda client, address: [
        _last_word(str(row["URL"])) for row in events(client, address)
    ],
    "atom": lambda client, address: [
        _last_word(row.link) for row in entries(client, address)
    ],
}


def names_in_file(client: Client, path: str, format_name: str, query: str) -> list[str]:
    """The names of the records that a list as a file holds; path: "/en/meetings"."""
    end = f"?{query}" if query else ""
    return READERS[format_name](client, f"{path}.{format_name}{end}")
