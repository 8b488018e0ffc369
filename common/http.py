"""Requests that cannot be read are refused; what accounts see is kept nowhere."""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import unquote_plus, unquote_to_bytes

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    JsonResponse,
)
from django.http.request import UnreadablePostError
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from common.errors import api_error, error_body

LONGEST_QUERY = 8_000
LONGEST_PATH = 2_000
API_PREFIX = "/api/"
URLENCODED = "application/x-www-form-urlencoded"
FORM_TYPES = frozenset({URLENCODED, "multipart/form-data"})

SAFE_METHODS = ("GET", "HEAD")

Asked = ParamSpec("Asked")
GetResponse = Callable[[HttpRequest], HttpResponseBase]


class RefuseUnreadableRequests:
    """Middleware: 400 for text no database or page can hold, 414 for too long.

    Looks at the raw path and query: NUL characters, bytes that are not UTF-8 and
    halves of surrogate pairs, percent-encoded or not. Of a form that is sent it looks
    at the bytes: Django would put U+FFFD for what is not UTF-8, and store that.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        query = str(request.META.get("QUERY_STRING", ""))
        too_long = _too_long(request.path_info, query)
        if too_long:
            return _refuse(request, 414, "too_long", too_long)
        problem = _unreadable_path(request.path_info) or _unreadable_query(query)
        if problem:
            return _refuse(request, 400, "unreadable", problem)
        try:
            problem = _unreadable_form(request)
        except RequestDataTooBig:
            return _refuse(request, 413, "too_large", _form_too_large())
        if problem:
            return _refuse(request, 400, "unreadable", problem)
        return self.get_response(request)


def _too_long(path: str, query: str) -> str:
    """Which part of an address is too long, by how much and why, or ""."""
    if len(path) > LONGEST_PATH:
        return _("path: at most %(most)d characters, not %(given)d") % {
            "most": LONGEST_PATH,
            "given": len(path),
        }
    if len(query) <= LONGEST_QUERY:
        return ""
    lengths, times = Counter[str](), Counter[str]()
    for pair in query.split("&"):
        name = pair.partition("=")[0]
        lengths[name] += len(pair)
        times[name] += 1
    longest = lengths.most_common(1)[0][0]
    shown = unquote_plus(longest[:120])[:40]
    return _(
        "query: at most %(most)d characters after the question mark, not %(given)d;"
        " “%(name)s” takes the most (values: %(times)d)"
    ) % {
        "most": LONGEST_QUERY,
        "given": len(query),
        "name": "".join(char if char.isprintable() else "?" for char in shown),
        "times": times[longest],
    }


def _unreadable_form(request: HttpRequest) -> str:
    """What is wrong with the bytes of a form that is sent, or "".

    Raises RequestDataTooBig, by the length that is announced, before reading. What
    is read is kept by the request, so the form is not read a second time.
    """
    if request.method != "POST" or request.content_type not in FORM_TYPES:
        return ""
    if request.encoding and codecs.lookup(request.encoding).name != "utf-8":
        return _form_not_utf8()
    try:
        sent = request.body
    except UnreadablePostError:
        return _("The form did not arrive as a whole; send it again.")
    try:
        (
            unquote_to_bytes(sent) if request.content_type == URLENCODED else sent
        ).decode()
    except UnicodeError:
        return _form_not_utf8()
    return ""


def _form_not_utf8() -> str:
    return _(
        "The form contains text that is not UTF-8, or half of a broken character;"
        " type it again. Nothing was stored."
    )


def _form_too_large() -> str:
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0
    return _("The form is too large: at most %(most)d bytes. Nothing was stored.") % {
        "most": limit
    }


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


def only_read(
    view: Callable[Concatenate[HttpRequest, Asked], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, Asked], HttpResponseBase]:
    """Decorator of a public page: GET and HEAD; 405 with a page for anything else.

    The method is looked at before the token of a form, which nobody needs here: what
    is asked for with another method never reaches the view.
    """

    @wraps(view)
    def answer(
        request: HttpRequest, /, *args: Asked.args, **kwargs: Asked.kwargs
    ) -> HttpResponseBase:
        if request.method in SAFE_METHODS:
            return view(request, *args, **kwargs)
        return HttpResponseNotAllowed(SAFE_METHODS, render_to_string("405.html"))

    return csrf_exempt(answer)


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
