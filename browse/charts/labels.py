"""Where the names of marks stand, so that no name lies on another or on a mark.

Each name has many places around its mark, the nearest first; the more important name
chooses first. A later name without a free place is left out (the greedy placement of
J. Christensen, J. Marks and S. Shieber, An empirical study of algorithms for
point-feature label placement, 1995). The same input gives the same places.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

# The advance of a small and of a capital letter and a line's height, at 12 units.
LETTER, CAPITAL, LINE = 6.5, 8.4, 16.0
# Between a mark and its name, and free on both sides of a name.
GAP, AIR = 4.0, 2.0
# How far from its mark a name may stand, in lines, and how far along it.
RINGS = (0.0, 0.8, 1.7)

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Spot:
    """A mark that wants a name: its middle, half its size, and the name as drawn."""

    x: float
    y: float
    size: float
    text: str

    @property
    def box(self) -> Box:
        """What the mark covers."""
        x, y, size = self.x, self.y, self.size
        return (x - size, y - size, x + size, y + size)


@dataclass(frozen=True)
class Place:
    """Where a name stands: its base line, and which end of it `x` is."""

    x: float
    y: float
    anchor: str
    box: Box


def place_labels(spots: Sequence[Spot], frame: Box) -> list[Place | None]:
    """Return a place for each name, the first served first; None without a free one.

    frame: what names must stay inside. No two boxes of the answer overlap, and none
    overlaps a mark.
    """
    marks = [spot.box for spot in spots]
    taken: list[Box] = []
    found: list[Place | None] = []
    for spot in spots:
        place = next(
            (
                one
                for one in _places(spot)
                if _inside(one.box, frame) and is_free(one.box, (*taken, *marks))
            ),
            None,
        )
        found.append(place)
        if place:
            taken.append(place.box)
    return found


def is_free(box: Box, others: Iterable[Box]) -> bool:
    """Say whether a box overlaps none of the others; touching edges do not overlap."""
    return not any(
        min(box[2], other[2]) > max(box[0], other[0])
        and min(box[3], other[3]) > max(box[1], other[1])
        for other in others
    )


def _places(spot: Spot) -> Iterator[Place]:
    """Yield the places of a name: beside, above and below its mark, then further off."""
    wide = sum(CAPITAL if sign.isupper() else LETTER for sign in spot.text)
    for ring in RINGS:
        off = spot.size + GAP + ring * LINE
        below, above = spot.y + off + LINE * 0.65, spot.y - off
        level = spot.y + LINE * 0.3
        yield _place(spot.x, below, "middle", wide)
        for y in (level, level - ring * LINE, level + ring * LINE):
            yield _place(spot.x + spot.size + GAP, y, "start", wide)
            yield _place(spot.x - spot.size - GAP, y, "end", wide)
        yield _place(spot.x, above, "middle", wide)
        for y in (below, above):
            yield _place(spot.x - spot.size, y, "start", wide)
            yield _place(spot.x + spot.size, y, "end", wide)


def _place(x: float, y: float, anchor: str, wide: float) -> Place:
    back = {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
    left = x - back
    box = (left - AIR, y - LINE * 0.75, left + wide + AIR, y + LINE * 0.25)
    return Place(round(x, 1), round(y, 1), anchor, box)


def _inside(box: Box, frame: Box) -> bool:
    return (
        box[0] >= frame[0]
        and box[1] >= frame[1]
        and box[2] <= frame[2]
        and box[3] <= frame[3]
    )
