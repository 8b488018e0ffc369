"""Usual gaps and silences, against a plain count."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from meetings.analysis.gaps import gaps_between
from meetings.analysis.rhythm import rhythm_of, usual_gap
from meetings.models import Meeting

DAYS = st.dates(datetime.date(2011, 1, 1), datetime.date(2026, 1, 1))


def meetings_on(*days: datetime.date) -> list[Meeting]:
    """Return meetings, not stored, in order of date."""
    return [
        Meeting(pk=pk, date=day.isoformat(), sort_date=day, date_latest=day)
        for pk, day in enumerate(sorted(days), 1)
    ]


@given(st.lists(DAYS, max_size=30))
def test_half_of_the_gaps_are_no_longer_than_the_usual_one(
    days: list[datetime.date],
) -> None:
    found = rhythm_of(meetings_on(*days))
    ordered = sorted(days)
    naive = [(ordered[i + 1] - ordered[i]).days for i in range(len(ordered) - 1)]
    assert (found.longest.days if found.longest else None) == max(naive, default=None)
    if len(naive) < 2:
        assert found.usual is None
    else:
        assert found.usual is not None
        assert found.usual.days in naive
        assert sum(gap <= found.usual.days for gap in naive) * 2 >= len(naive)
        assert sum(gap < found.usual.days for gap in naive) * 2 < len(naive)


def test_one_vague_date_makes_the_usual_gap_vague() -> None:
    meetings = meetings_on(*(datetime.date(2020, month, 1) for month in (1, 2, 3)))
    exact = usual_gap(gaps_between(meetings))
    assert exact is not None
    assert exact.certainty == "exact"
    contested = usual_gap(gaps_between(meetings, {2}))
    assert contested is not None
    assert contested.certainty == "about"


def test_the_time_since_is_not_told_before_the_last_meeting() -> None:
    found = rhythm_of(meetings_on(datetime.date(2020, 1, 1)))
    since = found.since_last(datetime.date(2020, 1, 31))
    assert since is not None
    assert (since.days, since.certainty) == (30, "exact")
    assert found.since_last(datetime.date(2019, 12, 31)) is None
    assert rhythm_of([]).since_last(datetime.date(2020, 1, 1)) is None
