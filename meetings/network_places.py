"""Keeping the places of parties in the picture of the network."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from meetings.analysis.layout import lay_out
from meetings.analysis.network import Network, Options, encounters, network_of
from meetings.models import Meeting, NetworkPlace
from meetings.people import PartyBook

# Who met less often is placed when it is drawn, among those it met.
FEWEST_MEETINGS = 2


def refresh_network_places() -> int:
    """Lay out the network of published meetings anew; answer how many places changed.

    Parties start where they stood, so that a reader finds them again.
    """
    return sum(_refresh(bodies) for bodies in (False, True))


def stored_places(bodies: bool) -> dict[int, tuple[float, float]]:
    """Return the kept places by party."""
    rows = NetworkPlace.objects.visible_to(AnonymousUser()).filter(bodies=bodies)
    return {party: (x, y) for party, x, y in rows.values_list("party", "x", "y")}


@transaction.atomic
def _refresh(bodies: bool) -> int:
    anybody = AnonymousUser()
    rooms = encounters(
        Meeting.objects.published(), anybody, Options(bodies=bodies, small=False)
    )
    network = network_of(rooms)
    drawn = [
        party
        for party, node in network.nodes.items()
        if node.meetings >= FEWEST_MEETINGS
    ]
    book = PartyBook(drawn, anybody)
    sides = {party: book.latest_side(party) for party in drawn}
    former = stored_places(bodies)
    placed = lay_out(network, drawn, sides, former)
    changed = [party for party, place in placed.items() if former.get(party) != place]
    NetworkPlace.objects.filter(bodies=bodies).exclude(party__in=placed).delete()
    NetworkPlace.objects.bulk_create(
        [
            NetworkPlace(party_id=party, bodies=bodies, x=x, y=y)
            for party, (x, y) in placed.items()
        ],
        update_conflicts=True,
        unique_fields=("party", "bodies"),
        update_fields=("x", "y"),
    )
    return len(changed)


def placed_among_partners(
    network: Network, parties: list[int], stored: dict[int, tuple[float, float]]
) -> dict[int, tuple[float, float]]:
    """Return a place for every party: the kept one, else amid those it met."""
    found = {party: stored[party] for party in parties if party in stored}
    for number, party in enumerate(sorted(set(parties) - set(found))):
        near = [
            stored[other]
            for edge in network.edges.values()
            if party in (edge.first, edge.second)
            and (other := edge.second if edge.first == party else edge.first) in stored
        ]
        x = sum(at[0] for at in near) / len(near) if near else 0.0
        y = sum(at[1] for at in near) / len(near) if near else 0.9
        found[party] = (round(x + 0.05 * (number % 5 - 2), 4), round(y + 0.12, 4))
    return found
