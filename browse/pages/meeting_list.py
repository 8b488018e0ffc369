"""The list of meetings with its facets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from browse.pages.facets import (
    UNCOUNTED,
    Counts,
    Facet,
    Option,
    choice_facet,
    chosen,
    country_facet,
    facet_labels,
    label_of,
    record_facet,
)
from browse.pages.fields import EVIDENCE, Field, fields_of, in_use
from browse.pages.listing import Listing, complete, listing
from browse.pages.meeting_facets import CHOICES, facet_counts
from browse.pages.pair import PairSummary, pair_summary
from browse.pages.rows import YearGroup, by_year, rows_and_book
from browse.pages.workbench import Maps, Months, maps_of, months_of
from common.filters import StrictFilterSet
from meetings.language import localized_name, with_reader_names
from meetings.models import Meeting, Place, Process, Topic
from meetings.people import PartyBook
from meetings.selection import DATE_ORDERS, browse_meetings
from parties.models import Party

# Parameters that are typed or picked rather than ticked, in the form's second part.
TYPED = ("party_any", "party_none", "convener", "on_behalf_of", "outlet", "bbox")
PICKED = (
    *("direct", "attended", *EVIDENCE),
    *("has_place", "date_match", "ordering"),
)


@dataclass
class MeetingListPage:
    """Everything that the list of meetings lays out."""

    listing: Listing
    groups: list[YearGroup]
    facets: list[Facet]
    months: Months | None
    maps: Maps | None
    typed: list[Field]
    picked: list[Field]
    pair: PairSummary | None = None

    @property
    def uses_more(self) -> bool:
        """Say whether one of the form's second part is in use."""
        return in_use([*self.typed, *self.picked])


def meeting_list_page(request: HttpRequest) -> MeetingListPage:
    """Filter, count, page and lay out the meetings this reader may see."""
    filterset = browse_meetings(request)
    page = listing(request, filterset, DATE_ORDERS)
    counts = {} if page.errors else facet_counts(request, filterset)
    party_ids = [int(key) for key in counts.get("party", {})]
    asked = chosen(filterset, "party")
    rows, book = rows_and_book(page.results, request.user, asked, party_ids)
    facets = _facets(request, filterset, counts, book)
    complete(
        request,
        page,
        facet_labels(facets),
        total=counts.get("total", {}).get("", 0),
        all_count=counts.get("all", {}).get("", 0),
    )
    everything = Meeting.objects.visible_to(request.user)
    narrowed = filterset.qs if page.tokens else None
    return MeetingListPage(
        listing=page,
        groups=by_year(rows),
        facets=facets,
        months=None if page.errors else months_of(everything, narrowed, request.GET),
        maps=None if page.errors else maps_of(filterset.qs, request.GET),
        typed=fields_of(request, filterset, TYPED),
        picked=fields_of(request, filterset, PICKED),
        pair=_pair(asked, book, request.user),
    )


def _pair(asked: list[Party], book: PartyBook, user: Any) -> PairSummary | None:
    """What is on record of the two parties asked for; None unless they are two."""
    named = [party for one in asked if (party := book.party(one.pk))]
    return pair_summary((named[0], named[1]), user) if len(named) == 2 else None


def _facets(
    request: HttpRequest, filterset: StrictFilterSet, counts: Counts, book: PartyBook
) -> list[Facet]:
    return [
        _party_facet(filterset, counts, book),
        _closed(filterset, "side", counts),
        _closed(filterset, "track", counts),
        _place_facet(filterset, counts),
        country_facet(filterset, counts),
        *(_closed(filterset, name, counts) for name in ("format", "status", "level")),
        _tree_facet(filterset, "process", Process.objects.visible_to(request.user)),
        _tree_facet(filterset, "topic", Topic.objects.all()),
        _plain_facet(filterset, "role"),
        _plain_facet(filterset, "presence"),
    ]


def _closed(filterset: StrictFilterSet, name: str, counts: Counts) -> Facet:
    return choice_facet(filterset, name, CHOICES[name].choices, counts)


def _party_facet(filterset: StrictFilterSet, counts: Counts, book: PartyBook) -> Facet:
    asked = {party.pk for party in chosen(filterset, "party")}
    counted = {int(key): count for key, count in counts.get("party", {}).items()}
    options = []
    for pk in {**counted, **dict.fromkeys(asked)}:
        party = book.party(pk)
        if party is not None:
            options.append(
                Option(
                    value=party.slug,
                    label=localized_name(party)[0],
                    count=counted.get(pk, 0),
                    checked=pk in asked,
                    side=book.latest_side(pk),
                )
            )
    return record_facet(filterset, "party", options)


def _place_facet(filterset: StrictFilterSet, counts: Counts) -> Facet:
    asked = {place.pk for place in chosen(filterset, "place")}
    counted = {int(key): count for key, count in counts.get("place", {}).items()}
    places = with_reader_names(Place.objects.filter(pk__in={*asked, *counted}))
    return record_facet(
        filterset,
        "place",
        [
            Option(
                place.slug,
                localized_name(place)[0],
                counted.get(place.pk, 0),
                place.pk in asked,
            )
            for place in places
        ],
    )


def _tree_facet(filterset: StrictFilterSet, name: str, records: Any) -> Facet:
    """Return a facet whose values include all below them, hence without counts."""
    asked = {record.pk for record in chosen(filterset, name)}
    options = [
        Option(record.slug, localized_name(record)[0], UNCOUNTED, record.pk in asked)
        for record in with_reader_names(records)
    ]
    return Facet(name, label_of(filterset, name), options)


def _plain_facet(filterset: StrictFilterSet, name: str) -> Facet:
    """Return a facet of a closed list without counts."""
    asked = chosen(filterset, name)
    choices = filterset.form.fields[name].choices  # type: ignore[attr-defined]
    return Facet(
        name,
        label_of(filterset, name),
        [Option(value, label, UNCOUNTED, value in asked) for value, label in choices],
    )
