"""From text to forms and bounds; what is refused, and how that is said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from edtf import parse_edtf

from common.edtf.forms import (
    FIRST_YEAR,
    LAST_YEAR,
    SEASON_FIRST_MONTH,
    DateSet,
    EdtfError,
    Form,
    Interval,
    Point,
    bounds,
    last_day,
    matching,
    point_bounds,
)
from common.text import TextError, ascii_digits, clean_text, without_direction_marks

MAX_LENGTH = 100
_MARK = "[?~%]?"
_POINT = re.compile(
    rf"(?P<y0>{_MARK})(?P<year>[0-9X]{{4}})(?P<y1>{_MARK})"
    rf"(?:-(?P<m0>{_MARK})(?P<month>[0-9X]{{2}})(?P<m1>{_MARK})"
    rf"(?:-(?P<d0>{_MARK})(?P<day>[0-9X]{{2}})(?P<d1>{_MARK}))?)?",
    re.ASCII,
)
_PLAIN = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?[?~%]?", re.ASCII)
_LOOSE = re.compile(r"([0-9]{4})[-./]([0-9]{1,2})(?:[-./]([0-9]{1,2}))?", re.ASCII)
_PARTIAL = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", re.ASCII)


@dataclass(frozen=True)
class Edtf:
    """A canonical EDTF text with its strict bounds (None: open or unknown)."""

    text: str
    earliest: date | None
    latest: date | None


def normalise(text: str) -> str:
    """Return the canonical EDTF text of what was typed, or raise EdtfError.

    Outer spaces, spaces around separators and direction marks go, Arabic-Indic and
    Persian digits become 0-9, a small x becomes X.
    """
    return _read(text)[0]


def parse(text: str) -> Edtf:
    """Return the canonical text and strict bounds of an EDTF text.

    Raises EdtfError, and nothing else, for anything that is not such a date.
    """
    canonical, form = _read(text)
    earliest, latest = bounds(form)
    return Edtf(canonical, earliest, latest)


def form_of(text: str) -> Form:
    """The parsed form behind a text; raises EdtfError."""
    return _read(text)[1]


def precision(text: str) -> str:
    """How exact a date is.

    One of day, month, season, year, decade, century, interval, set. A date with
    unspecified digits has the precision of its last fully written component.
    """
    form = form_of(text)
    if isinstance(form, Interval):
        return "interval"
    if isinstance(form, DateSet):
        return "set"
    if "X" in form.year:
        return "decade" if "X" not in form.year[:3] else "century"
    if form.is_season:
        return "season"
    if not form.month or "X" in form.month:
        return "year"
    return "month" if not form.day or "X" in form.day else "day"


def begins_on_a_day(text: str) -> bool:
    """Whether the first day of a date is known for sure: a day, or days from a day on."""
    form = form_of(text)
    return _is_known(form.start if isinstance(form, Interval) else form)


def lasts_known_days(text: str) -> bool:
    """Whether the first and the last day of a date are known for sure."""
    form = form_of(text)
    ends = (form.start, form.end) if isinstance(form, Interval) else (form,)
    return all(_is_known(end) for end in ends)


def _is_known(end: Point | DateSet | None) -> bool:
    if isinstance(end, DateSet):
        return end.every and all(
            isinstance(member, Point) and _is_one_day(member) for member in end.members
        )
    return end is not None and _is_one_day(end)


def _is_one_day(point: Point) -> bool:
    marked = any(mark for _name, _digits, mark in point.components)
    return bool(point.day) and not point.has_unspecified and not marked


def partial_date_bounds(text: str) -> tuple[date, date]:
    """First and last day of a filter's year, month or day; raises EdtfError."""
    value = _tidy(text)
    if not _PARTIAL.fullmatch(value):
        if _POINT.fullmatch(value):
            raise EdtfError(
                _("%(date)s: write only a year, a month or a day here, %(example)s")
                % {"date": value, "example": _example()}
            )
        raise _not_a_date(value)
    point = _read_point(value, seasons=False)
    found = point_bounds(point)
    if found is None:
        raise _no_such_day(value, point)
    return found


def validate_edtf(value: str) -> None:
    """Model and form validator: raises ValidationError for a refused date."""
    try:
        parse(value)
    except EdtfError as error:
        raise ValidationError(str(error), code="edtf") from error


def _tidy(text: object) -> str:
    if not isinstance(text, str):
        raise EdtfError(_("A date is a text, %(example)s") % {"example": _example()})
    if len(text) > MAX_LENGTH * 2:
        raise _too_long()
    try:
        value = clean_text(text)
    except TextError as error:
        raise EdtfError(str(error)) from error
    value = ascii_digits(without_direction_marks(value)).strip().replace("x", "X")
    value = re.sub(r"\s*(/|,|\.\.)\s*", r"\1", value)
    value = re.sub(r"(?<=[\[{])\s+|\s+(?=[\]}])", "", value)
    if len(value) > MAX_LENGTH:
        raise _too_long()
    if not value:
        raise EdtfError(_("The date is empty; write it %(example)s") % _examples())
    return value


def _read(text: str) -> tuple[str, Form]:
    value = _tidy(text)
    return value, _read_form(value)


@lru_cache(maxsize=20_000)
def _read_form(value: str) -> Form:
    if value[0] in "[{":
        form: Form = _read_set(value)
    elif "/" in value:
        form = _read_interval(value)
    else:
        form = _read_point(value)
    if not _PLAIN.fullmatch(value) and not _in_grammar(value):
        raise _not_a_date(value)
    return form


