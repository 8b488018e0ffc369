"""The list of places: cities and what lies in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, QueryDict

from browse.pages.facets import (
    UNCOUNTED,
    Facet,
    Option,
    choice_facet,
    chosen,
    country_facet,
    counts_of,
    facet_labels,
    label_of,
    record_facet,
)
from browse.pages.fields import Field, fields_of, in_use
from browse.pages.listing import Listing, complete, listing
from meetings.analysis.places import first_and_last, place_tree
from meetings.analysis.trees import Tree
from meetings.filters.places import PLACE_ORDERS, PlaceFilterSet
from meetings.language import localized_name, with_reader_names
from meetings.models import PartyMeeting, Place, PlaceKind, Process
from meetings.people import PartyBook
from meetings.selection import browse_places
from parties.matching import NameMatch, name_scores

HELD = ("held", "partly_held")
# A reader looks for where meetings were; a program pages in an order that stays.
ORDERS = {"-meetings": PLACE_ORDERS["-meetings"], **PLACE_ORDERS}
ABOUT_MEETINGS = ("party", "process", "from", "to")
PARTIES = 40


@dataclass
class PlaceRow:
    """One place, with what lies in it and is listed as well."""

    place: Place
    first: str
    last: str
    meetings_query: str
    match: NameMatch | None
    within: Place | None = None
    below: list[PlaceRow] = field(default_factory=list)

    @property
    def matched(self) -> NameMatch | None:
        """The name that was found, where it is not the one shown."""
        return self.match if self.match and not self.match.is_display_name else None


@dataclass
class PlaceListPage:
    """Everything that the list of places lays out."""

    listing: Listing
    rows: list[PlaceRow]
    facets: list[Facet]
    picked: list[Field]

    @property
    def uses_more(self) -> bool:
        """Say whether one of the form's second part is in use."""
        return in_use(self.picked)


def place_list_page(request: HttpRequest) -> PlaceListPage:
    """Filter, count, page and lay out places; one inside another stands below it."""
    filterset = browse_places(request)
    page = listing(request, filterset, ORDERS, _heads)
    tree = place_tree()
    facets = _facets(request, filterset, tree)
    complete(request, page, facet_labels(facets))
    picked = fields_of(request, filterset, ("used", "ordering"))
    return PlaceListPage(page, _rows(request, page, tree), facets, picked)


def _heads(found: Any) -> Any:
    """Keep places that lie in no other place found."""
    return found.filter(~Q(parent__in=found.order_by().values("pk")))


def meetings_query(slug: str, asked: QueryDict | None = None) -> str:
    """Return the query of the list of the held meetings at a place.

    asked: a query of the list of places, whose words about meetings are kept.
    """
    query = QueryDict(mutable=True)
    query["place"] = slug
    for name in ABOUT_MEETINGS if asked is not None else ():
        if values := asked.getlist(name) if asked else []:
            query.setlist(name, values)
    query.setlist("status", list(HELD))
    return query.urlencode()


def _rows(request: HttpRequest, page: Listing, tree: Tree) -> list[PlaceRow]:
    filterset: Any = page.filterset
    heads = [place.pk for place in page.results]
    if not heads:
        return []
    inside = {one for head in heads for one in tree.below(head)}
    found = with_reader_names(filterset.qs.filter(pk__in=inside))
    places = {place.pk: place for place in found.order_by("-meeting_count", "name")}
    text = request.GET.get("q", "")
    matches = name_scores(Place, text) if text else {}
    ends = first_and_last(places, filterset.meetings(), tree)
    rows = {
        pk: PlaceRow(
            place,
            *ends.get(pk, ("", "")),
            meetings_query(place.slug, request.GET),
            matches.get(pk),
        )
        for pk, place in places.items()
    }
    for pk, row in rows.items():
        up = places[pk].parent_id
        head = _head(pk, places, tree)
        if head != pk and head in heads:
            row.within = places[up] if up != head else None
            rows[head].below.append(row)
    return [rows[head] for head in heads]


def _head(pk: int, places: dict[int, Any], tree: Tree) -> int:
    """Return the outermost of the places in a row of which each lies in the next."""
    for up in tree.above(pk):
        if up not in places:
            break
        pk = up
    return pk


def _facets(request: HttpRequest, filterset: PlaceFilterSet, tree: Tree) -> list[Facet]:
    counts = counts_of(filterset, {"kind": "kind", "country": "country"})
    return [
        choice_facet(filterset, "kind", _kinds(counts.get("kind")), counts),
        country_facet(filterset, counts),
        _party_facet(request, filterset, tree),
        _process_facet(request, filterset),
    ]


def _kinds(counted: dict[str, int] | None) -> Iterable[tuple[str, Any]]:
    """Return the kinds of place; a country row is offered only where there is one."""
    for value, label in PlaceKind.choices:
        if value != PlaceKind.COUNTRY or (counted or {}).get(value):
            yield value, label


def _party_facet(request: HttpRequest, filterset: PlaceFilterSet, tree: Tree) -> Facet:
    """Count places by party as a further `party` would find them."""
    asked = {party.pk for party in chosen(filterset, "party")}
    counted: Counter[int] = Counter()
    if not filterset.errors:
        listed = set(filterset.qs.order_by().values_list("pk", flat=True))
        counted = _places_of_parties(request, filterset, tree, listed)
    top = [pk for pk, _count in counted.most_common(PARTIES)]
    book = PartyBook({*top, *asked}, request.user)
    options = [
        Option(
            value=party.slug,
            label=localized_name(party)[0],
            count=counted[pk],
            checked=pk in asked,
            side=book.latest_side(pk),
        )
        for pk in dict.fromkeys((*asked, *top))
        if (party := book.party(pk))
    ]
    return record_facet(filterset, "party", options)


def _places_of_parties(
    request: HttpRequest, filterset: PlaceFilterSet, tree: Tree, listed: set[int]
) -> Counter[int]:
    rows = (
        PartyMeeting.objects.visible_to(request.user)
        .filter(
            meeting__in=filterset.meetings().order_by().values("pk"),
            meeting__places__place__isnull=False,
        )
        .order_by()
        .values_list("meeting__places__place", "party")
        .distinct()
    )
    found = {
        (one, party)
        for place, party in rows
        for one in (place, *tree.above(place))
        if one in listed
    }
    return Counter(party for _place, party in found)


def _process_facet(request: HttpRequest, filterset: PlaceFilterSet) -> Facet:
    """Return the processes; their values include all below them, hence no counts."""
    asked = {process.pk for process in chosen(filterset, "process")}
    processes = with_reader_names(Process.objects.visible_to(request.user))
    return Facet(
        "process",
        label_of(filterset, "process"),
        [
            Option(one.slug, localized_name(one)[0], UNCOUNTED, one.pk in asked)
            for one in processes
        ],
    )
