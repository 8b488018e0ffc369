"""The filters of the page of meetings: those of meetings, and how to show them."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.filters import ChoiceFilter, ChoiceMultipleFilter, TextFilter
from common.text import ascii_digits
from meetings.filters.meetings import MeetingFilterSet

VIEWS = [
    ("list", _("List")),
    ("table", _("Table")),
    ("timeline", _("Timeline")),
    ("calendar", _("Calendar")),
    ("map", _("Map")),
]
LANES = [
    ("track", _("tracks")),
    ("party", _("parties")),
    ("process", _("processes")),
]
COLUMNS = [
    ("date", _("Date")),
    ("title", _("Meeting")),
    ("place", _("Place")),
    ("country", _("Country")),
    ("format", _("Format")),
    ("track", _("Track")),
    ("level", _("Level")),
    ("status", _("Took place")),
    ("sides", _("Sides")),
    ("parties", _("Parties")),
    ("process", _("Process")),
    ("reports", _("Reports")),
]
# Facets with so many values that the page shows the first ones until it is asked.
LONG_FACETS = (
    *("party", "place", "country", "process", "topic", "outlet"),
    "outlet_language",
)
_MONTH = re.compile(r"(1[89]|2[01])\d\d-(0[1-9]|1[0-2])", re.ASCII)


class _MonthField(forms.CharField):
    def clean(self, value: Any) -> str:
        text = ascii_digits(super().clean(value).strip())
        if text and not _MONTH.fullmatch(text):
            raise ValidationError(_now("write a month such as 2020-02"))
        return text


class MonthFilter(TextFilter):
    """The month that is shown; the meetings stay the same."""

    field_class = _MonthField
    filters_nothing = True

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        """Leave the queryset alone."""
        return qs


class ShownFilter(ChoiceMultipleFilter):
    """Parts of the page that are shown; the meetings stay the same."""

    filters_nothing = True

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        """Leave the queryset alone."""
        return qs


class WorkbenchFilterSet(MeetingFilterSet):
    """Meetings, and in which view they are shown; files and API know no views."""

    page_only: ClassVar[frozenset[str]] = frozenset(
        {"view", "lanes", "month", "column", "more"}
    )

    view = ChoiceFilter(
        choices=VIEWS,
        label=_("View"),
        help_text=_("list (the default), table, timeline, calendar or map."),
        filters_nothing=True,
    )
    lanes = ChoiceFilter(
        choices=LANES,
        label=_("Lanes"),
        help_text=_("Of the timeline: track (the default), party or process."),
        filters_nothing=True,
    )
    month = MonthFilter(
        label=_("Month"),
        help_text=_("Of the calendar, for instance 2020-02."),
    )
    column = ShownFilter(
        choices=COLUMNS,
        label=_("Column"),
        help_text=_("Of the table; repeat for several."),
    )
    more = ShownFilter(
        choices=[(name, name) for name in LONG_FACETS],
        label=_("All values"),
        help_text=_("Of a long facet; repeat for several."),
    )
