"""Facets of filtered lists: the values of a parameter, each with its count.

A count is what the list would hold with that value: over the selection without the
facet's own parameter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet

from common.filters import StrictFilterSet
from editorial.countries import country_name

OPEN_BY_ITSELF = 7
UNCOUNTED = -1
ALWAYS_OPEN = {"party", "speaker", "side", "track", "stance", "action", "kind"}


@dataclass
class Option:
    """One value of a facet; `lang` where the label may not be in the page's language."""

    value: str
    label: Any
    count: int
    checked: bool
    side: str = ""
    lang: str = ""


@dataclass
class Facet:
    """A group of values of one parameter.

    more_url: the page with all of them, where this one holds the first only; whole: the
    reader asked for that page.
    """

    parameter: str
    label: str
    options: list[Option] = field(default_factory=list)
    more_url: str = ""
    whole: bool = False

    @property
    def first(self) -> list[Option]:
        """The values that stand open: the first, and every chosen one."""
        return self._split()[0]

    @property
    def rest(self) -> list[Option]:
        """The values behind "more"."""
        return self._split()[1]

    @property
    def is_open(self) -> bool:
        """Say whether the group is unfolded at first."""
        return (
            self.whole
            or self.parameter in ALWAYS_OPEN
            or any(option.checked for option in self.options)
        )

    def _split(self) -> tuple[list[Option], list[Option]]:
        shown = [
            option
            for place, option in enumerate(self.options)
            if place < OPEN_BY_ITSELF or option.checked
        ]
        rest = [option for option in self.options if option not in shown]
        # One value takes no more room than the words that would hide it.
        return (self.options, []) if len(rest) == 1 else (shown, rest)


Counts = dict[str, dict[str, int]]


def rest_of(filterset: StrictFilterSet, name: str) -> QuerySet[Any]:
    """Return the selection without one parameter, from the values already read."""
    found: QuerySet[Any] = filterset.qs
    return asked_as(filterset, name, []) if filterset.form.cleaned_data[name] else found


def asked_as(filterset: StrictFilterSet, name: str, value: Any) -> QuerySet[Any]:
    """Return the selection as if a parameter had another value, the others as read."""
    asked = filterset.form.cleaned_data
    given = asked[name]
    asked[name] = value
    try:
        return filterset.filter_queryset(filterset.queryset.all())
    finally:
        asked[name] = given


def counts_of(filterset: StrictFilterSet, columns: dict[str, str]) -> Counts:
    """Return the count of every value of facets whose value stands in a column.

    columns: the model's look-up path by parameter; records count once a value.
    Empty where the filter is refused.
    """
    if filterset.errors:
        return {}
    model = filterset.queryset.model
    found: Counts = {}
    for name, path in columns.items():
        chosen_ones = rest_of(filterset, name).order_by().values("pk")
        counted = (
            model._default_manager.filter(pk__in=chosen_ones)
            .order_by()
            .values_list(path)
            .annotate(n=Count("pk", distinct=True))
        )
        found[name] = {str(value): count for value, count in counted if value}
    return found


def chosen(filterset: StrictFilterSet, name: str) -> list[Any]:
    """Return the values or records of a parameter that are asked for."""
    if filterset.errors:
        return []
    return list(filterset.form.cleaned_data.get(name) or [])


def facet_labels(facets: Iterable[Facet]) -> dict[tuple[str, str], str]:
    """Return the words of every value of facets by parameter and value."""
    return {
        (facet.parameter, option.value): str(option.label)
        for facet in facets
        for option in facet.options
    }


def choice_facet(
    filterset: StrictFilterSet, name: str, choices: Any, counts: Counts
) -> Facet:
    """Return a facet of a closed list; values that would find nothing stay, with 0.

    choices: pairs of value and label. Without counts of the facet no number is shown.
    """
    counted, asked = counts.get(name, {}), chosen(filterset, name)
    missing = 0 if name in counts else UNCOUNTED
    options = [
        Option(
            value,
            label,
            counted.get(value, missing),
            value in asked,
            side=value if name == "side" else "",
        )
        for value, label in choices
    ]
    return Facet(name, label_of(filterset, name), options)


def record_facet(
    filterset: StrictFilterSet, name: str, options: Iterable[Option]
) -> Facet:
    """Return a facet of records, most first, the chosen ones on top."""
    ordered = sorted(options, key=lambda option: (not option.checked, -option.count))
    return Facet(name, label_of(filterset, name), ordered)


def label_of(filterset: StrictFilterSet, name: str) -> str:
    """Return a parameter's label."""
    return str(filterset.filters[name].label)


def country_facet(filterset: StrictFilterSet, counts: Counts) -> Facet:
    """Return the facet of countries that occur in the selection, or are asked for."""
    asked, counted = chosen(filterset, "country"), counts.get("country", {})
    return record_facet(
        filterset,
        "country",
        [
            Option(code, country_name(code), counted.get(code, 0), code in asked)
            for code in {**counted, **dict.fromkeys(asked)}
            if code
        ],
    )
