"""The facets of the list of meetings: values, words and counts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from browse.pages.facets import (
    Counts,
    Facet,
    Option,
    choice_facet,
    chosen,
    country_facet,
    record_facet,
)
from browse.pages.listing import without
from browse.pages.meeting_facets import CHOICES, sums_below
from common.filters import StrictFilterSet
from common.keyset import PAGING_KEYS
from meetings.analysis.trees import Tree
from meetings.filters.workbench import LONG_FACETS
from meetings.language import language_name, localized_name, with_reader_names
from meetings.models import Place, Presence, Process, Role, Topic
from meetings.people import PartyBook
from sources.models import Outlet


def meeting_facets(
    request: HttpRequest,
    filterset: StrictFilterSet,
    counts: Counts,
    book: PartyBook,
    places: dict[int, Place],
) -> list[Facet]:
    """Return every facet of the list, in its order.

    book, places: hold the parties and places that are counted or asked for.
    """
    facets = [
        _party_facet(filterset, counts, book),
        _closed(filterset, "side", counts),
        _closed(filterset, "track", counts),
        _place_facet(filterset, counts, places),
        country_facet(filterset, counts),
        *(_closed(filterset, name, counts) for name in ("format", "status", "level")),
        tree_facet(filterset, "process", _processes(request), counts),
        tree_facet(filterset, "topic", Topic.objects.all(), counts),
        choice_facet(filterset, "role", Role.choices, counts),
        choice_facet(filterset, "presence", Presence.choices, counts),
        _outlet_facet(filterset, counts),
        _language_facet(filterset, counts),
    ]
    _shorten(request, facets)
    return facets


def _shorten(request: HttpRequest, facets: list[Facet]) -> None:
    """Leave the values behind "more" to a page of their own, until they are asked for.

    Together they would weigh as much as the list itself.
    """
    query = without(request.GET, *PAGING_KEYS)
    asked = query.getlist("more")
    for facet in facets:
        facet.whole = facet.parameter in asked
        if facet.parameter in LONG_FACETS and not facet.whole:
            longer = query.copy()
            longer.appendlist("more", facet.parameter)
            facet.more_url = f"?{longer.urlencode()}"


def _processes(request: HttpRequest) -> Any:
    return Process.objects.visible_to(request.user)


def _closed(filterset: StrictFilterSet, name: str, counts: Counts) -> Facet:
    return choice_facet(filterset, name, CHOICES[name].choices, counts)


def _party_facet(filterset: StrictFilterSet, counts: Counts, book: PartyBook) -> Facet:
    asked = {party.pk for party in chosen(filterset, "party")}
    counted = {int(key): count for key, count in counts.get("party", {}).items()}
    options = []
    for pk in {**counted, **dict.fromkeys(asked)}:
        party = book.party(pk)
        if party is not None:
            name, lang = localized_name(party)
            options.append(
                Option(
                    value=party.slug,
                    label=name,
                    count=counted.get(pk, 0),
                    checked=pk in asked,
                    side=book.latest_side(pk),
                    lang=lang,
                )
            )
    return record_facet(filterset, "party", options)


def place_ids(filterset: StrictFilterSet, counts: Counts) -> set[int]:
    """Return the ids of the places that the facet names."""
    asked = (place.pk for place in chosen(filterset, "place"))
    return {*asked, *map(int, counts.get("place", {}))}


def _place_facet(
    filterset: StrictFilterSet, counts: Counts, places: dict[int, Place]
) -> Facet:
    counted = {int(key): count for key, count in counts.get("place", {}).items()}
    named = [places[pk] for pk in place_ids(filterset, counts) if pk in places]
    named.sort(key=lambda place: place.name)
    return _record_facet(filterset, "place", named, counted)


def _outlet_facet(filterset: StrictFilterSet, counts: Counts) -> Facet:
    counted = {int(key): count for key, count in counts.get("outlet", {}).items()}
    asked = {outlet.pk for outlet in chosen(filterset, "outlet")}
    outlets = Outlet.objects.filter(pk__in={*asked, *counted})
    return _record_facet(filterset, "outlet", outlets, counted)


def tree_facet(
    filterset: StrictFilterSet, name: str, records: Any, counts: Counts
) -> Facet:
    """Return a facet whose values include all below them; those without any go."""
    asked = {record.pk for record in chosen(filterset, name)}
    loaded = list(with_reader_names(records))
    tree = Tree((record.pk, record.parent_id) for record in loaded)
    sums = sums_below(counts.get(name, {}), tree)
    kept = [one for one in loaded if sums[one.pk] or one.pk in asked]
    return _record_facet(filterset, name, kept, sums)


def _record_facet(
    filterset: StrictFilterSet,
    name: str,
    records: Iterable[Any],
    counted: dict[int, int],
) -> Facet:
    asked = {record.pk for record in chosen(filterset, name)}
    return record_facet(
        filterset,
        name,
        [
            Option(
                record.slug,
                name,
                counted.get(record.pk, 0),
                record.pk in asked,
                lang=lang,
            )
            for record in records
            for name, lang in (localized_name(record),)
        ],
    )


def _language_facet(filterset: StrictFilterSet, counts: Counts) -> Facet:
    asked = chosen(filterset, "outlet_language")
    counted = counts.get("outlet_language", {})
    return record_facet(
        filterset,
        "outlet_language",
        [
            Option(code, language_name(code), counted.get(code, 0), code in asked)
            for code in {**counted, **dict.fromkeys(asked)}
            if code
        ],
    )
