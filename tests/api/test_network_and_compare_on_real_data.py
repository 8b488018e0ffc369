"""The network and comparisons in the API: the numbers of their pages and files."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import networkx
import pytest
from django.test import Client

from meetings.dataset.report import LoadReport
from tests.api.reading import Get
from tests.browse.pages import text_of

QUERIES = [
    "",
    "from=2019&to=2020&side=east",
    "unit=parties&small=true",
    "confirmed=true&as_of=2019-04-04",
    "party=haftar&track=military&unit=parties",
]


def pairs_of_file(client: Client, query: str) -> list[tuple[str, str, int, float]]:
    """The rows of the page's CSV."""
    body = client.get(f"/en/network.csv?{query}").content.decode("utf-8-sig")
    return [
        (row["first"], row["second"], int(row["meetings"]), float(row["weight"]))
        for row in csv.DictReader(io.StringIO(body))
    ]


@pytest.mark.parametrize("query", QUERIES)
def test_the_network_answers_the_pairs_and_parties_of_page_and_files(
    real_data: LoadReport, get: Get, client: Client, query: str
) -> None:
    answer = get(f"network/?{query}")
    pairs = [
        (one["first"], one["second"], one["meetings"], one["weight"])
        for one in answer["pairs"]
    ]
    assert pairs == pairs_of_file(client, query)
    assert len(pairs) > 10
    page = text_of(client.get(f"/en/network/?{query}"))
    said = re.search(r"(\d+) pairs? · (\d+) parties", page)
    assert said
    assert (int(said[1]), int(said[2])) == (len(pairs), len(answer["parties"]))
    graph = networkx.parse_graphml(
        client.get(f"/en/network.graphml?{query}").content.decode()
    )
    for one in answer["parties"]:
        node = graph.nodes[one["party"]["slug"]]
        assert one["meetings"] == node["meetings"]
        assert one["betweenness"] == node["betweenness"]
        assert one["community"] == node["community"]
        assert (one["side"] or "") == node["side"]


def numbers(half: Any) -> list[int]:
    """The numbers of one of two, in the order of the page."""
    names = ("meetings", "direct", "counterparts", "places", "agreements", "statements")
    return [half["numbers"][name] for name in names]


@pytest.mark.parametrize(
    "query",
    [
        "a=haftar&b=sarraj",
        "a=lna&b=gna&period_a=2019/2020&period_b=2019/2020",
        "a=haftar&period_a=2014/2018&period_b=2019",
    ],
)
def test_a_comparison_answers_the_numbers_of_its_page(
    real_data: LoadReport, get: Get, client: Client, query: str
) -> None:
    answer = get(f"compare/?{query}")
    page = text_of(client.get(f"/en/compare/?{query}"))
    words = [
        *("Meetings attended", "Itself, not through others"),
        *("Counterparts, bodies also through others", "Places"),
        *("Agreements", "Statements"),
    ]
    for label, one, other in zip(
        words, numbers(answer["a"]), numbers(answer["b"]), strict=True
    ):
        assert f"{label} {one} {other}" in page, label
    assert answer["a"]["numbers"]["meetings"] > 0
    for one in answer["met_by_both"][:10]:
        assert f"{one['party']['name']} {one['a']} {one['b']}" in page
    only = [row["a"] for row in answer["met_by_a_only"]]
    assert only == sorted(only, reverse=True)
    assert all(row["b"] is None for row in answer["met_by_a_only"])
