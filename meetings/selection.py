"""From a query string and a reader to a filtered, visible set: for every door."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest

from common.filters import StrictFilterSet
from common.keyset import Order, SortKey
from meetings.filters import AgreementFilterSet, MeetingFilterSet, StatementFilterSet
from meetings.filters.network import NetworkFilterSet
from meetings.filters.outcomes import SignatoryFilterSet
from meetings.filters.parties import PartyListFilterSet
from meetings.filters.places import PlaceFilterSet
from meetings.filters.reference import (
    CommitmentFilterSet,
    ProcessFilterSet,
    TopicFilterSet,
)
from meetings.filters.workbench import WorkbenchFilterSet
from meetings.models import (
    Agreement,
    Commitment,
    Meeting,
    Place,
    Process,
    Statement,
    Topic,
)
from parties.models import Party
from sources.filters import OutletFilterSet, ReportFilterSet
from sources.models import Outlet, Report

Asked = TypeVar("Asked", bound=StrictFilterSet)

# By date, ties by id; the same for meetings, statements and agreements.
DATE_ORDERS: dict[str, Order] = {
    "-date": (SortKey("sort_date", descending=True), SortKey("pk", descending=True)),
    "date": (SortKey("sort_date"), SortKey("pk")),
}
MEETING_ORDERS: dict[str, Order] = {
    **DATE_ORDERS,
    "title": (SortKey("title"), SortKey("pk")),
    "-title": (SortKey("title", descending=True), SortKey("pk", descending=True)),
}


def _asked(
    kind: type[Asked], records: QuerySet[Any], request: HttpRequest, query: Any
) -> Asked:
    """Return a filter set over records, for another query than the request's or not."""
    return kind(request.GET if query is None else query, records, request=request)


def browse_meetings(request: HttpRequest, query: Any = None) -> MeetingFilterSet:
    """Return the filter set over the meetings this reader may see.

    Its `qs` is the set (empty when a parameter is refused), its `errors` say why.
    """
    return _asked(
        MeetingFilterSet, Meeting.objects.visible_to(request.user), request, query
    )


def browse_workbench(request: HttpRequest, query: Any = None) -> WorkbenchFilterSet:
    """Return the filter set of the page of meetings: the same, and how to show them."""
    return _asked(
        WorkbenchFilterSet, Meeting.objects.visible_to(request.user), request, query
    )


def browse_statements(request: HttpRequest, query: Any = None) -> StatementFilterSet:
    """Return the filter set over the statements this reader may see."""
    return _asked(
        StatementFilterSet, Statement.objects.visible_to(request.user), request, query
    )


def browse_agreements(request: HttpRequest, query: Any = None) -> AgreementFilterSet:
    """Return the filter set over the agreements this reader may see."""
    return _asked(
        AgreementFilterSet, Agreement.objects.visible_to(request.user), request, query
    )


def browse_signatories(request: HttpRequest, query: Any = None) -> SignatoryFilterSet:
    """Return the filter set over the agreements counted for their signatories."""
    return _asked(
        SignatoryFilterSet, Agreement.objects.visible_to(request.user), request, query
    )


def browse_parties(request: HttpRequest, query: Any = None) -> PartyListFilterSet:
    """Return the filter set over the parties this reader may see."""
    return _asked(
        PartyListFilterSet, Party.objects.visible_to(request.user), request, query
    )


def browse_commitments(request: HttpRequest, query: Any = None) -> CommitmentFilterSet:
    """Return the filter set over the commitments this reader may see."""
    return _asked(
        CommitmentFilterSet, Commitment.objects.visible_to(request.user), request, query
    )


def browse_processes(request: HttpRequest, query: Any = None) -> ProcessFilterSet:
    """Return the filter set over the processes this reader may see."""
    return _asked(
        ProcessFilterSet, Process.objects.visible_to(request.user), request, query
    )


def browse_places(request: HttpRequest, query: Any = None) -> PlaceFilterSet:
    """Return the filter set over the places, which are public."""
    return _asked(PlaceFilterSet, Place.objects.all(), request, query)


def browse_topics(request: HttpRequest, query: Any = None) -> TopicFilterSet:
    """Return the filter set over the topics, which are public."""
    return _asked(TopicFilterSet, Topic.objects.all(), request, query)


def browse_outlets(request: HttpRequest, query: Any = None) -> OutletFilterSet:
    """Return the filter set over the outlets, which are public."""
    return _asked(OutletFilterSet, Outlet.objects.all(), request, query)


def browse_reports(request: HttpRequest, query: Any = None) -> ReportFilterSet:
    """Return the filter set over the reports, which are public but for their text."""
    return _asked(ReportFilterSet, Report.objects.defer("text"), request, query)


def browse_network(request: HttpRequest, query: Any = None) -> NetworkFilterSet:
    """Return the filter set over the meetings of the network this reader may see."""
    return _asked(
        NetworkFilterSet, Meeting.objects.visible_to(request.user), request, query
    )
