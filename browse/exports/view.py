"""The door to every file of a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.http import (
    Http404,
    HttpRequest,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
    QueryDict,
)
from django.utils.cache import patch_vary_headers

from browse.exports.about import LICENCE_LINK
from browse.exports.calendars import calendar
from browse.exports.feeds import feed
from browse.exports.file import File
from browse.exports.maps import feature_collection
from browse.exports.registry import LISTS
from browse.exports.tables import table
from common.errors import api_error, error_body
from common.filters import StrictFilterSet, clean_querydict
from common.http import only_read
from common.keyset import PAGING_KEYS, PagingError

WRITERS: dict[str, Callable[[File, str], HttpResponseBase]] = {
    "csv": table,
    "json": table,
    "ndjson": table,
    "geojson": feature_collection,
    "ics": calendar,
    "atom": feed,
}
PAGED = {"atom"}
LIST_NAMES, FORMAT_NAMES = "|".join(LISTS), "|".join(WRITERS)


@only_read
def export(request: HttpRequest, list_name: str, format_name: str) -> HttpResponseBase:
    """A list as a file; a redirect to a clean query; 400 naming what is wrong."""
    wanted = LISTS[list_name]
    if format_name not in wanted.formats:
        raise Http404
    query = _clean_query(request.GET, format_name)
    if query is not None:
        address = f"{request.path}?{query}" if query else request.path
        return HttpResponseRedirect(address)
    asked = wanted.browse(request)
    if not asked.is_valid():
        return _refusal(asked)
    try:
        file = File(request, list_name, wanted, asked)
        response = WRITERS[format_name](file, format_name)
    except PagingError as error:
        return _refused([(error.field, str(error))])
    return _kept_by(request, response)


def _kept_by(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Say the licence, and for how long and by whom the file may be kept."""
    signed_in = request.user.is_authenticated
    kept = "private, no-store" if signed_in else "public, max-age=60"
    response["Cache-Control"] = kept
    response["Link"] = LICENCE_LINK
    patch_vary_headers(response, ("Cookie",))
    return response


def _clean_query(query: QueryDict, format_name: str) -> str | None:
    """The query without empty values, tracking keys and paging; None: it is clean."""
    wanted = query.copy()
    for key in PAGING_KEYS:
        if not (key == "cursor" and format_name in PAGED):
            wanted.pop(key, None)
    cleaned = clean_querydict(wanted)
    if cleaned is None and len(wanted) == len(query):
        return None
    return (wanted if cleaned is None else cleaned).urlencode()


def _refusal(asked: StrictFilterSet) -> JsonResponse:
    return _refused(
        (field, str(message))
        for field, messages in asked.errors.items()
        for message in messages
    )


def _refused(problems: Iterable[tuple[str, str]]) -> JsonResponse:
    errors = [api_error(message, field) for field, message in problems]
    return JsonResponse(error_body(400, errors), status=400)
