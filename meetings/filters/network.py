"""The filters of the network: those of meetings, and how to draw what they find."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from common.filter_periods import DayFilter
from common.filters import BooleanFilter, ChoiceFilter
from meetings.analysis.network import Options
from meetings.filters.meetings import MeetingFilterSet
from meetings.period import Period

VIEWS = [
    ("graph", _("Graph")),
    ("matrix", _("Matrix")),
    ("table", _("Table")),
]
UNITS = [
    ("bodies", _("states and bodies that persons represent")),
    ("parties", _("persons and bodies as they took part")),
]


class OptionFilter(BooleanFilter):
    """true or false about what is drawn; the meetings stay the same."""

    filters_nothing = True

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        """Leave the queryset alone."""
        return qs


class NetworkDataFilterSet(MeetingFilterSet):
    """Meetings, and what of them makes a tie: for files and the API, without views."""

    pass_through: ClassVar[frozenset[str]] = frozenset()

    unit = ChoiceFilter(
        choices=UNITS,
        label=_("Who is joined"),
        help_text=_(
            "bodies (the default): persons count for whom they represent, ministries"
            " for their state; parties: everybody as they took part."
        ),
        filters_nothing=True,
    )
    small = OptionFilter(
        label=_("Small meetings only"),
        help_text=_("true: only meetings of at most six parties."),
    )
    confirmed = OptionFilter(
        label=_("Two independent reports"),
        help_text=_("true: only meetings that two independent outlets report."),
    )

    as_of = DayFilter(
        label=_("As of"),
        help_text=_("A day, for instance 2019-04-04: meetings and sides up to it."),
        method="until_day",
    )

    def until_day(self, queryset: Any, name: str, value: date) -> Any:
        """Keep the meetings up to a day."""
        return Period(end=value.isoformat()).of(queryset)

    def options(self) -> Options:
        """Return what makes a tie, from the values that were given."""
        given = self.form.cleaned_data
        return Options(
            bodies=given["unit"] != "parties",
            small=bool(given["small"]),
            confirmed=bool(given["confirmed"]),
        )


class NetworkFilterSet(NetworkDataFilterSet):
    """The same for the page, which shows it in one of several views."""

    pass_through: ClassVar[frozenset[str]] = frozenset({"cursor"})

    view = ChoiceFilter(
        choices=VIEWS,
        label=_("View"),
        help_text=_("graph (the default), matrix or table."),
        filters_nothing=True,
    )
