"""A row of cells, one a year, darker where more happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# Cells darken at these numbers of meetings in one year.
STEPS = (1, 2, 4, 7, 12)
CELL, GAP = 14, 2


def step_of(count: int, steps: Sequence[int] = STEPS) -> int:
    """Return the shade of a number: 0 for none, one more from each of the steps."""
    return sum(count >= least for least in steps)


@dataclass(frozen=True)
class Cell:
    """One year."""

    x: int
    year: int
    count: int
    step: int


@dataclass(frozen=True)
class Strip:
    """The years from the first to the last, with the size of the drawing."""

    cells: list[Cell]
    width: int
    height: int = CELL

    @property
    def filled(self) -> list[Cell]:
        """The years in which something happened."""
        return [cell for cell in self.cells if cell.count]

    @property
    def ground(self) -> str:
        """The outline of all cells as one path."""
        return "".join(f"M{cell.x} 0h{CELL}v{CELL}h-{CELL}z" for cell in self.cells)

    @property
    def words(self) -> str:
        """The same in words, years without any left out: "2019: 2, 2020: 5"."""
        cells = sorted(self.filled, key=lambda cell: cell.year)
        return ", ".join(f"{cell.year}: {cell.count}" for cell in cells)


def strip(
    counts: Mapping[int, int], first: int, last: int, *, rtl: bool = False
) -> Strip:
    """Lay out counts by year; what lies before the first or after the last is left out.

    rtl: time runs from right to left.
    """
    years = range(first, last + 1)
    order = reversed(years) if rtl else years
    cells = [
        Cell(
            place * (CELL + GAP),
            year,
            counts.get(year, 0),
            step_of(counts.get(year, 0)),
        )
        for place, year in enumerate(order)
    ]
    return Strip(cells, max(len(cells) * (CELL + GAP) - GAP, 0))
