"""Checks of parties, places, topics, processes and outlets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from data.checks.dataset import Dataset
from data.checks.dates import edtf, first, last
from data.checks.findings import Findings, Spot
from data.checks.shapes import (
    OFFICE,
    OUTLET,
    PARTY,
    PLACE,
    PROCESS,
    RELATION,
    SIDE,
    TOPIC,
    Row,
    choice,
    fitting,
)
from data.checks.shared import names, records, sources, tree

_COUNTRY = re.compile(r"[A-Z]{2}")
MOST_TOPICS = 35
UPWARD = ("part_of", "ministry_of")


def _country(spot: Spot, value: str | None) -> None:
    if value is not None and not _COUNTRY.fullmatch(value):
        spot.add("country", f"{value!r} is not a country code of two capital letters")


def check_outlets(data: Dataset, findings: Findings) -> None:
    """Outlets: closed lists, country codes, one outlet a host."""
    owners: dict[str, str] = {}
    for spot, outlet in records(data, "sources", OUTLET, findings):
        choice(spot, "kind", "outlet kind", outlet["kind"])
        _country(spot, outlet["country"])
        for host in outlet["url_hosts"]:
            if host in owners:
                spot.add("url_hosts", f"{host} also belongs to {owners[host]}")
            owners[host] = outlet["id"]


def check_parties(data: Dataset, findings: Findings) -> None:
    """Parties: names, sides, offices, relations, other ids, sources."""
    others: dict[str, str] = {}
    for spot, party in records(data, "parties", PARTY, findings):
        choice(spot, "kind", "party kind", party["kind"])
        _country(spot, party["country"])
        names(spot, party)
        _other_ids(spot, party, others, data)
        for inner, side in fitting(spot, party, "side", SIDE):
            choice(inner, "side", "side", side["side"])
            _span(inner, side)
        for name in ("born", "died", "founded", "dissolved"):
            edtf(spot, name, party.get(name))
        _offices(spot, party, data)
        _relations(spot, party, data)
        sources(spot, party, data, least=1 if party["verified"] else 0)
    _circles(data, findings)


def _span(spot: Spot, row: Row) -> None:
    edtf(spot, "from", row["from"])
    edtf(spot, "to", row["to"])
    if first(row["from"]) > last(row["to"]):
        spot.add("to", f"{row['to']} is before the start, {row['from']}")


def _other_ids(spot: Spot, party: Row, others: dict[str, str], data: Dataset) -> None:
    for other in party.get("other_ids") or []:
        if other in data.index["parties"]:
            spot.add("other_ids", f"{other} is itself a party")
        if other in others:
            spot.add("other_ids", f"{other} also belongs to {others[other]}")
        others[other] = party["id"]


def _offices(spot: Spot, party: Row, data: Dataset) -> None:
    for inner, office in fitting(spot, party, "positions", OFFICE):
        data.known(inner, "organisation", "parties", office["organisation"])
        _span(inner, office)
        sources(inner, office, data, least=0)


def _relations(spot: Spot, party: Row, data: Dataset) -> None:
    for inner, relation in fitting(spot, party, "relations", RELATION):
        choice(inner, "type", "party relation", relation["type"])
        data.known(inner, "target", "parties", relation["target"])
        if relation["target"] == party["id"]:
            inner.add("target", "is the party itself")
        _span(inner, relation)


def _circles(data: Dataset, findings: Findings) -> None:
    """No organisation is, over part_of and ministry_of, part of itself."""
    for slug in data.index["parties"]:
        seen: set[str] = set()
        waiting = list(_above(data, slug))
        while waiting:
            step = waiting.pop()
            if step not in seen:
                seen.add(step)
                waiting.extend(_above(data, step))
        if slug in seen:
            spot = findings.on("parties.yaml", slug)
            spot.add("relations", "part_of and ministry_of lead back to the party")


def _above(data: Dataset, slug: str) -> Iterator[str]:
    for relation in data.index["parties"].get(slug, {}).get("relations", []):
        if relation["type"] in UPWARD and relation["target"] != slug:
            yield relation["target"]


def check_places(data: Dataset, findings: Findings) -> None:
    """Places: names in three languages, coordinates, parents nearby."""
    for spot, place in records(data, "places", PLACE, findings):
        choice(spot, "kind", "place kind", place["kind"])
        names(spot, place, ("en", "ar", "ru"))
        _country(spot, place["country"])
        if not -90 <= place["lat"] <= 90:
            spot.add("lat", f"{place['lat']} is out of range")
        if not -180 <= place["lon"] <= 180:
            spot.add("lon", f"{place['lon']} is out of range")
        basis = place["coordinates_from"]
        choice(spot, "coordinates_from", "coordinates source", basis)
        if (basis == "geonames") != isinstance(place["geonames_id"], int):
            spot.add("coordinates_from", f"{basis} does not agree with geonames_id")
        _near_its_parent(spot, place, data)
    tree(data, "places", findings)


def _near_its_parent(spot: Spot, place: Row, data: Dataset) -> None:
    parent = data.index["places"].get(place["parent"] or "")
    if not parent:
        return
    if parent["country"] != place["country"]:
        spot.add("parent", "is in another country")
    apart = [abs(parent[axis] - place[axis]) for axis in ("lat", "lon")]
    if apart[0] > 1 or apart[1] > 1.2:
        spot.add("parent", "is far away")


def check_topics(data: Dataset, findings: Findings) -> None:
    """Topics: two levels, names in Arabic and Russian, not too many."""
    for spot, topic in records(data, "topics", TOPIC, findings):
        names(spot, topic, ("ar", "ru"))
        if data.index["topics"].get(topic["parent"] or "", {}).get("parent"):
            spot.add("parent", "makes a third level")
    tree(data, "topics", findings)
    if len(data.rows["topics"]) > MOST_TOPICS:
        findings.on("topics.yaml").add("topics", f"more than {MOST_TOPICS}")


def check_processes(data: Dataset, findings: Findings) -> None:
    """Processes: names, dates, sponsors, sources, parents."""
    for spot, process in records(data, "processes", PROCESS, findings):
        choice(spot, "kind", "process kind", process["kind"])
        names(spot, process, ("ar", "ru"))
        _span(spot, process)
        for sponsor in process["sponsors"]:
            data.known(spot, "sponsors", "parties", sponsor)
        sources(spot, process, data)
    tree(data, "processes", findings)
