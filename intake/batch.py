"""Many reports at once: several processes, results in order, no bad one stops it."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from intake import reports
from intake.extract.known import Known
from intake.extract.pipeline import ExtractionError, as_json, extract

CHUNK = 16
Row = dict[str, Any]
# A task: the report's name, and its line or the path of its file.
Task = tuple[str, str | Path]


@dataclass(frozen=True, slots=True)
class Given:
    """What the workers are told once: the registry, and what fills gaps."""

    known: Known
    today: date
    published: str | None = None
    lang: str | None = None


_given: list[Given] = []


def tasks_of(path: Path) -> list[Task]:
    """List the reports of a folder (`.txt`, `.json`) or of a file of JSON lines.

    Raises InputError when there is none.
    """
    found: list[Task]
    if path.is_dir():
        kept = (".txt", ".json")
        found = [(p.name, p) for p in sorted(path.iterdir()) if p.suffix in kept]
        remedy = "Put reports there as .txt or .json files."
    else:
        found = list(reports.lines_of(path))
        remedy = "Write one JSON object a line."
    if not found:
        raise reports.InputError("file", f"{path} holds no report. {remedy}")
    return found


def run(tasks: Iterable[Task], given: Given, jobs: int) -> Iterator[Row]:
    """Yield a row for each task, in order: its proposals, or `error` with field."""
    if jobs <= 1:
        for task in tasks:
            yield _one(task, given)
        return
    context = multiprocessing.get_context("fork")
    _given[:] = [given]
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        waiting: deque[Future[list[Row]]] = deque()
        rest = iter(tasks)
        while chunk := list(islice(rest, CHUNK)):
            waiting.append(pool.submit(_chunk, chunk))
            if len(waiting) >= 4 * jobs:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _chunk(tasks: list[Task]) -> list[Row]:
    return [_one(task, _given[0]) for task in tasks]


def _one(task: Task, given: Given) -> Row:
    name, source = task
    try:
        report = _read(name, source, given)
        return {"report": report.name, **answer(report, given.known)}
    except reports.InputError as error:
        return _refused(error.report or name, error.field, error.problem)
    except Exception as error:  # noqa: BLE001 - one bad report stops no other
        return _refused(name, "report", f"failed: {type(error).__name__}: {error}")


def _read(name: str, source: str | Path, given: Given) -> reports.Report:
    if isinstance(source, Path):
        return reports.from_file(source, given.today, given.published, given.lang)
    return reports.from_line(source, given.today, name, given.published, given.lang)


def _refused(name: str, field: str, problem: str) -> Row:
    return {"report": name, "error": {"field": field, "message": problem}}


def answer(report: reports.Report, known: Known) -> Row:
    """Return the proposals of one report as plain data; InputError when refused."""
    try:
        return as_json(
            extract(
                report.text,
                report.published,
                known=known,
                lang=report.lang,
                outlet=report.outlet,
                url=report.url,
            )
        )
    except ExtractionError as error:
        field, _, problem = str(error).partition(": ")
        raise reports.InputError(field, problem) from error
