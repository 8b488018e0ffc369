"""The network as a picture: marks by side, lines by strength, names beside them."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from browse.charts.labels import Spot, place_labels

WIDTH, HEIGHT, EDGE = 940, 700, 46
SMALLEST, LARGEST = 7.0, 22.0
THINNEST, THICKEST = 0.5, 6.0
# Longer names are cut, and one that would lie on others is left out: its mark, the
# table and the matrix say it whole.
LONGEST = 24
# Of more lines a reader sees none; the table and the files hold all.
MOST_TIES = 320


@dataclass(frozen=True)
class Actor:
    """A party to be drawn: where it stands (about -1 to 1), how much it met."""

    key: int
    name: str
    side: str
    x: float
    y: float
    meetings: int
    url: str = ""
    lang: str = "en"


@dataclass(frozen=True)
class Tie:
    """A line to be drawn between two actors."""

    first: int
    second: int
    weight: float
    meetings: int
    url: str = ""


@dataclass(frozen=True)
class Mark:
    """An actor in the drawing."""

    actor: Actor
    x: float
    y: float
    size: float
    label_x: float = 0
    label_y: float = 0
    anchor: str = ""

    @property
    def label(self) -> str:
        """The name, cut where it is long."""
        name = self.actor.name
        return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"

    @property
    def left(self) -> float:
        """The left edge of the shape's box."""
        return round(self.x - self.size, 1)

    @property
    def top(self) -> float:
        """The upper edge of the shape's box."""
        return round(self.y - self.size, 1)

    @property
    def across(self) -> float:
        """The width of the shape's box."""
        return round(2 * self.size, 1)


@dataclass(frozen=True)
class Line:
    """A tie in the drawing, slightly bent so that lines can be told apart."""

    tie: Tie
    names: tuple[str, str]
    path: str
    width: float
    opacity: float


@dataclass
class NetworkDrawing:
    """Lines first, then marks, the largest first."""

    marks: list[Mark] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def strokes(self) -> list[tuple[float, float, list[Line]]]:
        """The lines by their stroke, (width, opacity, lines), the thinnest first."""
        grouped = groupby(self.lines, lambda line: (line.width, line.opacity))
        return [(*stroke, list(lines)) for stroke, lines in grouped]


def draw_network(
    actors: Sequence[Actor],
    ties: Sequence[Tie],
    frame: Sequence[tuple[float, float]] = (),
) -> NetworkDrawing:
    """Lay actors and ties into the drawing; ties of absent actors are left out.

    frame: the places that span the drawing, those of the actors where there are fewer
    than two; the same frame puts an actor on the same spot whoever else is drawn.
    """
    drawn = NetworkDrawing()
    if not actors:
        return drawn
    own = [(actor.x, actor.y) for actor in actors]
    fit = _fitting(frame if len(frame) > 1 else own)
    most = max(actor.meetings for actor in actors)
    spots = {actor.key: fit(actor) for actor in actors}
    names = {actor.key: actor.name for actor in actors}
    inside = [tie for tie in ties if tie.first in spots and tie.second in spots]
    heaviest = max((tie.weight for tie in inside), default=1.0)
    for tie in sorted(inside, key=lambda tie: tie.weight)[-MOST_TIES:]:
        share = math.sqrt(tie.weight / heaviest)
        drawn.lines.append(
            Line(
                tie,
                (names[tie.first], names[tie.second]),
                _bent(spots[tie.first], spots[tie.second]),
                round(THINNEST + (THICKEST - THINNEST) * share, 1),
                round(0.06 + 0.44 * share**2, 2),
            )
        )
    ordered = sorted(actors, key=lambda actor: (-actor.meetings, actor.name))
    bare = []
    for actor in ordered:
        x, y = spots[actor.key]
        size = max(SMALLEST, LARGEST * math.sqrt(actor.meetings / most))
        bare.append(Mark(actor, round(x, 1), round(y, 1), round(size, 1)))
    drawn.marks = _labelled(bare)
    return drawn


def _fitting(
    frame: Sequence[tuple[float, float]],
) -> Callable[[Actor], tuple[float, float]]:
    """Return the function that spreads actors over the drawing, as a frame tells."""
    across = _spread([x for x, _y in frame])
    down = _spread([y for _x, y in frame])

    def fit(actor: Actor) -> tuple[float, float]:
        x = EDGE + across(actor.x) * (WIDTH - 2 * EDGE)
        y = EDGE + down(actor.y) * (HEIGHT - 2 * EDGE)
        return x, y

    return fit


def _spread(values: Sequence[float]) -> Callable[[float], float]:
    """Return the function from a value to its place, 0 to 1: a quarter by size, else by rank.

    By size alone one actor far off presses all others into a corner. What lies outside
    the values stands at the edge.
    """
    ordered = sorted(set(values))
    first, last = ordered[0], ordered[-1]

    def place(value: float) -> float:
        if last <= first:
            return 0.5
        rank = min(bisect_left(ordered, value), len(ordered) - 1)
        size = min(max((value - first) / (last - first), 0.0), 1.0)
        return (size + 3 * rank / (len(ordered) - 1)) / 4

    return place


def _bent(start: tuple[float, float], end: tuple[float, float]) -> str:
    middle_x = (start[0] + end[0]) / 2 + (end[1] - start[1]) * 0.08
    middle_y = (start[1] + end[1]) / 2 - (end[0] - start[0]) * 0.08
    return (
        f"M{start[0]:.0f} {start[1]:.0f}Q{middle_x:.0f} {middle_y:.0f}"
        f" {end[0]:.0f} {end[1]:.0f}"
    )


def _labelled(marks: list[Mark]) -> list[Mark]:
    """Give the marks their names, where these have room."""
    spots = [Spot(mark.x, mark.y, mark.size, mark.label) for mark in marks]
    places = place_labels(spots, (2, 2, WIDTH - 2, HEIGHT - 2))
    return [
        replace(mark, label_x=place.x, label_y=place.y, anchor=place.anchor)
        if place
        else mark
        for mark, place in zip(marks, places, strict=True)
    ]