def _in_grammar(value: str) -> bool:
    """Whether the library's grammar holds the text, or each end of an interval.

    Texts of the form `_PLAIN` are not asked about: they are in the grammar once
    month and day are checked, and the library needs milliseconds for each. (A
    qualified season, `2020-21~`, is the one that the library takes only as the end
    of an interval; we take it alone too.)

    The ends are tried first: the library has no rule for, or fails on, some pairs
    of ends each of which it accepts (`201X/..`, `2020-02-03/2020-XX`).
    """
    if "/" in value:
        ends = [end for end in value.split("/") if end not in ("", "..")]
        if all(_PLAIN.fullmatch(end) or _library_accepts(end) for end in ends):
            return True
    return _library_accepts(value)


def _library_accepts(value: str) -> bool:
    try:
        parse_edtf(value)
    except Exception:  # noqa: BLE001 (its parse actions raise anything)
        return False
    return True


def _read_set(value: str) -> DateSet:
    closing = {"[": "]", "{": "}"}[value[0]]
    members = value[1:-1].split(",")
    if not value.endswith(closing) or not all(members):
        raise EdtfError(
            _(
                "%(date)s: write a choice as [2020-02-19,2020-02-20] (one of them) or "
                "{2020-02-19,2020-02-20} (all of them)"
            )
            % {"date": value}
        )
    return DateSet(tuple(_read_member(member) for member in members), value[0] == "{")


def _read_member(value: str) -> Point | Interval:
    if ".." not in value:
        return _read_point(value)
    start, end = value.split("..", 1)
    return _interval(value, start, end, "..", "..")


def _read_interval(value: str) -> Interval:
    if loose := _LOOSE.fullmatch(value):
        raise _two_digits(value, loose)
    if value.count("/") > 1 or value in ("/", "../..", "../", "/.."):
        raise EdtfError(
            _(
                "%(date)s: write an interval as 2020-02-03/2020-02-08, or with one "
                "open end as 2020-02-03/.."
            )
            % {"date": value}
        )
    start, end = value.split("/")
    return _interval(value, start, end, start, end)


def _interval(value: str, start: str, end: str, lower: str, upper: str) -> Interval:
    first = None if start in ("", "..") else _read_point(start)
    last = None if end in ("", "..") else _read_point(end)
    interval = Interval(
        first,
        last,
        start_open=first is None and lower == "..",
        end_open=last is None and upper == "..",
    )
    earliest, latest = bounds(interval)
    if earliest and latest and earliest > latest:
        raise EdtfError(
            _("%(date)s: the interval ends before it begins; write the earlier first")
            % {"date": value}
        )
    return interval


def _read_point(value: str, seasons: bool = True) -> Point:
    match = _POINT.fullmatch(value)
    if match is None:
        raise _not_a_date(value)
    part = {name: text or "" for name, text in match.groupdict().items()}
    _check_year(value, part["year"])
    season = part["month"] in SEASON_FIRST_MONTH
    if season and part["day"]:
        raise EdtfError(
            _("%(date)s: a season has no day; write the season as 2020-21")
            % {"date": value}
        )
    if part["month"] and not (season and seasons):
        _check_month(value, part["month"])
    point = Point(
        part["year"],
        part["month"],
        part["day"],
        *_marks(part),
    )
    if point_bounds(point) is None:
        raise _no_such_day(value, point)
    return point


def _marks(part: dict[str, str]) -> tuple[str, str, str]:
    """Spread qualifiers: one at the right holds for everything to its left."""
    day = part["d0"] or part["d1"]
    month = part["m0"] or part["m1"] or part["d1"]
    year = part["y0"] or part["y1"] or part["m1"] or part["d1"]
    return year, month if part["month"] else "", day if part["day"] else ""


def _check_year(value: str, year: str) -> None:
    lowest, highest = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if lowest < FIRST_YEAR or highest > LAST_YEAR:
        raise _year_out_of_range(value)


def _check_month(value: str, month: str) -> None:
    if not matching(month, 1, 12):
        raise EdtfError(
            _("%(date)s: there is no month %(month)s; write a month from 01 to 12")
            % {"date": value, "month": month}
        )


def _no_such_day(value: str, point: Point) -> EdtfError:
    if point.has_unspecified or not "01" <= point.day <= "31":
        highest = 31
    else:
        highest = last_day(int(point.year), int(point.month))
    return EdtfError(
        _("%(date)s: there is no day %(day)s; write a day from 01 to %(highest)d")
        % {"date": value, "day": point.day, "highest": highest}
    )


def _not_a_date(value: str) -> EdtfError:
    if loose := _LOOSE.fullmatch(value):
        return _two_digits(value, loose)
    if re.fullmatch(r"(Y-?[0-9]+.*|-[0-9]{4}.*|[0-9]{5,}.*|[0-9]{4}S[0-9]+)", value):
        return _year_out_of_range(value)
    return EdtfError(
        _("%(date)s is not a date this site knows; write it %(example)s")
        % {"date": value or '""', **_examples()}
    )


def _two_digits(value: str, loose: re.Match[str]) -> EdtfError:
    year, month, day = loose.groups()
    right = f"{year}-{month:0>2}" + (f"-{day:0>2}" if day else "")
    return EdtfError(
        _("%(date)s: write month and day with two digits and hyphens: %(right)s")
        % {"date": value, "right": right}
    )


def _year_out_of_range(value: str) -> EdtfError:
    return EdtfError(
        _("%(date)s: write a year of four digits from %(first)d to %(last)d")
        % {"date": value, "first": FIRST_YEAR, "last": LAST_YEAR}
    )


def _too_long() -> EdtfError:
    return EdtfError(
        _("The date is longer than %(most)d characters; write it %(example)s")
        % {"most": MAX_LENGTH, **_examples()}
    )


def _example() -> str:
    return _("as 2020, 2020-02 or 2020-02-19")


def _examples() -> dict[str, str]:
    return {"example": _example()}
