"""Short links to lists: made, followed, named and forgotten."""

from __future__ import annotations

import time
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from browse.pages.saved import (
    LONGEST_NAME,
    Asked,
    SavedViewsPage,
    kept_views,
    read_address,
    short_url,
)
from common.http import only_read
from editorial.models import SavedView
from editorial.saved_views import forget_view, keep_view, save_view
from meetings.language import reader_language

AN_HOUR, MOST_AN_HOUR = 60 * 60, 60
TIMES = "views_made"


@only_read
def saved_view(request: HttpRequest, code: str) -> HttpResponse:
    """Lead to the list that a code stands for, in the reader's language."""
    view = get_object_or_404(SavedView, code=code)
    response = HttpResponseRedirect(f"/{reader_language()}{view.address}")
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def view_list(request: HttpRequest) -> HttpResponse:
    """Make a short link to a list; see, name and forget those that one keeps."""
    if request.method == "POST":
        return _forget(request) if "forget" in request.POST else _make(request)
    page = SavedViewsPage(given=request.GET.get("address", "").strip())
    if page.given:
        _fill(request, page)
    return _show(request, page)


def _fill(request: HttpRequest, page: SavedViewsPage) -> None:
    """Read the address that is asked for, and its short link where it has one."""
    try:
        page.asked = read_address(request, page.given)
    except ValidationError as error:
        page.errors = _messages(error)
        return
    view = SavedView.objects.filter(address=page.asked.address).first()
    page.short_url = short_url(request, view) if view else ""


def _make(request: HttpRequest) -> HttpResponse:
    given = request.POST.get("address", "").strip()
    name = " ".join(request.POST.get("name", "").split())
    page = SavedViewsPage(given=given, name=name)
    _fill(request, page)
    if len(name) > LONGEST_NAME:
        page.errors["name"] = _("at most %(most)d characters, not %(given)d") % {
            "most": LONGEST_NAME,
            "given": len(name),
        }
    if name and not request.user.is_authenticated:
        page.errors["name"] = _("only those who are signed in keep names")
    if page.errors or page.asked is None:
        return _show(request, page, status=400)
    if not page.short_url and not _may_make_one_more(request):
        page.errors["address"] = _(
            "no more than %(most)d short links an hour; try again later"
        ) % {"most": MOST_AN_HOUR}
        return _show(request, page, status=429)
    return _made(request, page.asked, name)


def _made(request: HttpRequest, asked: Asked, name: str) -> HttpResponse:
    view = save_view(asked.address)
    if name and request.user.is_authenticated:
        keep_view(view, request.user, name)
    query = urlencode({"address": asked.url})
    return redirect(f"{reverse('view_list')}?{query}")


def _may_make_one_more(request: HttpRequest) -> bool:
    """Count a short link of this session, unless it has made enough within an hour."""
    now = time.time()
    made: list[float] = request.session.get(TIMES, [])
    made = [when for when in made if now - when < AN_HOUR]
    if len(made) >= MOST_AN_HOUR:
        return False
    request.session[TIMES] = [*made, now]
    return True


def _forget(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        forget_view(request.user, request.POST["forget"])
    return redirect("view_list")


def _show(request: HttpRequest, page: SavedViewsPage, status: int = 0) -> HttpResponse:
    page.kept = kept_views(request)
    page.is_kept = any(one.short_url == page.short_url for one in page.kept)
    context: dict[str, Any] = {"page": page, "section": "data"}
    if not status:
        status = 400 if page.errors else 200
    return render(request, "saved/views.html", context, status=status)


def _messages(error: ValidationError) -> dict[str, str]:
    return {name: " ".join(said) for name, said in error.message_dict.items()}
