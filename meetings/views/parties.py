"""Pages of parties: the list and the dossier."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from common.filters import clean_querydict
from common.http import only_read
from meetings.pages.citing import cite_context
from meetings.pages.dossier import party_page
from meetings.pages.language import with_reader_names
from meetings.pages.party_list import party_list_page
from meetings.views.access import record_or_redirect, redirect_to_query
from parties.models import Party


@only_read
def party_list(request: HttpRequest) -> HttpResponse:
    """All parties, found by name in any script, kind, side or country."""
    cleaned = clean_querydict(request.GET)
    if cleaned is not None:
        return redirect_to_query(request, cleaned)
    page = party_list_page(request)
    context = {"page": page, "section": "parties"}
    return render(request, "parties/list.html", context, status=page.listing.status)


@only_read
def party(request: HttpRequest, slug: str) -> HttpResponse:
    """One party: names, offices, sides, relations and its meetings."""
    found = record_or_redirect(
        with_reader_names(Party.objects.all()), slug, request.user, "party"
    )
    if isinstance(found, HttpResponsePermanentRedirect):
        return found
    context = {
        "page": party_page(found, request.user),
        "section": "parties",
        **cite_context(request, found, found.name),
    }
    return render(request, "parties/party.html", context)
