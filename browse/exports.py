"""Lists as files, at the address of the list with an extension in place of the slash.

They hold the records that the page lists, all of them, with the same filters. Column
names do not depend on the language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.http import (
    HttpRequest,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
    QueryDict,
)
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from common.errors import api_error, error_body
from common.export import Column, Columns, export_response
from common.filters import StrictFilterSet, clean_querydict
from common.http import only_read
from common.keyset import PAGING_KEYS, Order
from meetings.api.agreements import agreement_records
from meetings.api.meetings import meeting_records
from meetings.api.outcomes import statement_records
from meetings.api.parties import party_counts
from meetings.filters.parties import PARTY_LIST_ORDERS
from meetings.selection import (
    DATE_ORDERS,
    browse_agreements,
    browse_meetings,
    browse_parties,
    browse_statements,
)
from parties.api import party_records
from parties.models import Party

CHUNK = 200
ABOUT = {
    "title": "Libya Tracker",
    "licence": "CC BY 4.0",
    "licence_url": "https://creativecommons.org/licenses/by/4.0/",
    "credits": "Place coordinates: GeoNames (https://www.geonames.org/), CC BY 4.0.",
}


def _same(*names: str) -> list[Column]:
    """Columns that read the attribute of their own name."""

    def reader(name: str) -> Callable[[Any], Any]:
        return lambda row: getattr(row, name) if getattr(row, name) != "" else None

    return [Column(name, reader(name)) for name in names]


def _named(record: Any, part: str = "slug") -> str | None:
    return None if record is None else getattr(record, part)


def _reports(row: Any) -> list[str]:
    """The addresses of the cited reports, each once, in order."""
    found = (citation["report"]["source_url"] for citation in row.cited)
    return list(dict.fromkeys(url for url in found if url))


def _places(row: Any, key: str) -> list[Any]:
    return [held["place"][key] for held in row.where_held if held["place"]["slug"]]


def _slugs(rows: list[dict[str, Any]]) -> list[str]:
    return [row["slug"] for row in rows]


MEETING_COLUMNS: Columns = [
    *_same("slug", "title", "date", "date_earliest", "date_latest", "date_basis"),
    *_same("format", "status", "track", "level"),
    Column("places", lambda row: _places(row, "name")),
    Column("countries", lambda row: list(dict.fromkeys(_places(row, "country")))),
    Column("lat", lambda row: next(iter(_places(row, "lat")), None)),
    Column("lon", lambda row: next(iter(_places(row, "lon")), None)),
    Column("participants", lambda row: [str(one) for one in row.participations.all()]),
    Column(
        "parties",
        lambda row: [one.party.slug for one in row.participations.all() if one.party],
    ),
    Column(
        "attended",
        lambda row: [
            one.party.slug
            for one in row.participations.all()
            if one.party and one.attended
        ],
    ),
    Column("conveners", lambda row: _slugs(row.convened_by)),
    Column("processes", lambda row: _slugs(row.of_processes)),
    Column("topics", lambda row: _slugs(row.about)),
    *_same("summary", "outcome", "verified"),
    Column("reports", _reports),
    *_same("version", "state"),
]
PARTY_COLUMNS: Columns = [
    *_same("slug", "kind", "name"),
    Column("names", lambda row: [one.text for one in row.names.all()]),
    *_same("summary", "country", "began", "ended"),
    Column("sides", lambda row: [one.side for one in row.alignments.all()]),
    Column(
        "identifiers",
        lambda row: [f"{one['scheme']}:{one['value']}" for one in row.known_as],
    ),
    *_same("verified"),
    Column("meetings_attended", lambda row: row.meeting_count),
    Column("reports", _reports),
    *_same("version", "state"),
]
STATEMENT_COLUMNS: Columns = [
    *_same("slug", "date", "date_earliest", "date_latest"),
    Column("speaker", lambda row: _named(row.speaker)),
    Column("speaker_name", lambda row: _named(row.speaker, "name")),
    Column("capacity", lambda row: _named(row.capacity, "title")),
    Column("on_behalf_of", lambda row: _named(row.on_behalf_of)),
    *_same("kind", "stance", "gist", "original_text", "original_lang"),
    Column("meeting", lambda row: row.about_meeting and row.about_meeting["slug"]),
    Column(
        "agreement", lambda row: row.about_agreement and row.about_agreement["slug"]
    ),
    *_same("verified"),
    Column("reports", _reports),
    *_same("version", "state"),
]
AGREEMENT_COLUMNS: Columns = [
    *_same("slug", "title", "kind", "stage", "date", "date_earliest", "date_latest"),
    Column("process", lambda row: row.of_process and row.of_process["slug"]),
    Column("meeting", lambda row: row.agreed_at and row.agreed_at["slug"]),
    Column(
        "signatures",
        lambda row: [f"{one.party.slug}: {one.action}" for one in row.signatures.all()],
    ),
    Column("commitments", lambda row: [one["text"] for one in row.promises]),
    *_same("summary", "verified"),
    Column("reports", _reports),
    *_same("version", "state"),
]


@dataclass(frozen=True)
class ExportedList:
    """A list that can be had as a file: how to filter, load, order and lay it out."""

    browse: Callable[[HttpRequest], StrictFilterSet]
    load: Callable[[Any], Any]
    orders: Mapping[str, Order]
    columns: Columns


def _meetings(user: Any) -> Any:
    return meeting_records(user).prefetch_related("participations__party")


def _parties(user: Any) -> Any:
    return party_records(user).annotate(**party_counts(user))


def _statements(user: Any) -> Any:
    parties = Party.objects.visible_to(user)
    return statement_records(user).prefetch_related(
        Prefetch("speaker", queryset=parties),
        Prefetch("on_behalf_of", queryset=parties),
    )


def _agreements(user: Any) -> Any:
    return agreement_records(user).prefetch_related("signatures__party")


LISTS = {
    "meetings": ExportedList(browse_meetings, _meetings, DATE_ORDERS, MEETING_COLUMNS),
    "parties": ExportedList(browse_parties, _parties, PARTY_LIST_ORDERS, PARTY_COLUMNS),
    "statements": ExportedList(
        browse_statements, _statements, DATE_ORDERS, STATEMENT_COLUMNS
    ),
    "agreements": ExportedList(
        browse_agreements, _agreements, DATE_ORDERS, AGREEMENT_COLUMNS
    ),
}


@only_read
def export(request: HttpRequest, list_name: str, format_name: str) -> HttpResponseBase:
    """A list as a file; a redirect to a clean query; 400 naming what is wrong."""
    query = _clean_query(request.GET)
    if query is not None:
        address = f"{request.path}?{query}" if query else request.path
        return HttpResponseRedirect(address)
    wanted = LISTS[list_name]
    asked = wanted.browse(request)
    if not asked.is_valid():
        return _refusal(asked)
    response = export_response(
        _rows(wanted, asked, request.user),
        wanted.columns,
        format_name=format_name,
        filename=f"{list_name}-{timezone.localdate():%Y-%m-%d}",
        about=ABOUT,
    )
    signed_in = request.user.is_authenticated
    kept = "private, no-store" if signed_in else "public, max-age=60"
    response["Cache-Control"] = kept
    patch_vary_headers(response, ("Cookie",))
    return response


def _clean_query(query: QueryDict) -> str | None:
    """The query without empty values, tracking keys and paging; None: it is clean."""
    wanted = query.copy()
    for key in PAGING_KEYS:
        wanted.pop(key, None)
    cleaned = clean_querydict(wanted)
    if cleaned is None and len(wanted) == len(query):
        return None
    return (wanted if cleaned is None else cleaned).urlencode()


def _refusal(asked: StrictFilterSet) -> JsonResponse:
    errors = [
        api_error(str(message), field)
        for field, messages in asked.errors.items()
        for message in messages
    ]
    return JsonResponse(error_body(400, errors), status=400)


def _rows(wanted: ExportedList, asked: StrictFilterSet, user: Any) -> Iterator[Any]:
    order = next(iter(wanted.orders.values()))
    chosen = asked.form.cleaned_data["ordering"]
    keys = wanted.orders.get(chosen, order)
    rows = wanted.load(user).filter(pk__in=asked.qs.order_by().values("pk"))
    ordered = rows.order_by(*(key.order_by(False) for key in keys))
    found: Iterator[Any] = ordered.iterator(chunk_size=CHUNK)
    return found
