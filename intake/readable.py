"""Proposals as an editor reads them: what first, how sure, and on which words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any

from intake.extract.known import Known
from intake.reports import Report

WIDTH = 88
LONGEST_QUOTE = 300
_INDENT = 13
Row = Mapping[str, Any]
_BASES = {
    "explicit": "stated",
    "relative": "counted from the publication date",
    "publication": "the publication date, for want of another",
    "unknown": "not said",
}
_SIGNATURES = {
    "signed": "signed",
    "announced": "agreed, no signature told",
    "proposed": "proposed",
    "refused": "refused",
    "referenced": "mentioned as background",
}


def describe(report: Report, answer: Row, known: Known) -> str:
    """Return the proposals in words: meetings, agreements, statements, new parties.

    Meetings that the report is about come before those it looks back on; each value
    has its words from the text, its confidence and the reason.
    """
    return "\n".join(_Writer(report, answer, known).lines()) + "\n"


def sureness(confidence: float) -> str:
    """Return the band of a confidence between 0 and 1, with the number."""
    band = "firm" if confidence >= 0.85 else "fair" if confidence >= 0.6 else "weak"
    return f"{band} {confidence:.2f}"


class _Writer:
    def __init__(self, report: Report, answer: Row, known: Known) -> None:
        self.report, self.answer, self.known = report, answer, known
        self.new = {
            row["slug"]: row.get("latin") or row.get("name") or row["slug"]
            for row in answer["new_parties"]
        }

    def lines(self) -> Iterator[str]:
        report, answer = self.report, self.answer
        yield (
            f"{report.name}: {answer.get('lang', report.lang)}, published"
            f" {report.published}, {len(report.text):,} characters"
        )
        meetings = sorted(answer["meetings"], key=lambda row: bool(row["background"]))
        yield from self._block("Meetings", meetings, self._meeting)
        yield from self._block("Agreements", answer["agreements"], self._agreement)
        yield from self._block("Statements", answer["statements"], self._statement)
        yield from self._block("New parties", answer["new_parties"], self._party)
        if not any(
            answer[key]
            for key in ("meetings", "agreements", "statements", "new_parties")
        ):
            yield "Nothing to propose: no meeting, statement or agreement was found."

    def _block(self, heading: str, rows: Sequence[Row], write: Any) -> Iterator[str]:
        if not rows:
            return
        yield ""
        yield f"{heading} ({len(rows)})"
        for number, row in enumerate(rows, 1):
            yield from write(f"{number:>3}.", row)

    def _name(self, slug: str | None) -> str:
        if slug is None:
            return "nobody named"
        if slug in self.known.parties:
            return f"{self.known.parties[slug].name} ({slug})"
        return f"{self.new.get(slug, slug)} ({slug}, new)"

    def _meeting(self, number: str, row: Row) -> Iterator[str]:
        yield f"{number} {row['title']}   [{sureness(row['confidence'])}]"
        background = ", looked back on" if row["background"] else ""
        format_ = (row["format"] or "format unknown").replace("_", " ")
        yield from _field("what", f"{format_}, {row['status']}{background}")
        basis = _BASES.get(row["date_basis"], row["date_basis"])
        yield from _field("when", f"{row['date'] or 'unknown'} ({basis})")
        place = row["place"]
        yield from _field(
            "where", ", ".join(filter(None, (place["city"], place["country"]))) or "—"
        )
        for at, slug in enumerate(row["participants"]):
            yield from _field("" if at else "who", self._participant(row, slug))
        yield from self._words(row)
        for name, evidence in row.get("evidence", {}).items():
            if evidence["why"]:
                yield from _field(
                    "why",
                    f"{name}: {evidence['why']} [{sureness(evidence['confidence'])}]",
                )
        if row.get("record"):
            yield from _field("record", f"{row['record']} is this meeting, it seems")

    def _participant(self, row: Row, slug: str) -> str:
        role = row["roles"].get(slug, "")
        behalf = ", ".join(self._name(b) for b in row["on_behalf_of"].get(slug, []))
        parts = [self._name(slug)]
        if role and role != "participant":
            parts.append(role)
        if behalf:
            parts.append(f"on behalf of {behalf}")
        return ", ".join(parts)

    def _agreement(self, number: str, row: Row) -> Iterator[str]:
        yield f"{number} {row['title']}   [{sureness(row['confidence'])}]"
        done = _SIGNATURES.get(row["status"], row["status"])
        kind = f"{row['kind']}, " if row.get("kind") else ""
        date = f", {row['date']}" if row.get("date") else ""
        yield from _field("what", f"{kind}{done}{date}")
        if row.get("parties"):
            yield from _field("who", "; ".join(map(self._name, row["parties"])))
        if row.get("meeting") is not None:
            yield from _field("at", self.answer["meetings"][row["meeting"]]["title"])
        yield from self._words(row)

    def _statement(self, number: str, row: Row) -> Iterator[str]:
        who = self._name(row["speaker"])
        behalf = row["on_behalf_of"]
        who += f", on behalf of {self._name(behalf)}" if behalf else ""
        yield f"{number} {who}   [{sureness(row['confidence'])}]"
        stance = f", {row['stance'].replace('_', ' ')}" if row.get("stance") else ""
        yield from _field("what", f"{row['kind']}{stance}")
        if row.get("meeting") is not None:
            yield from _field("on", self.answer["meetings"][row["meeting"]]["title"])
        if row.get("agreement") is not None:
            at = row["agreement"]
            yield from _field("on", self.answer["agreements"][at]["title"])
        yield from self._words(row)

    def _party(self, number: str, row: Row) -> Iterator[str]:
        latin = f" = {row['latin']}" if row["latin"] != row["name"] else ""
        head = f"{row['name']}{latin} ({row['kind']})"
        yield f"{number} {head}   [{sureness(row['confidence'])}]"
        yield from self._words(row)

    def _words(self, row: Row) -> Iterator[str]:
        for start, end in row["spans"]:
            quote = " ".join(self.report.text[start:end].split())
            if len(quote) > LONGEST_QUOTE:
                quote = quote[: LONGEST_QUOTE - 1].rstrip() + "…"
            yield from _field("words", f"“{quote}” [{start}:{end}]")
        if row.get("why"):
            yield from _field("why", row["why"])
        yield from _field("rule", row["rule"])


def _field(name: str, text: str) -> Iterator[str]:
    lines = wrap(text, WIDTH - _INDENT) or ["—"]
    for at, line in enumerate(lines):
        yield f"     {'' if at else name:<{_INDENT - 5}}{line}"
