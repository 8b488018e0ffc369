"""Each fault in a record is named by file, record, field and reason.

A fault is a path into the small dataset ("file.row.field.row.field…"), the value put
there and the reason expected. It is looked for at that path, or at the place given
after the reason ("file record field").
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from data.checks import CHECKS
from data.checks.dataset import Dataset
from data.checks.findings import Findings
from tests.data.small_dataset import (
    Rows,
    meeting,
    names,
    problems_of,
    relation,
    small_dataset,
)

REPEAT = object()
REVERSE = object()
DROP = object()

TALKS = "2020-01-13-talks"
LATER = "2020-02-19-talks"
FOLLOWS_LATER = [{"meeting": LATER, "type": "follows"}]
APART = {"presence": "apart"}

SHAPES: list[tuple[Any, ...]] = [
    ("meetings.0.title", DROP, "missing field"),
    ("meetings.0.mood", "good", "unknown field"),
    ("meetings.0.title", None, "is null"),
    ("meetings.0.title", 5, "is not a text"),
    ("meetings.0.title", " ", "is not a text"),
    ("meetings.0.topics", "x", "is not a list of texts"),
    ("meetings.0.verified", "yes", "is not true or false"),
    ("meetings.0.place", "moscow", "is not a mapping"),
    ("places.0.lat", "x", "is not a number"),
    ("topics.0.id", "Two Words", "not a slug", "topics.yaml Two+Words id"),
    ("topics", REPEAT, "is used twice", "topics.yaml ceasefire id"),
]
SOURCES: list[tuple[Any, ...]] = [
    ("meetings.0.sources", [], "no source"),
    ("meetings.0.sources.0.outlet", "afp", "'afp' is not in sources.yaml"),
    ("meetings.0.sources.0.agency", "afp", "'afp' is not in sources.yaml"),
    ("statements.0.sources.0.url", "https://ria.ru/2", "host ria.ru belongs to ria"),
    ("statements.0.sources.0.url", "ftp://tass.com/2", "not an address on the web"),
    ("meetings.0.sources.0.published", "2020-13", "is not an EDTF date"),
    (
        "meetings.0.sources",
        REPEAT,
        "is listed twice",
        f"meetings.yaml {TALKS} sources[2].url",
    ),
    ("sources.0.kind", "rumour", "'rumour' is not a outlet kind"),
    ("sources.0.country", "Rus", "not a country code"),
    ("sources.1.url_hosts", ["tass.com"], "also belongs to tass"),
]
PARTIES: list[tuple[Any, ...]] = [
    ("parties.0.kind", "tribe", "'tribe' is not a party kind"),
    ("parties.0.country", "Russia", "not a country code"),
    ("parties.0.sources", [], "no source"),
    ("parties.0.names.0.type", "nick", "'nick' is not a name type"),
    ("parties.0.names.0.text", "", "is not a text"),
    ("parties.0.side.0.side", "blue", "'blue' is not a side"),
    ("parties.0.side.0.from", "soon", "is not an EDTF date"),
    ("parties.3.born", "May 1955", "is not an EDTF date"),
    ("parties.0.other_ids", ["haftar"], "haftar is itself a party"),
    (
        "parties.0.other_ids",
        ["anl"],
        "anl also belongs to state-ru",
        "parties.yaml lna other_ids",
    ),
    ("parties.3.positions.0.organisation", "x", "is not in parties.yaml"),
    ("parties.3.positions.0.to", "2011", "is before the start"),
    ("parties.1.relations.0.target", "mod-ru", "is the party itself"),
    ("parties.1.relations.0.target", "x", "is not in parties.yaml"),
    ("parties.1.relations.0.type", "friend_of", "is not a party relation"),
    ("parties.0.relations", [relation("part_of", "mod-ru")], "lead back to the party"),
]
REGISTERS: list[tuple[Any, ...]] = [
    ("places.0.lat", 95.0, "out of range"),
    ("places.0.lon", 195.0, "out of range"),
    ("places.0.kind", "moon", "'moon' is not a place kind"),
    ("places.0.country", "ru", "not a country code"),
    ("places.0.coordinates_from", "memory", "is not a coordinates source"),
    (
        "places.0.geonames_id",
        None,
        "does not agree",
        "places.yaml moscow coordinates_from",
    ),
    ("places.0.names", names("en", "ru"), "no name in ar"),
    ("places.1.parent", "x", "is not in places.yaml"),
    ("places.0.parent", "hotel", "circle"),
    ("places.1.lat", 40.0, "is far away", "places.yaml hotel parent"),
    ("places.1.country", "LY", "in another country", "places.yaml hotel parent"),
    ("topics.0.names", [], "no name in ar"),
    ("topics.0.parent", "ceasefire", "makes a third level"),
    ("processes.0.sponsors", ["x"], "'x' is not in parties.yaml"),
    ("processes.0.kind", "odd", "'odd' is not a process kind"),
    ("processes.0.parent", "moscow-track", "circle"),
]
MEETINGS: list[tuple[Any, ...]] = [
    ("meetings.0.date", "2020-02-30", "is not an EDTF date"),
    ("meetings.0.date", "2020-01-14", "not begin", f"meetings.yaml {TALKS} id"),
    ("meetings", REVERSE, "order of dates", f"meetings.yaml {TALKS} date"),
    ("meetings.0.format", "tea", "'tea' is not a format"),
    ("meetings.0.track", "tea", "'tea' is not a track"),
    ("meetings.0.level", "tea", "'tea' is not a level"),
    ("meetings.0.status", "tea", "'tea' is not a meeting status"),
    ("meetings.0.place.id", "mars", "'mars' is not in places.yaml"),
    ("meetings.0.place.id", None, "nor a venue", f"meetings.yaml {TALKS} place"),
    ("meetings.0.process", "geneva", "'geneva' is not in processes.yaml"),
    ("meetings.0.also_processes", ["x"], "'x' is not in processes.yaml"),
    ("processes.0.from", "2020-02", "outside", f"meetings.yaml {TALKS} process"),
    ("meetings.0.convened_by", ["un"], "'un' is not in parties.yaml"),
    ("meetings.0.topics", [], "no topic"),
    ("meetings.0.topics", ["x"], "'x' is not in topics.yaml"),
    ("meetings.0.topics", ["security"], "security is an upper topic"),
    ("meetings.1.participants", [], "no participant"),
    ("meetings.1.participants.1.party", "x", "'x' is not in parties.yaml"),
    ("meetings.1.participants.1.on_behalf_of", "x", "'x' is not in parties.yaml"),
    ("meetings.1.participants.1.on_behalf_of", "haftar", "is the party itself"),
    ("meetings.1.participants.1.role", "guest", "'guest' is not a role"),
    ("meetings.1.participants.1.as", None, "haftar has no capacity"),
    (
        "meetings.1.participants",
        REPEAT,
        "haftar is listed twice",
        f"meetings.yaml {LATER} participants[3].party",
    ),
    (
        "meetings.1.participants.1.position.title",
        "King",
        "haftar has no office 'King' at lna",
        f"meetings.yaml {LATER} participants[2].position",
    ),
    (
        "parties.4.positions.0.from",
        "2020-02",
        "haftar was not 'Commander' on 2020-01-13",
        f"meetings.yaml {TALKS} participants[2].position",
    ),
    (
        "parties.4.kind",
        "committee",
        "haftar is not a person",
        f"meetings.yaml {TALKS} participants[2].position",
    ),
    (
        "parties.4.died",
        "2020-02-01",
        "haftar had died",
        f"meetings.yaml {LATER} participants[2].party",
    ),
    (
        "meetings.1.format",
        "phone_call",
        "a telephone call has no host",
        f"meetings.yaml {LATER} participants[1].role",
    ),
    ("meetings.1.related.0.meeting", "x", "'x' is not in meetings.yaml"),
    ("meetings.1.related.0.meeting", LATER, "is the meeting itself"),
    ("meetings.1.related.0.type", "prepares", "prepares the earlier meeting"),
    ("meetings.1.related.0.type", "likes", "'likes' is not a related"),
    (
        "meetings.0.related",
        FOLLOWS_LATER,
        "follows the later meeting",
        f"meetings.yaml {TALKS} related[1].type",
    ),
    (
        "meetings.1.related",
        REPEAT,
        "is stored twice",
        f"meetings.yaml {LATER} related[2].meeting",
    ),
]
AGREED_AND_SAID: list[tuple[Any, ...]] = [
    ("agreements.0.date", "2020-01-14", "is outside its meeting"),
    ("agreements.0.kind", "pact", "'pact' is not a agreement kind"),
    ("agreements.0.stage", "late", "'late' is not a stage"),
    ("agreements.0.process", "x", "'x' is not in processes.yaml"),
    ("agreements.0.meeting", "x", "'x' is not in meetings.yaml"),
    ("agreements.0.signatories", [], "no signatory"),
    ("agreements.0.signatories.0.party", "x", "'x' is not in parties.yaml"),
    ("agreements.0.signatories.0.status", "liked", "is not a signatory status"),
    (
        "agreements.0.signatories",
        REPEAT,
        "haftar is listed twice as refused",
        "agreements.yaml 2020-01-13-draft signatories[2].party",
    ),
    ("agreements.0.commitments", [], "no commitment"),
    ("agreements.0.sources", [], "no source"),
    ("statements.0.date", "yesterday", "is not an EDTF date"),
    ("statements.0.speaker", "lna", "lna is not a person"),
    ("statements.0.on_behalf_of", "x", "'x' is not in parties.yaml"),
    ("statements.0.kind", "song", "'song' is not a statement kind"),
    ("statements.0.stance", "hopes", "'hopes' is not a stance"),
    ("statements.0.about.meeting", "x", "'x' is not in meetings.yaml"),
    ("statements.0.about.agreement", "x", "'x' is not in agreements.yaml"),
    (
        "statements.0.speaker",
        None,
        "without a speaker",
        "statements.yaml 2020-01-14-haftar position",
    ),
]
ABOUT_OTHERS: list[tuple[Any, ...]] = [
    ("contested.0.record", "x", "'x' is not in meetings.yaml"),
    ("contested.0.record_type", "party", "'party' is not a record type"),
    ("contested.0.field", "colour", "the record has no colour"),
    ("contested.0.alternatives", [], "fewer than two"),
    ("contested.0.alternatives.1.sources", ["https://ria.ru/1"], "not a source of"),
    ("overrides.0.record", "x", "'x' is not in meetings.yaml"),
    ("overrides.0.record_type", "party", "'party' is not a record type"),
    ("overrides", REPEAT, "corrected twice", f"overrides.yaml {TALKS} record"),
    ("overrides.0.reason", "", "is not a text"),
    ("overrides.0.sources", [], "no source"),
    ("overrides.0.sources.0.url", "https://tass.com/new", "is cited nowhere else"),
    ("overrides.0.sources.0.url", "https://ria.ru/1", "host ria.ru belongs to ria"),
    ("overrides.0.basis", "a hunch", "may only be 'general knowledge'"),
    ("overrides.0.set", {}, "is empty"),
    ("overrides.0.set.mood", "good", "no field that a correction may set"),
    ("overrides.0.set.id", "2020-01-13-x", "no field that a correction may set"),
    ("overrides.0.set.format", "tea", "'tea' is not a format"),
    ("overrides.0.set.track", "military", "is what the record already says"),
    ("overrides.0.set.participants", {}, "is not a mapping of party to fields"),
    ("overrides.0.set.participants.lna", APART, "does not take part"),
    ("overrides.0.set.participants.haftar", {}, "nothing is set"),
    ("overrides.0.set.participants.haftar.presence", "away", "is not a presence"),
    ("overrides.0.set.participants.haftar.presence", "expected", "not held"),
    ("overrides.0.set.participants.haftar.hat", "red", "no field that a correction"),
    ("overrides.0.set.participants.haftar.role", "participant", "already says"),
    (
        "overrides.0.set.participants.haftar.role",
        "guest",
        "'guest' is not a role",
        f"overrides.yaml {TALKS} set.participants[2].role",
    ),
    (
        "overrides.0.set.status",
        "cancelled",
        "nobody was apart at a meeting that was not held",
        f"overrides.yaml {TALKS} set.participants.haftar.presence",
    ),
]
FAULTS = [
    *SHAPES,
    *SOURCES,
    *PARTIES,
    *REGISTERS,
    *MEETINGS,
    *AGREED_AND_SAID,
    *ABOUT_OTHERS,
]


def steps(path: str) -> list[Any]:
    return [int(step) if step.isdigit() else step for step in path.split(".")]


def plant(rows: Rows, path: str, value: object) -> None:
    holder: Any = rows
    *way, last = steps(path)
    for step in way:
        holder = holder[step]
    if value is REPEAT:
        holder[last].append(deepcopy(holder[last][-1]))
    elif value is REVERSE:
        holder[last].reverse()
    elif value is DROP:
        del holder[last]
    else:
        holder[last] = value


def place_of(path: str, given: tuple[str, ...], rows: Rows) -> tuple[str, str, str]:
    """File, record and field at which the fault is expected."""
    if given:
        file, record, field = given[0].split()
        return file, record.replace("+", " "), field
    stem, number, *way = steps(path)
    row = rows[stem][number]
    field = ""
    for step in way:
        field += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    return f"{stem}.yaml", row.get("id") or row["record"], field.lstrip(".")


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault[0]}: {fault[2]}")
def test_a_fault_is_named_by_file_record_field_and_reason(
    tmp_path: Path, fault: tuple[Any, ...]
) -> None:
    path, value, reason, *given = fault
    rows = small_dataset()
    plant(rows, path, value)
    file, record, field = place_of(path, tuple(given), rows)

    found = problems_of(tmp_path, rows)

    assert any(
        (problem.file, problem.record) == (file, record)
        and problem.field.startswith(field)
        and reason in problem.reason
        for problem in found
    ), [str(problem) for problem in found]


def test_two_meetings_of_the_same_parties_on_one_day_are_one(tmp_path: Path) -> None:
    rows = small_dataset()
    rows["meetings"].append(meeting("2020-02-19-again", "2020-02-19"))

    (problem,) = problems_of(tmp_path, rows)

    assert problem.record == "2020-02-19-again"
    assert problem.reason == f"same date, place and parties as {LATER}"


def every_path(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items:
        yield (*path, key)
        if isinstance(inner, dict | list):
            yield from every_path(inner, (*path, key))


@pytest.mark.parametrize("junk", [None, 5, [["x"]], {"a": []}])
def test_no_value_in_any_field_stops_the_checks(junk: object) -> None:
    fields = [path for path in every_path(small_dataset()) if len(path) > 2]
    for path in fields:
        rows = small_dataset()
        plant(rows, ".".join(str(step) for step in path), junk)
        findings = Findings()
        data = Dataset.from_rows(rows, findings)
        for check in CHECKS:
            check(data, findings)
