"""The month in which charts count a meeting, as a filter."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from common.edtf import partial_date_bounds
from common.filter_periods import PeriodField
from common.filters import PartialDateFilter
from common.text import ascii_digits
from meetings.analysis.activity import YEAR_ONLY

# EDTF's “some month of 2020, not known which”.
_UNKNOWN_MONTH = re.compile(r"(\d{4})-XX", re.ASCII)
_KNOWN_TO_THE_YEAR = Q(date__regex=YEAR_ONLY)


class _CountedInField(PeriodField):
    def clean(self, value: Any) -> Q | None:  # type: ignore[override]
        text = ascii_digits(forms.CharField.clean(self, value) or "")
        if not text:
            return None
        if found := _UNKNOWN_MONTH.fullmatch(text):
            return _KNOWN_TO_THE_YEAR & Q(sort_date__year=int(found[1]))
        start, end = super().clean(text) or ("", "")
        days = (partial_date_bounds(start)[0], partial_date_bounds(end)[1])
        counted = Q(sort_date__range=days)
        in_years = len(start) == len(end) == len("2020")
        return counted if in_years else counted & ~_KNOWN_TO_THE_YEAR


class CountedInFilter(PartialDateFilter):
    """Meetings that charts count in a month, some months or a year.

    The value is the condition: that the strict earliest day falls in the period, and
    for months that more than the year is known; for `2020-XX` that no more is.
    """

    field_class: type[forms.Field] = _CountedInField

    def filter(self, qs: QuerySet[Any], value: Q | None) -> QuerySet[Any]:
        """Keep the meetings that are counted there."""
        return qs if value is None else qs.filter(value)
