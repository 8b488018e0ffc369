"""The records that rows refer to, by their dataset ids, and offices by date."""

from __future__ import annotations

import datetime
from collections import defaultdict
from typing import Any

from common import edtf
from meetings.dataset.report import RowError
from meetings.models import Agreement, Meeting, Place, Process, Topic
from parties.models import Party, Position
from sources.models import Outlet, Report

MODELS: dict[str, Any] = {
    "outlet": Outlet,
    "place": Place,
    "topic": Topic,
    "party": Party,
    "process": Process,
    "meeting": Meeting,
    "agreement": Agreement,
}


class Registry:
    """Finds what a row names; raises RowError naming the field when it is unknown."""

    def __init__(self) -> None:
        self._records: dict[str, dict[str, Any]] = {
            kind: {
                row.dataset_id: row
                for row in model.objects.filter(dataset_id__isnull=False)
            }
            for kind, model in MODELS.items()
        }
        self.reports: dict[str, Report] = {
            report.url: report
            for report in Report.objects.select_related("outlet")
            if report.url
        }
        self._offices: dict[tuple[int, str, str], list[Position]] | None = None

    def add(self, kind: str, record: Any) -> None:
        """Make a record known under its dataset id."""
        self._records[kind][record.dataset_id] = record

    def find(self, kind: str, name: str | None, field: str) -> Any:
        """Return the record of that id; None for None."""
        if name is None:
            return None
        try:
            return self._records[kind][name]
        except KeyError:
            raise RowError(field, f"there is no {kind} “{name}”") from None

    def office(self, person: Party, office: Any, date: str, field: str) -> Any:
        """Return the tenure of `{organisation, title}` valid on the date, or None."""
        if not office:
            return None
        held = self._held(person, office)
        day = edtf.parse(date)
        valid = [row for row in held if _overlaps(row, day.earliest, day.latest)]
        if not valid:
            raise RowError(
                field,
                f"{person.name} has no office “{office['title']}” at"
                f" {office['organisation']} on {date}",
            )
        return valid[0]

    def _held(self, person: Party, office: dict[str, str]) -> list[Position]:
        if self._offices is None:
            self._offices = defaultdict(list)
            for row in Position.objects.select_related("organisation"):
                key = (row.person_id, row.organisation.dataset_id or "", row.title)
                self._offices[key].append(row)
        return self._offices[person.pk, office["organisation"], office["title"]]


def _overlaps(
    row: Position, earliest: datetime.date | None, latest: datetime.date | None
) -> bool:
    first, last = row.start_earliest, row.end_latest
    starts_in_time = first is None or latest is None or first <= latest
    ends_late_enough = last is None or earliest is None or last >= earliest
    return starts_in_time and ends_late_enough
