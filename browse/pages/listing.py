"""What every filtered list shares: tokens, errors, cursor pages and exports."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from browse.exports.links import export_links
from common.filters import PartialDateFilter, StrictFilterSet, value_label
from common.keyset import (
    PAGING_KEYS,
    Order,
    PagingError,
    paginate,
    query_for,
    read_cursor,
    scope_of,
)
from meetings.language import localized_name, with_reader_names

ROWS_ON_A_PAGE = 30
MOST_REMOVALS = 8


@dataclass(frozen=True)
class Token:
    """One active filter, and the address of the list without it."""

    parameter: str
    name: str
    value: str
    url: str
    query: QueryDict


@dataclass(frozen=True)
class FilterError:
    """A refused parameter, what is wrong with it, and the address without it."""

    parameter: str
    message: str
    url: str


@dataclass
class Listing:
    """One page of a filtered list."""

    filterset: StrictFilterSet
    path: str
    tokens: list[Token]
    errors: list[FilterError]
    results: list[Any] = field(default_factory=list)
    total: int = 0
    all_count: int = 0
    removals: list[dict[str, Any]] = field(default_factory=list)
    next_url: str = ""
    previous_url: str = ""

    @property
    def status(self) -> int:
        """The HTTP status of the page."""
        return 400 if self.errors else 200

    @property
    def exports(self) -> list[dict[str, str]]:
        """The same list as files; none while the filter is refused."""
        return [] if self.errors else export_links(self.path, self._query)

    @property
    def dossier_url(self) -> str:
        """The same meetings in full, on one page; "" where there are none."""
        if self.errors or not self.total or self.path != reverse("meeting_list"):
            return ""
        return f"{reverse('meeting_dossier')}{self._query and '?'}{self._query}"

    @property
    def short_url(self) -> str:
        """Where a lasting short link to this list is made; "" while it is refused."""
        if self.errors:
            return ""
        query = without(self.filterset.data, *PAGING_KEYS).urlencode()
        address = f"{self.path}{query and '?'}{query}"
        return f"{reverse('view_list')}?{urlencode({'address': address})}"

    @property
    def _query(self) -> str:
        """The query of the same records elsewhere: without what only the page knows."""
        dropped = (*self.filterset.page_only, *PAGING_KEYS)
        return str(without(self.filterset.data, *dropped).urlencode())

    @property
    def feed_url(self) -> str:
        """The address of the list as a feed, "" where it has none."""
        return next((one["url"] for one in self.exports if one["format"] == "atom"), "")


def listing(
    request: HttpRequest,
    filterset: StrictFilterSet,
    orders: Mapping[str, Order],
    rows: Callable[[Any], Any] = lambda found: found,
) -> Listing:
    """Filter, count and page a list; a refused parameter leaves it without rows.

    rows: which of the records found have a row of their own.
    """
    page = Listing(
        filterset=filterset,
        path=request.path,
        tokens=[],
        errors=filter_errors(request, filterset),
    )
    if page.errors:
        return page
    order = orders.get(request.GET.get("ordering", ""), next(iter(orders.values())))
    try:
        found = paginate(
            rows(filterset.qs),
            order=order,
            scope=scope_of(request.path, request.GET),
            cursor=read_cursor(request.GET),
            page_size=ROWS_ON_A_PAGE,
        )
    except PagingError as error:
        page.errors = [_error(request, error.field, str(error))]
        return page
    page.results = found.results
    page.next_url = _neighbour(request, found.next)
    page.previous_url = _neighbour(request, found.previous)
    return page


def complete(
    request: HttpRequest,
    page: Listing,
    labels: Mapping[tuple[str, str], str],
    *,
    total: int | None = None,
    all_count: int | None = None,
) -> None:
    """Fill in the counts, the tokens and, for an empty list, what to leave out.

    `labels`: see `tokens`. A count that the page already has saves its query.
    """
    whole = page.filterset
    if all_count is None:
        all_count = whole.queryset.order_by().count()
    page.all_count = all_count
    if page.errors:
        return
    page.tokens = tokens(request, whole, labels)
    page.total = whole.qs.order_by().count() if total is None else total
    if not page.total:
        page.removals = removals(request, page)


def without(query: QueryDict, *names: str) -> QueryDict:
    """Return a copy of a query without some parameters."""
    kept = query.copy()
    for name in names:
        kept.pop(name, None)
    return kept


def tokens(
    request: HttpRequest,
    filterset: StrictFilterSet,
    labels: Mapping[tuple[str, str], str],
) -> list[Token]:
    """Return a token for every value of every active filter.

    `labels` gives the words of a parameter's value where the page has loaded them.
    """
    found = []
    for name, values in without(request.GET, *PAGING_KEYS).lists():
        if getattr(filterset.filters[name], "filters_nothing", False):
            continue
        given = {
            record.slug: record
            for record in _as_list(filterset.form.cleaned_data.get(name))
            if isinstance(record, Model) and hasattr(record, "slug")
        }
        for position, value in enumerate(values):
            others = values[:position] + values[position + 1 :]
            # What is left keeps its place, so that a list has one address.
            rest = without(request.GET, *(() if others else (name,)), *PAGING_KEYS)
            if others:
                rest.setlist(name, others)
            found.append(
                Token(
                    parameter=name,
                    name=str(filterset.filters[name].label or name),
                    value=labels.get((name, value))
                    or _value_words(filterset, name, value, given.get(value)),
                    url=_address(request.path, rest),
                    query=rest,
                )
            )
    return found


def record_labels(filterset: StrictFilterSet) -> dict[tuple[str, str], str]:
    """Name the records that a filter asks for, in the reader's language.

    For pages without facets, which name them otherwise; one query a kind of record.
    """
    asked: dict[type[Any], dict[int, list[tuple[str, str]]]] = {}
    for name, cleaned in filterset.form.cleaned_data.items():
        for record in _as_list(cleaned):
            if isinstance(record, Model) and hasattr(record, "names"):
                named: Any = record
                keys = asked.setdefault(type(record), {}).setdefault(record.pk, [])
                keys.append((name, named.slug))
    return {
        key: localized_name(record)[0]
        for model, by_id in asked.items()
        for record in with_reader_names(model._default_manager.filter(pk__in=by_id))
        for key in by_id[record.pk]
    }


def _as_list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _value_words(filterset: StrictFilterSet, name: str, value: str, record: Any) -> str:
    """Say a filter's value as the reader knows it: a name, a choice, yes or no."""
    if isinstance(record, Model) and hasattr(record, "name"):
        return localized_name(record)[0]
    if isinstance(filterset.filters[name], PartialDateFilter):
        return value_label(filterset, name, value)
    choices = dict(getattr(filterset.form.fields[name], "choices", None) or {})
    if value in choices:
        return str(choices[value])
    return {"true": _("yes"), "false": _("no")}.get(value, value)


