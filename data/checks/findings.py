"""Where a check writes down what is wrong: file, record, field and reason."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong; `record` is an id, or "-" for a whole file."""

    file: str
    record: str
    field: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: {self.record}: {self.field}: {self.reason}"


@dataclass
class Findings:
    """The problems found so far."""

    problems: list[Problem] = field(default_factory=list)

    def on(self, file: str, record: str = "-") -> Spot:
        """A place to report problems of one record (or of the file itself)."""
        return Spot(self, file, record)


@dataclass(frozen=True)
class Spot:
    """One record of one file, with an optional path down to one of its rows."""

    findings: Findings
    file: str
    record: str
    path: str = ""

    def add(self, name: str, reason: str) -> None:
        """Report that the field `name` is wrong and why."""
        full = f"{self.path}.{name}" if self.path else name
        self.findings.problems.append(Problem(self.file, self.record, full, reason))

    def row(self, name: str, number: int | None = None) -> Spot:
        """The same record, one step further down: a nested mapping or a list row."""
        step = name if number is None else f"{name}[{number}]"
        path = f"{self.path}.{step}" if self.path else step
        return Spot(self.findings, self.file, self.record, path)
