"""The charts of the list of meetings and of the network, as files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from browse.charts.maps import DotMap
from browse.exports.about import LICENCE_LINK
from browse.exports.drawings import drawing_file, outlines
from browse.pages.listing import without
from browse.pages.network import network_page
from browse.pages.rows import places_by_id
from browse.pages.workbench import maps_of, months_of
from common.errors import api_error, error_body
from common.export import Column, write_csv
from common.filters import StrictFilterSet, clean_querydict
from common.http import only_read
from meetings.analysis.activity import monthly_counts
from meetings.analysis.geography import place_counts
from meetings.models import Meeting
from meetings.selection import browse_meetings, browse_network

MONTH_COLUMNS = [
    Column("year", lambda row: row.year),
    Column("month", lambda row: row.month),
    Column("meetings", lambda row: row.chosen),
    Column("all_meetings", lambda row: row.all),
]
PLACE_COLUMNS = [
    Column("place", lambda row: row[0].slug if row[0] else ""),
    Column("name", lambda row: row[0].name if row[0] else ""),
    Column("country", lambda row: row[0].country if row[0] else ""),
    Column("lat", lambda row: row[0].lat if row[0] else None),
    Column("lon", lambda row: row[0].lon if row[0] else None),
    Column("meetings", lambda row: row[1]),
    Column("note", lambda row: row[2]),
]
NO_PLACE = {"calls": "call", "unplaced": "place not reported"}


def _asked(
    request: HttpRequest,
    browse: Callable[[HttpRequest], StrictFilterSet],
    draw: Callable[[HttpRequest, Any], HttpResponse],
) -> HttpResponseBase:
    """Answer with a file of the set asked for; 400 names what is refused.

    A query with empty values is sent to its clean form, as on the page.
    """
    cleaned = clean_querydict(request.GET)
    if cleaned is not None:
        query = cleaned.urlencode()
        return HttpResponseRedirect(
            f"{request.path}?{query}" if query else request.path
        )
    asked = browse(request)
    if not asked.is_valid():
        errors = [
            api_error(str(message), name)
            for name, messages in asked.errors.items()
            for message in messages
        ]
        return JsonResponse(error_body(400, errors), status=400)
    response = draw(request, asked)
    signed_in = request.user.is_authenticated
    kept = "private, no-store" if signed_in else "public, max-age=60"
    response["Cache-Control"] = kept
    response["Link"] = LICENCE_LINK
    patch_vary_headers(response, ("Cookie",))
    return response


def _csv(rows: Iterable[Any], columns: list[Column], name: str) -> HttpResponse:
    body = "".join(write_csv(rows, columns))
    response = HttpResponse(body, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


@only_read
def months(request: HttpRequest, format_name: str) -> HttpResponseBase:
    """Meetings by month: the set asked for among all, as a chart or a table."""
    return _asked(request, browse_meetings, MONTHS[format_name])


@only_read
def places(request: HttpRequest) -> HttpResponseBase:
    """Meetings by place, each at its first; those without a place by reason."""
    return _asked(request, browse_meetings, _places)


@only_read
def place_map(request: HttpRequest, frame: str) -> HttpResponseBase:
    """Meetings by place as one of the two maps."""

    def draw(request: HttpRequest, asked: Any) -> HttpResponse:
        found = maps_of(asked.qs, request.GET)
        inside = frame == "libya"
        return _map(request, asked, found.home if inside else found.abroad)

    return _asked(request, browse_meetings, draw)


@only_read
def network_drawing(request: HttpRequest) -> HttpResponseBase:
    """The graph of who met whom."""
    return _asked(request, browse_network, _network)


def _months_svg(request: HttpRequest, asked: Any) -> HttpResponse:
    everything = Meeting.objects.visible_to(request.user)
    chart = months_of(everything, asked.qs, request.GET)
    wide = chart.wide if chart else None
    return drawing_file(
        request,
        asked,
        "charts/months.svg",
        title=_("Meetings by month"),
        page="meeting_list",
        size=(1180, wide.height if wide else 40),
        name="meetings-by-month",
        chart=wide,
    )


def _months_csv(request: HttpRequest, asked: Any) -> HttpResponse:
    everything = Meeting.objects.visible_to(request.user)
    rows = monthly_counts(everything, asked.qs)
    return _csv(rows, MONTH_COLUMNS, "meetings-by-month")


MONTHS = {"svg": _months_svg, "csv": _months_csv}


def _places(request: HttpRequest, asked: Any) -> HttpResponse:
    counts = place_counts(asked.qs)
    found = places_by_id(counts.by_place)
    rows = [
        (found.get(pk), count, "")
        for pk, count in sorted(
            counts.by_place.items(), key=lambda item: (-item[1], item[0])
        )
    ]
    rows += [
        (None, count, words)
        for name, words in NO_PLACE.items()
        if (count := getattr(counts, name))
    ]
    return _csv(rows, PLACE_COLUMNS, "meetings-by-place")


def _map(request: HttpRequest, asked: Any, drawn: DotMap) -> HttpResponse:
    frame = drawn.frame.name
    title = (
        _("Meetings inside Libya by place")
        if frame == "libya"
        else _("Meetings abroad by place")
    )
    return drawing_file(
        request,
        asked,
        "charts/map.svg",
        title=title,
        page="meeting_list",
        size=(drawn.frame.width / 2, drawn.frame.height / 2),
        name=f"meetings-map-{frame}",
        map=drawn,
        land=outlines()[f"land-{frame}"],
        home=outlines()[f"home-{frame}"],
    )


def _network(request: HttpRequest, asked: Any) -> HttpResponse:
    request.GET = without(request.GET, "view")  # type: ignore[assignment]
    page = network_page(request)
    drawn = page.drawing
    legend = [
        (side, drawn.height - 18 * number)
        for number, side in enumerate(reversed(page.sides), start=1)
    ]
    return drawing_file(
        request,
        browse_network(request),
        "charts/network.svg",
        title=_("Who meets whom: parties by meetings in one room"),
        page="network",
        size=(drawn.width, drawn.height),
        name="network",
        drawing=drawn,
        legend=legend,
    )
