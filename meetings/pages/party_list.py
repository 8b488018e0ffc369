"""The list of parties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest

from editorial.countries import country_name
from meetings.browse import browse_parties
from meetings.models import Meeting, PartyMeeting
from meetings.pages.facets import (
    UNCOUNTED,
    Facet,
    Option,
    chosen,
    facet_labels,
    label_of,
)
from meetings.pages.listing import Listing, listing, removals, tokens
from meetings.pages.people import Chip, PartyBook
from parties.filters import PARTY_ORDERS
from parties.matching import name_scores
from parties.models import Party, PartyKind, Side


@dataclass
class PartyRow:
    """One party of the list."""

    chip: Chip
    meetings: int
    matched_name: str
    matched_lang: str


@dataclass
class PartyListPage:
    """Everything that the list of parties lays out."""

    listing: Listing
    rows: list[PartyRow]
    all_count: int
    facets: list[Facet]
    removals: Sequence[dict[str, Any]]


def party_list_page(request: HttpRequest) -> PartyListPage:
    """Filter, count, page and lay out the parties this reader may see."""
    filterset = browse_parties(request)
    page = listing(request, filterset, PARTY_ORDERS)
    facets = [
        _choices(page, "side", Side),
        _choices(page, "kind", PartyKind),
        _countries(request, page),
    ]
    if not page.errors:
        page.tokens = tokens(request, filterset, facet_labels(facets))
        page.total = filterset.qs.order_by().count()
    return PartyListPage(
        listing=page,
        rows=_rows(request, page),
        all_count=Party.objects.visible_to(request.user).count(),
        facets=facets,
        removals=[] if page.errors or page.total else removals(request, page),
    )


def _rows(request: HttpRequest, page: Listing) -> list[PartyRow]:
    ids = [party.pk for party in page.results]
    held = Meeting.objects.visible_to(request.user).held()
    counts = dict(
        PartyMeeting.objects.filter(party__in=ids, attended=True, meeting__in=held)
        .order_by()
        .values_list("party")
        .annotate(Count("meeting", distinct=True))
    )
    book = PartyBook(ids, request.user)
    text = request.GET.get("q", "")
    matches = name_scores(Party, text) if text and not page.errors else {}
    rows = []
    for pk in ids:
        party = book.party(pk)
        if party is None:
            continue
        match = matches.get(pk)
        other = match if match and not match.is_display_name else None
        rows.append(
            PartyRow(
                chip=Chip(party, book.latest_side(pk)),
                meetings=counts.get(pk, 0),
                matched_name=other.text if other else "",
                matched_lang=other.lang if other else "",
            )
        )
    return rows


def _choices(page: Listing, name: str, choices: Any) -> Facet:
    asked = chosen(page.filterset, name)
    options = [
        Option(
            value,
            label,
            UNCOUNTED,
            value in asked,
            side=value if name == "side" else "",
        )
        for value, label in choices.choices
    ]
    return Facet(name, label_of(page.filterset, name), options)


def _countries(request: HttpRequest, page: Listing) -> Facet:
    asked = chosen(page.filterset, "country")
    counted = (
        Party.objects.visible_to(request.user)
        .filter(~Q(country=""))
        .order_by("country")
        .values_list("country", flat=True)
        .distinct()
    )
    codes = sorted({*counted, *asked}, key=country_name)
    return Facet(
        "country",
        label_of(page.filterset, "country"),
        [Option(code, country_name(code), UNCOUNTED, code in asked) for code in codes],
    )
