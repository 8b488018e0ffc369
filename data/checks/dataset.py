"""What was read: rows by file, the index of ids, the outlet of each host."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from data.checks.findings import Findings, Spot
from data.checks.shapes import ROWS, Row, fits, fitting

_SLUG = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")


@dataclass(frozen=True)
class Dataset:
    """Rows by file stem, each file's index of ids, and the outlet of each host.

    A row that has not the right shape is an empty mapping in the index: its id is
    known, and nothing is read from it.
    """

    rows: dict[str, list[Row]]
    index: dict[str, dict[str, Row]]
    hosts: dict[str, str]

    @classmethod
    def from_rows(cls, rows: dict[str, list[Row]], findings: Findings) -> Dataset:
        """Index what was read; a bad or repeated id is reported."""
        index = {stem: _index(stem, rows[stem], findings) for stem in ROWS}
        hosts = {
            host: slug
            for slug, outlet in index["sources"].items()
            for host in outlet.get("url_hosts", [])
        }
        return cls(rows, index, hosts)

    def known(self, spot: Spot, name: str, stem: str, value: str | None) -> bool:
        """Report a reference to a row that the file `stem` lacks; null passes."""
        if value is None or value in self.index[stem]:
            return True
        spot.add(name, f"{value!r} is not in {stem}.yaml")
        return False


def host_of(url: str) -> str:
    """The host of an address in lower case and without www."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        host = ""
    return host.lower().removeprefix("www.")


def _index(stem: str, rows: list[Row], findings: Findings) -> dict[str, Row]:
    seen: dict[str, Row] = {}
    for number, row in enumerate(rows, 1):
        slug = row.get("id")
        spot = findings.on(f"{stem}.yaml", str(slug or f"row {number}"))
        if not isinstance(slug, str) or not _SLUG.fullmatch(slug):
            spot.add("id", f"{slug!r} is not a slug of small letters, digits and -")
            continue
        if slug in seen:
            spot.add("id", "is used twice")
        seen[slug] = row if _is_sound(stem, row) else {}
    return seen


def _is_sound(stem: str, row: Row) -> bool:
    """Whether the row and its lists have their shapes, reporting nothing."""
    trial = Findings().on("", "")
    expected, lists = ROWS[stem]
    if not fits(trial, row, expected):
        return False
    return all(
        len(list(fitting(trial, row, name, inner))) == len(row[name])
        for name, inner in lists.items()
    )
