"""The list of parties."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count
from django.http import HttpRequest

from browse.pages.facets import (
    Facet,
    choice_facet,
    country_facet,
    counts_of,
    facet_labels,
)
from browse.pages.fields import Field, fields_of, in_use
from browse.pages.listing import Listing, complete, listing, without
from browse.pages.meeting_views import address
from common.keyset import PAGING_KEYS, Order, SortKey
from meetings.filters.parties import PARTY_LIST_ORDERS, PartyListFilterSet
from meetings.language import reader_language, with_arabic_key, with_reader_names
from meetings.models import Meeting, PartyMeeting
from meetings.people import Chip, PartyBook
from meetings.selection import browse_parties
from parties.filters import PARTY_ORDERS
from parties.matching import name_scores
from parties.models import Party, PartyKind, Side

BUSIEST_FIRST = "-meetings"
# By Arabic names; who has none comes last, by the English one.
ARABIC_ORDERS: dict[str, Order] = {
    **PARTY_LIST_ORDERS,
    **{
        sign + "name": (
            SortKey("arabic_key", descending=bool(sign), nullable=True),
            *PARTY_ORDERS[sign + "name"],
        )
        for sign in ("", "-")
    },
}
PICKED = ("verified", "sourced", "has_arabic", "ordering")


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
    facets: list[Facet]
    picked: list[Field]
    busiest_first: bool
    order_url: str

    @property
    def uses_more(self) -> bool:
        """Say whether one of the form's second part is in use, beside the order."""
        return in_use([one for one in self.picked if one.parameter != "ordering"])


def party_list_page(request: HttpRequest) -> PartyListPage:
    """Filter, count, page and lay out the parties this reader may see."""
    filterset = browse_parties(request)
    page = _listing(request, filterset)
    counts = counts_of(filterset, {"kind": "kind", "country": "country"})
    facets = [
        choice_facet(filterset, "side", Side.choices, counts),
        choice_facet(filterset, "kind", PartyKind.choices, counts),
        country_facet(filterset, counts),
    ]
    complete(request, page, facet_labels(facets))
    busiest = request.GET.get("ordering") == BUSIEST_FIRST
    query = without(request.GET, "ordering", *PAGING_KEYS)
    if not busiest:
        query["ordering"] = BUSIEST_FIRST
    return PartyListPage(
        page,
        _rows(request, page),
        facets,
        picked=fields_of(request, filterset, PICKED),
        busiest_first=busiest,
        order_url=address(request.path, query),
    )


def _listing(request: HttpRequest, filterset: PartyListFilterSet) -> Listing:
    """Page the parties in the order of the names that the reader sees."""
    if reader_language() != "ar":
        return listing(request, filterset, PARTY_LIST_ORDERS)
    return listing(
        request,
        filterset,
        ARABIC_ORDERS,
        rows=lambda found: with_arabic_key(with_reader_names(found)),
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
