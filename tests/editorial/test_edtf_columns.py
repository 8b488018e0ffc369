"""Bounds follow the EDTF text on every way into the table; overlap is `&&`."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from common.edtf import EdtfError
from meetings.consistency import meeting_span
from meetings.models import Meeting
from parties.models import Position
from tests.factories import MeetingFactory, PositionFactory

DAY = datetime.date.fromisoformat
BOUNDS = [
    ("2020-02-19", "2020-02-19", "2020-02-19"),
    ("2020-02-03/2020-02-08", "2020-02-03", "2020-02-08"),
    ("2020-02", "2020-02-01", "2020-02-29"),
    ("2020", "2020-01-01", "2020-12-31"),
    ("2020-05~", "2020-05-01", "2020-05-31"),
    ("2020-02-19?", "2020-02-19", "2020-02-19"),
    ("2020-21", "2020-03-01", "2020-05-31"),
    ("201X", "2010-01-01", "2019-12-31"),
    ("[2020-02-18,2020-02-20]", "2020-02-18", "2020-02-20"),
    ("2020-02-03/..", "2020-02-03", None),
    ("../2020-02-08", None, "2020-02-08"),
    ("2020-02-03/", "2020-02-03", None),
]


def _bounds(row: Meeting) -> tuple[str | None, str | None]:
    row.refresh_from_db()
    ends = (row.date_earliest, row.date_latest)
    return tuple(str(end) if end else None for end in ends)  # type: ignore[return-value]


@pytest.mark.parametrize(("text", "earliest", "latest"), BOUNDS)
def test_bounds_follow_the_text_on_save(
    db: None, text: str, earliest: str | None, latest: str | None
) -> None:
    meeting = MeetingFactory(date="1999-01-01")
    meeting.date = text
    meeting.save()
    assert _bounds(meeting) == (earliest, latest)


@pytest.mark.parametrize(("text", "earliest", "latest"), BOUNDS)
def test_bounds_follow_the_text_in_bulk(
    db: None, text: str, earliest: str | None, latest: str | None
) -> None:
    rows = Meeting.objects.bulk_create([MeetingFactory.build(date=text)])
    assert _bounds(rows[0]) == (earliest, latest)


def test_a_date_is_stored_in_canonical_form(db: None) -> None:
    meeting = MeetingFactory(date=" ٢٠٢٠-٠٢-١٩ ")
    meeting.refresh_from_db()
    assert meeting.date == "2020-02-19"


@pytest.mark.parametrize("text", ["2020-13", "2020-02-30", "19.2.2020", "soon", "1700"])
def test_a_text_that_is_no_date_never_reaches_the_table(db: None, text: str) -> None:
    with pytest.raises(EdtfError):
        MeetingFactory(date=text)
    with pytest.raises(ValidationError) as refused:
        MeetingFactory.build(date=text).clean_fields()
    assert set(refused.value.message_dict) == {"date"}


def test_the_sort_date_is_the_earliest_known_end(db: None) -> None:
    for text, day in (("2020-02-03/..", "2020-02-03"), ("../2020-02-08", "2020-02-08")):
        meeting = MeetingFactory(date=text)
        meeting.refresh_from_db()
        assert meeting.sort_date == DAY(day)


@pytest.mark.parametrize(
    ("start", "end", "held"),
    [
        ("", "", True),
        ("2020-02-19", "", True),
        ("2020-02-20", "", False),
        ("", "2020-02-19", True),
        ("", "2020-02-18", False),
        ("2020-02", "", True),
        ("2020-02", "2020-02", True),
        ("2019", "2020", True),
        ("2020-03", "2021", False),
        ("", "2020-02~", True),
    ],
)
def test_an_unknown_end_is_an_open_end(
    db: None, start: str, end: str, held: bool
) -> None:
    PositionFactory(start=start, end=end)
    meeting = MeetingFactory(date="2020-02-19")
    found = Position.objects.filter(span__overlap=meeting_span(meeting))
    assert found.exists() is held


@pytest.mark.parametrize(
    ("date", "held"),
    [
        ("2020-02-18/2020-02-19", True),
        ("2020-02", True),
        ("2020-02-01/..", True),
        ("../2020-02-18", False),
        ("2020-02-22/..", False),
        ("2020-02-21?", True),
    ],
)
def test_a_vague_date_overlaps_what_it_may_fall_into(
    db: None, date: str, held: bool
) -> None:
    PositionFactory(start="2020-02-19", end="2020-02-21")
    meeting = MeetingFactory(date=date)
    found = Position.objects.filter(span__overlap=meeting_span(meeting))
    assert found.exists() is held


_days = st.dates(datetime.date(2019, 12, 28), datetime.date(2020, 1, 4))
_ends = st.tuples(st.none() | _days, st.none() | _days).filter(
    lambda ends: ends[0] is None or ends[1] is None or ends[0] <= ends[1]
)


class OverlapProperty(TestCase):
    """Hypothesis needs a transaction of its own for every example."""

    @settings(max_examples=60, deadline=None)
    @given(tenure=_ends, meeting=_ends.filter(lambda ends: any(ends)))
    def test_overlap_in_the_database_equals_overlap_by_hand(
        self,
        tenure: tuple[datetime.date | None, datetime.date | None],
        meeting: tuple[datetime.date | None, datetime.date | None],
    ) -> None:
        """Compare `&&` with the comparison of the four ends."""
        PositionFactory(
            start=str(tenure[0] or ""),
            end=str(tenure[1] or ""),
        )
        row = MeetingFactory(date="/".join(str(end or "..") for end in meeting))
        low, high = datetime.date.min, datetime.date.max
        by_hand = (tenure[0] or low) <= (meeting[1] or high) and (
            meeting[0] or low
        ) <= (tenure[1] or high)
        found = Position.objects.filter(span__overlap=meeting_span(row))
        assert found.exists() is by_hand
        stored = Meeting.objects.filter(pk=row.pk, span__overlap=meeting_span(row))
        assert stored.exists()
