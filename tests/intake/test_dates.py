"""Dates of a report, resolved against the day it was published (a Wednesday)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from intake.extract.dates import DateReader, edtf, forward
from intake.extract.lexicons import lexicon
from intake.extract.words import tokens

PUBLISHED = date(2020, 2, 19)


def dates_in(text: str, published: date = PUBLISHED) -> list[str]:
    return [
        edtf(when) for when in DateReader(lexicon("en")).find(tokens(text), published)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on 3 March 2019.", "2019-03-03"),
        ("They met on March 3, 2019.", "2019-03-03"),
        ("They met on the 3rd of December.", "2019-12-03"),
        ("They met on February 3rd.", "2020-02-03"),
        ("They will meet on March 10.", "2020-03-10"),
        ("The talks ran from 4-7 February.", "2020-02-04/2020-02-07"),
        ("The talks ran from January 14 to 16.", "2020-01-14/2020-01-16"),
        ("They met in January 2018.", "2018-01"),
        ("They met last September.", "2019-09"),
        ("They met yesterday.", "2020-02-18"),
        ("They met today.", "2020-02-19"),
        ("They met on Monday.", "2020-02-17"),
        ("They met on Wednesday.", "2020-02-19"),
        ("They met last Wednesday.", "2020-02-12"),
        ("They meet next Monday.", "2020-02-24"),
        ("They met last week.", "2020-02-10/2020-02-16"),
        ("They met late Tuesday, February 18.", "2020-02-18"),
        ("They met on 18.02.2020.", "2020-02-18"),
        ("They met on 2020-02-18.", "2020-02-18"),
    ],
)
def test_an_english_date_is_read(text: str, expected: str) -> None:
    assert dates_in(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Talks in the 2 + 2 format.",
        "Ten of 5+5 members may sit.",
        "",
        "32 Marchers met.",
    ],
)
def test_what_is_no_date_is_not_read_as_one(text: str) -> None:
    assert dates_in(text) == []


def test_a_later_publication_moves_relative_dates_by_as_much() -> None:
    text = "They met yesterday. They met on Monday. They meet next Friday."
    week = timedelta(days=7)
    read = DateReader(lexicon("en"))
    before = read.find(tokens(text), PUBLISHED)
    after = read.find(tokens(text), PUBLISHED + week)
    assert [w.start + week for w in before] == [w.start for w in after]
    assert len(before) == 3


def test_a_weekday_under_a_future_verb_is_the_coming_one() -> None:
    (when,) = DateReader(lexicon("en")).find(
        tokens("They will meet on Monday"), PUBLISHED
    )
    assert edtf(forward(when, PUBLISHED)) == "2020-02-24"


def test_a_weekday_that_disagrees_with_its_date_is_flagged() -> None:
    (when,) = DateReader(lexicon("en")).find(
        tokens("They met on Monday, 18 February"), PUBLISHED
    )
    assert edtf(when) == "2020-02-18"
    assert when.flag
