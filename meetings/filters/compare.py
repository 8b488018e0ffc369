"""What the page that compares two parties, or two periods of one, can be asked."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.filter_periods import PeriodFilter
from common.filters import StrictFilterSet
from meetings.models import Meeting
from meetings.period import Period
from parties.filters import NamedPartyFilter
from parties.models import Party

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

    def lacking(self) -> dict[str, str]:
        """Say what valid parameters lack together, by parameter.

        Nothing asked at all, and a first party alone, lack nothing: a form is shown.
        """
        given = self.form.cleaned_data
        if not given["a"]:
            asked = given["b"] or given["period_a"] or given["period_b"]
            return {"a": _now("give the first party")} if asked else {}
        if not given["b"] and given["period_a"] and not given["period_b"]:
            return {"period_b": _now("give a second period, or a second party as b")}
        same = given["b"] in (None, given["a"])
        if same and given["period_a"] == given["period_b"]:
            name = "b" if given["b"] else "period_b"
            twice = _now("this is the same party and period twice")
            return {name: twice} if given["b"] or given["period_b"] else {}
        return {}

    def subjects(self) -> tuple[tuple[Party, Period], tuple[Party, Period]]:
        """Return the two that are compared: each a party and a period."""
        given = self.form.cleaned_data
        first, second = (
            Period(*ends) if ends else Period()
            for ends in (given["period_a"], given["period_b"])
        )
        return (given["a"], first), (given["b"] or given["a"], second)
