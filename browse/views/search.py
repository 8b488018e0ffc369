"""Search over all kinds of records."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from browse.pages.found import results_page
from common.http import only_read
from common.text import TextError, clean_text

LONGEST_QUERY = 200


@only_read
def search(request: HttpRequest) -> HttpResponse:
    """Results grouped by type; a hit on another name says which one."""
    text = request.GET.get("q", "").strip()[: LONGEST_QUERY + 1]
    page, status = None, 200
    error = _problem(text)
    if error:
        status = 400
    elif text:
        page = results_page(text, request.user)
    context = {"page": page, "text": text[:LONGEST_QUERY], "error": error}
    return render(request, "search/results.html", context, status=status)


def _problem(text: str) -> str:
    from django.utils.translation import gettext as _

    if len(text) > LONGEST_QUERY:
        return _("The search text is longer than %(most)d characters; shorten it.") % {
            "most": LONGEST_QUERY
        }
    try:
        clean_text(text)
    except TextError as error:
        return str(error)
    return ""
