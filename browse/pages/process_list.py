"""The list of processes: a tree of tracks, or flat where a filter is set."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import HttpRequest

from browse.pages.facets import (
    Counts,
    Facet,
    Option,
    choice_facet,
    chosen,
    counts_of,
    facet_labels,
    record_facet,
)
from browse.pages.listing import Listing, complete, listing
from common.filters import StrictFilterSet
from meetings.analysis.chain import process_tree
from meetings.analysis.processes import (
    ProcessCounts,
    last_meetings,
    process_counts,
    processes_by_party,
)
from meetings.analysis.trees import Tree
from meetings.filters.reference import NAME_ORDERS
from meetings.language import localized_name, with_reader_names
from meetings.models import Meeting, Process, ProcessKind
from meetings.people import PartyBook
from meetings.selection import browse_processes

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

    Reader = User | AnonymousUser

PARTIES = 15


@dataclass
class Track:
    """One process with its numbers, those below it included, and what lies below."""

    process: Process
    counts: ProcessCounts
    last: Meeting | None
    below: list[Track] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Say whether no end is on record though a beginning is."""
        return bool(self.process.start and not self.process.end)


@dataclass
class ProcessListPage:
    """Everything that the list of processes lays out; `as_tree`: nothing is asked."""

    listing: Listing
    rows: list[Track]
    facets: list[Facet]
    as_tree: bool


def process_list_page(request: HttpRequest) -> ProcessListPage:
    """Filter, count and lay out the processes this reader may see."""
    filterset = browse_processes(request)
    page = listing(request, filterset, NAME_ORDERS)
    as_tree = not request.GET
    tree = process_tree()
    facets = _facets(filterset, tree, request.user)
    if as_tree:
        rows = in_tree(tracks(filterset.qs, tree, request.user), tree)
        page.next_url = ""
        complete(request, page, {}, total=filterset.queryset.count())
    else:
        found = [process.pk for process in page.results]
        shown = {
            track.process.pk: track
            for track in tracks(
                filterset.queryset.filter(pk__in=found), tree, request.user
            )
        }
        rows = [shown[pk] for pk in found]
        complete(request, page, facet_labels(facets))
    return ProcessListPage(page, rows, facets, as_tree)


def tracks(processes: QuerySet[Process], tree: Tree, user: Reader) -> list[Track]:
    """Lay out processes, those that began first in front."""
    rows = list(with_reader_names(processes))
    counts = process_counts(tree, user)
    wanted = {row.pk: counts[row.pk] for row in rows}
    last = last_meetings(tree, wanted, user)
    found = [Track(row, counts[row.pk], last.get(row.pk)) for row in rows]
    return sorted(found, key=_beginning)


def _beginning(track: Track) -> tuple[datetime.date, str]:
    return track.process.start_earliest or datetime.date.max, track.process.name


def in_tree(rows: list[Track], tree: Tree) -> list[Track]:
    """Hang tracks below the nearest of them that they lie below; return the others."""
    known = {row.process.pk: row for row in rows}
    top: list[Track] = []
    for row in rows:
        above = next((one for one in tree.above(row.process.pk) if one in known), None)
        (top if above is None else known[above].below).append(row)
    return top


# Facets -----------------------------------------------------------------------
def _facets(filterset: StrictFilterSet, tree: Tree, user: Reader) -> list[Facet]:
    counts = counts_of(filterset, {"kind": "kind", "sponsor": "sponsors__party"})
    counts["party"] = _party_counts(filterset, tree, user)
    asked = [
        party.pk for name in ("sponsor", "party") for party in chosen(filterset, name)
    ]
    ids = {int(pk) for name in ("sponsor", "party") for pk in counts.get(name, {})}
    book = PartyBook([*ids, *asked], user)
    return [
        choice_facet(filterset, "kind", ProcessKind.choices, counts),
        _party_facet(filterset, "party", counts, book),
        _party_facet(filterset, "sponsor", counts, book),
    ]


def _party_counts(
    filterset: StrictFilterSet, tree: Tree, user: Reader
) -> dict[str, int]:
    """Count processes by party as a further `party` would find them, most first."""
    if filterset.errors:
        return {}
    selected = set(filterset.qs.order_by().values_list("pk", flat=True))
    counted = Counter(
        {
            str(party): len(selected & processes)
            for party, processes in processes_by_party(tree, user).items()
        }
    )
    return {pk: count for pk, count in counted.most_common(PARTIES) if count}


def _party_facet(
    filterset: StrictFilterSet, name: str, counts: Counts, book: PartyBook
) -> Facet:
    asked = {party.pk for party in chosen(filterset, name)}
    counted = {int(pk): count for pk, count in counts.get(name, {}).items()}
    options = [
        Option(
            value=party.slug,
            label=localized_name(party)[0],
            count=counted.get(pk, 0),
            checked=pk in asked,
            side=book.latest_side(pk),
        )
        for pk in {**counted, **dict.fromkeys(asked)}
        if (party := book.party(pk))
    ]
    return record_facet(filterset, name, options)
