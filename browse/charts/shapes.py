"""Many equal marks as one shape: lighter than an element for each."""

from __future__ import annotations

from collections.abc import Iterable


def discs(spots: Iterable[tuple[float, float, float]]) -> str:
    """Return discs as the data of one SVG path; spots: centre and radius of each."""
    return "".join(
        f"M{round(x - radius, 1):g} {y:g}"
        f"a{radius:g} {radius:g} 0 1 0 {2 * radius:g} 0"
        f"a{radius:g} {radius:g} 0 1 0 {-2 * radius:g} 0"
        for x, y, radius in spots
    )
