"""Checks that several kinds of record share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from data.checks.dataset import Dataset, host_of
from data.checks.dates import covers, edtf
from data.checks.findings import Findings, Spot
from data.checks.shapes import (
    NAME,
    POSITION,
    SOURCE,
    Row,
    Shape,
    choice,
    fits,
    fitting,
)


def records(
    data: Dataset, stem: str, expected: Shape, findings: Findings
) -> Iterator[tuple[Spot, Row]]:
    """The rows of a file that have the right shape, each with its spot."""
    for number, row in enumerate(data.rows[stem], 1):
        spot = findings.on(f"{stem}.yaml", str(row.get("id") or f"row {number}"))
        if fits(spot, row, expected):
            yield spot, row


def sources(
    spot: Spot, row: Row, data: Dataset, least: int = 1, expected: Shape = SOURCE
) -> None:
    """Every source has a known outlet that owns the host, and no address repeats."""
    if len(row["sources"]) < least:
        spot.add("sources", "no source")
    seen: set[str] = set()
    for inner, source in fitting(spot, row, "sources", expected):
        url = source["url"]
        data.known(inner, "outlet", "sources", source["outlet"])
        data.known(inner, "agency", "sources", source.get("agency"))
        if not url.startswith(("http://", "https://")):
            inner.add("url", f"{url!r} is not an address on the web")
        owner = data.hosts.get(host_of(url))
        if owner != source["outlet"]:
            inner.add("url", f"host {host_of(url)} belongs to {owner}, not the outlet")
        if url in seen:
            inner.add("url", "is listed twice")
        seen.add(url)
        edtf(inner, "published", source.get("published"))


def names(spot: Spot, row: Row, languages: Iterable[str] = ()) -> None:
    """Names have a text; some kinds of record must have them in given languages."""
    found = set()
    for inner, name in fitting(spot, row, "names", NAME):
        found.add(name["lang"])
        if "type" in name:
            choice(inner, "type", "name type", name["type"])
    for language in languages:
        if language not in found:
            spot.add("names", f"no name in {language}")


def position(
    spot: Spot, name: str, holder: str, office: Row | None, when: str, data: Dataset
) -> None:
    """The office is one of the person's in parties.yaml and was held at the date."""
    if office is None or not fits(spot.row(name), office, POSITION):
        return
    wanted = (office["organisation"], office["title"])
    tenures = [
        tenure
        for tenure in data.index["parties"].get(holder, {}).get("positions", [])
        if (tenure["organisation"], tenure["title"]) == wanted
    ]
    if not tenures:
        spot.add(name, f"{holder} has no office {wanted[1]!r} at {wanted[0]}")
    elif not any(covers(row["from"], row["to"], when) for row in tenures):
        spot.add(name, f"{holder} was not {wanted[1]!r} on {when}")


def process(spot: Spot, name: str, slug: str | None, when: str, data: Dataset) -> None:
    """The process is known and its dates include the record's."""
    if not data.known(spot, name, "processes", slug) or slug is None:
        return
    row = data.index["processes"][slug]
    if row and not covers(row["from"], row["to"], when):
        span = f"{row['from']} to {row['to']}"
        spot.add(name, f"{when} is outside {slug} ({span})")


def tree(data: Dataset, stem: str, findings: Findings) -> None:
    """Parents exist and no row is its own ancestor."""
    index = data.index[stem]
    for slug, row in index.items():
        spot = findings.on(f"{stem}.yaml", slug)
        seen, parent = {slug}, row.get("parent")
        while parent:
            if parent in seen:
                spot.add("parent", f"circle through {parent}")
                break
            if not data.known(spot, "parent", stem, parent):
                break
            seen.add(parent)
            parent = index[parent].get("parent")
