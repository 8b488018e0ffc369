"""Filters that are typed or picked rather than ticked: the form's second part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from browse.pages.facets import label_of
from common.filters import StrictFilterSet

# What every list of meetings, statements and agreements can be asked about evidence.
EVIDENCE = ("verified", "single_source", "contested", "exact_date")
ONE_VALUE = {"bbox", "most_parties"}


@dataclass
class Field:
    """A text field or a menu of the form."""

    parameter: str
    label: str
    help: str
    values: list[str]
    menu: list[tuple[str, Any]] = field(default_factory=list)

    @property
    def inputs(self) -> list[str]:
        """One text field a value, and an empty one for the next."""
        single = self.parameter in ONE_VALUE
        return self.values[:1] or [""] if single else [*self.values, ""]


def fields_of(
    request: HttpRequest, filterset: StrictFilterSet, names: Iterable[str]
) -> list[Field]:
    """Return the fields of some parameters, as the reader filled them in."""
    return [
        Field(
            parameter=name,
            label=label_of(filterset, name),
            help=str(filterset.filters[name].extra.get("help_text") or ""),
            values=request.GET.getlist(name),
            menu=_menu(filterset, name),
        )
        for name in names
    ]


def in_use(fields: Iterable[Field]) -> bool:
    """Say whether one of the fields is filled in."""
    return any(field.values for field in fields)


def _menu(filterset: StrictFilterSet, name: str) -> list[tuple[str, Any]]:
    choices = getattr(filterset.form.fields[name], "choices", None)
    if choices:
        return [(value, label) for value, label in choices if value]
    return [("true", _("yes")), ("false", _("no"))]
