"""Search over all kinds of records."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from browse.pages.found import results_page
from browse.pages.suggest import suggestions
from browse.views.access import redirect_to_query
from common.filters import clean_querydict
from common.http import only_read
from common.text import TextError, clean_text

LONGEST_QUERY = 200


@only_read
def search(request: HttpRequest) -> HttpResponse:
    """Results grouped by type; a hit on another name says which one."""
    cleaned = clean_querydict(request.GET)
    if cleaned is not None:
        return redirect_to_query(request, cleaned)
    text = request.GET.get("q", "").strip()[: LONGEST_QUERY + 1]
    page, status = None, 200
    error = _unknown(request) or _problem(text)
    if error:
        status = 400
    elif text:
        page = results_page(text, request.user)
    context = {"page": page, "text": text[:LONGEST_QUERY], "error": error}
    return render(request, "search/results.html", context, status=status)


@only_read
def suggest(request: HttpRequest) -> HttpResponse:
    """A piece of a page: links to what the words in a search field may mean."""
    text = request.GET.get("q", "").strip()[: LONGEST_QUERY + 1]
    error = _unknown(request) or _problem(text)
    found = suggestions(text, request.user) if text and not error else []
    context = {"suggestions": found, "text": text, "error": error}
    response = render(
        request,
        "search/_suggestions.html",
        context,
        status=400 if error else 200,
    )
    signed_in = request.user.is_authenticated
    kept = "private, no-store" if signed_in else "public, max-age=60"
    response["Cache-Control"] = kept
    return response


def _unknown(request: HttpRequest) -> str:
    """Name what is asked for beside the words, or the words when repeated; or ""."""
    for name in request.GET:
        if name != "q":
            return _("“%(name)s” is no parameter here; there is only “q”.") % {
                "name": name[:40]
            }
    if len(request.GET.getlist("q")) > 1:
        return _("Give “q” once.")
    return ""


def _problem(text: str) -> str:
    if len(text) > LONGEST_QUERY:
        return _("The search text is longer than %(most)d characters; shorten it.") % {
            "most": LONGEST_QUERY
        }
    try:
        clean_text(text)
    except TextError as error:
        return str(error)
    return ""
