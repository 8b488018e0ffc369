"""What part of a process's chain is asked for."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from common.filters import ChoiceFilter, IntegerFilter, StrictFilterSet
from meetings.models import Process


class ChainFilterSet(StrictFilterSet):
    """The steps of a chain by sort and year."""

    pass_through = frozenset()

    steps = ChoiceFilter(
        choices=[("agreements", _("agreements and their meetings"))],
        label=_("Steps"),
        help_text=_("agreements: only these and the meetings where they were agreed."),
        method="unfiltered",
    )
    year = IntegerFilter(
        min_value=1900,
        max_value=2200,
        label=_("Year"),
        help_text=_("Only the steps of one year, for instance 2020."),
        method="unfiltered",
    )

    class Meta:
        model = Process
        fields: list[str] = []

    def unfiltered(self, queryset: Any, name: str, value: Any) -> Any:
        """Leave the queryset alone: the page reads the parameters."""
        return queryset
