"""The page of two parties."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from browse.pages.citing import cite_answer
from browse.pages.pair import main_order, pair_page
from common.http import only_read
from meetings.analysis.pairs import parties_named
from meetings.language import with_reader_names
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
    page = pair_page(parties, request.user)
    main = main_order(parties)
    context = {
        "page": page,
        "section": "parties",
        "canonical_path": page.summary.url,
        **cite_answer(
            request,
            page.summary.plain,
            page.summary.url,
            f"{reverse('api-pair', args=main)}/",
        ),
    }
    return render(request, "parties/pair.html", context)
