"""Pages of agreements: the list, the record, and what each party signed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from browse.pages.agreement import agreement_page
from browse.pages.agreement_list import agreement_list_page
from browse.pages.signatories import signatory_list_page
from browse.views.access import record_or_redirect, show_list, show_record
from common.http import only_read
from common.keeping import kept
from meetings.language import localized_title
from meetings.models import Agreement


@only_read
@kept
def agreement_list(request: HttpRequest) -> HttpResponse:
    """All agreements by who signed or refused, kind, process and time."""
    return show_list(request, agreement_list_page, "agreements/list.html")


@only_read
@kept
def signatory_list(request: HttpRequest) -> HttpResponse:
    """What each party has signed and refused, counted."""
    return show_list(request, signatory_list_page, "agreements/signatories.html")


@only_read
@kept
def agreement(request: HttpRequest, slug: str) -> HttpResponse:
    """One agreement: who signed and who did not, what was promised, what led to it."""
    found = record_or_redirect(Agreement.objects.all(), slug, request.user, "agreement")
    if isinstance(found, HttpResponsePermanentRedirect):
        return found
    return show_record(
        request,
        found,
        agreement_page,
        "agreements/agreement.html",
        title=localized_title(found)[0],
        cited=(found.title, found.date),
        date=found.date,
    )
