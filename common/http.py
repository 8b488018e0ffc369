"""Requests that cannot be read are refused; what accounts see is kept nowhere."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from common.errors import api_error, error_body

LONGEST_QUERY = 8_000
LONGEST_PATH = 2_000
API_PREFIX = "/api/"

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class RefuseUnreadableRequests:
    """Middleware: 400 for text no database or page can hold, 414 for too long.

    Looks at the raw path and query: NUL characters, bytes that are not UTF-8 and
    halves of surrogate pairs, percent-encoded or not.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        query = str(request.META.get("QUERY_STRING", ""))
        if len(query) > LONGEST_QUERY or len(request.path_info) > LONGEST_PATH:
            return _refuse(
                request,
                414,
                "too_long",
                _(
                    "The address is too long: at most %(path)d characters, and"
                    " %(query)d after the question mark."
                )
                % {"path": LONGEST_PATH, "query": LONGEST_QUERY},
            )
        problem = _unreadable_path(request.path_info) or _unreadable_query(query)
        if problem:
            return _refuse(request, 400, "unreadable", problem)
        return self.get_response(request)


def _unreadable_path(path: str) -> str:
    """What is wrong with a decoded path, or ""."""
    if "\x00" in path:
        return _("The address contains a NUL character; remove %00.")
    # Django leaves bytes of a path that are not UTF-8 percent-encoded.
    try:
        unquote_to_bytes(path.encode()).decode()
    except UnicodeError:
        return _not_utf8()
    return ""


def _unreadable_query(query: str) -> str:
    """What is wrong with a raw query string (bytes as Latin-1, by WSGI), or ""."""
    if "\x00" in query or "%00" in query:
        return _("The query contains a NUL character; remove %00.")
    try:
        unquote_to_bytes(query.encode("latin-1")).decode()
    except UnicodeError:
        return _not_utf8()
    return ""


def _not_utf8() -> str:
    return _("The address contains text that is not UTF-8; write it in UTF-8.")


def _refuse(request: HttpRequest, status: int, code: str, message: str) -> HttpResponse:
    if request.path_info.startswith(API_PREFIX):
        body = error_body(status, [api_error(message, code=code)])
        return JsonResponse(body, status=status)
    # Without the request: this door is outside sessions, languages and policies.
    page = render_to_string("400.html", {"message": message})
    return HttpResponse(page, status=status)


class KeepAnswersToAccountsPrivate:
    """Middleware: what is answered to a session stays in no cache.

    Pages of drafts must not reappear from the disk or the back button of a shared
    computer after signing out. A view that says more about caching is left alone.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response
