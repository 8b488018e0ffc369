"""Lists as GeoJSON (RFC 7946): what lies where, for maps."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.http import HttpResponseBase

from browse.exports.about import ABOUT
from browse.exports.cells import Point
from browse.exports.file import File, download
from common.export import as_json


def feature_collection(file: File, format_name: str) -> HttpResponseBase:
    """A list as features; one whose place is not known has no geometry."""
    return download(file, _pieces(file), "application/geo+json", format_name)


def _pieces(file: File) -> Iterator[bytes]:
    about = {**ABOUT, "list": file.name, "address": file.list_address}
    head = json.dumps({"type": "FeatureCollection", "about": about})
    yield f'{head[:-1]}, "features": ['.encode()
    separator = "\n"
    columns = file.columns
    for row in file.rows():
        feature = {
            "type": "Feature",
            "id": file.wanted.slug_of(row),
            "geometry": _geometry(
                file.wanted.points(row) if file.wanted.points else []
            ),
            "properties": {column.name: column.read(row) for column in columns},
        }
        yield f"{separator}{as_json(feature)}".encode()
        separator = ",\n"
    yield b"\n]}\n"


def _geometry(points: list[Point]) -> dict[str, Any] | None:
    if not points:
        return None
    if len(points) == 1:
        return {"type": "Point", "coordinates": points[0]}
    return {"type": "MultiPoint", "coordinates": points}
