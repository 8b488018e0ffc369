"""The network of who meets whom: as a graph, a matrix and a table of pairs."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from browse.charts.network import Actor, NetworkDrawing, Tie, draw_network
from browse.charts.strip import step_of
from browse.pages.facets import facet_labels
from browse.pages.fields import Field, fields_of
from browse.pages.listing import Listing, complete, filter_errors, without
from browse.pages.network_period import Step, list_links, months_of_rooms, steps
from browse.pages.workbench import Months
from common.keyset import PAGING_KEYS
from common.standing import standing_of
from meetings.analysis.network import (
    Network,
    Options,
    kept_network,
)
from meetings.filters.network import VIEWS, NetworkFilterSet
from meetings.language import localized_name
from meetings.network_places import placed_among_partners, stored_places
from meetings.people import Chip, PartyBook, whole_book
from meetings.period import Period
from meetings.selection import browse_network
from parties.models import PartyName, Side

DRAWN = 60
IN_MATRIX = 26
PAIRS_BESIDE = 14
PAIRS_IN_TABLE = 200
# Cells of the matrix darken at these numbers of meetings in all years.
STEPS = (1, 4, 9, 16, 25)
FIELDS = ("unit", "small", "confirmed")


@dataclass
class Pair:
    """Two parties and the meetings that join them."""

    first: Chip
    second: Chip
    meetings: int
    weight: float
    url: str
    share: int


@dataclass
class Cell:
    """One cell of the matrix; empty where the two never met."""

    count: int
    step: int
    url: str
    names: tuple[str, str]


@dataclass
class MatrixRow:
    """One party's row of the matrix."""

    chip: Chip
    name: str
    short: str
    cells: list[Cell | None]


@dataclass
class PartyLine:
    """A party with its measures."""

    chip: Chip
    meetings: int
    partners: int
    strength: float
    betweenness: float
    community: int


@dataclass
class NetworkPage:
    """Everything that the page of the network lays out."""

    listing: Listing
    view: str
    switches: list[dict[str, Any]]
    fields: list[Field]
    drawing: NetworkDrawing = field(default_factory=NetworkDrawing)
    pairs: list[Pair] = field(default_factory=list)
    pair_count: int = 0
    party_count: int = 0
    meeting_count: int = 0
    left_out: int = 0
    matrix: list[MatrixRow] = field(default_factory=list)
    lines: list[PartyLine] = field(default_factory=list)
    sides: list[str] = field(default_factory=list)
    downloads: list[dict[str, str]] = field(default_factory=list)
    kept: list[tuple[str, list[str]]] = field(default_factory=list)
    day: str = ""
    months: Months | None = None
    steps: list[Step] = field(default_factory=list)
    lists: list[tuple[str, str]] = field(default_factory=list)
    # The names of options that the lists of meetings do not know.
    only_here: list[str] = field(default_factory=list)

    @property
    def today_url(self) -> str:
        """The same network without the day."""
        ours = (one for one in self.listing.tokens if one.parameter == "as_of")
        return next((one.url for one in ours), self.listing.path)


def network_page(request: HttpRequest) -> NetworkPage:
    """Filter meetings and lay out who met whom at them."""
    filterset = browse_network(request)
    page = Listing(
        filterset=filterset,
        path=request.path,
        tokens=[],
        errors=filter_errors(request, filterset),
    )
    complete(request, page, facet_labels([]))
    view = "graph" if page.errors else filterset.form.cleaned_data["view"] or "graph"
    found = NetworkPage(
        listing=page,
        view=view,
        switches=_switches(request, view),
        fields=fields_of(request, filterset, FIELDS),
        kept=[
            (name, values)
            for name, values in without(
                request.GET, "from", "to", *FIELDS, *PAGING_KEYS
            ).lists()
        ],
    )
    if not page.errors:
        _fill(found, request, filterset)
    return found


def _fill(
    found: NetworkPage, request: HttpRequest, filterset: NetworkFilterSet
) -> None:
    options = filterset.options()
    measured = found.view == "table"
    rooms, network = kept_network(
        standing_of(request), filterset.qs, request.user, options, measured=measured
    )
    day = filterset.form.cleaned_data["as_of"]
    found.day = day.isoformat() if day else ""
    book = _book(request, network, day)
    period = _period(filterset)
    query = period.query()
    found.months = months_of_rooms(request, rooms)
    found.steps = steps(request, period, found.months)
    found.lists = list_links(request, period.end)
    found.only_here = [
        one.label for one in found.fields if request.GET.get(one.parameter)
    ]
    found.pair_count, found.party_count = len(network.edges), len(network.nodes)
    found.meeting_count = len(rooms)
    limit = PAIRS_IN_TABLE if found.view == "table" else PAIRS_BESIDE
    found.pairs = _pairs(network, book, query, limit)
    found.downloads = _downloads(request)
    ordered = sorted(
        (node for node in network.nodes.values() if book.party(node.party)),
        key=lambda node: (-node.meetings, node.party),
    )
    if found.view == "graph":
        found.drawing = _drawing(network, ordered[:DRAWN], book, options, query)
        found.left_out = max(len(ordered) - DRAWN, 0)
        found.sides = _in_order({mark.actor.side for mark in found.drawing.marks})
    elif found.view == "matrix":
        found.matrix = _matrix(network, ordered[:IN_MATRIX], book, query)
        found.sides = _in_order({row.chip.side for row in found.matrix})
        found.left_out = max(len(ordered) - IN_MATRIX, 0)
    else:
        found.lines = _lines(ordered[:DRAWN], book)
        found.left_out = max(len(ordered) - DRAWN, 0)


