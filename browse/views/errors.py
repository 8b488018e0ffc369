"""Error pages; the API answers in its own shape."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _

from common.errors import api_error, error_body
from common.http import API_PREFIX


def _answer(
    request: HttpRequest, status: int, code: str, message: str
) -> HttpResponse | None:
    """Return the API's answer when the API was asked, else None."""
    if not request.path_info.startswith(API_PREFIX):
        return None
    return JsonResponse(
        error_body(status, [api_error(message, code=code)]), status=status
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request could not be read."""
    message = _("The request could not be read.")
    return _answer(request, 400, "bad_request", message) or render(
        request, "400.html", status=400
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: the account may not do this."""
    message = _("You may not do this.")
    return _answer(request, 403, "permission_denied", message) or render(
        request, "403.html", status=403
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing here, or nothing this user may see."""
    message = _("There is nothing at this address.")
    return _answer(request, 404, "not_found", message) or render(
        request, "404.html", status=404
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500: rendered without the database, without a context."""
    message = "Something went wrong on our side."
    return _answer(request, 500, "server_error", message) or HttpResponse(
        loader.get_template("500.html").render(), status=500
    )
