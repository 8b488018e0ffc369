"""Every list that can be had as files: how it is filtered, loaded, ordered, laid out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Prefetch, Subquery
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from browse.exports import columns as layout
from browse.exports.cells import Point, meeting_points, place_points
from browse.exports.told import (
    Glossary,
    Told,
    tell_agreement,
    tell_meeting,
    tell_report,
    tell_statement,
)
from common.export import Column, Columns
from common.filters import StrictFilterSet
from common.keyset import Order, SortKey
from common.records import api_address, page_address
from meetings import selection
from meetings.api.agreements import CommitmentResource, agreement_records
from meetings.api.meetings import meeting_records
from meetings.api.outcomes import statement_records
from meetings.api.parties import party_counts
from meetings.api.places import place_records
from meetings.api.reference import process_records, topic_records
from meetings.filters.parties import PARTY_LIST_ORDERS
from meetings.filters.places import PLACE_ORDERS
from meetings.filters.reference import COMMITMENT_ORDERS, NAME_ORDERS
from meetings.language import with_reader_names
from parties.api import party_records
from parties.models import Party
from sources.api import OutletResource, ReportResource
from sources.filters import OUTLET_ORDERS, REPORT_ORDERS
from sources.models import Report

TABLES = ("csv", "json", "ndjson")
# Newest change first: what a feed reader asks for.
BY_CHANGE: Order = (
    SortKey("changed_at", descending=True),
    SortKey("pk", descending=True),
)


@dataclass(frozen=True)
class ExportedList:
    """A list that can be had as files.

    record_type: its name in the API; label: as the site names it. points: where a
    row lies, for maps. tell: a row in words, for feeds and, if it happens on a date,
    for calendars. feed_order: newest first.
    """

    record_type: str
    label: str | Promise
    browse: Callable[[HttpRequest], StrictFilterSet]
    load: Callable[[Any], Any]
    orders: Mapping[str, Order]
    fields: Columns
    points: Callable[[Any], list[Point]] | None = None
    tell: Callable[[Any, Glossary], Told] | None = None
    is_dated: bool = False
    feed_order: Order = BY_CHANGE

    @property
    def formats(self) -> Sequence[str]:
        """The extensions under which the list can be had."""
        more = {
            "geojson": self.points is not None,
            "ics": self.is_dated,
            "atom": self.tell is not None,
        }
        return [*TABLES, *(name for name, has in more.items() if has)]

    def columns(self, root: str) -> Columns:
        """The columns of the files, addresses included; root: scheme and host."""
        return [
            *self.fields,
            Column("url", lambda row: self.page_of(row, root)),
            Column("api_url", lambda row: self.api_url_of(row, root)),
        ]

    def slug_of(self, row: Any) -> str:
        """The name of a row in addresses; a commitment has its number."""
        return str(getattr(row, "slug", row.pk))

    def page_of(self, row: Any, root: str) -> str | None:
        """The address of a row's English page; a commitment's is its agreement's."""
        if self.record_type == "commitment":
            return page_address(root, "agreement", row.agreement.slug)
        return page_address(root, self.record_type, row.slug)

    def api_url_of(self, row: Any, root: str) -> str:
        """The address of a row in the API."""
        return api_address(root, self.record_type, self.slug_of(row))


def _named_parties(user: Any) -> Any:
    return with_reader_names(Party.objects.visible_to(user))


def _meetings(user: Any) -> Any:
    return meeting_records(user).prefetch_related(
        Prefetch("participations__party", queryset=_named_parties(user))
    )


def _parties(user: Any) -> Any:
    return party_records(user).annotate(**party_counts(user))


def _statements(user: Any) -> Any:
    parties = _named_parties(user)
    return statement_records(user).prefetch_related(
        Prefetch("speaker", queryset=parties),
        Prefetch("on_behalf_of", queryset=parties),
    )


def _agreements(user: Any) -> Any:
    return agreement_records(user).prefetch_related(
        Prefetch("signatures__party", queryset=_named_parties(user))
    )


def _reports(user: Any) -> Any:
    """Reports with the time of their last change, which their history keeps."""
    events = Report.pgh_event_model.objects.filter(pgh_obj=OuterRef("pk"))  # type: ignore[attr-defined]  # set by the tracker
    latest = events.order_by("-pgh_id").values("pgh_created_at")[:1]
    return ReportResource().records(user).annotate(changed_at=Subquery(latest))


LISTS = {
    "meetings": ExportedList(
        "meeting",
        _("Meetings"),
        selection.browse_meetings,
        _meetings,
        selection.MEETING_ORDERS,
        layout.MEETING_COLUMNS,
        points=meeting_points,
        tell=tell_meeting,
        is_dated=True,
    ),
    "parties": ExportedList(
        "party",
        _("Parties"),
        selection.browse_parties,
        _parties,
        PARTY_LIST_ORDERS,
        layout.PARTY_COLUMNS,
    ),
    "statements": ExportedList(
        "statement",
        _("Statements"),
        selection.browse_statements,
        _statements,
        selection.DATE_ORDERS,
        layout.STATEMENT_COLUMNS,
        tell=tell_statement,
        is_dated=True,
    ),
    "agreements": ExportedList(
        "agreement",
        _("Agreements"),
        selection.browse_agreements,
        _agreements,
        selection.DATE_ORDERS,
        layout.AGREEMENT_COLUMNS,
        tell=tell_agreement,
        is_dated=True,
    ),
    "commitments": ExportedList(
        "commitment",
        _("Commitments"),
        selection.browse_commitments,
        CommitmentResource().records,
        COMMITMENT_ORDERS,
        layout.COMMITMENT_COLUMNS,
    ),
    "processes": ExportedList(
        "process",
        _("Processes"),
        selection.browse_processes,
        process_records,
        NAME_ORDERS,
        layout.PROCESS_COLUMNS,
    ),
    "topics": ExportedList(
        "topic",
        _("Topics"),
        selection.browse_topics,
        topic_records,
        NAME_ORDERS,
        layout.TOPIC_COLUMNS,
    ),
    "places": ExportedList(
        "place",
        _("Places"),
        selection.browse_places,
        place_records,
        PLACE_ORDERS,
        layout.PLACE_COLUMNS,
        points=place_points,
    ),
    "sources": ExportedList(
        "outlet",
        _("Outlets"),
        selection.browse_outlets,
        OutletResource().records,
        OUTLET_ORDERS,
        layout.OUTLET_COLUMNS,
    ),
    "reports": ExportedList(
        "report",
        _("Reports"),
        selection.browse_reports,
        _reports,
        REPORT_ORDERS,
        layout.REPORT_COLUMNS,
        tell=tell_report,
        feed_order=(SortKey("pk", descending=True),),
    ),
}
