"""Pages of parties: the list and the dossier."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from browse.pages.dossier import party_page
from browse.pages.party_list import party_list_page
from browse.views.access import record_or_redirect, show_list, show_record
from common.http import only_read
from meetings.language import with_reader_names
from parties.models import Party


@only_read
def party_list(request: HttpRequest) -> HttpResponse:
    """All parties, found by name in any script, kind, side or country."""
    return show_list(request, party_list_page, "parties/list.html")


@only_read
def party(request: HttpRequest, slug: str) -> HttpResponse:
    """One party: names, offices, sides, relations and its meetings."""
    found = record_or_redirect(
        with_reader_names(Party.objects.all()), slug, request.user, "party"
    )
    if isinstance(found, HttpResponsePermanentRedirect):
        return found
    return show_record(
        request, found, party_page, "parties/party.html", title=found.name
    )
