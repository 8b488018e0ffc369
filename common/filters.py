"""Strict filters: what a reader asks for is done, or refused by name.

One FilterSet per model serves page, API, feed and export. Nothing is ignored in
silence: an unknown parameter, an empty value, a single-valued parameter given twice
and a value out of its range are errors, each naming the parameter.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, ClassVar, cast

import django_filters
from django import forms
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from common.edtf import describe
from common.filter_fields import (
    BboxFilter,
    BooleanFilter,
    ChoiceFilter,
    ChoiceMultipleFilter,
    IntegerFilter,
    PartialDateFilter,
    SlugFilter,
    SlugMultipleFilter,
    TextFilter,
)
from common.text import TextError, ascii_digits, clean_text

__all__ = [
    "ActiveFilter",
    "BboxFilter",
    "BooleanFilter",
    "ChoiceFilter",
    "ChoiceMultipleFilter",
    "IntegerFilter",
    "PartialDateFilter",
    "SlugFilter",
    "SlugMultipleFilter",
    "StrictFilterSet",
    "TextFilter",
    "active_filters",
    "clean_querydict",
    "is_tracking_key",
    "value_label",
]

MOST_VALUES = 50
# Each shown value carries the query without it: work grows with the square.
MOST_SHOWN = 100
LONGEST_VALUE = 500
TRACKING_KEYS = frozenset(
    {"_ga", "_gl", "dclid", "fbclid", "gbraid", "gclid", "gclsrc", "igshid"}
    | {"mc_cid", "mc_eid", "msclkid", "ttclid", "twclid", "wbraid", "yclid"}
)


class StrictFilterSet(django_filters.FilterSet):
    """A FilterSet that refuses what it does not understand.

    Takes a QueryDict. When anything is wrong, `is_valid()` is False, `errors` maps
    parameter to messages (unknown parameters too) and `qs` is empty.

    Class attributes: `pass_through` names parameters that others read (paging);
    `longest` sets another length limit for a parameter; `not_narrowing` names filters
    that change how records are shown, not which (no tokens for them); `page_only` those
    of them that files of the same list do not take; `span_field` is a daterange column, which adds `from`, `to` and (with `span_match`) `date_match`.
    """

    pass_through: ClassVar[frozenset[str]] = frozenset({"cursor"})
    longest: ClassVar[Mapping[str, int]] = {"q": 200}
    not_narrowing: ClassVar[frozenset[str]] = frozenset(
        {"ordering", "fields", "include"}
    )
    page_only: ClassVar[frozenset[str]] = frozenset()
    span_field: ClassVar[str] = ""
    span_match: ClassVar[bool] = True

    def __init__(
        self,
        data: MultiValueDict[str, str] | Mapping[str, Any] | None = None,
        queryset: QuerySet[Any] | None = None,
        *,
        request: Any = None,
        prefix: str | None = None,
    ) -> None:
        if data is not None and not isinstance(data, MultiValueDict):
            data = _as_querydict(data)
        super().__init__(data, queryset, request=request, prefix=prefix)

    @classmethod
    def get_filters(cls) -> dict[str, Any]:
        filters: dict[str, Any] = super().get_filters()
        if cls.span_field:
            filters |= _span_filters(cls.span_match)
        return filters

    @property
    def form(self) -> forms.Form:
        """The bound form, its errors completed by those of the parameters."""
        if not hasattr(self, "_form"):
            form = super().form
            if self.is_bound:
                self._complete_errors(form)
        form = self._form
        return cast("forms.Form", form)

    @property
    def qs(self) -> QuerySet[Any]:
        """The filtered records; none at all when a parameter is refused."""
        refused = self.is_bound and self.errors
        return cast("QuerySet[Any]", self.queryset.none() if refused else super().qs)

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return self._within_dates(super().filter_queryset(queryset))

    def takes_many(self, name: str) -> bool:
        """Whether a parameter may be repeated."""
        return bool(getattr(self.filters.get(name), "takes_many", False))

    def _complete_errors(self, form: forms.Form) -> None:
        """Name the parameter in each error and add those that no field sees."""
        found = {
            name: [str(message) for message in messages]
            for name, messages in form.errors.items()
        }
        for name, values in self.data.lists():
            if problem := self._parameter_problem(name, values):
                found[name] = [problem]
        if not found and (problem := self._dates_problem(form.cleaned_data)):
            found["from" if form.cleaned_data.get("from") else "date_match"] = [problem]
        form.errors.clear()
        for name, messages in found.items():
            shown = _shown(name)
            named = [
                message
                if message.startswith(f"{shown}:")
                else _("%(name)s: %(message)s") % {"name": shown, "message": message}
                for message in messages
            ]
            form.errors[name] = form.error_class(named)

    def _parameter_problem(self, name: str, values: list[str]) -> str:
        """What is wrong with a parameter whatever its field says, or ""."""
        if name not in self.filters and name not in self.pass_through:
            return self._unknown(name)
        if not values or not all(value.strip() for value in values):
            return _("the value is empty; give one or leave the parameter out")
        if len(values) > 1 and not self.takes_many(name):
            return _("give this parameter only once")
        most = getattr(self.filters.get(name), "most_values", MOST_VALUES)
        if len(values) > most:
            return _("at most %(most)d values, not %(given)d") % {
                "most": most,
                "given": len(values),
            }
        longest = self.longest.get(name, LONGEST_VALUE)
        if max(map(len, values)) > longest:
            return _("at most %(most)d characters") % {"most": longest}
        try:
            for value in values:
                clean_text(value)
        except TextError as error:
            return str(error)
        return ""

    def _unknown(self, name: str) -> str:
        known = [*self.filters, *sorted(self.pass_through)]
        near = difflib.get_close_matches(name[:100].lower(), known, n=1)
        if near:
            return _("unknown parameter; did you mean %(known)s?") % {"known": near[0]}
        return _("unknown parameter; known are %(known)s") % {"known": ", ".join(known)}

    def _dates_problem(self, cleaned: Mapping[str, Any]) -> str:
        """What is wrong with from, to and date_match taken together, or ""."""
        if not self.span_field:
            return ""
        first, last = cleaned.get("from"), cleaned.get("to")
        if first and last and first[0] > last[1]:
            return _("%(from)s is later than to: %(to)s; swap them") % {
                "from": self.data["from"],
                "to": self.data["to"],
            }
        if cleaned.get("date_match") and not (first or last):
            return _("give from or to as well")
        return ""

    def _within_dates(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        cleaned = self.form.cleaned_data
        first, last = cleaned.get("from"), cleaned.get("to")
        if not self.span_field or not (first or last):
            return queryset
        asked = DateRange(first and first[0], last and last[1], "[]")
        match = "contained_by" if cleaned.get("date_match") == "within" else "overlap"
        return queryset.filter(**{f"{self.span_field}__{match}": asked})


def _span_filters(with_match: bool) -> dict[str, Any]:
    filters: dict[str, Any] = {
        "from": PartialDateFilter(
            label=gettext_lazy("From"),
            help_text=gettext_lazy(
                "Earliest date: a year, month or day, for instance 2020, 2020-02 or"
                " 2020-02-19."
            ),
        ),
        "to": PartialDateFilter(
            label=gettext_lazy("To"),
            help_text=gettext_lazy(
                "Latest date, the whole year or month included, for instance 2020-02."
            ),
        ),
    }
    if with_match:
        filters["date_match"] = ChoiceFilter(
            choices=[
                ("overlaps", gettext_lazy("overlaps the dates")),
                ("within", gettext_lazy("lies within the dates")),
            ],
            label=gettext_lazy("Dates must"),
            help_text=gettext_lazy(
                "How from and to are meant: overlaps (the default) or within."
            ),
            filters_nothing=True,
        )
    return filters


def _as_querydict(data: Mapping[str, Any]) -> QueryDict:
    """A QueryDict of plain values or lists of values."""
    query = QueryDict(mutable=True)
    for name, value in data.items():
        query.setlist(name, list(value) if isinstance(value, list | tuple) else [value])
    return query


def _shown(name: str) -> str:
    """A parameter's name as it can be repeated in a message."""
    plain = "".join(char if char.isprintable() else "?" for char in name)
    return plain if len(plain) <= 40 else f"{plain[:40]}…"


