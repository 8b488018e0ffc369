"""Where charts count a meeting can be asked for."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.api.reading import Get
from tests.browse.pages import results_of, text_of
from tests.factories import MeetingFactory

DATES = ["2020-01-31/2020-02-04", "2020-02", "2020-02~", "2020", "2020?", "2021-03"]


@pytest.fixture
def dated(db: None) -> None:
    """A meeting for each date, with the date for its slug."""
    for number, date in enumerate(DATES):
        MeetingFactory(slug=f"m{number}", date=date, published=True)


@pytest.mark.parametrize(
    ("period", "found"),
    [
        ("2020-01", {"m0"}),
        ("2020-02", {"m1", "m2"}),
        ("2020-01/2020-03", {"m0", "m1", "m2"}),
        ("2020-XX", {"m3", "m4"}),
        ("2020", {"m0", "m1", "m2", "m3", "m4"}),
        ("2020/2021", {"m0", "m1", "m2", "m3", "m4", "m5"}),
        ("٢٠٢٠-٠١", {"m0"}),
        ("2019-XX", set()),
    ],
)
def test_a_meeting_is_found_in_the_month_of_its_earliest_day_only(
    get: Get, dated: None, period: str, found: set[str]
) -> None:
    answer = get(f"meetings/?counted_in={period}")
    assert {row["slug"] for row in answer["results"]} == found


def test_the_page_says_the_period_and_keeps_it_beside_other_filters(
    client: Client, dated: None
) -> None:
    address = "/en/meetings/?counted_in=2020-XX"
    assert set(results_of(client, address)) == {"m3", "m4"}
    assert "Counted in 2020, month unknown" in text_of(client.get(address)).replace(
        ":", ""
    )
    body = client.get(address).content.decode()
    assert '<input type="hidden" name="counted_in" value="2020-XX">' in body


@pytest.mark.parametrize("period", ["soon", "2020-13", "2020-XX-XX", "2021/2020"])
def test_what_is_no_period_is_refused_by_name(
    get: Get, dated: None, period: str
) -> None:
    answer = get(f"meetings/?counted_in={period}", 400)
    assert answer["errors"][0]["field"] == "counted_in"
