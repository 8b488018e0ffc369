"""Lanes of dots: where they stand, how large they are, which months they name."""

from __future__ import annotations

from browse.charts.timeline import Lane, timeline
from meetings.analysis.lanes import LaneCount

LANES = [
    Lane("Military", [LaneCount("m", 2019, 4, 4), LaneCount("m", 2020, None, 1)]),
    Lane("Political", [LaneCount("p", 2020, 12, 1)], side="un"),
]


def test_no_meeting_draws_nothing() -> None:
    assert timeline([]) is None
    assert timeline([Lane("Military", [])]) is None


def test_each_lane_has_its_row_and_its_sum() -> None:
    drawn = timeline(LANES)
    assert drawn
    assert [row.total for row in drawn.rows] == [5, 1]
    assert drawn.rows[0].dots_y < drawn.rows[1].name_y < drawn.base
    assert [row.years for row in drawn.rows] == [
        [(2019, 4), (2020, 1)],
        [(2019, 0), (2020, 1)],
    ]


def test_what_is_known_to_the_year_stands_before_its_january() -> None:
    drawn = timeline(LANES)
    assert drawn
    april, year_only = drawn.rows[0].dots
    assert april.x < year_only.x < drawn.years[1].x + drawn.years[1].width / 13
    assert (year_only.words, year_only.counted_in) == ("2020", "2020-XX")
    assert (april.words, april.counted_in) == ("2019-04", "2019-04")


def test_a_dot_of_four_meetings_is_twice_as_wide_as_one_of_one() -> None:
    drawn = timeline(LANES)
    assert drawn
    four, one = drawn.rows[0].dots
    assert four.radius == 2 * one.radius


def test_a_dot_for_a_quarter_names_its_three_months() -> None:
    drawn = timeline(LANES, grain=3)
    assert drawn
    assert drawn.rows[0].dots[0].words == "2019-04/2019-06"
    assert drawn.rows[1].dots[0].words == "2020-10/2020-12"


def test_from_right_to_left_everything_is_mirrored() -> None:
    left, right = timeline(LANES), timeline(LANES, rtl=True)
    assert left
    assert right
    for one, other in zip(left.rows, right.rows, strict=True):
        for dot, mirrored in zip(one.dots, other.dots, strict=True):
            assert round(dot.x + mirrored.x, 1) == left.width
    assert left.rows[1].name_x + right.rows[1].name_x == left.width
    assert right.rows[1].glyph_x > right.rows[1].name_x
