"""Dossiers: a set of meetings in full, to print and keep."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from browse.pages import meeting_dossier as pages
from browse.views.access import record_or_redirect, redirect_to_query
from common.filters import clean_querydict
from common.http import only_read
from common.keeping import kept
from meetings.language import with_reader_names
from parties.models import Party


@only_read
@kept
def meeting_dossier(request: HttpRequest) -> HttpResponse:
    """The meetings that the filters of the list find, each in full."""
    return _show(request, None)


@only_read
@kept
def party_dossier(request: HttpRequest, slug: str) -> HttpResponse:
    """The meetings of one party, each in full; the filters of the list narrow them."""
    parties = with_reader_names(Party.objects.all())
    found = record_or_redirect(parties, slug, request.user, "party_dossier")
    if isinstance(found, HttpResponsePermanentRedirect):
        return found
    return _show(request, found)


def _show(request: HttpRequest, party: Party | None) -> HttpResponse:
    cleaned = clean_querydict(request.GET)
    if cleaned is not None:
        return redirect_to_query(request, cleaned)
    page = pages.meeting_dossier(request, party)
    context = {"page": page, "section": "parties" if party else "meetings"}
    return render(request, "dossiers/dossier.html", context, status=page.listing.status)
