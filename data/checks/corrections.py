"""Checks of contested.yaml and overrides.yaml, which speak about other records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy

from data.checks.dataset import Dataset
from data.checks.findings import Findings, Spot
from data.checks.records import check_agreement, check_meeting, check_statement
from data.checks.shapes import (
    AGREEMENT,
    ALTERNATIVE,
    CONTESTED,
    MEETING,
    OVERRIDE,
    PARTICIPANT,
    SHORT_SOURCE,
    STATEMENT,
    Row,
    Shape,
    choice,
    fits,
    fitting,
)
from data.checks.shared import sources

Check = Callable[[Spot, Row, Dataset], None]

RECORDS: dict[str, tuple[str, Shape, Check]] = {
    "meeting": ("meetings", MEETING, check_meeting),
    "agreement": ("agreements", AGREEMENT, check_agreement),
    "statement": ("statements", STATEMENT, check_statement),
}
GENERAL_KNOWLEDGE = "general knowledge"
IN_THE_ROOM = ("present", "remote", "apart", "walked_out")


def _about_records(
    data: Dataset, stem: str, expected: Shape, findings: Findings
) -> Iterator[tuple[Spot, Row, Row]]:
    """Rows of the right shape, each with its spot and the record it speaks about."""
    for number, row in enumerate(data.rows[stem], 1):
        spot = findings.on(f"{stem}.yaml", str(row.get("record") or f"row {number}"))
        if not fits(spot, row, expected):
            continue
        choice(spot, "record_type", "record type", row["record_type"])
        if row["record_type"] not in RECORDS:
            continue
        file = RECORDS[row["record_type"]][0]
        data.known(spot, "record", file, row["record"])
        if record := data.index[file].get(row["record"]):
            yield spot, row, record


def check_contested(data: Dataset, findings: Findings) -> None:
    """Contested facts: a field of the record, two values, the record's own sources."""
    for spot, row, record in _about_records(data, "contested", CONTESTED, findings):
        choice(spot, "field", "contested field", row["field"])
        if row["field"] not in record:
            spot.add("field", f"the record has no {row['field']}")
        if len(row["alternatives"]) < 2:
            spot.add("alternatives", "fewer than two")
        cited = {source["url"] for source in record["sources"]}
        for inner, value in fitting(spot, row, "alternatives", ALTERNATIVE):
            for url in value["sources"]:
                if url not in cited:
                    inner.add("sources", f"not a source of the record: {url}")


def check_overrides(data: Dataset, findings: Findings) -> None:
    """Corrections: known fields of known records, cited, and they change something.

    What a correction makes of its record must pass the record's own checks.
    """
    addresses = _addresses(data)
    seen: set[tuple[str, str]] = set()
    for spot, row, record in _about_records(data, "overrides", OVERRIDE, findings):
        target = (row["record_type"], row["record"])
        if target in seen:
            spot.add("record", "is corrected twice; join the two corrections")
        seen.add(target)
        if row.get("basis", GENERAL_KNOWLEDGE) != GENERAL_KNOWLEDGE:
            spot.add("basis", f"may only be {GENERAL_KNOWLEDGE!r}")
        sources(spot, row, data, expected=SHORT_SOURCE)
        for number, source in enumerate(row["sources"], 1):
            new = str(source.get("url")) not in addresses
            if new and not {"title", "published"} <= set(source):
                inner = spot.row("sources", number)
                inner.add("url", "is cited nowhere else: give title and published")
        _changes(spot, row, record, data)


def _addresses(data: Dataset) -> set[str]:
    """Every address that the reviewed records cite."""
    return {
        str(source.get("url"))
        for stem in ("parties", "processes", "meetings", "agreements", "statements")
        for row in data.index[stem].values()
        for source in row.get("sources", [])
    }


def _changes(spot: Spot, row: Row, record: Row, data: Dataset) -> None:
    _, expected, check = RECORDS[row["record_type"]]
    inner = spot.row("set")
    if not row["set"]:
        inner.add("set", "is empty")
    corrected = deepcopy(record)
    for name, value in row["set"].items():
        if name == "participants" and row["record_type"] == "meeting":
            _participants(inner, value, corrected, row["set"])
        elif name not in expected or name in ("id", "sources"):
            inner.add(str(name), "is no field that a correction may set")
        elif record.get(name) == value:
            inner.add(name, "is what the record already says")
        else:
            corrected[name] = value
    _still_right(inner, record, corrected, expected, check, data)


def _participants(spot: Spot, changes: object, corrected: Row, fields: Row) -> None:
    if not isinstance(changes, dict) or not changes:
        spot.add("participants", "is not a mapping of party to fields")
        return
    listed = {entry["party"]: entry for entry in corrected["participants"]}
    held = fields.get("status", corrected["status"]) == "held"
    for party, change in changes.items():
        inner = spot.row(f"participants.{party}")
        if party not in listed:
            inner.add("party", "does not take part in the meeting")
            continue
        if not isinstance(change, dict) or not change:
            inner.add("presence", "nothing is set")
            continue
        for name, value in change.items():
            if name == "presence":
                _presence(inner, value, held)
            elif name not in PARTICIPANT or name == "party":
                inner.add(str(name), "is no field that a correction may set")
            elif listed[party].get(name) == value:
                inner.add(name, "is what the record already says")
            else:
                listed[party][name] = value


def _presence(spot: Spot, value: object, held: bool) -> None:
    choice(spot, "presence", "presence", value)
    if value in IN_THE_ROOM and not held:
        spot.add("presence", f"nobody was {value} at a meeting that was not held")
    if value == "expected" and held:
        spot.add("presence", "expected is for meetings that were not held")


def _still_right(
    spot: Spot,
    record: Row,
    corrected: Row,
    expected: Shape,
    check: Check,
    data: Dataset,
) -> None:
    """Report what is wrong with the corrected record but not with the record."""

    def problems(row: Row) -> set[tuple[str, str]]:
        trial = Findings()
        if fits(trial.on("", ""), row, expected):
            check(trial.on("", ""), row, data)
        return {(problem.field, problem.reason) for problem in trial.problems}

    for name, reason in sorted(problems(corrected) - problems(record)):
        spot.add(name, reason)