def filter_errors(
    request: HttpRequest, filterset: StrictFilterSet
) -> list[FilterError]:
    """Return what is refused, each with the address without it."""
    if filterset.is_valid():
        return []
    return [
        _error(request, name, " ".join(str(message) for message in messages))
        for name, messages in filterset.errors.items()
    ]


def _error(request: HttpRequest, name: str, message: str) -> FilterError:
    # The notice names the parameter itself; the message repeats it for the API.
    words = message.removeprefix(f"{name}: ")
    return FilterError(name, words, _address(request.path, without(request.GET, name)))


def _neighbour(request: HttpRequest, cursor: str | None) -> str:
    return f"?{query_for(request.GET, cursor)}" if cursor else ""


def _address(path: str, query: QueryDict) -> str:
    encoded = query.urlencode()
    return f"{path}?{encoded}" if encoded else path


def removals(request: HttpRequest, page: Listing) -> list[dict[str, Any]]:
    """For an empty list: each filter with the number of results without it."""
    whole = page.filterset
    found = []
    for token in page.tokens[:MOST_REMOVALS]:
        query = without(token.query, "ordering")
        rest = type(whole)(query, whole.queryset, request=request)
        if rest.is_valid():
            found.append(
                {
                    "name": token.name,
                    "value": token.value,
                    "url": token.url,
                    "count": rest.qs.order_by().count(),
                }
            )
    return found
