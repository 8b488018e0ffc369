"""Labelled reports: read, given to the extractor, and scored by part and language."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from intake import batch, evaluation, reports
from intake.evaluation import HELD_BACK
from intake.extract.known import Known
from intake.scoring import Sides

Row = Mapping[str, Any]
_FIELDS = ("id", "text", "lang", "published", "meetings", "statements", "agreements")
_MEETING = ("date", "place", "format", "status", "participants", "primary", "evidence")
_PREDICTED = {
    "meetings": ("date", "place", "format", "status", "participants", "spans"),
    "statements": ("speaker", "on_behalf_of", "spans"),
    "agreements": ("title", "spans"),
}
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Run:
    """What the extractor proposed for labelled reports, and how it went."""

    predictions: dict[str, Row] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    seconds: float = 0.0
    spans: int = 0
    bad_spans: int = 0


def read_gold(path: Path) -> list[Row]:
    """Return the passages of a labelled file; InputError names what does not fit."""
    content = reports.decode(reports.read_bytes(path, 64 * reports.LARGEST_FILE))
    try:
        rows = yaml.load(content, Loader=_Loader)  # noqa: S506 - safe loader
    except yaml.YAMLError as error:
        raise reports.InputError("GOLD", f"{path} is no YAML: {error}") from error
    if not isinstance(rows, list) or not rows:
        raise reports.InputError("GOLD", f"{path} holds no list of labelled passages.")
    for number, row in enumerate(rows, 1):
        _check(row, number)
    return rows


def _check(row: object, number: int) -> None:
    if not isinstance(row, Mapping):
        raise reports.InputError("GOLD", f"passage {number} is no mapping of fields.")
    name = row.get("id") or f"passage {number}"
    missing = [key for key in _FIELDS if row.get(key) is None]
    for meeting in row.get("meetings") or []:
        missing += [f"meetings.{key}" for key in _MEETING if key not in meeting]
    for kind, keys in (
        ("statements", ("speaker", "on_behalf_of", "evidence")),
        ("agreements", ("title", "evidence")),
    ):
        for label in row.get(kind) or []:
            missing += [f"{kind}.{key}" for key in keys if key not in label]
    if missing:
        raise reports.InputError("GOLD", f"{name} has no {missing[0]}. Label it first.")


def carry_out(
    run: Run, gold: Sequence[Row], known: Known, today: date
) -> Iterator[int]:
    """Read passage after passage into the run; yield how many are done after each.

    The extractor is given `text`, `lang`, `published`, `outlet` and `url` only.
    """
    for done, passage in enumerate(gold, 1):
        started = time.process_time()
        try:
            report = reports.from_row(passage, today, str(passage["id"]))
            answer = batch.answer(report, known)
        except reports.InputError as error:
            run.refused.append(f"{passage['id']}: {error}")
            answer = {}
        run.seconds += time.process_time() - started
        _check_spans(answer, len(str(passage["text"])), run)
        run.predictions[passage["id"]] = {
            kind: [{key: row[key] for key in keys} for row in answer.get(kind, [])]
            for kind, keys in _PREDICTED.items()
        }
        yield done


def _check_spans(answer: Row, length: int, run: Run) -> None:
    for start, end in spans_of(answer):
        run.spans += 1
        run.bad_spans += not 0 <= start < end <= length


def spans_of(value: object) -> Iterator[tuple[int, int]]:
    """Yield every span of a proposal, at whatever depth it stands."""
    if isinstance(value, Mapping):
        for key, part in value.items():
            if key == "spans":
                yield from ((start, end) for start, end in part)
            else:
                yield from spans_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from spans_of(part)


def groups(gold: Sequence[Row]) -> dict[str, list[Row]]:
    """Return the passages to score together: all, the two parts, each language.

    Parts are told apart only in a file that holds both; languages if several.
    """
    found: dict[str, list[Row]] = {"all": list(gold)}
    held = [row for row in gold if row["id"] in HELD_BACK]
    if held and len(held) < len(gold):
        found["open"] = [row for row in gold if row["id"] not in HELD_BACK]
        found["held back"] = held
    languages = sorted({str(row["lang"]) for row in gold})
    if len(languages) > 1:
        for lang in languages:
            found[lang] = [row for row in gold if row["lang"] == lang]
    return found


def scores(
    gold: Sequence[Row], predictions: Mapping[str, Row], sides: Sides
) -> dict[str, dict[str, Any]]:
    """Return the metrics of each group of passages, with the counts behind them."""
    found = {}
    for name, passages in groups(gold).items():
        tally = evaluation.count(passages, predictions, sides)
        found[name] = {
            **evaluation.metrics(tally),
            "counts": evaluation.counts(tally),
        }
    return found


def table(rows: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Yield the lines of a table: one metric a line, one group of passages a column."""
    first = next(iter(rows.values()))
    yield " " * 32 + "".join(f"{name:>10}" for name in rows)
    for metric in (name for name in first if name != "counts"):
        cells = (row[metric] for row in rows.values())
        shown = ("-" if cell is None else f"{cell:.3f}" for cell in cells)
        yield f"{metric:<32}" + "".join(f"{cell:>10}" for cell in shown)
    for name in first["counts"]:
        cells = (row["counts"][name] for row in rows.values())
        yield f"{name:<32}" + "".join(f"{cell:>10}" for cell in cells)
