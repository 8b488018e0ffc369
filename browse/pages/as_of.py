"""`as_of`: the record as it stood on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from browse.pages.listing import FilterError, filter_errors
from meetings.filters.as_of import AsOfFilterSet
from meetings.period import ALL_TIME, Period


def asked_period(
    request: HttpRequest, records: QuerySet[Any]
) -> tuple[Period, list[FilterError]]:
    """Return all time up to the day asked for, or what is wrong with the query."""
    asked = AsOfFilterSet(request.GET, records, request=request)
    if errors := filter_errors(request, asked):
        return ALL_TIME, errors
    day: date | None = asked.form.cleaned_data["as_of"]
    return Period(end=day.isoformat()) if day else ALL_TIME, []