def is_tracking_key(name: str) -> bool:
    """Whether a parameter of an address only tells where its reader came from."""
    return name in TRACKING_KEYS or name.startswith("utm_")


def clean_querydict(query: QueryDict) -> QueryDict | None:
    """The query without empty values and known tracking keys, for a redirect.

    None when there is nothing to drop. Only pages do this; the API refuses.
    """
    kept = QueryDict(mutable=True)
    for name, values in query.lists():
        full = [value for value in values if value.strip()]
        if full and not is_tracking_key(name):
            kept.setlist(name, full)
    return None if list(kept.lists()) == list(query.lists()) else kept


@dataclass(frozen=True)
class ActiveFilter:
    """One value of one parameter as a page shows it, and the query without it."""

    name: str
    label: str
    value: str
    value_label: str
    remove_query: str


def active_filters(filterset: StrictFilterSet) -> list[ActiveFilter]:
    """Every filter value that is set, valid or not, in the order of the filters.

    Paging and what does not narrow are left out; `remove_query`, a query string
    without "?", keeps the second and drops the first. At most MOST_SHOWN are given.
    """
    data = filterset.data
    names = [name for name in filterset.filters if name in data]
    names += [
        name
        for name in data
        if name not in names and name not in filterset.pass_through
    ]
    pairs = (
        (name, value)
        for name in names
        if name not in filterset.not_narrowing
        for value in dict.fromkeys(data.getlist(name))
    )
    return [
        ActiveFilter(
            name=name,
            label=_label(filterset, name),
            value=value,
            value_label=value_label(filterset, name, value),
            remove_query=_without(filterset, name, value),
        )
        for name, value in islice(pairs, MOST_SHOWN)
    ]


def _label(filterset: StrictFilterSet, name: str) -> str:
    known = filterset.filters.get(name)
    return str(known.label) if known is not None and known.label else _shown(name)


def value_label(filterset: StrictFilterSet, name: str, value: str) -> str:
    """Say one value of a parameter in words; a refused one as it was written."""
    known = filterset.filters.get(name)
    cleaned = getattr(filterset.form, "cleaned_data", {}).get(name)
    if known is None or cleaned in (None, "", []):
        return _shown(value)
    if isinstance(known, SlugFilter):
        records = cleaned if isinstance(cleaned, list) else [cleaned]
        labels = {getattr(record, known.slug_field): record for record in records}
        return str(labels.get(value, value))
    if isinstance(known, ChoiceFilter | ChoiceMultipleFilter):
        return str(dict(known.field.choices).get(value, value))
    if isinstance(known, BooleanFilter):
        return _("yes") if cleaned else _("no")
    if isinstance(known, PartialDateFilter):
        return describe(ascii_digits(value.strip()), get_language() or "en")
    return _shown(value)


def _without(filterset: StrictFilterSet, name: str, value: str) -> str:
    query = QueryDict(mutable=True)
    for other, values in filterset.data.lists():
        kept = [item for item in values if (other, item) != (name, value)]
        if kept and other not in filterset.pass_through:
            query.setlist(other, kept)
    return query.urlencode()
