"""The views of the same meetings, and the addresses that lead from one to another."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from browse.pages.listing import without
from common.keyset import PAGING_KEYS
from meetings.filters.workbench import VIEWS, WorkbenchFilterSet

PAGE_ONLY = WorkbenchFilterSet.page_only
# Filters that links set and no field of the form shows.
BY_LINKS = ("counted_in",)
# What a view keeps while the filters change; the others have nothing to keep.
KEPT = {
    "table": ("view", "column"),
    "timeline": ("view", "lanes"),
    "calendar": ("view",),
    "map": ("view",),
}


@dataclass(frozen=True)
class Switch:
    """A link to a view; `stays` where it replaces the present one in place."""

    name: str
    label: str
    url: str
    current: bool = False
    stays: bool = True


def switches(request: HttpRequest, view: str) -> list[Switch]:
    """Return a link to every view of the same meetings."""
    asked = without(request.GET, *PAGE_ONLY, *PAGING_KEYS)
    found = [
        Switch(
            value,
            str(label),
            address(
                request.path, changed(asked, view=value if value != "list" else "")
            ),
            value == view,
        )
        for value, label in VIEWS
    ]
    network = reverse("network")
    matrix = address(network, changed(asked, view="matrix"))
    return [
        *found,
        Switch("network", _("Network"), address(network, asked), stays=False),
        Switch("matrix", _("Matrix"), matrix, stays=False),
    ]


def kept_inputs(request: HttpRequest, view: str) -> list[tuple[str, str]]:
    """Return what the form sends along, so that the view outlives a change."""
    names = (*BY_LINKS, *KEPT.get(view, ()))
    return [(name, value) for name in names for value in request.GET.getlist(name)]


def bare(query: QueryDict, *names: str) -> QueryDict:
    """Return a query without its view and some more: that of a list."""
    return without(query, *PAGE_ONLY, *PAGING_KEYS, *names)


def changed(query: QueryDict, **values: str) -> QueryDict:
    """Return a copy of a query with other values; an empty one goes."""
    kept = query.copy()
    for name, value in values.items():
        kept.pop(name, None)
        if value:
            kept[name] = value
    return kept


def address(path: str, query: QueryDict) -> str:
    """Return an address with its query, if it has one."""
    encoded = query.urlencode()
    return f"{path}?{encoded}" if encoded else path
