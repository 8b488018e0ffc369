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
from browse.pages.meeting_facets import CHOICES
from browse.pages.rows import Known
from common.filters import StrictFilterSet
from common.keyset import PAGING_KEYS
from common.standing import Standing
from meetings.filters.workbench import LONG_FACETS
from meetings.language import language_name, localized_name, with_reader_names
from meetings.models import Place, Presence, Process, Role, Topic
from meetings.people import PartyBook
from sources.models import Outlet


def meeting_facets(
    request: HttpRequest,
    filterset: StrictFilterSet,
    counts: Counts,
    known: Known,
    standing: Standing,
) -> list[Facet]:
    """Return every facet of the list, in its order."""
    processes = with_reader_names(Process.objects.visible_to(request.user))
    topics = with_reader_names(Topic.objects.all())
    facets = [
        _party_facet(filterset, counts, known.book),
        _closed(filterset, "side", counts),
        _closed(filterset, "track", counts),
        _place_facet(filterset, counts, known.places),
        country_facet(filterset, counts),
        *(_closed(filterset, name, counts) for name in ("format", "status", "level")),
        _found_facet(filterset, "process", standing.records(processes), counts),
        _found_facet(filterset, "topic", standing.records(topics), counts),
        choice_facet(filterset, "role", Role.choices, counts),
        choice_facet(filterset, "presence", Presence.choices, counts),
        _found_facet(
            filterset, "outlet", standing.records(Outlet.objects.all()), counts
        ),
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


def _place_facet(
    filterset: StrictFilterSet, counts: Counts, places: dict[int, Place]
) -> Facet:
    by_name = sorted(places.values(), key=lambda place: place.name)
    return _found_facet(filterset, "place", by_name, counts)


def _found_facet(
    filterset: StrictFilterSet, name: str, records: Iterable[Any], counts: Counts
) -> Facet:
    """Return a facet of those records that are counted or asked for."""
    asked = {record.pk for record in chosen(filterset, name)}
    counted = {int(key): count for key, count in counts.get(name, {}).items()}
    return record_facet(
        filterset,
        name,
        [
            Option(
                record.slug,
                label,
                counted.get(record.pk, 0),
                record.pk in asked,
                lang=lang,
            )
            for record in records
            if record.pk in counted or record.pk in asked
            for label, lang in (localized_name(record),)
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
