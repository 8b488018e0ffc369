"""The page of two parties."""

from __future__ import annotations

from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import render
from django.urls import reverse

from browse.pages.citing import cite_answer, reference_to_pair
from browse.pages.pair import PairPage, main_order, pair_page
from browse.views.access import redirect_to_query, refused
from common.filters import clean_querydict
from common.http import only_read
from common.keeping import kept
from meetings.analysis.pairs import parties_named
from meetings.language import localized_name, with_reader_names
from parties.models import Party


@only_read
@kept
def pair(request: HttpRequest, slug: str, other: str) -> HttpResponse:
    """When two parties met, how long they did not, and when they were kept apart."""
    parties = pair_or_redirect(request, slug, other)
    if isinstance(parties, HttpResponsePermanentRedirect):
        return parties
    cleaned = clean_querydict(request.GET)
    if cleaned is not None:
        return redirect_to_query(request, cleaned)
    page = pair_page(request, parties)
    if page.listing.errors:
        names = " – ".join(localized_name(party)[0] for party in parties)
        return refused(request, names, page.listing.errors, "parties")
    return render(request, "parties/pair.html", _context(request, page))


def pair_or_redirect(
    request: HttpRequest, slug: str, other: str
) -> tuple[Party, Party] | HttpResponsePermanentRedirect:
    """Return two parties this user may see, or a redirect from their former names.

    Raises Http404 where there are not two of them.
    """
    visible = with_reader_names(Party.objects.visible_to(request.user))
    parties = parties_named(visible, (slug, other))
    if parties is None:
        raise Http404
    slugs = [party.slug for party in parties]
    if slugs != [slug, other]:
        return HttpResponsePermanentRedirect(reverse("pair", args=slugs))
    return parties


def _context(request: HttpRequest, page: PairPage) -> dict[str, Any]:
    query = page.period.query()
    end = f"?{query}" if query else ""
    api = reverse("api-pair", args=main_order(page.pair.parties))
    return {
        "page": page,
        "section": "parties",
        "canonical_path": page.summary.url,
        **cite_answer(
            request,
            page.summary.plain,
            reference_to_pair(request, page.pair.parties, end),
            f"{api}/{end}",
        ),
    }
