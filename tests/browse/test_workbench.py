"""The pictures beside the list of meetings say what the list says."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from django.test import Client

from browse.pages.workbench import maps_of, months_of
from meetings.analysis.activity import monthly_counts
from meetings.analysis.geography import place_counts
from meetings.dataset.report import LoadReport
from meetings.filters import MeetingFilterSet
from meetings.models import Meeting
from tests.factories import MeetingFactory, PlaceFactory

SELECTIONS = [
    "",
    "party=haftar",
    "side=west&side=east&from=2019&to=2020-06",
    "country=LY&track=military",
    "party=state-ru&q=ceasefire",
]


@pytest.mark.parametrize("query", SELECTIONS)
def test_bars_maps_count_and_file_agree(
    real_data: LoadReport, db: None, client: Client, query: str
) -> None:
    from django.http import QueryDict

    found = MeetingFilterSet(QueryDict(query), Meeting.objects.published()).qs
    everything = Meeting.objects.published()
    months = months_of(everything, found if query else None, QueryDict(query))
    assert months
    file: Any = client.get(f"/en/meetings.csv?{query}")
    body = b"".join(file.streaming_content).decode("utf-8-sig")
    rows = len(list(csv.DictReader(io.StringIO(body))))
    page = client.get(f"/en/meetings/?{query}").content.decode()
    count = re.search(r'count-line"><b>(\d+)</b>', page)
    assert count
    assert int(count[1]) == rows == months.sum == months.narrow.chosen
    assert maps_of(found, QueryDict(query)).total == rows


def test_a_meeting_counts_once_in_the_month_of_its_earliest_day(db: None) -> None:
    for date in ("2020-01-31/2020-02-02", "2020-02", "2020~"):
        MeetingFactory(date=date, title="Counted")
    counted = monthly_counts(Meeting.objects.filter(title="Counted"))
    assert [(row.month, row.all) for row in counted] == [(1, 1), (2, 1), (None, 1)]


def test_a_venue_counts_with_its_city_and_a_call_has_no_place(db: None) -> None:
    city = PlaceFactory(slug="city")
    hotel = PlaceFactory(slug="hotel", parent=city)
    MeetingFactory(place=hotel, title="Counted")
    MeetingFactory(place=city, title="Counted")
    MeetingFactory(format="phone_call", title="Counted")
    MeetingFactory(title="Counted")
    counts = place_counts(Meeting.objects.filter(title="Counted"))
    assert dict(counts.by_place) == {city.pk: 2}
    assert (counts.calls, counts.unplaced, counts.total) == (1, 1, 4)


def test_a_year_of_the_axis_leads_to_that_year_of_the_same_selection(
    real_data: LoadReport, db: None, client: Client
) -> None:
    page = client.get("/en/meetings/?party=haftar&from=2019").content.decode()
    assert 'href="?party=haftar&amp;from=2020&amp;to=2020"' in page


def test_time_runs_from_the_right_on_arabic_pages(
    real_data: LoadReport, db: None, client: Client
) -> None:
    def first_bar(language: str) -> float:
        page = client.get(f"/{language}/meetings/").content.decode()
        found = re.search(r'class="bar-all" d="M([\d.]+) ', page)
        assert found
        return float(found[1])

    assert first_bar("en") < 100 < 1000 < first_bar("ar")


def test_a_refused_filter_draws_nothing(db: None, client: Client) -> None:
    MeetingFactory(published=True)
    page = client.get("/en/meetings/?from=2020-13").content.decode()
    assert "bar-all" not in page
    assert "map-dot" not in page


@pytest.mark.parametrize("address", ["/en/meetings/", "/en/meetings/?view=map"])
def test_a_report_that_names_no_town_makes_no_dot(
    real_data: LoadReport, db: None, client: Client, address: str
) -> None:
    maps = client.get(address).context["page"].maps
    drawn = {dot.spot.name for dot in (*maps.home.dots, *maps.abroad.dots)}
    named = {spot.name: spot.count for spot in maps.beyond}
    assert named["Libya (town not stated)"] > 0
    assert not [name for name in drawn if "town not stated" in name]
