"""Pages of parties: the list and the dossier."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from browse.pages.as_of import asked_period
from browse.pages.citing import cite_context
from browse.pages.dossier import party_page
from browse.pages.party_list import party_list_page
from browse.views.access import (
    record_or_redirect,
    redirect_to_query,
    refused,
    show_list,
)
from common.filters import clean_querydict
from common.http import only_read
from common.keeping import kept
from meetings.language import localized_name, with_reader_names
from parties.models import Party


@only_read
@kept
def party_list(request: HttpRequest) -> HttpResponse:
    """All parties, found by name in any script, kind, side or country."""
    return show_list(request, party_list_page, "parties/list.html")


@only_read
@kept
def party(request: HttpRequest, slug: str) -> HttpResponse:
    """One party: names, offices, sides, relations and its meetings."""
    found = record_or_redirect(
        with_reader_names(Party.objects.all()), slug, request.user, "party"
    )
    if isinstance(found, HttpResponsePermanentRedirect):
        return found
    cleaned = clean_querydict(request.GET)
    if cleaned is not None:
        return redirect_to_query(request, cleaned)
    period, errors = asked_period(request, Party.objects.visible_to(request.user))
    if errors:
        return refused(request, localized_name(found)[0], errors, "parties")
    context = {
        "page": party_page(found, request.user, period),
        "section": "parties",
        **cite_context(
            request,
            found,
            localized_name(found)[0],
            query=request.GET.urlencode(),
        ),
    }
    return render(request, "parties/party.html", context)
