"""Meetings by month as bars."""

from __future__ import annotations

import datetime

import pytest

from browse.charts.histogram import Event, histogram
from meetings.analysis.activity import PeriodCount

COUNTS = [
    PeriodCount(2019, 4, 3, 1),
    PeriodCount(2019, None, 2, 0),
    PeriodCount(2020, 1, 10, 5),
    PeriodCount(2020, 3, 4, 4),
    PeriodCount(2020, 12, 1, 0),
]


def test_the_bars_stand_for_every_meeting_once() -> None:
    for grain in (1, 3):
        drawn = histogram(COUNTS, grain=grain)
        assert drawn
        assert (drawn.all, drawn.chosen) == (20, 10)
        assert sum(year.all for year in drawn.years) == 20


def test_heights_are_in_proportion_and_the_chosen_stand_in_front() -> None:
    drawn = histogram(COUNTS)
    assert drawn
    bars = {(bar.year, bar.month): bar for bar in drawn.bars}
    tallest = bars[2020, 1]
    assert tallest.height == pytest.approx(tallest.all_height / 2)
    assert bars[2019, 4].all_height == pytest.approx(tallest.all_height * 0.3, abs=0.01)
    assert tallest.all_y + tallest.all_height == pytest.approx(drawn.base)


def test_a_year_without_a_month_has_a_bar_before_january() -> None:
    drawn = histogram([PeriodCount(2019, None, 1, 1), PeriodCount(2019, 1, 1, 1)])
    assert drawn
    year_only, january = drawn.bars
    assert (year_only.month, january.month) == (None, 1)
    assert year_only.x < january.x
    assert (year_only.first, year_only.last) == ("2019", "2019")


def test_quarters_gather_three_months() -> None:
    drawn = histogram(COUNTS, grain=3)
    assert drawn
    first = next(bar for bar in drawn.bars if bar.year == 2020)
    assert (first.all, first.chosen, first.first, first.last) == (
        14,
        9,
        "2020-01",
        "2020-03",
    )


def test_time_runs_from_right_to_left_in_arabic() -> None:
    left, right = histogram(COUNTS), histogram(COUNTS, rtl=True)
    assert left
    assert right
    assert [bar.x for bar in left.bars] == sorted(bar.x for bar in left.bars)
    assert [bar.x for bar in right.bars] == sorted(
        (bar.x for bar in right.bars), reverse=True
    )
    for one, other in zip(left.bars, right.bars, strict=True):
        assert one.x + one.width + other.x == pytest.approx(left.width, abs=0.1)


def test_an_event_stands_in_its_month_and_its_name_stays_inside() -> None:
    events = [
        Event(datetime.date(2019, 4, 4), "early"),
        Event(datetime.date(2020, 12, 20), "late"),
        Event(datetime.date(2030, 1, 1), "outside"),
    ]
    drawn = histogram(COUNTS, events=events)
    assert drawn
    early, late = drawn.events
    april = next(bar for bar in drawn.bars if (bar.year, bar.month) == (2019, 4))
    assert april.x - 1 <= early.x <= april.x + april.width + 1
    assert (early.anchor, late.anchor) == ("start", "end")
    assert early.label_x > early.x
    assert late.label_x < late.x


def test_a_name_that_would_cover_another_stands_below_it() -> None:
    events = [
        Event(datetime.date(2019, 4, 4), "A rather long name of an event"),
        Event(datetime.date(2019, 6, 1), "the next"),
    ]
    drawn = histogram([*COUNTS, PeriodCount(2026, 1, 1, 1)], events=events)
    assert drawn
    assert [mark.row for mark in drawn.events] == [0, 1]


def test_nothing_to_draw_is_no_histogram() -> None:
    assert histogram([]) is None
