"""One query, one set: page, API and every file of a list hold the same records."""

from __future__ import annotations

import html
import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from browse.exports.registry import LISTS
from tests.browse.files import names_in_file

pytestmark = pytest.mark.usefixtures("real_data", "db")

# A list in the address, and what is asked of it.
QUERIES = [
    ("meetings", "track=military&from=2020"),
    ("meetings", "party=haftar"),
    ("meetings", "party=haftar&party=sarraj"),
    ("meetings", "party=state-ru&from=2020-01&to=2020-02"),
    ("meetings", "party=shoigu&party=haftar&from=2020-02&to=2020-02"),
    ("meetings", "party=shoigu&from=2011&to=2011"),
    ("meetings", "side=east&party=un&attended=true"),
    ("meetings", "process=berlin-process&topic=ceasefire"),
    ("meetings", "status=announced&status=cancelled"),
    ("meetings", "from=2019&to=2020-06&date_match=within&ordering=date"),
    ("meetings", "q=ceasefire&track=military"),
    ("meetings", "bbox=9.3,19.5,25.2,33.2&level=minister"),
    ("parties", "side=east&kind=person"),
    ("parties", "q=Hifter"),
    ("statements", "stance=suspends"),
    ("statements", "speaker=haftar&from=2019"),
    ("statements", "q=ceasefire&kind=announcement"),
    ("agreements", "party=haftar&action=refused"),
    ("agreements", "process=russia-turkey-track"),
    ("agreements", "kind=ceasefire&from=2020&to=2020"),
    ("commitments", "agreement=2020-10-23-geneva-permanent-ceasefire"),
    ("processes", "kind=international"),
    ("topics", "parent=security"),
    ("places", "country=LY&kind=city&ordering=name"),
    ("places", "q=Москва"),
    ("sources", "kind=wire&ordering=-name"),
    ("reports", "outlet=libya-herald"),
]
FEW = {
    "party=shoigu&from=2011&to=2011": 0,
    "party=shoigu&party=haftar&from=2020-02&to=2020-02": 1,
}
API_NAMES = {"sources": "outlets"}
# Pages that set records below the wider ones they belong to, which then stand there too.
TREES = {"topics", "processes"}


def path_of(name: str, language: str = "en") -> str:
    """The address of a list without its last slash."""
    return f"/{language}/{name}"


def names_in_api(client: Client, name: str, query: str) -> list[str]:
    """The slugs of all pages of the API."""
    found: list[str] = []
    address = f"/api/v1/{API_NAMES.get(name, name)}/?fields=slug&page_size=100&{query}"
    while address:
        answer = client.get(address.rstrip("&"))
        assert answer.status_code == 200, answer.content
        body = answer.json()
        found += [record["slug"] for record in body["results"]]
        address = body["next"] or ""
    return found


def names_on_pages(
    client: Client, name: str, query: str, language: str
) -> tuple[list[str], int]:
    """The slugs of the rows of all pages of a list, and the number it gives."""
    found: list[str] = []
    counted = -1
    address = f"{path_of(name, language)}/?{query}".rstrip("?")
    while address:
        answer = client.get(address)
        assert answer.status_code == 200, address
        body = answer.content.decode()
        if counted < 0:
            counted = _count(body)
        found += _row_links(body, LISTS[name].record_type, language)
        following = re.search(r'<a href="([^"]*)" rel="next"', body)
        address = (
            f"{path_of(name, language)}/{html.unescape(following[1])}"
            if following
            else ""
        )
    return found, counted


def _count(body: str) -> int:
    """The number in the line above a list; -1 where a language says it in a word."""
    line = re.search(r'class="count-line"[^>]*>(.*?)</p>', body, re.DOTALL)
    assert line
    number = re.search(r"<b>(\d+)</b>", line[1])
    return int(number[1]) if number else -1


def _row_links(body: str, record_type: str, language: str) -> list[str]:
    start = reverse(record_type, args=["0"]).split("/", 2)[2].removesuffix("0/")
    pattern = rf'href="/{language}/{start}([^"/?]+)/"[^>]* data-row-link'
    return re.findall(pattern, body)


def has_page(name: str) -> bool:
    """Whether the site shows the list as a page, and not only as files."""
    try:
        resolve(f"{path_of(name)}/")
    except Resolver404:
        return False
    return True


@pytest.mark.parametrize(("name", "query"), QUERIES)
def test_page_api_and_every_file_hold_the_same_records(
    client: Client, name: str, query: str
) -> None:
    cache.clear()
    expected = names_in_api(client, name, query)
    assert len(set(expected)) == len(expected)
    assert len(expected) == FEW.get(query, len(expected))
    assert expected or query in FEW
    for form in LISTS[name].formats:
        for language in ("en", "ar"):
            held = names_in_file(client, path_of(name, language), form, query)
            if form == "atom":  # the newest change first
                assert sorted(held) == sorted(expected), (form, language)
            else:
                assert held == expected, (form, language)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    ("name", "query"), [one for one in QUERIES if has_page(one[0])]
)
def test_the_page_lists_and_counts_what_the_api_gives(
    client: Client, name: str, query: str, language: str
) -> None:
    cache.clear()
    expected = names_in_api(client, name, query)
    listed, counted = names_on_pages(client, name, query, language)
    if name in TREES:
        assert set(expected) <= set(listed)
    elif (name, language) == ("parties", "ar"):  # in the order of the Arabic names
        assert sorted(listed) == sorted(expected)
    else:
        assert listed == expected
    assert counted == len(expected) or (language == "ar" and counted == -1)
