"""Maps with a dot a place: where the dots and their words go.

Places outside both frames are not drawn; they are returned, to be named beside the map.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from browse.charts.projection import ABROAD, LIBYA, Frame

HOME = "LY"
# Sizes in units of the drawing, which is shown at a quarter to a half of them.
SMALLEST, LARGEST = 13.0, 52.0
LETTER, LINE = 23.0, 46.0
SMALL_LETTER, SMALL_LINE = 19.0, 38.0
MOST_LABELS = 14

# Where the name of a country stands (degrees east, north), where nothing is in its way.
COUNTRY_SPOTS = {
    ABROAD.name: {
        "LY": (17.6, 27.6),
        "DE": (10.3, 51.0),
        "FR": (2.3, 46.7),
        "ES": (-3.8, 40.2),
        "IT": (12.2, 43.3),
        "GB": (-1.6, 52.6),
        "GR": (22.2, 39.4),
        "TR": (34.5, 39.0),
        "EG": (29.3, 27.0),
        "TN": (9.3, 34.4),
        "DZ": (2.6, 31.0),
        "MA": (-6.3, 32.0),
        "RU": (42.0, 53.5),
        "SA": (42.5, 26.6),
        "IR": (54.5, 33.0),
    },
    LIBYA.name: {
        "TN": (9.6, 33.0),
        "DZ": (7.8, 28.6),
        "EG": (26.8, 27.6),
        "NE": (12.0, 21.4),
        "TD": (18.0, 20.6),
    },
}


# The three historic regions: words on the land, without borders.
REGION_SPOTS = (
    (_("Tripolitania"), 13.6, 28.9),
    (_("Cyrenaica"), 22.3, 29.2),
    (_("Fezzan"), 14.6, 25.2),
)


@dataclass(frozen=True)
class Spot:
    """A place to be drawn: degrees, how many it stands for, where it leads."""

    name: str
    lon: float
    lat: float
    country: str = ""
    count: int = 1
    url: str = ""
    lang: str = "en"


@dataclass(frozen=True)
class Dot:
    """A place in the drawing, with its word to one side, or without."""

    spot: Spot
    x: float
    y: float
    radius: float
    label_x: float = 0
    label_y: float = 0
    anchor: str = ""


@dataclass(frozen=True)
class Label:
    """The name of a country, in the middle of it."""

    code: str
    x: float
    y: float


@dataclass(frozen=True)
class RegionLabel:
    """The name of a historic region, in the reader's language."""

    name: str
    x: float
    y: float


@dataclass
class DotMap:
    """A frame with its dots, largest first, and what lies beyond it."""

    frame: Frame
    dots: list[Dot] = field(default_factory=list)
    countries: list[Label] = field(default_factory=list)
    beyond: list[Spot] = field(default_factory=list)
    regions: list[RegionLabel] = field(default_factory=list)

    @property
    def linked(self) -> bool:
        """Say whether the dots lead somewhere."""
        return any(dot.spot.url for dot in self.dots)

    @property
    def total(self) -> int:
        """What all dots stand for together."""
        return sum(dot.spot.count for dot in self.dots)


Box = tuple[float, float, float, float]


def locator(spots: Sequence[Spot]) -> DotMap | None:
    """Return the map of the places of one record, None where none can be drawn.

    Libya's frame when all of them lie there, else the wider one: always one of the two,
    so that a reader knows the picture.
    """
    if not spots:
        return None
    at_home = all(spot.country == HOME for spot in spots)
    drawn = dot_map(LIBYA if at_home else ABROAD, spots)
    return drawn if drawn.dots else None


def dot_map(frame: Frame, spots: Sequence[Spot]) -> DotMap:
    """Lay out places in a frame; the area of a dot grows with its count."""
    drawn = DotMap(frame)
    inside = [spot for spot in spots if frame.holds(spot.lon, spot.lat)]
    drawn.beyond = [spot for spot in spots if spot not in inside]
    most = max((spot.count for spot in inside), default=1)
    ordered = sorted(inside, key=lambda spot: (-spot.count, spot.name))
    taken: list[Box] = []
    bare = []
    for spot in ordered:
        x, y = frame.point(spot.lon, spot.lat)
        radius = _radius(spot.count, most)
        taken.append((x - radius, y - radius, x + radius, y + radius))
        bare.append(Dot(spot, round(x), round(y), round(radius)))
    for number, dot in enumerate(bare):
        labelled = _labelled(dot, frame, taken) if number < MOST_LABELS else dot
        drawn.dots.append(labelled)
    drawn.countries = _countries(frame, taken)
    drawn.regions = _regions(frame, taken)
    return drawn


def _radius(count: int, most: int) -> float:
    share = math.sqrt(count / most) if most else 0
    return max(SMALLEST, LARGEST * share) if most > 1 else SMALLEST * 1.6


def _labelled(dot: Dot, frame: Frame, taken: list[Box]) -> Dot:
    """Put the word right, left, below or above, wherever it is free; else leave it."""
    wide = len(dot.spot.name) * LETTER
    gap = dot.radius + 10
    tries = (
        (dot.x + gap, dot.y + LINE / 3, "start", 0.0),
        (dot.x - gap, dot.y + LINE / 3, "end", wide),
        (dot.x, dot.y + gap + LINE * 0.8, "middle", wide / 2),
        (dot.x, dot.y - gap - 4, "middle", wide / 2),
    )
    for x, y, anchor, back in tries:
        box = (x - back, y - LINE * 0.8, x - back + wide, y + LINE * 0.2)
        if _is_free(box, frame, taken, dot):
            taken.append(box)
            return Dot(dot.spot, dot.x, dot.y, dot.radius, round(x), round(y), anchor)
    return dot


def _is_free(box: Box, frame: Frame, taken: list[Box], dot: Dot | None = None) -> bool:
    left, top, right, bottom = box
    if left < 4 or top < 4 or right > frame.width - 4 or bottom > frame.height - 4:
        return False
    for other in taken:
        own = (
            dot is not None
            and other[0] < dot.x < other[2]
            and (other[1] < dot.y < other[3])
        )
        crossing = (
            left < other[2]
            and other[0] < right
            and top < other[3]
            and other[1] < bottom
        )
        if crossing and not own:
            return False
    return True


def _countries(frame: Frame, taken: list[Box]) -> list[Label]:
    """Name the countries around, but for those whose name would hide a dot or word."""
    found = []
    for code, (lon, lat) in COUNTRY_SPOTS[frame.name].items():
        x, y = frame.point(lon, lat)
        half = 6 * SMALL_LETTER
        box = (x - half, y - SMALL_LINE, x + half, y + SMALL_LINE / 3)
        if _is_free(box, frame, taken):
            found.append(Label(code, round(x), round(y)))
    return found


def _regions(frame: Frame, taken: list[Box]) -> list[RegionLabel]:
    """Name Libya's regions on its own map, where no dot or word is in the way."""
    found = []
    for name, lon, lat in REGION_SPOTS if frame == LIBYA else ():
        x, y = frame.point(lon, lat)
        half = len(str(name)) * SMALL_LETTER / 2
        if _is_free(
            (x - half, y - SMALL_LINE, x + half, y + SMALL_LINE / 3), frame, taken
        ):
            found.append(RegionLabel(str(name), round(x), round(y)))
    return found
