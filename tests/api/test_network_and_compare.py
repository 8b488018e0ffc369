"""The network and comparisons in the API: days, periods, and what is refused."""

from __future__ import annotations

import pytest

from tests import factories as f
from tests.api.reading import Get
from tests.story import Story


def test_a_day_bounds_the_network_and_its_sides(get: Get, story: Story) -> None:
    f.MeetingFactory(
        parties=[story.haftar, story.shoigu], date="2021-06-01", published=True
    )
    later = get("network/?unit=parties")["pairs"]
    before = get("network/?unit=parties&as_of=2021-05-31")["pairs"]
    assert sum(one["meetings"] for one in later) == 1 + sum(
        one["meetings"] for one in before
    )


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("unit=planets", "unit"),
        ("view=table", "view"),
        ("as_of=2019", "as_of"),
        ("cursor=x", "cursor"),
        ("small=", "small"),
        ("party=nobody", "party"),
    ],
)
def test_the_network_refuses_by_name(get: Get, query: str, name: str) -> None:
    answer = get(f"network/?{query}", 400)
    assert answer["errors"][0]["field"] == name


def test_a_comparison_says_how_often_the_two_met(get: Get, story: Story) -> None:
    f.MeetingFactory(
        parties=[story.haftar, story.shoigu], date="2021-06-01", published=True
    )
    pair = get("parties/haftar/with/shoigu/")
    answer = get("compare/?a=haftar&b=shoigu")
    assert answer["together"] == pair["count"] == 2
    both = get("compare/?a=haftar&b=shoigu&period_a=2021&period_b=2021")
    assert (both["together"], both["a"]["period"]) == (1, "2021/2021")
    unlike = get("compare/?a=haftar&b=shoigu&period_a=2020&period_b=2021")
    assert unlike["together"] is None


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "a"),
        ("a=haftar", "b"),
        ("b=haftar", "a"),
        ("a=haftar&b=haftar", "b"),
        ("a=haftar&period_a=2020&period_b=2020", "period_b"),
        ("a=haftar&period_a=2020", "period_b"),
        ("a=nobody&b=haftar", "a"),
        ("a=haftar&b=sarraj&c=shoigu", "c"),
    ],
)
def test_what_a_comparison_lacks_is_named(
    get: Get, story: Story, query: str, name: str
) -> None:
    answer = get(f"compare/?{query}", 400)
    assert answer["errors"][0]["field"] == name
