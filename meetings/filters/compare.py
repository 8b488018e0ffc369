"""What the page that compares two parties, or two periods of one, can be asked."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from common.filter_periods import PeriodFilter
from common.filters import StrictFilterSet
from meetings.models import Meeting
from parties.filters import NamedPartyFilter

PERIOD_HELP = _("A year, month or day, or two with a slash between: 2014/2018.")


class CompareFilterSet(StrictFilterSet):
    """Two parties, or one in two periods; with two parties each may have a period."""

    pass_through = frozenset()

    a = NamedPartyFilter(
        label=_("First party"),
        help_text=_("Slug or name of a party."),
        method="unfiltered",
    )
    period_a = PeriodFilter(label=_("First period"), help_text=PERIOD_HELP)
    b = NamedPartyFilter(
        label=_("Second party"),
        help_text=_("Another party; none compares two periods of the first."),
        method="unfiltered",
    )
    period_b = PeriodFilter(label=_("Second period"), help_text=PERIOD_HELP)

    class Meta:
        model = Meeting
        fields: list[str] = []

    def unfiltered(self, queryset: Any, name: str, value: Any) -> Any:
        """Leave the queryset alone: who asks reads the values."""
        return queryset