def _book(
    request: HttpRequest, network: Network, day: datetime.date | None
) -> PartyBook:
    """Return the parties with their sides on a day, or with the present ones."""
    if day:
        return PartyBook(network.nodes, request.user, day)
    return whole_book(standing_of(request), request.user)


def _switches(request: HttpRequest, view: str) -> list[dict[str, Any]]:
    found = []
    for value, label in VIEWS:
        query = without(request.GET, "view")
        if value != "graph":
            query["view"] = value
        encoded = query.urlencode()
        url = f"{request.path}?{encoded}" if encoded else request.path
        found.append({"label": label, "url": url, "current": value == view})
    return found


def _downloads(request: HttpRequest) -> list[dict[str, str]]:
    query = without(request.GET, "view", *PAGING_KEYS).urlencode()
    end = f"?{query}" if query else ""
    files = [
        {"name": name, "url": reverse("network_file", args=[kind]) + end}
        for kind, name in (("csv", "CSV"), ("graphml", "GraphML"), ("gexf", "GEXF"))
    ]
    return [*files, {"name": "SVG", "url": reverse("network_drawing") + end}]


def _period(filterset: NetworkFilterSet) -> Period:
    """Return the period that counts, as the page of a pair takes it too."""
    given = filterset.form.cleaned_data
    start, end = (filterset.data.get(key, "") for key in ("from", "to"))
    day = given["as_of"]
    if day and (not end or day < given["to"][1]):
        end = day.isoformat()
    return Period(start, end)


def _proof(first: str, second: str, period: str) -> str:
    """Return the address of the page of two parties, in the same period."""
    one, other = sorted((first, second))
    address = reverse("pair", args=[one, other])
    return f"{address}?{period}" if period else address


def _pairs(network: Network, book: PartyBook, query: str, limit: int) -> list[Pair]:
    found: list[Pair] = []
    most = 1
    for edge in network.strongest():
        first, second = book.latest_chip(edge.first), book.latest_chip(edge.second)
        if first is None or second is None:
            continue
        most = max(most, len(edge.meetings))
        found.append(
            Pair(
                first,
                second,
                len(edge.meetings),
                edge.weight,
                _proof(first.party.slug, second.party.slug, query),
                round(100 * len(edge.meetings) / most),
            )
        )
        if len(found) == limit:
            break
    return found


def _drawing(
    network: Network,
    nodes: list[Any],
    book: PartyBook,
    options: Options,
    query: str,
) -> NetworkDrawing:
    drawn = [node.party for node in nodes]
    shown = set(drawn)
    short = _short_names(drawn)
    kept = stored_places(options.bodies)
    places = placed_among_partners(network, drawn, kept)
    actors = []
    for node in nodes:
        party = book.party(node.party)
        if party is None:
            continue
        name, lang = localized_name(party)
        if lang == "en":
            name = short.get(node.party, name)
        actors.append(
            Actor(
                node.party,
                name,
                book.latest_side(node.party),
                *places[node.party],
                node.meetings,
                reverse("party", args=[party.slug]),
                lang,
            )
        )
    ties = [
        Tie(
            edge.first,
            edge.second,
            edge.weight,
            len(edge.meetings),
            _proof(first.slug, second.slug, query),
        )
        for edge in network.edges.values()
        if edge.first in shown and edge.second in shown
        if (first := book.party(edge.first)) and (second := book.party(edge.second))
    ]
    # All kept places, not those drawn, span the picture: who leaves it moves nobody.
    return draw_network(actors, ties, list(kept.values()))


def _short_names(parties: list[int]) -> dict[int, str]:
    """Return Latin acronyms by party: UNSMIL, GNA."""
    rows = PartyName.objects.filter(party__in=parties, kind="acronym", lang="en")
    return dict(rows.order_by("-pk").values_list("party", "text"))


def _matrix(
    network: Network, nodes: list[Any], book: PartyBook, query: str
) -> list[MatrixRow]:
    ids = [node.party for node in nodes]
    # Stable: within a side those who met most stay first.
    ids.sort(key=lambda party: _side_rank(book.latest_side(party)))
    short = _short_names(ids)
    rows = []
    for row in ids:
        chip = book.latest_chip(row)
        if chip is None:
            continue
        cells = [_cell(network, row, column, book, query) for column in ids]
        name, lang = localized_name(chip.party)
        brief = short.get(row, name) if lang == "en" else name
        rows.append(MatrixRow(chip, name, brief, cells))
    return rows


def _in_order(sides: set[str]) -> list[str]:
    return [side for side in Side.values if side in sides]


def _side_rank(side: str) -> int:
    return Side.values.index(side) if side in Side.values else len(Side.values)


def _cell(
    network: Network, row: int, column: int, book: PartyBook, query: str
) -> Cell | None:
    edge = network.edges.get((min(row, column), max(row, column)))
    first, second = book.party(row), book.party(column)
    if edge is None or first is None or second is None:
        return None
    count = len(edge.meetings)
    names = (localized_name(first)[0], localized_name(second)[0])
    return Cell(
        count, step_of(count, STEPS), _proof(first.slug, second.slug, query), names
    )


def _lines(nodes: list[Any], book: PartyBook) -> list[PartyLine]:
    return [
        PartyLine(
            chip,
            node.meetings,
            node.partners,
            round(node.strength, 1),
            round(node.betweenness, 3),
            node.community,
        )
        for node in nodes
        if (chip := book.latest_chip(node.party))
    ]
