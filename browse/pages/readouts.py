"""What the sides said about one matter, each side in a column of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from browse.pages.outcomes import StatementView
from parties.models import Side


@dataclass
class SideColumn:
    """What one side said, the earliest first; "" is no side recorded."""

    side: str
    items: list[StatementView] = field(default_factory=list)


@dataclass
class Readouts:
    """Statements about one matter, by side in the fixed order of sides."""

    items: list[StatementView]
    columns: list[SideColumn]

    @property
    def side_by_side(self) -> bool:
        """Say whether at least two sides spoke, so that columns compare them."""
        return sum(bool(column.side) for column in self.columns) > 1


def readouts(views: Iterable[StatementView]) -> Readouts:
    """Lay statements about one matter out by side; no side comes last."""
    items = list(views)
    columns = {side: SideColumn(side) for side in (*Side.values, "")}
    for item in sorted(items, key=_moment):
        columns[item.side].items.append(item)
    return Readouts(items, [column for column in columns.values() if column.items])


def _moment(item: StatementView) -> tuple[str, int]:
    said = item.statement.sort_date
    return (said.isoformat() if said else "", item.statement.pk)
