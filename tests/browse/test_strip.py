"""A row of cells, one a year."""

from __future__ import annotations

from browse.charts.strip import step_of, strip


def test_colours_change_at_the_steps() -> None:
    counts = (0, 1, 2, 3, 6, 10, 15, 16, 90)
    assert [step_of(count) for count in counts] == [0, 1, 2, 2, 3, 4, 5, 5, 5]


def test_every_year_has_a_cell_and_the_words_name_the_filled_ones() -> None:
    drawn = strip({2019: 2, 2021: 7}, 2018, 2021)
    assert [(cell.year, cell.x, cell.step) for cell in drawn.cells] == [
        (2018, 0, 0),
        (2019, 16, 2),
        (2020, 32, 0),
        (2021, 48, 4),
    ]
    assert drawn.width == 62
    assert drawn.words == "2019: 2, 2021: 7"
    assert drawn.ground.count("z") == 4


def test_time_runs_from_the_right_in_arabic_but_words_stay_in_order() -> None:
    drawn = strip({2019: 2, 2021: 7}, 2018, 2021, rtl=True)
    assert [cell.year for cell in drawn.cells] == [2021, 2020, 2019, 2018]
    assert drawn.words == "2019: 2, 2021: 7"


def test_no_years_make_an_empty_strip() -> None:
    assert strip({}, 2021, 2020).width == 0
