"""Filters of time that stand beside `from` and `to`: one day, and a whole period."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from common.edtf import EdtfError, partial_date_bounds
from common.filter_fields import PartialDateFilter


class _DayField(forms.CharField):
    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        if not text:
            return None
        first, last = _bounds(text)
        if first != last:
            raise ValidationError(_("write a whole day, as 2019-04-04"), code="day")
        if first > timezone.localdate():
            raise ValidationError(_("this day is still to come"), code="day")
        return first


class PeriodField(forms.CharField):
    """Reads a year, month or day, or two with a slash between, into both as written."""

    def clean(self, value: Any) -> tuple[str, str] | None:
        """Return both ends; a ValidationError says what is wrong with them."""
        text = super().clean(value)
        if not text:
            return None
        start, slash, end = (part.strip() for part in text.partition("/"))
        if not slash:
            end = start
        if not (start and end):
            raise ValidationError(
                _("write both ends, as 2014/2018 or 2014-05/2015-12"), code="period"
            )
        if _bounds(start)[0] > _bounds(end)[1]:
            raise ValidationError(
                _("%(start)s is later than %(end)s; swap them"),
                code="period",
                params={"start": start, "end": end},
            )
        return start, end


def _bounds(text: str) -> tuple[date, date]:
    try:
        return partial_date_bounds(text)
    except EdtfError as error:
        raise ValidationError(str(error), code="edtf") from error


class DayFilter(PartialDateFilter):
    """One day, not later than today; the value is the day. It narrows nothing itself."""

    field_class: type[forms.Field] = _DayField


class PeriodFilter(PartialDateFilter):
    """A year, month or day, or two with a slash between; the value is both as written."""

    field_class: type[forms.Field] = PeriodField
