"""Dates: what is read, what is refused, what is said."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.exceptions import ValidationError
from edtf import parse_edtf
from hypothesis import example, given
from hypothesis import strategies as st

from common import edtf
from common.edtf import EdtfError

DATA = Path(__file__).resolve().parents[2] / "data"
DATE_KEYS = {"date", "from", "to", "published", "born", "died", "founded", "dissolved"}


def _dates_in(value: Any, key: str = "") -> set[str]:
    if isinstance(value, dict):
        return set().union(*(_dates_in(item, name) for name, item in value.items()))
    if isinstance(value, list):
        return set().union(*(_dates_in(item, key) for item in value))
    return {value} if key in DATE_KEYS and isinstance(value, str) else set()


FORMS = [
    ("2020", "2020-01-01", "2020-12-31", "year", "2020", "2020"),
    ("2020-05", "2020-05-01", "2020-05-31", "month", "May 2020", "May 2020"),
    ("2020-02-19", "2020-02-19", "2020-02-19", "day", "19 February 2020", "19 Feb 2020"),
    ("2020-05~", "2020-05-01", "2020-05-31", "month", "about May 2020", "c. May 2020"),
    ("2020-02-03?", "2020-02-03", "2020-02-03", "day", "probably 3 February 2020", "3 Feb 2020?"),
    ("2020%", "2020-01-01", "2020-12-31", "year", "probably about 2020", "c. 2020?"),
    ("2020-02-03/2020-02-08", "2020-02-03", "2020-02-08", "interval", "3 to 8 February 2020", "3–8 Feb 2020"),
    ("2020-03-28/2020-04-02", "2020-03-28", "2020-04-02", "interval", "28 March to 2 April 2020", "28 Mar – 2 Apr 2020"),
    ("2019-12-30/2020-01-02", "2019-12-30", "2020-01-02", "interval", "30 December 2019 to 2 January 2020", "30 Dec 2019 – 2 Jan 2020"),
    ("2025-06/2025-08", "2025-06-01", "2025-08-31", "interval", "June to August 2025", "Jun–Aug 2025"),
    ("2021-02-01~/2021-02-05", "2021-02-01", "2021-02-05", "interval", "about 1 February 2021 to 5 February 2021", "c. 1 Feb 2021 – 5 Feb 2021"),
    ("2020/..", "2020-01-01", None, "interval", "from 2020, end open", "from 2020"),
    ("../2020", None, "2020-12-31", "interval", "until 2020, start open", "until 2020"),
    ("2020/", "2020-01-01", None, "interval", "from 2020, end unknown", "from 2020"),
    ("/2020", None, "2020-12-31", "interval", "until 2020, start unknown", "until 2020"),
    ("2020-21", "2020-03-01", "2020-05-31", "season", "spring 2020", "spring 2020"),
    ("2020-24", "2020-12-01", "2021-02-28", "season", "winter 2020", "winter 2020"),
    ("2023-24", "2023-12-01", "2024-02-29", "season", "winter 2023", "winter 2023"),
    ("2020-21~", "2020-03-01", "2020-05-31", "season", "about spring 2020", "c. spring 2020"),
    ("201X", "2010-01-01", "2019-12-31", "decade", "the 2010s", "2010s"),
    ("20XX", "2000-01-01", "2099-12-31", "century", "a date between 2000 and 2099", "a date between 2000 and 2099"),
    ("2020-XX", "2020-01-01", "2020-12-31", "year", "2020, month unknown", "2020"),
    ("2020-08-XX", "2020-08-01", "2020-08-31", "month", "August 2020, day unknown", "Aug 2020"),
    ("2020-08-1X", "2020-08-10", "2020-08-19", "month", "a date between 10 and 19 August 2020", "Aug 2020"),
    ("2020-XX-03", "2020-01-03", "2020-12-03", "year", "day 3 of an unknown month of 2020", "2020"),
    ("2020-XX-XX", "2020-01-01", "2020-12-31", "year", "2020, month and day unknown", "2020"),
    ("{2020-02-19,2020-02-21}", "2020-02-19", "2020-02-21", "set", "all of: 19 February 2020; 21 February 2020", "19 Feb 2020, 21 Feb 2020"),
    ("[2020-02-21,2020-02-19]", "2020-02-19", "2020-02-21", "set", "one of: 21 February 2020; 19 February 2020", "21 Feb 2020 or 19 Feb 2020"),
    ("[2020..]", "2020-01-01", None, "set", "one of: from 2020, end open", "from 2020"),
    ("2020-~06-15", "2020-06-15", "2020-06-15", "day", "15 June 2020 (month approximate)", "c. 15 Jun 2020"),
    ("2020-02-03/2020-XX", "2020-02-03", "2020-12-31", "interval", "3 February 2020 to 2020, month unknown", "3 Feb 2020 – 2020"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "exact", "long", "brief"), FORMS
)
def test_every_form_has_strict_bounds_a_precision_and_words(
    text: str,
    earliest: str | None,
    latest: str | None,
    exact: str,
    long: str,
    brief: str,
) -> None:
    parsed = edtf.parse(text)
    assert parsed.text == text
    assert parsed.earliest == (date.fromisoformat(earliest) if earliest else None)
    assert parsed.latest == (date.fromisoformat(latest) if latest else None)
    assert edtf.precision(text) == exact
    assert edtf.describe(text) == long
    assert edtf.short(text) == brief


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("٢٠٢٠-٠٢-١٩", "2020-02-19"),
        ("۲۰۲۰", "2020"),
        ("  2020-02-03 / 2020-02-08 ", "2020-02-03/2020-02-08"),
        ("201x", "201X"),
        ("\u200f2020\u200e", "2020"),
        ("[ 2020 , 2021 ]", "[2020,2021]"),
    ],
)
def test_what_was_typed_is_brought_to_one_form(typed: str, stored: str) -> None:
    assert edtf.normalise(typed) == stored


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2020-13", "2020-13: there is no month 13; write a month from 01 to 12"),
        ("2020-02-30", "2020-02-30: there is no day 30; write a day from 01 to 29"),
        ("2021-02-29", "2021-02-29: there is no day 29; write a day from 01 to 28"),
        ("2020-02-3X", "2020-02-3X: there is no day 3X; write a day from 01 to 31"),
        ("2020-00", "2020-00: there is no month 00; write a month from 01 to 12"),
        ("1799", "1799: write a year of four digits from 1800 to 2100"),
        ("2101-01-01", "2101-01-01: write a year of four digits from 1800 to 2100"),
        ("-2020", "-2020: write a year of four digits from 1800 to 2100"),
        ("Y20200", "Y20200: write a year of four digits from 1800 to 2100"),
        ("Y2E3", "Y2E3: write a year of four digits from 1800 to 2100"),
        ("2020-2-3", "write month and day with two digits and hyphens: 2020-02-03"),
        ("2020/02", "write month and day with two digits and hyphens: 2020-02"),
        ("2020-08/2020-05", "the interval ends before it begins"),
        ("[2022..2020]", "2022..2020: the interval ends before it begins"),
        ("../..", "../..: write an interval as 2020-02-03/2020-02-08"),
        ("/", "/: write an interval as 2020-02-03/2020-02-08"),
        ("2020-21-03", "a season has no day"),
        ("2020-25", "2020-25: there is no month 25"),
        ("[2020", "write a choice as [2020-02-19,2020-02-20]"),
        ("{,}", "write a choice as [2020-02-19,2020-02-20]"),
        ("soon", "soon is not a date this site knows; write it as 2020, 2020-02"),
        ("2020~-06-15?", "2020~-06-15? is not a date this site knows"),
        ("2020-02-19T10:00", "is not a date this site knows"),
        ("", "The date is empty; write it as 2020, 2020-02 or 2020-02-19"),
        ("2" * 400, "The date is longer than 100 characters"),
        ("2020\x00", "NUL"),
        ("\ud800", "half of a broken character"),
    ],
)
def test_a_refusal_names_what_is_wrong_and_what_would_be_right(
    text: str, message: str
) -> None:
    with pytest.raises(EdtfError) as refusal:
        edtf.parse(text)
    assert message in str(refusal.value)


def test_meanings_are_said_in_arabic_with_western_digits() -> None:
    assert edtf.describe("2020-02-19", "ar") == "19 فبراير 2020"
    assert edtf.describe("2020-08~", "ar") == "نحو أغسطس 2020"
    assert edtf.describe("2020-03-28/2020-04-02", "ar") == "من 28 مارس إلى 2 أبريل 2020"
    assert edtf.describe("2020-02-03?", "ar") == "على الأرجح 3 فبراير 2020"
    assert edtf.short("2020-02-03/2020-02-08", "ar") == "3–8 فبراير 2020"


@pytest.mark.parametrize("text", [form[0] for form in FORMS])
def test_no_arabic_meaning_falls_back_to_english(text: str) -> None:
    for words in (edtf.describe(text, "ar"), edtf.short(text, "ar")):
        assert not any("a" <= char.lower() <= "z" for char in words), words


def test_a_filter_takes_a_year_a_month_or_a_day_and_nothing_else() -> None:
    assert edtf.partial_date_bounds("2020") == (date(2020, 1, 1), date(2020, 12, 31))
    assert edtf.partial_date_bounds("٢٠٢٠-٠٢") == (date(2020, 2, 1), date(2020, 2, 29))
    assert edtf.partial_date_bounds("2020-02-19") == (date(2020, 2, 19),) * 2
    for text in ("2020~", "2020-21", "2020/2021", "201X", "2020-13", "", "1799", "x"):
        with pytest.raises(EdtfError):
            edtf.partial_date_bounds(text)


def test_the_validator_raises_django_s_error() -> None:
    edtf.validate_edtf("2020-02")
    with pytest.raises(ValidationError, match="there is no month 13"):
        edtf.validate_edtf("2020-13")


def test_every_date_of_the_starter_dataset_is_read_and_said() -> None:
    dates: set[str] = set()
    for name in ("parties", "meetings", "agreements", "statements", "processes"):
        text = (DATA / f"{name}.yaml").read_text(encoding="utf-8")
        dates |= _dates_in(yaml.load(text, yaml.CSafeLoader))
    assert len(dates) > 1000
    for value in dates:
        assert edtf.parse(value).text == value
        assert edtf.describe(value, "ar")
        assert edtf.short(value)


plain = st.dates(date(1800, 1, 1), date(2100, 12, 31))
marks = st.sampled_from(["", "?", "~", "%"])


def _cut(day: date, length: int) -> str:
    return day.isoformat()[:length]


points = st.builds(
    lambda day, length, mark: (day, _cut(day, length) + mark),
    plain,
    st.sampled_from([4, 7, 10]),
    marks,
)


@st.composite
def unspecified_dates(draw: st.DrawFn) -> tuple[date, str]:
    """A day, and its text with some of the last digits unspecified."""
    day = draw(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
    text = day.isoformat()
    if draw(st.booleans()):
        places = draw(st.sampled_from([(3,), (2, 3), (5, 6), (8, 9), (9,)]))
        kept = {3: 4, 6: 7, 9: 10}[places[-1]]
        return day, "".join(
            "X" if index in places else char for index, char in enumerate(text[:kept])
        )
    return day, text


@given(points)
def test_the_bounds_of_a_date_contain_it(point: tuple[date, str]) -> None:
    day, text = point
    parsed = edtf.parse(text)
    assert parsed.earliest is not None
    assert parsed.latest is not None
    assert parsed.earliest <= day <= parsed.latest
    parse_edtf(text)  # what we skip asking the library about, it accepts as well


@given(unspecified_dates())
def test_the_bounds_of_an_unspecified_date_contain_every_day_it_may_be(
    point: tuple[date, str],
) -> None:
    day, text = point
    parsed = edtf.parse(text)
    assert parsed.earliest is not None
    assert parsed.latest is not None
    assert parsed.earliest <= day <= parsed.latest


@given(points, points)
def test_the_bounds_of_an_interval_reach_from_its_first_to_its_last_day(
    one: tuple[date, str], other: tuple[date, str]
) -> None:
    (first, start), (last, end) = sorted([one, other])
    whole = edtf.parse(f"{start}/{end}")
    assert whole.earliest == edtf.parse(start).earliest
    assert whole.latest == edtf.parse(end).latest
    assert whole.earliest is not None
    assert whole.latest is not None
    assert whole.earliest <= first <= last <= whole.latest
    parse_edtf(whole.text)


@given(st.lists(points, min_size=1, max_size=4), st.sampled_from(["[]", "{}"]))
def test_the_bounds_of_a_set_span_its_members(
    members: list[tuple[date, str]], braces: str
) -> None:
    text = braces[0] + ",".join(text for _, text in members) + braces[1]
    if len(members) == 1:
        return
    whole = edtf.parse(text)
    assert whole.earliest is not None
    assert whole.latest is not None
    assert all(whole.earliest <= day <= whole.latest for day, _ in members)


EDTF_LIKE = st.text(alphabet="0123456789X-/.~?%[]{},Y ٢", max_size=24)


@given(st.one_of(EDTF_LIKE, st.text(), st.text(st.characters(codec=None))))
@example("2020-XX-3X")
@example("\ud800")
def test_any_text_is_read_or_refused_with_our_own_error(text: str) -> None:
    try:
        parsed = edtf.parse(text)
    except EdtfError:
        return
    assert edtf.parse(parsed.text) == parsed
    assert edtf.normalise(parsed.text) == parsed.text
    assert not parsed.earliest or not parsed.latest or parsed.earliest <= parsed.latest
    for language in ("en", "ar"):
        assert edtf.describe(text, language)
        assert edtf.short(text, language)
