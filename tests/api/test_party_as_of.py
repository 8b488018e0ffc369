"""Parties as they stood on a day."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import factories as f

ADDRESS = "/api/v1/parties/turncoat/"


@pytest.fixture
def turncoat(db: None) -> None:
    """Let a person change side and office, and meet somebody before and after."""
    body = f.PartyFactory(slug="ministry", kind="ministry", published=True)
    one = f.PartyFactory(slug="turncoat", name="Turncoat", published=True)
    other = f.PartyFactory(slug="neighbour", name="Neighbour", published=True)
    f.AlignmentFactory(party=one, side="west", start="2011", end="2014")
    f.AlignmentFactory(party=one, side="east", start="2015")
    for title, start, end in (
        ("Deputy", "2011-03-01", "2013-12-31"),
        ("Minister", "2014-01-01", ""),
    ):
        f.PositionFactory(
            person=one, organisation=body, title=title, start=start, end=end
        )
    for date in ("2012-01-01", "2016-01-01"):
        f.MeetingFactory(published=True, parties=[one, other], date=date)
    f.StatementFactory(published=True, speaker=one, date="2016-02-01", meeting=None)


def test_offices_sides_and_counts_are_those_of_the_day(
    client: Client, turncoat: None
) -> None:
    today = client.get(ADDRESS).json()
    then = client.get(f"{ADDRESS}?as_of=2013-06-01").json()
    assert len(today["positions"]) == len(today["alignments"]) == 2
    assert [one["title"] for one in then["positions"]] == ["Deputy"]
    assert [one["side"] for one in then["alignments"]] == ["west"]
    assert (today["counts"]["meetings"], then["counts"]["meetings"]) == (2, 1)
    assert (today["counts"]["statements"], then["counts"]["statements"]) == (1, 0)
    page = client.get("/en/parties/turncoat/?as_of=2013-06-01").context["page"]
    assert page.numbers.meetings == then["counts"]["meetings"]
    assert [line.position.title for line in page.offices] == ["Deputy"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("side=west", []),
        ("side=east", ["turncoat"]),
        ("side=west&as_of=2013-06-01", ["turncoat"]),
        ("side=east&as_of=2013-06-01", []),
    ],
)
def test_the_list_asks_for_sides_of_the_day(
    client: Client, turncoat: None, query: str, found: list[str]
) -> None:
    rows = client.get(f"/api/v1/parties/?{query}").json()["results"]
    assert [row["slug"] for row in rows] == found


def test_the_list_has_the_day_s_counts_and_order(
    client: Client, turncoat: None
) -> None:
    address = "/api/v1/parties/?ordering=-meetings&as_of=2013-06-01"
    rows = client.get(address).json()["results"]
    assert [row["counts"]["meetings"] for row in rows] == [1, 1, 0]
    assert rows[-1]["slug"] == "ministry"


@pytest.mark.parametrize(
    "query",
    ["as_of=2013", "as_of=soon", "as_of=2999-01-01", "as_of=", "as_of=1&as_of=2"],
)
@pytest.mark.parametrize("address", ["/api/v1/parties/", ADDRESS])
def test_what_is_no_day_is_refused_by_name(
    client: Client, turncoat: None, address: str, query: str
) -> None:
    answer = client.get(f"{address}?{query}")
    assert answer.status_code == 400
    assert {error["field"] for error in answer.json()["errors"]} == {"as_of"}
    assert client.get(f"{ADDRESS}?side=west").status_code == 400
