"""What the scorer calls the same."""

from __future__ import annotations

from datetime import date

import pytest

from intake.scoring import (
    Sides,
    dates_compatible,
    edtf_range,
    places_equal,
    sentence_of,
    touches,
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2020-02-18", (date(2020, 2, 18), date(2020, 2, 18))),
        ("2020-02~", (date(2020, 2, 1), date(2020, 2, 29))),
        ("2020-24", (date(2020, 12, 1), date(2021, 2, 28))),
        ("2020-01-14/2020-01-16", (date(2020, 1, 14), date(2020, 1, 16))),
        ("2020-13", None),
        ("2020-02-31", None),
        ("2020-02-02/2020-02-01", None),
        (None, None),
    ],
)
def test_an_edtf_date_has_a_first_and_a_last_day(
    value: object, expected: object
) -> None:
    assert edtf_range(value) == expected


def test_dates_match_within_three_days_or_when_one_is_unknown() -> None:
    assert dates_compatible("2020-02-18", "2020-02-21")
    assert not dates_compatible("2020-02-18", "2020-02-22")
    assert dates_compatible(None, "2020-02-22")


def test_places_match_by_city_and_by_country_only_without_a_city() -> None:
    assert places_equal({"city": "Tubruq"}, {"city": "Tobruk", "country": "LY"})
    assert not places_equal({"city": "Rome", "country": "IT"}, {"country": "IT"})
    assert places_equal({"country": "IT"}, {"country": "it"})
    assert not places_equal({}, {})


def test_bodies_of_one_state_are_one_side_and_coined_names_may_be_longer() -> None:
    sides = Sides({"old-name": "haftar"})
    assert sides.family("mfa-ru") == sides.family("state-ru")
    assert sides.ids(["unsmil", "un", "old-name", None]) == {"un", "haftar"}
    assert sides.canonical("ned-price", {"price": "Ned Price"}) == "price"


def test_spans_touch_by_ten_characters_and_grow_to_their_sentence() -> None:
    assert touches([(0, 12)], [(2, 40)])
    assert not touches([(0, 12)], [(11, 40)])
    assert not touches([(0, 5)], [(5, 9)])
    text = "One. Two words here. Three."
    start, end = sentence_of(text, (6, 8))
    assert text[start:end].strip() == "Two words here."
