"""Dossiers: a set of meetings in full, to print and keep."""

from __future__ import annotations

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.template.loader import render_to_string

from browse.exports.dossier import dossier_pdf
from browse.pages import meeting_dossier as pages
from browse.views.access import record_or_redirect, redirect_to_query
from common.filters import clean_querydict
from common.http import only_read
from common.keeping import kept
from meetings.language import with_reader_names
from parties.models import Party


@only_read
@kept
def meeting_dossier(request: HttpRequest, form: str = "") -> HttpResponse:
    """The meetings that the filters of the list find, each in full; form: "pdf"."""
    return _show(request, None, form)


@only_read
@kept
def party_dossier(request: HttpRequest, slug: str, form: str = "") -> HttpResponse:
    """The meetings of one party, each in full; the filters of the list narrow them."""
    parties = with_reader_names(Party.objects.all())
    name = f"party_dossier{form and '_'}{form}"
    found = record_or_redirect(parties, slug, request.user, name)
    if isinstance(found, HttpResponsePermanentRedirect):
        return found
    return _show(request, found, form)


def _show(request: HttpRequest, party: Party | None, form: str) -> HttpResponse:
    cleaned = clean_querydict(request.GET)
    if cleaned is not None:
        return redirect_to_query(request, cleaned)
    page = pages.meeting_dossier(request, party)
    if form and page.too_many:  # the page says how to ask for less
        return HttpResponseRedirect(page.page_url)
    context = {"page": page, "section": "parties" if party else "meetings"}
    status = page.listing.status
    if not form or status != 200:
        return render(request, "dossiers/dossier.html", context, status=status)
    html = render_to_string("dossiers/dossier.html", context, request)
    answer = HttpResponse(dossier_pdf(html, page), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{page.file_name}"'
    return answer
