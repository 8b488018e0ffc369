"""The network as files: pairs as CSV, the whole as GraphML and GEXF."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from common.errors import api_error, error_body
from common.export import Column, write_csv
from meetings.analysis.network import (
    Network,
    encounters,
    graph_of,
    measure,
    network_of,
)
from meetings.people import PartyBook
from meetings.selection import browse_network

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "graphml": "application/graphml+xml",
    "gexf": "application/gexf+xml",
}
PAIR_COLUMNS = [
    Column("first", lambda row: row[0].slug),
    Column("first_name", lambda row: row[0].name),
    Column("second", lambda row: row[1].slug),
    Column("second_name", lambda row: row[1].name),
    Column("meetings", lambda row: len(row[2].meetings)),
    Column("weight", lambda row: round(row[2].weight, 4)),
]


def network_as(request: HttpRequest, format_name: str) -> HttpResponse:
    """Return the network of a query as a file; 400 names what is refused."""
    filterset = browse_network(request)
    if not filterset.is_valid():
        errors = [
            api_error(str(message), field)
            for field, messages in filterset.errors.items()
            for message in messages
        ]
        return JsonResponse(error_body(400, errors), status=400)
    rooms = encounters(filterset.qs, request.user, filterset.options())
    network = network_of(rooms)
    day = filterset.form.cleaned_data["as_of"]
    book = PartyBook(network.nodes, request.user, day)
    write = WRITERS[format_name]
    response = HttpResponse(write(network, book), content_type=MEDIA_TYPES[format_name])
    response["Content-Disposition"] = f'attachment; filename="network.{format_name}"'
    kept = (
        "private, no-store" if request.user.is_authenticated else "public, max-age=60"
    )
    response["Cache-Control"] = kept
    return response


def _pairs(network: Network, book: PartyBook) -> Iterable[Any]:
    for edge in network.strongest():
        first, second = book.party(edge.first), book.party(edge.second)
        if first and second:
            yield first, second, edge


def _csv(network: Network, book: PartyBook) -> str:
    return "".join(write_csv(_pairs(network, book), PAIR_COLUMNS))


def _named_graph(network: Network, book: PartyBook) -> Any:
    """Return the graph with slugs for nodes, and what a program wants to know."""
    import networkx

    measure(network)
    graph = graph_of(network)
    slugs = {}
    for key in list(graph):
        party, node = book.party(key), network.nodes[key]
        if party is None:
            graph.remove_node(key)
            continue
        slugs[key] = party.slug
        graph.nodes[key].update(
            label=party.name,
            kind=party.kind,
            side=book.latest_side(key),
            meetings=node.meetings,
            betweenness=round(node.betweenness, 6),
            community=node.community,
        )
    return networkx.relabel_nodes(graph, slugs)


def _graphml(network: Network, book: PartyBook) -> bytes:
    import networkx

    buffer = io.BytesIO()
    networkx.write_graphml(_named_graph(network, book), buffer)
    return buffer.getvalue()


def _gexf(network: Network, book: PartyBook) -> bytes:
    import networkx

    buffer = io.BytesIO()
    networkx.write_gexf(_named_graph(network, book), buffer)
    return buffer.getvalue()


WRITERS: dict[str, Callable[[Network, PartyBook], str | bytes]] = {
    "csv": _csv,
    "graphml": _graphml,
    "gexf": _gexf,
}
