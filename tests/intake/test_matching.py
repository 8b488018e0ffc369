"""A reported meeting is matched to the record that the registry already has."""

from __future__ import annotations

from datetime import date

import pytest

from intake.extract.known import Known, KnownMeeting
from intake.extract.matching import Records
from intake.extract.plain import Occasion, When, Where

DAY = date(2021, 6, 16)


def record(slug: str, day: date, city: str | None, *parties: str) -> KnownMeeting:
    return KnownMeeting(slug, day, day, city, frozenset(parties), "bilateral")


RECORDS = Records(
    Known(
        meetings=[
            record("first", date(2021, 5, 3), "Tunis", "berg", "omar"),
            record("second", date(2021, 5, 20), "Tunis", "berg", "omar"),
            record("other", date(2021, 5, 20), "Rome", "berg", "costa"),
        ]
    )
)


def occasion(
    day: date | None, city: str | None, *parties: str, **more: object
) -> Occasion:
    found = Occasion(0, 0, 1, "meet", False, "held", participants=list(parties))
    if day:
        found.when = When(0, 1, day, day, "day", "explicit", "date-explicit")
    if city:
        found.where = Where(0, 1, city, "", city.lower(), True, "place")
    return found


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (occasion(date(2021, 5, 3), "Tunis", "berg", "omar"), "first"),
        (occasion(date(2021, 5, 4), None, "omar", "berg"), "first"),
        (occasion(date(2021, 5, 20), "Tunis", "omar"), "second"),
        (occasion(None, "Tunis", "berg", "omar"), "second"),
        (occasion(date(2021, 5, 20), "Rome", "berg", "costa", "kaya"), "other"),
        (occasion(date(2021, 5, 9), "Tunis", "berg", "omar"), ""),
        (occasion(date(2021, 5, 3), "Rome", "berg", "omar"), ""),
        (occasion(date(2021, 5, 3), None, "berg"), ""),
        (occasion(None, None, "berg", "omar"), ""),
        (occasion(None, "Tunis", "berg"), ""),
    ],
)
def test_a_record_fits_by_date_place_and_parties(told: Occasion, expected: str) -> None:
    assert RECORDS.find(told, DAY) == expected


def test_a_meeting_after_the_report_is_not_what_it_looked_back_on() -> None:
    told = occasion(None, "Tunis", "berg", "omar")
    assert RECORDS.find(told, date(2021, 5, 10)) == "first"
