"""The page of two parties."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from browse.pages.citing import cite_answer
from browse.pages.pair import PairPage, main_order, pair_page
from browse.views.access import redirect_to_query, refused
from common.filters import clean_querydict
from common.http import only_read
from meetings.analysis.pairs import parties_named
from meetings.language import localized_name, with_reader_names
from parties.models import Party


@only_read
def pair(request: HttpRequest, slug: str, other: str) -> HttpResponse:
    """When two parties met, how long they did not, and when they were kept apart."""
    visible = with_reader_names(Party.objects.visible_to(request.user))
    parties = parties_named(visible, (slug, other))
    if parties is None:
        raise Http404
    slugs = [party.slug for party in parties]
    if slugs != [slug, other]:
        return redirect("pair", *slugs, permanent=True)
    cleaned = clean_querydict(request.GET)
    if cleaned is not None:
        return redirect_to_query(request, cleaned)
    page = pair_page(request, parties)
    if page.listing.errors:
        names = " – ".join(localized_name(party)[0] for party in parties)
        return refused(request, names, page.listing.errors, "parties")
    return render(request, "parties/pair.html", _context(request, page))


def _context(request: HttpRequest, page: PairPage) -> dict[str, Any]:
    query = page.period.query()
    end = f"?{query}" if query else ""
    api = reverse("api-pair", args=main_order(page.pair.parties))
    return {
        "page": page,
        "section": "parties",
        "canonical_path": page.summary.url,
        **cite_answer(
            request, page.summary.plain, f"{page.summary.url}{end}", f"{api}/{end}"
        ),
    }
