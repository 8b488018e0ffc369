"""The numbers of the page on completeness are those of the lists and of data/."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.test import Client

from common.edtf import parse
from tests.browse.pages import linked_numbers, text_of

pytestmark = pytest.mark.usefixtures("real_data")
DATA = "/en/about/data/"


def read(name: str) -> Any:
    """A file of the dataset."""
    text = (settings.BASE_DIR / "data" / f"{name}.yaml").read_text("utf-8")
    return yaml.load(text, yaml.CSafeLoader)[name]


def listed(client: Client, address: str) -> int:
    """How many records the page of a list says that it holds."""
    body = client.get(address).content.decode()
    line = body.split('class="count-line"')[1].split("</p>")[0]
    found = re.search(r"\d+", re.sub(r"<[^>]*>", "", line.partition(">")[2]))
    assert found, line
    return int(found[0])


def test_every_number_of_the_real_data_is_that_of_the_list_it_leads_to(
    client: Client, db: None
) -> None:
    lists = linked_numbers(client, DATA)
    assert len(lists) >= 30
    wrong = {
        address: (number, held)
        for address, number in lists.items()
        if (held := listed(client, address)) != number
    }
    assert not wrong


def _reports(row: dict[str, Any]) -> int:
    return len({source["url"] for source in row["sources"]})


def _to_the_day(row: dict[str, Any]) -> bool:
    days = [end.strip("~?%") for end in str(row["date"]).split("/")]
    return all(len(day) == 10 for day in days)


def _contested(kind: str) -> int:
    rows = read("contested")
    return len({row["record"] for row in rows if row["record_type"] == kind})


def _arabic(row: dict[str, Any]) -> bool:
    return any(name["lang"] == "ar" for name in row["names"])


def _sourced(row: dict[str, Any]) -> bool:
    return bool(row["sources"] or any(office["sources"] for office in row["positions"]))


COUNTED: dict[str, Callable[[], int]] = {
    "meetings/": lambda: len(read("meetings")),
    "meetings/?verified=false": lambda: sum(
        not row["verified"] for row in read("meetings")
    ),
    "meetings/?exact_date=false": lambda: sum(
        not _to_the_day(row) for row in read("meetings")
    ),
    "meetings/?has_place=false": lambda: sum(
        not (row["place"] or {}).get("id") for row in read("meetings")
    ),
    "meetings/?contested=true": lambda: _contested("meeting"),
    "parties/": lambda: len(read("parties")),
    "parties/?verified=false": lambda: sum(
        not row["verified"] for row in read("parties")
    ),
    "parties/?has_arabic=false": lambda: sum(
        not _arabic(row) for row in read("parties")
    ),
    "parties/?sourced=false": lambda: sum(not _sourced(row) for row in read("parties")),
}


@pytest.mark.parametrize("query", COUNTED)
def test_a_number_equals_a_count_of_the_files(
    client: Client, db: None, query: str
) -> None:
    assert linked_numbers(client, DATA)[f"/en/{query}"] == COUNTED[query]()


def test_single_sources_equal_a_count_of_the_files_and_of_their_corrections(
    client: Client, db: None
) -> None:
    also: dict[str, set[str]] = {}
    for row in read("overrides"):
        if row["record_type"] == "meeting":
            also.setdefault(row["record"], set()).update(
                source["url"] for source in row["sources"]
            )
    alone = [
        row
        for row in read("meetings")
        if len({s["url"] for s in row["sources"]} | also.get(row["id"], set())) == 1
    ]
    found = linked_numbers(client, DATA)
    assert found["/en/meetings/?single_source=true"] == len(alone)
    statements = sum(_reports(row) == 1 for row in read("statements"))
    page = text_of(client.get(DATA))
    assert re.search(rf"Statements Of these .*?one report \d+ {statements} ", page)


@pytest.mark.parametrize("year", [2011, 2012, 2020, 2026])
def test_a_year_counts_what_its_dates_may_touch(
    client: Client, db: None, year: int
) -> None:
    held = 0
    for row in read("meetings"):
        when = parse(str(row["date"]))
        early = (when.earliest or date.min).year
        late = (when.latest or date.max).year
        held += early <= year <= late
    assert linked_numbers(client, DATA)[f"/en/meetings/?from={year}&to={year}"] == held


def test_thin_years_are_said_in_words(client: Client, db: None) -> None:
    page = text_of(client.get(DATA))
    assert "Thin years: 2012, 2026." in page
    assert "2012 thin" in page


def test_reports_are_counted_by_language_outlet_and_country(
    client: Client, db: None
) -> None:
    page = text_of(client.get(DATA))
    for words in ("English", "Arabic", "Italian", "Libya Observer", "Türkiye"):
        assert words in page
    assert "not recorded" in page.casefold()


def test_the_start_page_leads_to_the_lists_behind_its_numbers(
    client: Client, db: None
) -> None:
    body = client.get("/en/").content.decode()
    for address in (
        "/en/meetings/?single_source=true",
        "/en/meetings/?verified=false",
        "/en/meetings/?exact_date=false",
        "/en/meetings/?has_place=false",
        "/en/parties/?sourced=false",
        DATA,
    ):
        assert f'href="{address}"' in body
