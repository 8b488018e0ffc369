"""Loading the dataset: idempotent, row by row, reporting what does not fit.

Every root goes through the actions that editors use. A row whose fingerprint is
unchanged is left alone; a record that people have edited since it was loaded (its
version is higher than the loader wrote) is skipped and listed. One transaction
holds the whole load; a row that fails is rolled back alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, connection, transaction

from common.edtf import EdtfError
from common.errors import ActionRefused
from editorial import derived
from editorial.actions import (
    begin_edit,
    complete_edit,
    publish_together,
)
from editorial.history import because
from editorial.models import Record, Reviewable
from editorial.writing import write, write_parts
from meetings.dataset import mapping
from meetings.dataset.citations import cite, contest, register_reports
from meetings.dataset.files import Dataset, Row, fingerprint, read_dataset
from meetings.dataset.mapping import PART_KEYS, Mapped, Parts
from meetings.dataset.registry import MODELS, Registry
from meetings.dataset.report import LoadReport, RowError
from meetings.derive import rebuild_party_meetings
from meetings.models import Statement
from meetings.network_places import refresh_network_places
from meetings.search import reindex

REASON = "loaded from the dataset"
Map = Callable[[Row, Registry], Mapped]
MapLinks = Callable[[Row, Registry], Parts]
Progress = Callable[[str, int, int], None]


class Loader:
    """One load of one folder."""

    def __init__(self, dataset: Dataset, progress: Progress) -> None:
        self.dataset = dataset
        self.progress = progress
        self.report = LoadReport()
        self.registry = Registry()
        self.contested: dict[tuple[str, str], list[Row]] = {}
        for row in dataset.rows["contested"]:
            key = (row["record_type"], row["record"])
            self.contested.setdefault(key, []).append(row)

    def run(self) -> LoadReport:
        """Load every file, in the order of their references."""
        self.reference("sources", "outlet", mapping.outlet)
        register_reports(self.dataset, self.registry, self.report, self.progress)
        self.reference("places", "place", mapping.place)
        self.reference("topics", "topic", mapping.topic)
        self.roots("parties", "party", mapping.party, mapping.party_links)
        self.roots("processes", "process", mapping.process)
        self.roots("meetings", "meeting", mapping.meeting, mapping.meeting_links)
        self.roots("agreements", "agreement", mapping.agreement)
        self.roots("statements", "statement", mapping.statement)
        if sum(self.report.created.values()) + sum(self.report.changed.values()):
            self.progress("derived rows", 0, 1)
            rebuild_party_meetings()
            reindex()
            with connection.cursor() as cursor:
                # Or the first readers wait for a bad plan. By name: catalogs that all
                # databases of a server share would stay locked for the others.
                names = connection.introspection.django_table_names()
                tables = ", ".join(map(connection.ops.quote_name, names))
                cursor.execute(f"ANALYZE {tables}")
            refresh_network_places()
            self.progress("derived rows", 1, 1)
        return self.report

    def reference(self, file: str, kind: str, map_row: Map) -> None:
        """Load public reference data: rows without a review state."""
        rows = _parents_first(self.dataset.rows[file])
        stored = _stored(MODELS[kind])
        for row in self._each(file, rows):
            with self._row(file, row):
                record = stored.get(row["id"]) or MODELS[kind](
                    dataset_id=row["id"], slug=row["id"]
                )
                if self._is_settled(file, record, fingerprint(row)):
                    self.registry.add(kind, record)
                    continue
                new = record.pk is None
                mapped = map_row(row, self.registry)
                write(record, mapped.fields)
                _write_parts(record, mapped.parts, new)
                self._note_version(file, record, fingerprint(row), new)
                self.registry.add(kind, record)

    def roots(
        self, file: str, kind: str, map_row: Map, map_links: MapLinks | None = None
    ) -> None:
        """Load reviewed records and publish the new ones together."""
        model = MODELS.get(kind, Statement)
        rows = _parents_first(self.dataset.rows[file])
        stored = _stored(model)
        written: list[tuple[Row, Any, bool]] = []
        for row in self._each(file, rows):
            record = stored.get(row["id"]) or model(
                dataset_id=row["id"], slug=row["id"]
            )
            if kind in MODELS and record.pk is not None:
                self.registry.add(kind, record)
            if self._is_settled(file, record, self._fingerprint(kind, row)):
                continue
            with self._row(file, row):
                new = record.pk is None
                if not new:
                    begin_edit(record, by=None, expected_version=record.version)
                mapped = map_row(row, self.registry)
                write(record, mapped.fields)
                _write_parts(record, mapped.parts, new)
                if kind in MODELS:
                    self.registry.add(kind, record)
                written.append((row, record, new))
        self._complete(file, kind, written, map_links)

    def _complete(
        self,
        file: str,
        kind: str,
        written: list[tuple[Row, Any, bool]],
        map_links: MapLinks | None,
    ) -> None:
        complete: list[tuple[Row, Any, bool]] = []
        for row, record, new in written:
            with self._row(file, row):
                if map_links:
                    _write_parts(record, map_links(row, self.registry), new)
                cite(record, row, self.registry, fresh=new)
                contest(
                    record, self.contested.get((kind, row["id"]), []), self.registry
                )
                if not new:  # new records are checked when they are published
                    complete_edit(record, by=None, reason=REASON)
                complete.append((row, record, new))
        drafts = [record for _, record, _ in complete if not record.first_published_at]
        refused = self._publish(file, drafts)
        for row, record, new in complete:
            # A record that could not be published is taken up again next time.
            now = "" if record.pk in refused else self._fingerprint(kind, row)
            self._note_version(file, record, now, new)

    def _publish(self, file: str, records: list[Reviewable]) -> set[int]:
        refused = publish_together(records, by=None, reason=REASON) if records else {}
        names = {record.pk: record.dataset_id or "" for record in records}
        for pk, problems in refused.items():
            for problem in problems:
                self.report.reject(file, names[pk], "publication", problem)
        return set(refused)

    def _fingerprint(self, kind: str, row: Row) -> str:
        return fingerprint(row, self.contested.get((kind, row["id"]), []))

    def _is_settled(self, file: str, record: Record, print_now: str) -> bool:
        """Say that there is nothing to do, and note why."""
        if record.pk is None:
            return False
        loaded = record.dataset_version
        if loaded is not None and record.version > loaded:
            self.report.edited_by_people.append((file, record.dataset_id or ""))
            return True
        if record.dataset_fingerprint == print_now:
            self.report.unchanged[file] += 1
            return True
        return False

    def _note_version(self, file: str, record: Any, now: str, new: bool) -> None:
        counts = self.report.created if new else self.report.changed
        counts[file] += 1
        if not new and not isinstance(record, Reviewable):
            record.version += 1
        type(record)._base_manager.filter(pk=record.pk).update(
            version=record.version,
            dataset_version=record.version,
            dataset_fingerprint=now,
        )

    def _each(self, file: str, rows: list[Row]) -> Iterator[Row]:
        self.progress(file, 0, len(rows))
        for done, row in enumerate(rows, start=1):
            yield row
            if done % 50 == 0 or done == len(rows):
                self.progress(file, done, len(rows))

    @contextmanager
    def _row(self, file: str, row: Row) -> Iterator[None]:
        """Keep what the block writes, or nothing of it and a line in the report."""
        name = str(row.get("id", "?"))
        try:
            with transaction.atomic():
                yield
        except RowError as error:
            self.report.reject(file, name, error.field, error.reason)
        except ValidationError as error:
            for field, messages in _by_field(error):
                self.report.reject(file, name, field, " ".join(messages))
        except EdtfError as error:
            self.report.reject(file, name, "date", str(error))
        except ActionRefused as error:
            for problem in error.problems or [error.message]:
                self.report.reject(file, name, error.field or "record", str(problem))
        except KeyError as error:
            self.report.reject(file, name, str(error.args[0]), "the field is missing")
        except (IntegrityError, DataError, TypeError, AttributeError) as error:
            self.report.reject(file, name, "record", str(error).splitlines()[0])


def _by_field(error: ValidationError) -> Iterator[tuple[str, list[str]]]:
    if hasattr(error, "error_dict"):
        yield from error.message_dict.items()
    else:
        yield "record", error.messages


def _stored(model: Any) -> dict[str, Any]:
    rows = model._base_manager.filter(dataset_id__isnull=False)
    return {row.dataset_id: row for row in rows}


def _write_parts(record: Any, parts: Parts, fresh: bool) -> None:
    for name, rows in parts.items():
        write_parts(record, name, rows, PART_KEYS[name], fresh=fresh)


def _parents_first(rows: list[Row]) -> list[Row]:
    """Order rows so that a row comes after its parent."""
    by_id = {row.get("id"): row for row in rows}
    ordered: dict[Any, Row] = {}

    def take(row: Row, above: frozenset[Any]) -> None:
        key = row.get("id")
        parent = by_id.get(row.get("parent"))
        if parent is not None and parent.get("id") not in above:
            take(parent, above | {key})
        ordered.setdefault(key, row)

    for row in rows:
        take(row, frozenset())
    return list(ordered.values())


def load_folder(folder: Path, progress: Progress | None = None) -> LoadReport:
    """Load the dataset of a folder and report what was done.

    Raises DatasetError when the folder cannot be read as a whole.
    """
    dataset = read_dataset(folder)
    show = progress or (lambda what, done, total: None)
    with transaction.atomic(), because(by=None, reason=REASON), derived.deferred():
        return Loader(dataset, show).run()
