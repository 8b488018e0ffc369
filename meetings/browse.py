"""From a query string and a reader to a filtered, visible set: for every door."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from common.keyset import Order, SortKey
from meetings.filters import AgreementFilterSet, MeetingFilterSet, StatementFilterSet
from meetings.models import Agreement, Meeting, Statement
from parties.filters import PartyFilterSet
from parties.models import Party

# By date, ties by id; the same for meetings, statements and agreements.
DATE_ORDERS: dict[str, Order] = {
    "-date": (SortKey("sort_date", descending=True), SortKey("pk", descending=True)),
    "date": (SortKey("sort_date"), SortKey("pk")),
}


def browse_meetings(request: HttpRequest, query: Any = None) -> MeetingFilterSet:
    """Return the filter set over the meetings this reader may see.

    Its `qs` is the set (empty when a parameter is refused), its `errors` say why.
    """
    return MeetingFilterSet(
        request.GET if query is None else query,
        Meeting.objects.visible_to(request.user),
        request=request,
    )


def browse_statements(request: HttpRequest, query: Any = None) -> StatementFilterSet:
    """Return the filter set over the statements this reader may see."""
    return StatementFilterSet(
        request.GET if query is None else query,
        Statement.objects.visible_to(request.user),
        request=request,
    )


def browse_agreements(request: HttpRequest, query: Any = None) -> AgreementFilterSet:
    """Return the filter set over the agreements this reader may see."""
    return AgreementFilterSet(
        request.GET if query is None else query,
        Agreement.objects.visible_to(request.user),
        request=request,
    )


def browse_parties(request: HttpRequest, query: Any = None) -> PartyFilterSet:
    """Return the filter set over the parties this reader may see."""
    return PartyFilterSet(
        request.GET if query is None else query,
        Party.objects.visible_to(request.user),
        request=request,
    )
