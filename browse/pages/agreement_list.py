"""The list of agreements with its facets."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from browse.pages.agreement_facets import (
    agreement_counts,
    agreement_facets,
    party_counts,
)
from browse.pages.agreement_rows import (
    AgreementYear,
    agreement_rows,
    agreements_by_year,
)
from browse.pages.facets import Facet, chosen, facet_labels
from browse.pages.fields import EVIDENCE, Field, fields_of, in_use
from browse.pages.listing import Listing, complete, listing
from meetings.selection import DATE_ORDERS, browse_agreements

FIRST = ("across_sides",)
PICKED = ("has_signatories", *EVIDENCE, "ordering")
TYPED = ("meeting",)


@dataclass
class AgreementListPage:
    """Everything that the list of agreements lays out."""

    listing: Listing
    groups: list[AgreementYear]
    facets: list[Facet]
    first: list[Field]
    picked: list[Field]
    typed: list[Field]

    @property
    def uses_more(self) -> bool:
        """Say whether one of the form's second part is in use."""
        return in_use([*self.picked, *self.typed])


def agreement_list_page(request: HttpRequest) -> AgreementListPage:
    """Filter, count, page and lay out the agreements this reader may see."""
    filterset = browse_agreements(request)
    page = listing(request, filterset, DATE_ORDERS)
    counts = {} if page.errors else agreement_counts(request, filterset)
    parties = {} if page.errors else party_counts(request, filterset)
    asked = (party.pk for party in chosen(filterset, "party"))
    rows, book = agreement_rows(page.results, request.user, [*asked, *parties])
    facets = agreement_facets(request, filterset, counts, parties, book)
    complete(
        request,
        page,
        facet_labels(facets),
        total=counts.get("total", {}).get("", 0),
        all_count=counts.get("all", {}).get("", 0),
    )
    return AgreementListPage(
        listing=page,
        groups=agreements_by_year(rows),
        facets=facets,
        first=fields_of(request, filterset, FIRST),
        picked=fields_of(request, filterset, PICKED),
        typed=fields_of(request, filterset, TYPED),
    )
