"""The list of meetings with its facets, and the other views of the same set."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from browse.pages.facets import Counts, Facet, chosen, facet_labels
from browse.pages.fields import EVIDENCE, Field, fields_of, in_use
from browse.pages.listing import Listing, complete, listing
from browse.pages.meeting_calendar import CalendarView, calendar_view
from browse.pages.meeting_facets import facet_counts
from browse.pages.meeting_options import meeting_facets
from browse.pages.meeting_table import TableView, table_view
from browse.pages.meeting_timeline import TimelineView, timeline_view
from browse.pages.meeting_views import Switch, kept_inputs, switches
from browse.pages.pair import PairSummary, pair_summary
from browse.pages.rows import (
    Known,
    MeetingRow,
    YearGroup,
    by_year,
    rows_and_book,
    with_report_counts,
)
from browse.pages.workbench import Maps, Months, maps_from, months_of
from common.standing import standing_of
from meetings.analysis.geography import PlaceCounts, place_counts
from meetings.filters.workbench import WorkbenchFilterSet
from meetings.people import PartyBook
from meetings.selection import MEETING_ORDERS, browse_workbench
from meetings.sets import MeetingSets
from parties.models import Party

# Parameters that are typed or picked rather than ticked, in the form's second part.
LIMITS = ("most_parties",)
TYPED = ("party_any", "party_none", "convener", "on_behalf_of", "bbox")
PICKED = (
    *("direct", "attended", *EVIDENCE),
    *("has_place", "date_match", "ordering"),
)
WITH_ROWS = ("list", "table")
WITH_MAPS = ("list", "map")


@dataclass
class MeetingListPage:
    """Everything that the list of meetings lays out, in whichever view."""

    listing: Listing
    view: str
    switches: list[Switch]
    kept: list[tuple[str, str]]
    facets: list[Facet]
    limits: list[Field]
    typed: list[Field]
    picked: list[Field]
    groups: list[YearGroup] = field(default_factory=list)
    months: Months | None = None
    maps: Maps | None = None
    table: TableView | None = None
    timeline: TimelineView | None = None
    calendar: CalendarView | None = None
    pair: PairSummary | None = None

    @property
    def uses_more(self) -> bool:
        """Say whether one of the form's second part is in use."""
        return in_use([*self.limits, *self.typed, *self.picked])

    @property
    def pages(self) -> bool:
        """Say whether the view shows the meetings page by page."""
        return self.view in WITH_ROWS


def meeting_list_page(request: HttpRequest) -> MeetingListPage:
    """Filter, count, page and lay out the meetings this reader may see."""
    filterset = browse_workbench(request)
    page = listing(request, filterset, MEETING_ORDERS, with_report_counts)
    view = "list" if page.errors else filterset.form.cleaned_data["view"] or "list"
    sets = MeetingSets(standing_of(request))
    counts = {} if page.errors else facet_counts(filterset, sets)
    asked = chosen(filterset, "party")
    shown = page.results if view in WITH_ROWS else []
    known = Known.of(sets.standing, request.user)
    rows = rows_and_book(shown, request.user, asked, known=known)[0]
    mapped = not page.errors and view in WITH_MAPS
    geography = place_counts(filterset.qs, sets) if mapped else PlaceCounts()
    facets = meeting_facets(request, filterset, counts, known, sets.standing)
    complete(
        request,
        page,
        facet_labels(facets),
        total=counts.get("total", {}).get("", 0),
        all_count=counts.get("all", {}).get("", 0),
    )
    found = MeetingListPage(
        listing=page,
        view=view,
        switches=switches(request, view),
        kept=kept_inputs(request, view),
        facets=facets,
        limits=fields_of(request, filterset, LIMITS),
        typed=fields_of(request, filterset, TYPED),
        picked=fields_of(request, filterset, PICKED),
    )
    if mapped:
        found.maps = maps_from(geography, known.places, request.GET)
    if not page.errors:
        found.pair = _pair(asked, known, request.user)
        found.months = _months(request, found, filterset, sets)
        _show(found, request, filterset, counts, rows, known.book)
    return found


def _months(
    request: HttpRequest,
    found: MeetingListPage,
    filterset: WorkbenchFilterSet,
    sets: MeetingSets,
) -> Months | None:
    narrowed = filterset.qs if found.listing.tokens else None
    return months_of(filterset.queryset, narrowed, request.GET, sets=sets)


def _show(
    found: MeetingListPage,
    request: HttpRequest,
    filterset: WorkbenchFilterSet,
    counts: Counts,
    rows: list[MeetingRow],
    book: PartyBook,
) -> None:
    """Fill in whatever the view draws."""
    if found.view == "list":
        by_title = "title" in filterset.form.cleaned_data["ordering"]
        found.groups = [YearGroup(0, rows)] if by_title else by_year(rows)
    elif not found.listing.total:
        return
    elif found.view == "table":
        found.table = table_view(request, filterset, rows)
    elif found.view == "timeline":
        found.timeline = timeline_view(request, filterset, counts, book)
    elif found.view == "calendar":
        found.calendar = calendar_view(request, filterset)


def _pair(asked: list[Party], known: Known, user: Any) -> PairSummary | None:
    """What is on record of the two parties asked for; None unless they are two."""
    named = [party for one in asked if (party := known.book.party(one.pk))]
    if len(named) != 2:
        return None
    return pair_summary((named[0], named[1]), user, places=known.places)
