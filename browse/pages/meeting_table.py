"""The table of meetings: a row a meeting, with the columns the reader chose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest

from browse.pages.meeting_views import address, changed
from browse.pages.rows import MeetingRow
from common.keyset import PAGING_KEYS
from meetings.filters.workbench import COLUMNS, WorkbenchFilterSet
from meetings.language import with_reader_names
from meetings.models import MeetingProcess, Process

ALWAYS = "title"
USUAL = ("date", "title", "place", "track", "format", "parties", "reports")
SORTED = ("date", "title")
DESCENDING_FIRST = "-date"


@dataclass(frozen=True)
class Column:
    """A column; where it can be sorted, the address that sorts or turns it round."""

    name: str
    label: str
    sort_url: str = ""
    sorted: str = ""


@dataclass(frozen=True)
class Toggle:
    """A column that can be shown or left out, and the address that does it."""

    name: str
    label: str
    url: str
    shown: bool


@dataclass
class TableRow:
    """A row: what a row of the list knows, its processes and countries."""

    row: MeetingRow
    processes: list[Process] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)


@dataclass
class TableView:
    """The columns, what can be added or left out, and the rows."""

    columns: list[Column]
    toggles: list[Toggle]
    rows: list[TableRow]


def table_view(
    request: HttpRequest, filterset: WorkbenchFilterSet, rows: Sequence[MeetingRow]
) -> TableView:
    """Lay out one page of meetings as a table."""
    asked = set(filterset.form.cleaned_data["column"] or USUAL) | {ALWAYS}
    processes = _processes(request, rows) if "process" in asked else {}
    order = filterset.form.cleaned_data["ordering"] or DESCENDING_FIRST
    return TableView(
        [
            _column(request, name, str(label), order)
            for name, label in COLUMNS
            if name in asked
        ],
        [
            Toggle(name, str(label), _toggled(request, asked, name), name in asked)
            for name, label in COLUMNS
            if name != ALWAYS
        ],
        [
            TableRow(
                row,
                processes.get(row.meeting.pk, []),
                list(
                    dict.fromkeys(
                        at.place.country
                        for at in row.venues
                        if at.place and at.place.country
                    )
                ),
            )
            for row in rows
        ],
    )


def _column(request: HttpRequest, name: str, label: str, order: str) -> Column:
    if name not in SORTED:
        return Column(name, label)
    falling, rising = f"-{name}", name
    usual = falling if name == "date" else rising
    other = {falling: rising, rising: falling}.get(order, usual)
    state = {falling: "descending", rising: "ascending"}.get(order, "")
    query = changed(request.GET, ordering=other if other != DESCENDING_FIRST else "")
    for key in PAGING_KEYS:
        query.pop(key, None)
    return Column(name, label, address(request.path, query), state)


def _toggled(request: HttpRequest, asked: set[str], name: str) -> str:
    """Return the address of the table with one column more or less."""
    wanted = asked ^ {name}
    query = request.GET.copy()
    query.pop("column", None)
    if wanted != set(USUAL):
        query.setlist("column", [one for one, _label in COLUMNS if one in wanted])
    return address(request.path, query)


def _processes(
    request: HttpRequest, rows: Sequence[MeetingRow]
) -> dict[int, list[Process]]:
    meetings = [row.meeting.pk for row in rows]
    ties = list(
        MeetingProcess.objects.visible_to(request.user)
        .filter(meeting__in=meetings)
        .order_by("position", "pk")
        .values_list("meeting", "process")
    )
    visible = Process.objects.visible_to(request.user)
    wanted = {process for _meeting, process in ties}
    named = {
        process.pk: process
        for process in with_reader_names(visible.filter(pk__in=wanted))
    }
    found: dict[int, list[Process]] = defaultdict(list)
    for meeting, process in ties:
        if process in named:
            found[meeting].append(named[process])
    return found
