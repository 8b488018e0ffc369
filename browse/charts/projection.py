"""The two frames of the maps, and where a place lies in them.

Lambert's azimuthal equal-area projection about 17°E 37.5°N, on a sphere: areas on the
map compare as they do on the ground. Formulas: J. P. Snyder, Map Projections: A Working
Manual (USGS Professional Paper 1395, 1987), equations 22-4 and 24-2.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

CENTRE_LON, CENTRE_LAT = 17.0, 37.5
EARTH_RADIUS_KM = 6371.0


def project(lon: float, lat: float) -> tuple[float, float]:
    """Return kilometres east and south of the centre for degrees east and north."""
    x = math.radians(lon - CENTRE_LON)
    y, middle = math.radians(lat), math.radians(CENTRE_LAT)
    cos_distance = math.sin(middle) * math.sin(y) + math.cos(middle) * math.cos(
        y
    ) * math.cos(x)
    scale = EARTH_RADIUS_KM * math.sqrt(2 / (1 + cos_distance))
    east = scale * math.cos(y) * math.sin(x)
    north = scale * (
        math.cos(middle) * math.sin(y) - math.sin(middle) * math.cos(y) * math.cos(x)
    )
    return east, -north


@dataclass(frozen=True)
class Frame:
    """A rectangle of the projected plane, in kilometres, drawn `width` units wide."""

    name: str
    left: float
    top: float
    right: float
    bottom: float
    width: int = 1520

    @property
    def scale(self) -> float:
        """Units of the drawing for one kilometre."""
        return self.width / (self.right - self.left)

    @property
    def height(self) -> int:
        """Height of the drawing in its units."""
        return round((self.bottom - self.top) * self.scale)

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Return where a place lies in the drawing; it may lie outside."""
        east, south = project(lon, lat)
        return (east - self.left) * self.scale, (south - self.top) * self.scale

    def holds(self, lon: float, lat: float, margin: float = 8) -> bool:
        """Say whether a place lies inside the drawing, with room for its mark."""
        x, y = self.point(lon, lat)
        return (
            margin <= x <= self.width - margin and margin <= y <= self.height - margin
        )


LIBYA = Frame("libya", -1060, 370, 1010, 1980)
ABROAD = Frame("abroad", -2400, -2450, 3800, 1500)
FRAMES = (LIBYA, ABROAD)
