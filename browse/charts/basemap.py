"""Country outlines as one small SVG: for each frame the land, and Libya by itself.

Used by the command `make_basemap` only. Polygons are clipped with shapely, which is a
development dependency and imported where it is used.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Any

from browse.charts.projection import FRAMES, Frame

OUTER = "Libya"
# Coarser than this (in units of the drawing) no bend is kept; smaller islands are not
# drawn. The widest frame is shown at about a quarter of its units.
TOLERANCE, SMALLEST_AREA = 1.4, 9.0
MARGIN = 6.0
# Degrees around the middle outside which nothing can enter a frame.
WINDOW = (-35.0, -5.0, 75.0, 75.0)


def draw(topology: dict[str, Any]) -> str:
    """Return the SVG: shapes land-libya, home-libya, land-abroad, home-abroad.

    topology: TopoJSON with an object `countries` whose geometries have a `name`.
    Raises KeyError, TypeError or ValueError when it is something else.
    """
    countries = dict(_countries(topology))
    parts = ['<svg xmlns="http://www.w3.org/2000/svg">']
    for frame in FRAMES:
        shapes = {name: _path(shape, frame) for name, shape in countries.items()}
        land = "".join(path for name, path in shapes.items() if name != OUTER)
        parts.append(f'<path id="land-{frame.name}" d="{land}"/>')
        parts.append(f'<path id="home-{frame.name}" d="{shapes[OUTER]}"/>')
    return "".join([*parts, "</svg>\n"])


def _countries(topology: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield countries as shapely geometries in degrees, cut to the window."""
    from shapely import box
    from shapely.geometry import MultiPolygon, Polygon
    from shapely.validation import make_valid

    arcs = _arcs(topology)
    window = box(*WINDOW)
    for geometry in topology["objects"]["countries"]["geometries"]:
        kind = geometry["type"]
        if kind not in ("Polygon", "MultiPolygon"):
            continue
        several = geometry["arcs"] if kind == "MultiPolygon" else [geometry["arcs"]]
        rings = [[_ring(arcs, ids) for ids in polygon] for polygon in several]
        polygons = [
            Polygon(outer, [hole for hole in holes if len(hole) >= 4])
            for outer, *holes in rings
            if len(outer) >= 4
        ]
        cut = make_valid(MultiPolygon(polygons)).intersection(window)
        if not cut.is_empty:
            yield geometry["properties"]["name"], cut


def _arcs(topology: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """Decode the delta-coded arcs to degrees (TopoJSON specification, 2.1.4)."""
    (sx, sy), (tx, ty) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        found.append(points)
    return found


def _ring(
    arcs: list[list[tuple[float, float]]], ids: Iterable[int]
) -> list[tuple[float, float]]:
    """Join arcs to a ring; a negative number is an arc read backwards."""
    ring: list[tuple[float, float]] = []
    for number in ids:
        points = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += points[1 if ring else 0 :]
    return ring


def _path(shape: Any, frame: Frame) -> str:
    """Return a country in a frame as SVG path data, "" when it lies outside."""
    from shapely import box, transform
    from shapely.validation import make_valid

    def to_frame(points: Any) -> list[tuple[float, float]]:
        return [frame.point(lon, lat) for lon, lat in points]

    edge = box(-MARGIN, -MARGIN, frame.width + MARGIN, frame.height + MARGIN)
    cut = make_valid(transform(shape, to_frame)).intersection(edge).simplify(TOLERANCE)
    return "".join(
        _closed(ring.coords)
        for polygon in _polygons(cut)
        if polygon.area >= SMALLEST_AREA
        for ring in (polygon.exterior, *polygon.interiors)
    )


def _polygons(shape: Any) -> Iterator[Any]:
    if shape.geom_type == "Polygon":
        yield shape
    for part in getattr(shape, "geoms", ()):
        yield from _polygons(part)


def _closed(points: Iterable[tuple[float, float]]) -> str:
    """Write a ring in whole units, each point relative to the one before."""
    whole = [(round(x), round(y)) for x, y in points]
    steps = [
        (x - px, y - py)
        for (px, py), (x, y) in itertools.pairwise(whole)
        if (x, y) != (px, py)
    ]
    if len(steps) < 2:
        return ""
    written = " ".join(f"{dx} {dy}" for dx, dy in steps).replace(" -", "-")
    return f"M{whole[0][0]} {whole[0][1]}l{written}z"
