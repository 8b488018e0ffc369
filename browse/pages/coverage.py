"""How much is on record and how well evidenced: every number is that of a list.

A number is counted by the filter set of the list that proves it, with the query that
the link beside it has; all numbers come from one statement.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import CharField, Count, QuerySet, Value
from django.db.models.functions import ExtractYear
from django.http import QueryDict
from django.urls import NoReverseMatch, reverse

from common.filters import StrictFilterSet
from meetings.filters import AgreementFilterSet, MeetingFilterSet, StatementFilterSet
from meetings.filters.parties import PartyListFilterSet
from meetings.models import Agreement, Meeting, Statement
from parties.models import Party

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

    Reader = User | AnonymousUser

# More years than these have no gaps filled in: a slip of the pen dates a record to 202.
MOST_YEARS = 100
DATED = ("meetings", "statements", "agreements")


@dataclass(frozen=True)
class _List:
    model: Any
    filterset: type[StrictFilterSet]
    url_name: str


LISTS = {
    "meetings": _List(Meeting, MeetingFilterSet, "meeting_list"),
    "statements": _List(Statement, StatementFilterSet, "statement_list"),
    "agreements": _List(Agreement, AgreementFilterSet, "agreement_list"),
    "parties": _List(Party, PartyListFilterSet, "party_list"),
}


@dataclass(frozen=True)
class Number:
    """How many records a list holds, and the address of that list."""

    count: int
    url: str = ""
    of: int = 0

    @property
    def percent(self) -> int:
        """The count as a share of all, in whole percent."""
        return round(100 * self.count / self.of) if self.of else 0


def counts(user: Reader, asked: Iterable[tuple[str, str]]) -> dict[Any, int]:
    """Return the number of records behind each pair of list and query.

    Only what the user may see is counted; all of them in one statement.
    """
    wanted = list(dict.fromkeys(asked))
    parts = [
        _counted(str(place), _filtered(user, name, query))
        for place, (name, query) in enumerate(wanted)
    ]
    found = dict(parts[0].union(*parts[1:], all=True))
    return {pair: found.get(str(place), 0) for place, pair in enumerate(wanted)}


def list_address(name: str, query: str = "") -> str:
    """Return the address of a list with a query, "" where there is no such page."""
    address = page_address(LISTS[name].url_name)
    return f"{address}?{query}" if address and query else address


def page_address(url_name: str, *arguments: str, query: Any = None) -> str:
    """Return the address of a page, "" where there is no such page.

    query: pairs of parameter and value.
    """
    try:
        address = reverse(url_name, args=arguments)
    except NoReverseMatch:
        return ""
    return f"{address}?{urlencode(query)}" if query else address


def _filtered(user: Reader, name: str, query: str) -> QuerySet[Any]:
    visible = LISTS[name].model.objects.visible_to(user)
    return LISTS[name].filterset(QueryDict(query), visible).qs


def _counted(label: str, rows: QuerySet[Any]) -> Any:
    """Return one row of label and count; no row when there is nothing."""
    return (
        rows.order_by()
        .annotate(asked=Value(label, CharField()))
        .values_list("asked")
        .annotate(n=Count("pk"))
    )


# Years ------------------------------------------------------------------------
@dataclass
class YearCount:
    """What is on record for a year; its share of the fullest year."""

    year: int
    numbers: dict[str, Number] = field(default_factory=dict)
    share: int = 0
    thin: bool = False

    @property
    def count(self) -> int:
        """How many meetings."""
        return self.numbers["meetings"].count


def year_counts(user: Reader) -> list[YearCount]:
    """Return the years of the record, newest first, with the count of each list.

    A record counts in every year that its date may touch, as in the filters. A year
    with fewer than half the meetings of the middle year is thin.
    """
    dated = _by_bounds(user)
    known = [year for rows in dated.values() for pair in rows for year in pair if year]
    if not known:
        return []
    years = range(min(known), max(known) + 1)
    shown = years if len(years) <= MOST_YEARS else sorted(set(known))
    found = [YearCount(year, _numbers(dated, year)) for year in reversed(shown)]
    ordered = sorted(row.count for row in found)
    middle, most = ordered[len(ordered) // 2], ordered[-1]
    for row in found:
        row.share = round(100 * row.count / most) if most else 0
        row.thin = row.count * 2 < middle
    return found


def _numbers(dated: dict[str, Counter[Any]], year: int) -> dict[str, Number]:
    query = f"from={year}&to={year}"
    return {
        name: Number(
            sum(
                number
                for (first, last), number in rows.items()
                if (first is None or first <= year) and (last is None or last >= year)
            ),
            list_address(name, query),
        )
        for name, rows in dated.items()
    }


def _by_bounds(user: Reader) -> dict[str, Counter[Any]]:
    """Return the number of records by first and last year, for each dated list."""
    parts = [
        LISTS[name]
        .model.objects.visible_to(user)
        .order_by()
        .annotate(
            asked=Value(name, CharField()),
            first=ExtractYear("date_earliest"),
            last=ExtractYear("date_latest"),
        )
        .values_list("asked", "first", "last")
        .annotate(n=Count("pk"))
        for name in DATED
    ]
    found: dict[str, Counter[Any]] = {name: Counter() for name in DATED}
    for name, first, last, number in parts[0].union(*parts[1:], all=True):
        found[name][first, last] += number
    return found
