"""Where the parties of a network stand: near whom they meet, in the direction of their
side, and where they stood before.

Forces as in T. Fruchterman and E. Reingold, Graph drawing by force-directed placement
(Software: Practice and Experience 21, 1991), with a pull to the place of the side, and
with marks that push each other apart. Nothing is random: the same network and the same
former places give the same picture.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from meetings.analysis.network import Network
from parties.models import Side

# Directions of the sides around the middle, as a reader looks for them.
ANCHORS: dict[str, tuple[float, float]] = {
    Side.WEST: (-0.55, 0.15),
    Side.EAST: (0.55, 0.15),
    Side.UN: (0.0, 0.6),
    Side.REGIONAL: (-0.3, -0.6),
    Side.GLOBAL: (0.4, -0.6),
    Side.NEUTRAL: (0.0, 0.2),
    Side.OTHER: (0.75, 0.7),
    "": (0.0, 0.0),
}
STEPS = 320
SPACE = 0.17
HEAT = 0.08
PULL = 0.9
GOLDEN = math.pi * (3 - math.sqrt(5))

Place = tuple[float, float]


def lay_out(
    network: Network,
    parties: list[int],
    sides: Mapping[int, str],
    former: Mapping[int, Place],
) -> dict[int, Place]:
    """Return places within about -1 to 1 by party, y growing downwards.

    parties: those to be drawn. sides: by party. former: where they stood; a party that
    stood somewhere stays there, and only the others look for a place.
    """
    import numpy

    if not parties:
        return {}
    order = sorted(parties)
    index = {party: number for number, party in enumerate(order)}
    start = [former.get(party) or _begin(party, sides, index) for party in order]
    place = numpy.array(start, dtype=float)
    anchor = numpy.array([ANCHORS[sides.get(party, "")] for party in order])
    ties = _ties(network, index)
    free = numpy.array([[party not in former] for party in order])
    for step in range(STEPS if free.any() else 0):
        push = _forces(place, anchor, ties)
        length = numpy.maximum(numpy.linalg.norm(push, axis=1, keepdims=True), 1e-9)
        limit = HEAT * (1 - step / STEPS)
        place += free * push / length * numpy.minimum(length, limit)
    return {
        party: (round(float(x), 4), round(float(y), 4))
        for party, (x, y) in zip(order, place, strict=True)
    }


def _begin(party: int, sides: Mapping[int, str], index: Mapping[int, int]) -> Place:
    """Return a first place near that of the side, on a spiral so that none coincide."""
    x, y = ANCHORS[sides.get(party, "")]
    turn, far = GOLDEN * index[party], 0.03 * math.sqrt(index[party] + 1)
    return x + far * math.cos(turn), y + far * math.sin(turn)


def _ties(network: Network, index: Mapping[int, int]) -> Any:
    """Return the symmetric matrix of weights, damped: 1 for the strongest tie."""
    import numpy

    ties = numpy.zeros((len(index), len(index)))
    for (first, second), edge in network.edges.items():
        if first in index and second in index:
            a, b = index[first], index[second]
            ties[a, b] = ties[b, a] = math.sqrt(edge.weight)
    most = ties.max()
    return ties / most if most else ties


def _forces(place: Any, anchor: Any, ties: Any) -> Any:
    """Return the push on every party: apart from all, towards partners and the side."""
    import numpy

    apart = place[:, None, :] - place[None, :, :]
    distance = numpy.maximum(numpy.linalg.norm(apart, axis=2), 1e-3)
    numpy.fill_diagonal(distance, 1.0)
    repulsion = (SPACE / distance) ** 2 * 0.5
    repulsion += numpy.where(distance < SPACE, (SPACE - distance) * 4, 0)
    numpy.fill_diagonal(repulsion, 0.0)
    strength = repulsion - ties * distance * 1.2
    push = (apart / distance[:, :, None] * strength[:, :, None]).sum(axis=1)
    return push + (anchor - place) * PULL
