"""What a load did, row by row where it matters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple


class Rejection(NamedTuple):
    """A row, or a part of it, that did not fit."""

    file: str
    record: str
    field: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: {self.record}: {self.field}: {self.reason}"


class RowError(Exception):
    """A row does not fit: the field and the reason in words."""

    def __init__(self, field_name: str, reason: str) -> None:
        super().__init__(f"{field_name}: {reason}")
        self.field = field_name
        self.reason = reason


@dataclass
class LoadReport:
    """Counts by file, rejected rows, conflicts, and records left to their editors."""

    created: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    rejected: list[Rejection] = field(default_factory=list)
    conflicts: list[Rejection] = field(default_factory=list)
    edited_by_people: list[tuple[str, str]] = field(default_factory=list)

    def reject(self, file: str, record: str, field_name: str, reason: str) -> None:
        """Note what did not fit."""
        self.rejected.append(Rejection(f"{file}.yaml", record, field_name, reason))

    def lines(self) -> Iterator[str]:
        """Yield the report as lines for a person."""
        files = list(dict.fromkeys([*self.created, *self.changed, *self.unchanged]))
        for file in files:
            yield (
                f"{file:<12} {self.created[file]:>6} new"
                f" {self.changed[file]:>6} changed {self.unchanged[file]:>6} unchanged"
            )
        for conflict in self.conflicts:
            yield f"conflict     {conflict}"
        for file, record in self.edited_by_people:
            yield f"skipped      {file}.yaml: {record}: edited by people since it was loaded"
        for rejection in self.rejected:
            yield f"rejected     {rejection}"
