"""Who meets whom: parties as nodes, meetings in one room as edges.

Two parties are joined by every meeting at which they met, as `meetings.analysis.pairs`
says it: in one room, at least partly held, not indirectly, and not where one and the
same took part for both.
A meeting of n parties adds 1/(n-1) to the weight of each of its edges, so that a summit
of twenty does not outweigh twenty talks between two (M. E. J. Newman, Scientific
collaboration networks II, Physical Review E 64, 016132, 2001).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from django.db.models import QuerySet

from common.standing import Standing, statement
from meetings.analysis.certainty import INDEPENDENT, ORIGINS
from meetings.analysis.pairs import rows_in_room
from meetings.models import Meeting, MeetingCitation, Via
from parties.models import PartyKind

# A meeting of more parties is no small one.
SMALL = 6
SEED = 20110217


@dataclass(frozen=True)
class Encounter:
    """The parties in one room at one meeting, each with those who took part for it."""

    meeting: int
    people: Mapping[int, frozenset[int]]

    @property
    def parties(self) -> frozenset[int]:
        """The parties in the room."""
        return frozenset(self.people)

    def pairs(self) -> Iterable[tuple[int, int]]:
        """Yield each pair that met, once, the smaller id first."""
        for one, other in combinations(sorted(self.people), 2):
            if self.people[one] - self.people[other] and (
                self.people[other] - self.people[one]
            ):
                yield one, other


@dataclass
class Edge:
    """Two parties with the meetings that prove it."""

    first: int
    second: int
    meetings: list[int] = field(default_factory=list)
    weight: float = 0.0


@dataclass
class Node:
    """A party with its meetings, and what follows from its place in the network."""

    party: int
    meetings: int
    partners: int = 0
    strength: float = 0.0
    betweenness: float = 0.0
    community: int = 0


@dataclass
class Network:
    """Nodes by party, edges by pair."""

    nodes: dict[int, Node] = field(default_factory=dict)
    edges: dict[tuple[int, int], Edge] = field(default_factory=dict)

    def strongest(self) -> list[Edge]:
        """Return the edges, most meetings first."""
        return sorted(
            self.edges.values(),
            key=lambda edge: (
                -len(edge.meetings),
                -edge.weight,
                edge.first,
                edge.second,
            ),
        )


@dataclass(frozen=True)
class Options:
    """What counts: bodies in place of persons, small meetings, two outlets at least."""

    bodies: bool = False
    small: bool = False
    confirmed: bool = False


# With bodies, a person stands for whom it represents, and a ministry for its state.
NOT_BODIES = (PartyKind.PERSON, PartyKind.MINISTRY)


def encounters(
    meetings: QuerySet[Meeting], user: Any, options: Options
) -> list[Encounter]:
    """Return who was in one room with whom, at those meetings that count.

    meetings: the set to look at, of which what was not held is left out.
    """
    people: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    shown: dict[int, set[int]] = defaultdict(set)
    for meeting, party, person, via, kind in _rows(meetings, user, options):
        people[meeting][party].add(person)
        if kind not in NOT_BODIES if options.bodies else via == Via.DIRECT:
            shown[meeting].add(party)
    return [
        Encounter(
            meeting, {party: frozenset(people[meeting][party]) for party in parties}
        )
        for meeting, parties in shown.items()
        if not options.small or len(parties) <= SMALL
    ]


def _rows(meetings: QuerySet[Meeting], user: Any, options: Options) -> QuerySet[Any]:
    rows = rows_in_room(user).filter(meeting__in=meetings.order_by().values("pk"))
    if options.confirmed:
        rows = rows.filter(meeting__in=_confirmed())
    return rows.order_by().values_list(
        "meeting", "party", "participation", "via", "party__kind"
    )


def kept_network(
    standing: Standing,
    meetings: QuerySet[Meeting],
    user: Any,
    options: Options,
    *,
    measured: bool = False,
) -> tuple[list[Encounter], Network]:
    """Return `encounters` and their network, kept as the database stands.

    measured: also with the measures of `measure`, which take long.
    """

    def make() -> tuple[list[Encounter], Network]:
        rooms = encounters(meetings, user, options)
        network = network_of(rooms)
        if measured:
            measure(network)
        return rooms, network

    rows = statement(_rows(meetings, user, options))
    return standing.keep(("network", rows, options, measured), make)


def _confirmed() -> Any:
    """Ids of meetings reported by two outlets; an agency's text counts as its own."""
    return (
        MeetingCitation.objects.order_by()
        .values("meeting")
        .annotate(independent=ORIGINS)
        .filter(independent__gte=INDEPENDENT)
        .values("meeting")
    )


def network_of(rooms: Iterable[Encounter]) -> Network:
    """Count and weigh encounters; the measures of `measure` are still nought."""
    found = Network()
    for room in rooms:
        for party in room.parties:
            node = found.nodes.setdefault(party, Node(party, 0))
            node.meetings += 1
        share = 1 / (len(room.parties) - 1) if len(room.parties) > 1 else 0.0
        for pair in room.pairs():
            edge = found.edges.setdefault(pair, Edge(*pair))
            edge.meetings.append(room.meeting)
            edge.weight += share
            for party in pair:
                found.nodes[party].strength += share
    for first, second in found.edges:
        found.nodes[first].partners += 1
        found.nodes[second].partners += 1
    return found


def measure(network: Network) -> None:
    """Measure the place of every party in a network.

    Betweenness: share of the shortest paths between others (strong ties are short) that
    lead through it. Community: a number shared by parties that meet each other more
    than others (Louvain; V. D. Blondel et al., Fast unfolding of communities, 2008).
    """
    import networkx

    graph = graph_of(network)
    between = networkx.betweenness_centrality(graph, weight="distance")
    groups = networkx.community.louvain_communities(graph, weight="weight", seed=SEED)
    ordered = sorted(groups, key=lambda group: (-len(group), min(group)))
    for number, group in enumerate(ordered, start=1):
        for party in group:
            network.nodes[party].community = number
    for party, node in network.nodes.items():
        node.betweenness = float(between[party])


def graph_of(network: Network) -> Any:
    """Return the network as a networkx graph: weight, meetings, and distance."""
    import networkx

    graph = networkx.Graph()
    graph.add_nodes_from(sorted(network.nodes))
    for (first, second), edge in sorted(network.edges.items()):
        graph.add_edge(
            first,
            second,
            weight=round(edge.weight, 6),
            meetings=len(edge.meetings),
            distance=1 / edge.weight,
        )
    return graph
