"""EDTF dates in words, in the language asked for (English and Arabic)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext, pgettext_lazy

from common.edtf.forms import (
    DateSet,
    Form,
    Interval,
    Point,
    point_bounds,
)
from common.edtf.parsing import form_of

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise as _StrPromise

_MONTHS = (
    pgettext_lazy("calendar month", "January"),
    pgettext_lazy("calendar month", "February"),
    pgettext_lazy("calendar month", "March"),
    pgettext_lazy("calendar month", "April"),
    pgettext_lazy("calendar month", "May"),
    pgettext_lazy("calendar month", "June"),
    pgettext_lazy("calendar month", "July"),
    pgettext_lazy("calendar month", "August"),
    pgettext_lazy("calendar month", "September"),
    pgettext_lazy("calendar month", "October"),
    pgettext_lazy("calendar month", "November"),
    pgettext_lazy("calendar month", "December"),
)
_SHORT_MONTHS = (
    pgettext_lazy("short calendar month", "Jan"),
    pgettext_lazy("short calendar month", "Feb"),
    pgettext_lazy("short calendar month", "Mar"),
    pgettext_lazy("short calendar month", "Apr"),
    pgettext_lazy("short calendar month", "May"),
    pgettext_lazy("short calendar month", "Jun"),
    pgettext_lazy("short calendar month", "Jul"),
    pgettext_lazy("short calendar month", "Aug"),
    pgettext_lazy("short calendar month", "Sep"),
    pgettext_lazy("short calendar month", "Oct"),
    pgettext_lazy("short calendar month", "Nov"),
    pgettext_lazy("short calendar month", "Dec"),
)
_SEASONS = {
    "21": pgettext_lazy("season", "spring %(year)s"),
    "22": pgettext_lazy("season", "summer %(year)s"),
    "23": pgettext_lazy("season", "autumn %(year)s"),
    "24": pgettext_lazy("season", "winter %(year)s"),
}


Months = tuple["_StrPromise", ...]


def describe(text: str, language: str = "en") -> str:
    """The meaning of an EDTF text in words, digits 0-9; raises EdtfError.

    "2020-02-03/2020-02-08" reads "3 to 8 February 2020".
    """
    with override(language):
        return _long(form_of(text))


def short(text: str, language: str = "en") -> str:
    """The same, compact for lists: "3–8 Feb 2020", "c. May 2020"."""
    with override(language):
        return _compact(form_of(text))


def _long(form: Form) -> str:
    if isinstance(form, Point):
        return _qualified(form)
    if isinstance(form, DateSet):
        members = _("; ").join(_member(member) for member in form.members)
        if form.every:
            return _("all of: %(dates)s") % {"dates": members}
        return _("one of: %(dates)s") % {"dates": members}
    return _interval(form)


def _member(member: Point | Interval) -> str:
    if isinstance(member, Interval) and member.start and member.end:
        ends = {"start": _qualified(member.start), "end": _qualified(member.end)}
        return _("every date from %(start)s to %(end)s") % ends
    return _long(member)


def _interval(interval: Interval) -> str:
    start, end = interval.start, interval.end
    if start is None:
        words = _qualified(end) if end else ""
        if interval.start_open:
            return _("until %(end)s, start open") % {"end": words}
        return _("until %(end)s, start unknown") % {"end": words}
    if end is None:
        if interval.end_open:
            return _("from %(start)s, end open") % {"start": _qualified(start)}
        return _("from %(start)s, end unknown") % {"start": _qualified(start)}
    if start == end:
        return _qualified(start)
    return _("%(start)s to %(end)s") % {
        "start": _shared_start(start, end, _MONTHS) or _qualified(start),
        "end": _qualified(end),
    }


def _shared_start(start: Point, end: Point, months: Months) -> str:
    """The start without the month or year it shares with the end, or ""."""
    plain = not any(
        mark for point in (start, end) for _name, _text, mark in point.components
    ) and not (start.has_unspecified or end.has_unspecified)
    if not plain or start.is_season or end.is_season or start.year != end.year:
        return ""
    if bool(start.day) != bool(end.day) or not start.month or not end.month:
        return ""
    if start.day and start.month == end.month:
        return str(int(start.day))
    return _without_year(start, months)


def _without_year(point: Point, months: Months) -> str:
    month = str(months[int(point.month) - 1])
    if not point.day:
        return month
    return pgettext("day and month", "%(day)d %(month)s") % {
        "day": int(point.day),
        "month": month,
    }


def _qualified(point: Point) -> str:
    words = _plain(point, _MONTHS)
    mark = point.whole_mark
    if mark:
        return _with_mark(words, mark)
    notes = [
        _component_note(name, mark) for name, _text, mark in point.components if mark
    ]
    if not notes:
        return words
    return _("%(date)s (%(notes)s)") % {"date": words, "notes": _(", ").join(notes)}


def _with_mark(words: str, mark: str) -> str:
    if mark == "~":
        return _("about %(date)s") % {"date": words}
    if mark == "?":
        return _("probably %(date)s") % {"date": words}
    return _("probably about %(date)s") % {"date": words}


def _component_note(name: str, mark: str) -> str:
    return {
        ("year", "~"): _("year approximate"),
        ("year", "?"): _("year uncertain"),
        ("year", "%"): _("year uncertain and approximate"),
        ("month", "~"): _("month approximate"),
        ("month", "?"): _("month uncertain"),
        ("month", "%"): _("month uncertain and approximate"),
        ("day", "~"): _("day approximate"),
        ("day", "?"): _("day uncertain"),
        ("day", "%"): _("day uncertain and approximate"),
    }[name, mark]


def _plain(point: Point, months: Months) -> str:
    """A point without its qualifiers."""
    if point.is_season and "X" not in point.year:
        return str(_SEASONS[point.month]) % {"year": point.year}
    if point.has_unspecified:
        return _unspecified(point, months)
    if not point.month:
        return point.year
    return _("%(part)s %(year)s") % {
        "part": _without_year(point, months),
        "year": point.year,
    }


def _unspecified(point: Point, months: Months) -> str:
    year, month, day = point.year, point.month, point.day
    if "X" not in year:
        if month == "XX" and day in ("", "XX"):
            if day:
                return _("%(year)s, month and day unknown") % {"year": year}
            return _("%(year)s, month unknown") % {"year": year}
        if month == "XX" and "X" not in day:
            return _("day %(day)d of an unknown month of %(year)s") % {
                "day": int(day),
                "year": year,
            }
        if "X" not in month and day == "XX":
            known = _plain(Point(year, month), months)
            return _("%(month)s, day unknown") % {"month": known}
    elif not month and year.endswith("X") and "X" not in year[:3]:
        return pgettext("decade", "the %(year)ss") % {"year": year[:3] + "0"}
    return _span(point, months)


def _span(point: Point, months: Months) -> str:
    """A point with unspecified digits that has no word of its own."""
    span = point_bounds(point)
    if span is None:
        return point.year
    earliest, latest = (_point_of(day, point) for day in span)
    if earliest == latest:
        return _plain(earliest, months)
    return _("a date between %(start)s and %(end)s") % {
        "start": _shared_start(earliest, latest, months) or _plain(earliest, months),
        "end": _plain(latest, months),
    }


def _point_of(day: date, like: Point) -> Point:
    """A day as a point, as exact as another point."""
    return Point(
        f"{day.year}",
        f"{day.month:02d}" if like.month else "",
        f"{day.day:02d}" if like.day else "",
    )


def _compact(form: Form) -> str:
    if isinstance(form, Point):
        return _compact_point(form)
    if isinstance(form, DateSet):
        separator = _(", ") if form.every else _(" or ")
        return separator.join(_compact(member) for member in form.members)
    start, end = form.start, form.end
    if start is None:
        return _("until %(end)s") % {"end": _compact_point(end) if end else ""}
    if end is None:
        return _("from %(start)s") % {"start": _compact_point(start)}
    if start == end:
        return _compact_point(start)
    shared = _shared_start(start, end, _SHORT_MONTHS)
    dash = "–" if shared and " " not in shared else " – "
    return (shared or _compact_point(start)) + dash + _compact_point(end)


def _compact_point(point: Point) -> str:
    if point.is_season or "X" in point.year or "X" not in point.month + point.day:
        words = _plain(point, _SHORT_MONTHS)
    elif "X" in point.month:
        words = point.year
    else:
        words = _plain(Point(point.year, point.month), _SHORT_MONTHS)
    if not point.month and "X" in point.year and "X" not in point.year[:3]:
        words = pgettext("decade", "%(year)ss") % {"year": point.year[:3] + "0"}
    marks = {mark for _name, _text, mark in point.components}
    if marks & {"~", "%"}:
        words = pgettext("about, abbreviated", "c. %(date)s") % {"date": words}
    if marks & {"?", "%"}:
        words = pgettext("uncertain, abbreviated", "%(date)s?") % {"date": words}
    return words
