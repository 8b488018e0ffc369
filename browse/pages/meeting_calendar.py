"""The calendar of meetings: one month, day by day."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass, field

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, Max, Min, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR

from browse.pages.meeting_views import address, changed
from common.keyset import PAGING_KEYS
from meetings.filters.shared import TO_THE_DAY
from meetings.filters.workbench import WorkbenchFilterSet
from meetings.language import reader_language
from meetings.models import Meeting

_EXACT = re.compile(TO_THE_DAY)
# What lasted longer stands beside the days, not on each of them.
MOST_DAYS = 14
# The day a week begins with on the calendars of each language's readers.
FIRST_WEEKDAY = {"ar": calendar.SATURDAY}


@dataclass
class Entry:
    """A meeting on a day; `goes_on`: it began on an earlier one."""

    meeting: Meeting
    goes_on: bool = False


@dataclass
class Day:
    """A day of the month, or an empty cell of the grid."""

    number: int
    date: str
    weekday: str
    entries: list[Entry] = field(default_factory=list)


@dataclass
class CalendarView:
    """One month of a set of meetings; the neighbours are months with meetings."""

    month: str
    asked: str
    weekdays: list[tuple[str, str]]
    weeks: list[list[Day]]
    beside: list[Meeting]
    previous: str
    previous_url: str
    next: str
    next_url: str

    @property
    def is_empty(self) -> bool:
        """Say whether no meeting falls on the month."""
        held = any(day.entries for week in self.weeks for day in week)
        return not held and not self.beside


def calendar_view(request: HttpRequest, filterset: WorkbenchFilterSet) -> CalendarView:
    """Lay out the meetings of a month: that asked for, else that of the newest."""
    asked: str = filterset.form.cleaned_data["month"]
    first = _first_day(asked or _newest(filterset.qs))
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    weeks = _weeks(first)
    days = {day.number: day for week in weeks for day in week if day.number}
    beside = [
        meeting
        for meeting in _of_month(filterset.qs, first, last)
        if not _placed(meeting, first, last, days)
    ]
    previous, following = _neighbours(filterset.qs, first, last)
    return CalendarView(
        f"{first:%Y-%m}",
        asked,
        _weekdays(),
        weeks,
        beside,
        previous,
        _month_url(request, previous),
        following,
        _month_url(request, following),
    )


def _newest(meetings: QuerySet[Meeting]) -> str:
    """Return the month of the newest meeting that stands on a day of the calendar.

    Where none does, that in which the newest began; without any, the present one.
    """
    on_a_day = Q(
        date__regex=TO_THE_DAY,
        date_latest__lt=F("date_earliest") + datetime.timedelta(days=MOST_DAYS),
    )
    newest = meetings.order_by().aggregate(
        placed=Max("sort_date", filter=on_a_day), begun=Max("sort_date")
    )
    day = newest["placed"] or newest["begun"] or timezone.localdate()
    return f"{day:%Y-%m}"


def _first_day(month: str) -> datetime.date:
    return datetime.date(int(month[:4]), int(month[5:]), 1)


def _of_month(
    meetings: QuerySet[Meeting], first: datetime.date, last: datetime.date
) -> list[Meeting]:
    """Return what certainly or possibly fell on a month, begun in its year or so."""
    found = meetings.filter(
        span__overlap=DateRange(first, last, "[]"),
        sort_date__gte=first.replace(year=first.year - 1),
    )
    return [
        meeting
        for meeting in found.order_by("sort_date", "pk")
        if _EXACT.match(meeting.date) or meeting.sort_date.year == first.year
    ]


def _placed(
    meeting: Meeting, first: datetime.date, last: datetime.date, days: dict[int, Day]
) -> bool:
    """Put a meeting on its days; False where they are not known, or too many."""
    begin, end = meeting.date_earliest, meeting.date_latest
    if not (begin and end and _EXACT.match(meeting.date)):
        return False
    if (end - begin).days >= MOST_DAYS:
        return False
    day = max(begin, first)
    while day <= min(end, last):
        days[day.day].entries.append(Entry(meeting, goes_on=day > begin))
        day += datetime.timedelta(days=1)
    return True


def _neighbours(
    meetings: QuerySet[Meeting], first: datetime.date, last: datetime.date
) -> tuple[str, str]:
    """Return the nearest months before and after in which a meeting began."""
    plain = meetings.order_by()
    before = plain.filter(sort_date__lt=first).aggregate(day=Max("sort_date"))["day"]
    after = plain.filter(sort_date__gt=last).aggregate(day=Min("sort_date"))["day"]
    return f"{before:%Y-%m}" if before else "", f"{after:%Y-%m}" if after else ""


def _month_url(request: HttpRequest, month: str) -> str:
    if not month:
        return ""
    query = changed(request.GET, month=month)
    for key in PAGING_KEYS:
        query.pop(key, None)
    return address(request.path, query)


def _weeks(first: datetime.date) -> list[list[Day]]:
    grid = calendar.Calendar(FIRST_WEEKDAY.get(reader_language(), calendar.MONDAY))
    return [
        [
            Day(
                number,
                f"{first:%Y-%m}-{number:02}" if number else "",
                str(WEEKDAYS[weekday]),
            )
            for number, weekday in week
        ]
        for week in grid.monthdays2calendar(first.year, first.month)
    ]


def _weekdays() -> list[tuple[str, str]]:
    grid = calendar.Calendar(FIRST_WEEKDAY.get(reader_language(), calendar.MONDAY))
    return [
        (str(WEEKDAYS_ABBR[day]), str(WEEKDAYS[day])) for day in grid.iterweekdays()
    ]
