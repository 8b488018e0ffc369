"""The links from a list to its files."""

from __future__ import annotations

from browse.exports.registry import LISTS

FORMAT_NAMES = {
    "csv": "CSV",
    "json": "JSON",
    "ndjson": "NDJSON",
    "geojson": "GeoJSON",
    "ics": "iCalendar",
    "atom": "Atom",
}


def export_links(path: str, query: str = "") -> list[dict[str, str]]:
    """Return a link for each format of the list at a path; none if it is no list.

    A file has the address of the list with an extension in place of the last slash.
    """
    base = path.rstrip("/")
    wanted = LISTS.get(base.rpartition("/")[2])
    end = f"?{query}" if query else ""
    return [
        {"format": name, "name": FORMAT_NAMES[name], "url": f"{base}.{name}{end}"}
        for name in (wanted.formats if wanted else ())
    ]
