"""Pages of processes: the list and the record."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from browse.pages.citing import cite_context
from browse.pages.process import process_page
from browse.pages.process_list import process_list_page
from browse.views.access import record_or_redirect, redirect_to_query, show_list
from common.filters import clean_querydict
from common.http import only_read
from common.keeping import kept
from meetings.language import localized_name, with_reader_names
from meetings.models import Process


@only_read
@kept
def process_list(request: HttpRequest) -> HttpResponse:
    """All processes: as a tree, or filtered by kind, party, name and time."""
    return show_list(request, process_list_page, "processes/list.html")


@only_read
@kept
def process(request: HttpRequest, slug: str) -> HttpResponse:
    """One process: what it is, where it stands, and its chain in order of time."""
    found = record_or_redirect(
        with_reader_names(Process.objects.all()), slug, request.user, "process"
    )
    if isinstance(found, HttpResponsePermanentRedirect):
        return found
    cleaned = clean_querydict(request.GET)
    if cleaned is not None:
        return redirect_to_query(request, cleaned)
    page = process_page(request, found)
    context = {
        "page": page,
        "section": "processes",
        **cite_context(request, found, localized_name(found)[0]),
    }
    return render(request, "processes/process.html", context, status=page.status)
