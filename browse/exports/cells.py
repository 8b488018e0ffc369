"""How columns read records that were loaded for the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from common.export import Column

Point = tuple[float, float]


def same(*names: str) -> list[Column]:
    """Columns that read the attribute of their own name; an empty text is none."""

    def reader(name: str) -> Callable[[Any], Any]:
        return lambda row: getattr(row, name) if getattr(row, name) != "" else None

    return [Column(name, reader(name)) for name in names]


def part_of(name: str, attribute: str = "slug") -> Callable[[Any], Any]:
    """Read a part of what a row refers to, as a mapping or a record; None for none."""

    def read(row: Any) -> Any:
        other = getattr(row, name)
        if other is None or isinstance(other, dict):
            return other and other[attribute]
        return getattr(other, attribute)

    return read


def slugs_of(name: str) -> Callable[[Any], list[str]]:
    """Read the slugs of the mappings in a list of the row."""
    return lambda row: [one["slug"] for one in getattr(row, name)]


def names(row: Any) -> list[str]:
    """All names of a record, in every language and script."""
    return [one.text for one in row.names.all()]


def reports(row: Any) -> list[str]:
    """The addresses of the cited reports, each once, in order."""
    found = (citation["report"]["source_url"] for citation in row.cited)
    return list(dict.fromkeys(url for url in found if url))


def contested(row: Any) -> list[str]:
    """The fields for which several values are reported, each once."""
    return list(dict.fromkeys(one["field"] for one in row.contended))


def reported_values(row: Any) -> list[str]:
    """Each contested field with all its values: "date: 2017-03-29 (shown) | …"."""
    found = []
    for one in row.contended:
        values = " | ".join(
            f"{value['text']} (shown)" if value["preferred"] else value["text"]
            for value in one["values"]
        )
        found.append(f"{one['field']}: {values}")
    return found


def places(row: Any, key: str) -> list[Any]:
    """One fact about each known place of a meeting, in order."""
    return [held["place"][key] for held in row.where_held if held["place"]["slug"]]


def meeting_points(row: Any) -> list[Point]:
    """Longitude and latitude of a meeting's places, each once."""
    known = zip(places(row, "lon"), places(row, "lat"), strict=True)
    return list(dict.fromkeys(point for point in known if None not in point))


def place_points(row: Any) -> list[Point]:
    """Longitude and latitude of a place, if they are known."""
    return [] if row.lat is None else [(row.lon, row.lat)]
