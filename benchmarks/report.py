"""The measurements as a page to read and as data to compare."""

from __future__ import annotations

import os
import platform
from typing import Any

from django.utils import timezone

from benchmarks import budgets
from benchmarks.timing import Timed
from benchmarks.weight import Weighed


def _machine() -> str:
    load = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} cores, Python {platform.python_version()}, "
        f"load {load:.1f} at the end"
    )


def as_text(size: int, served: list[Timed], weighed: list[Weighed], trip: float) -> str:
    """Return the tables in Markdown; what misses its budget is named in its row."""
    today = timezone.localdate()
    lines = [
        f"# Measured on {today}: {size} meetings",
        "",
        f"{_machine()}. Made by `./dev bench --save`; do not edit.",
        "",
        "## Answers of the production server",
        "",
        "Changed: p95 of the first answer after a change of the database. Made: p95 of"
        " pages that nobody asked for before, while nothing changes. Kept: the same page"
        " again, as in production. Milliseconds; KB are compressed.",
        "",
        "| page | changed | made | kept: median | p95 | p99 | queries | KB | misses |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |",
        *(_served_row(one) for one in served),
        "",
        "## Pages as a browser gets them the first time",
        "",
        "KB are compressed, as they travel.",
        "",
        "| page | HTML | scripts | styles | all but fonts | fonts (files) | elements"
        " | paint ms | shift | misses |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |",
        *(_weighed_row(one) for one in weighed),
        "",
        f"Choosing a party to the new list: {trip:.0f} ms"
        f" (budget {budgets.ROUND_TRIP_MS:.0f}).",
        "",
    ]
    return "\n".join(lines)


def _served_row(one: Timed) -> str:
    numbers = [one.changed, one.made, one.median, one.p95, one.p99]
    cells = [f"{number:.0f}" for number in numbers]
    cells += [str(one.queries), f"{one.size / 1_000:.1f}", "; ".join(one.misses)]
    return f"| {one.asked.name} | {' | '.join(cells)} |"


def _weighed_row(one: Weighed) -> str:
    sizes = one.kilobytes
    cells = [f"{sizes.get(kind, 0):.1f}" for kind in ("document", "script")]
    cells += [f"{sizes.get('stylesheet', 0):.1f}", f"{one.without_fonts:.1f}"]
    cells += [f"{sizes.get('font', 0):.1f} ({one.font_files})", str(one.elements)]
    cells += [f"{one.paint_ms:.0f}", f"{one.shift:.3f}", "; ".join(one.misses)]
    return f"| {one.name} | {' | '.join(cells)} |"


def as_data(
    size: int, served: list[Timed], weighed: list[Weighed], trip: float
) -> dict[str, Any]:
    """Return the same as plain data: milliseconds, kilobytes, counts."""
    return {
        "meetings": size,
        "machine": _machine(),
        "served": {
            one.asked.name: {
                "address": one.asked.address,
                "changed_p95_ms": round(one.changed, 1),
                "made_p95_ms": round(one.made, 1),
                "median_ms": round(one.median, 1),
                "p95_ms": round(one.p95, 1),
                "p99_ms": round(one.p99, 1),
                "queries": one.queries,
            }
            for one in served
        },
        "weighed": {
            one.name: {
                "kilobytes": {k: round(v, 1) for k, v in one.kilobytes.items()},
                "elements": one.elements,
                "font_files": one.font_files,
                "paint_ms": round(one.paint_ms),
                "shift": round(one.shift, 4),
            }
            for one in weighed
        },
        "round_trip_ms": round(trip),
    }
