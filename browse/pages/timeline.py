"""The processes side by side over time, of the same set as the list of meetings."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, QueryDict
from django.urls import reverse

from browse.charts.lanes import Lane, LaneDrawing, Month, Text, draw_lanes
from browse.pages.facets import facet_labels
from browse.pages.fields import Field, fields_of
from browse.pages.listing import Listing, complete, filter_errors, without
from browse.pages.meeting_views import changed
from common.keyset import PAGING_KEYS
from meetings.analysis.tracks import Course, courses, signed_by_both_sides
from meetings.language import (
    direction_of,
    localized_name,
    localized_title,
    reader_language,
    with_reader_names,
)
from meetings.models import Participation, Process
from meetings.selection import browse_agreements, browse_meetings
from parties.models import Party

PERIOD = ("from", "to")
# What agreements can be asked in the same words as meetings.
SHARED = (*PERIOD, "date_match", "party")
OWN = (*PERIOD, "track", "party")
ON_A_PHONE = 390
PARTIES = 60


@dataclass(frozen=True)
class LaneLine:
    """A lane in the table: the process, its period, and what lies on it."""

    process: Process
    begin: datetime.date
    end: datetime.date
    meetings: int
    meetings_url: str
    agreements: list[Any]


@dataclass
class TimelinePage:
    """Everything that the timeline lays out."""

    listing: Listing
    fields: list[Field]
    parties: list[tuple[str, str]]
    party: list[str]
    query: str
    kept: list[tuple[str, list[str]]]
    wide: LaneDrawing | None = None
    narrow: LaneDrawing | None = None
    lines: list[LaneLine] = field(default_factory=list)
    meetings: int = 0
    agreements: int = 0

    @property
    def outside(self) -> int:
        """The meetings of the set that belong to no process."""
        return self.listing.total - self.meetings


def timeline_page(request: HttpRequest) -> TimelinePage:
    """Filter meetings and lay them out by process and month."""
    filterset = browse_meetings(request)
    page = Listing(filterset, request.path, [], filter_errors(request, filterset))
    complete(request, page, facet_labels([]))
    found = TimelinePage(
        listing=page,
        fields=fields_of(request, filterset, ("track",)),
        parties=_parties(request),
        party=request.GET.getlist("party"),
        query=without(request.GET, *PERIOD, *PAGING_KEYS).urlencode(),
        kept=list(without(request.GET, *OWN, *PAGING_KEYS).lists()),
    )
    if not page.errors:
        _fill(found, request, filterset.qs)
    return found


def _fill(found: TimelinePage, request: HttpRequest, meetings: Any) -> None:
    on_course = courses(meetings, _agreements(request, meetings))
    processes = with_reader_names(Process.objects.visible_to(request.user))
    lines = [
        _line(process, on_course[process.pk], request.GET)
        for process in processes.filter(pk__in=on_course)
        if on_course[process.pk].days
    ]
    found.lines = sorted(lines, key=lambda line: (line.begin, line.process.name))
    if not lines:
        return
    shown = [on_course[line.process.pk] for line in lines]
    found.meetings = len({pk for course in shown for pk in course.meetings})
    found.agreements = sum(len(course.agreements) for course in shown)
    known = signed_by_both_sides(request.user)
    days = [day for course in shown for day in course.days]
    years = min(days).year, max(days).year
    rtl = direction_of(reader_language()) == "rtl"
    lanes = [
        _lane(line, on_course[line.process.pk], known, request.GET)
        for line in found.lines
    ]
    found.wide = draw_lanes(lanes, years=years, rtl=rtl)
    found.narrow = draw_lanes(lanes, years=years, rtl=rtl, grain=3, width=ON_A_PHONE)


def _agreements(request: HttpRequest, meetings: Any) -> Any:
    """The agreements of the same period and parties.

    Where something else is asked too, which agreements do not know, those that were
    agreed at the meetings found.
    """
    rest = without(request.GET, *PAGING_KEYS, "ordering")
    query = QueryDict(mutable=True)
    for name in SHARED:
        if name in rest:
            query.setlist(name, rest.pop(name))
    agreements = browse_agreements(request, query).qs
    if rest:
        agreements = agreements.filter(meeting__in=meetings.order_by().values("pk"))
    return agreements


def _line(process: Process, course: Course, query: QueryDict) -> LaneLine:
    """The bar: the period on record, and no less than what lies on it."""
    begin = [process.start_earliest] if process.start_earliest else []
    end = [process.end_latest] if process.end_latest else []
    return LaneLine(
        process=process,
        begin=min([*begin, *course.days]),
        end=max([*end, *course.days]),
        meetings=len(course.meetings),
        meetings_url=_meetings_url(process, query),
        agreements=course.agreements,
    )


def _meetings_url(process: Process, query: QueryDict, counted_in: str = "") -> str:
    asked = changed(
        without(query, *PAGING_KEYS), process=process.slug, counted_in=counted_in
    )
    return f"{reverse('meeting_list')}?{asked.urlencode()}"


def _lane(line: LaneLine, course: Course, known: set[int], query: QueryDict) -> Lane:
    name, lang = localized_name(line.process)
    return Lane(
        name=name,
        lang=lang,
        url=reverse("process", args=[line.process.slug]),
        begin=line.begin,
        end=line.end,
        months=[
            Month(
                year,
                month,
                count,
                _meetings_url(line.process, query, f"{year}-{month:02}"),
            )
            for (year, month), count in course.months.items()
        ],
        texts=[_text(agreement, known) for agreement in line.agreements],
    )


def _text(agreement: Any, known: Iterable[int]) -> Text:
    title, lang = localized_title(agreement)
    return Text(
        agreement.sort_date,
        title,
        reverse("agreement", args=[agreement.slug]),
        agreement.pk in known,
        lang,
    )


def _parties(request: HttpRequest) -> list[tuple[str, str]]:
    """The parties most often at meetings, and those asked for, by name."""
    often = (
        Participation.objects.visible_to(request.user)
        .filter(party__isnull=False)
        .order_by()
        .values_list("party")
        .annotate(count=Count("meeting", distinct=True))
        .order_by("-count", "party")[:PARTIES]
    )
    visible = Party.objects.visible_to(request.user)
    ids = [pk for pk, _count in often]
    asked = visible.filter(slug__in=request.GET.getlist("party"))
    named = with_reader_names(visible.filter(pk__in=ids) | asked)
    return sorted(
        ((party.slug, localized_name(party)[0]) for party in named),
        key=lambda pair: pair[1],
    )
