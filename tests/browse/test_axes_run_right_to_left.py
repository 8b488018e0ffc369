"""In Arabic time runs from right to left in every chart."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

import pytest
from django.test import Client

from browse.charts.histogram import histogram
from browse.charts.lanes import Lane as Course
from browse.charts.lanes import Month, draw_lanes
from browse.charts.strip import strip
from browse.charts.timeline import Lane, timeline
from meetings.analysis.activity import PeriodCount
from meetings.analysis.lanes import LaneCount
from tests.factories import MeetingFactory
from tests.story import Story

# Two months of one year, and one of the next, in order of time.
MONTHS = [(2019, 2), (2019, 11), (2020, 1)]


def of_histogram(rtl: bool) -> list[float]:
    """Where the bars stand."""
    drawn = histogram([PeriodCount(*month, 1, 1) for month in MONTHS], rtl=rtl)
    assert drawn
    return [bar.x for bar in sorted(drawn.bars, key=lambda bar: bar.first)]


def of_timeline(rtl: bool) -> list[float]:
    """Where the dots of a lane stand."""
    counts = [LaneCount("m", *month, 1) for month in MONTHS]
    drawn = timeline([Lane("Military", counts)], rtl=rtl)
    assert drawn
    return [dot.x for dot in sorted(drawn.rows[0].dots, key=lambda dot: dot.words)]


def of_courses(rtl: bool) -> list[float]:
    """Where the dots of a process stand."""
    ends = datetime.date(2019, 1, 1), datetime.date(2020, 12, 31)
    course = Course("Talks", "/", *ends, months=[Month(*one, 1) for one in MONTHS])
    drawn = draw_lanes([course], years=(2019, 2020), rtl=rtl)
    return [dot.x for dot in sorted(drawn.rows[0].dots, key=lambda dot: dot.period)]


def of_strip(rtl: bool) -> list[float]:
    """Where the years of a strip stand."""
    drawn = strip({2018: 1, 2019: 2, 2020: 1}, 2018, 2020, rtl=rtl)
    return [cell.x for cell in sorted(drawn.filled, key=lambda cell: cell.year)]


@pytest.mark.parametrize("chart", [of_histogram, of_timeline, of_courses, of_strip])
def test_an_earlier_month_lies_right_of_a_later_one_in_arabic_only(
    chart: Callable[[bool], list[float]],
) -> None:
    english, arabic = chart(False), chart(True)
    assert len(english) == len(arabic) == 3
    assert english == sorted(english)
    assert arabic == sorted(arabic, reverse=True)
    assert len(set(arabic)) == 3


PAGES = {
    "histogram": ("/meetings/", r'<svg class="histogram wide.*?</svg>'),
    "timeline": ("/meetings/?view=timeline", r'<svg class="lanes wide.*?</svg>'),
    "courses": ("/timeline/", r'<svg class="lanes wide.*?</svg>'),
}
YEAR = r'<text class="chart-year" x="([\d.]+)"[^>]*>(\d{4})<'


@pytest.mark.parametrize("name", PAGES)
def test_the_years_of_a_page_run_as_its_language_does(
    client: Client, story: Story, name: str
) -> None:
    for date in ("2018-03", "2021-05-01"):
        MeetingFactory(process=story.process, date=date, published=True)
    path, drawing = PAGES[name]
    for language in ("en", "ar"):
        body = client.get(f"/{language}{path}").content.decode()
        found = re.search(drawing, body, re.DOTALL)
        assert found
        places = [(int(year), float(x)) for x, year in re.findall(YEAR, found[0])]
        assert len(places) >= 3
        along = [x for _year, x in sorted(places)]
        assert along == sorted(along, reverse=language == "ar")


def test_the_strips_of_a_party_run_as_its_language_does(
    client: Client, story: Story
) -> None:
    dates = ["2018-03-01", "2021-05-01", "2021-06-01", "2021-07-01"]
    for date in dates:
        parties = [story.haftar, story.shoigu]
        MeetingFactory(parties=parties, date=date, published=True)
    for language in ("en", "ar"):
        body = client.get(f"/{language}/parties/haftar/").content.decode()
        strips = re.findall(r'<svg class="strip".*?</svg>', body)
        (drawn,) = [one for one in strips if "2018: 1" in one and "2021: 3" in one][:1]
        places = {
            shade: int(x)
            for shade, x in re.findall(r'<rect class="cell-(\d)" x="(\d+)"', drawn)
        }
        # The year of three meetings is the latest, and the only one of its shade.
        assert (places["2"] > places["1"]) == (language == "en")
