"""The timeline of meetings: lanes of months, for tracks, parties or processes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict

from browse.charts.timeline import Lane, Timeline, timeline
from browse.pages.facets import Counts, chosen
from browse.pages.meeting_facets import party_rows
from browse.pages.meeting_views import BY_LINKS, Switch, address, bare, changed
from common.keyset import PAGING_KEYS
from meetings.analysis.lanes import LaneCount, by_party, by_process, by_track
from meetings.analysis.trees import Tree
from meetings.filters.workbench import LANES, WorkbenchFilterSet
from meetings.language import (
    direction_of,
    localized_name,
    reader_language,
    with_reader_names,
)
from meetings.models import Process, Track
from meetings.people import PartyBook

MOST_LANES = 8
ON_A_PHONE = 390
DATES = ("from", "to", "date_match")


@dataclass
class TimelineView:
    """The lanes wide and, by quarter, for phones; `query`: of a year of all lanes."""

    lanes: str
    choices: list[Switch]
    wide: Timeline | None
    narrow: Timeline | None
    query: str


def timeline_view(
    request: HttpRequest, filterset: WorkbenchFilterSet, counts: Counts, book: PartyBook
) -> TimelineView:
    """Lay out the meetings of a set by month, in the lanes asked for."""
    kind = filterset.form.cleaned_data["lanes"] or "track"
    lanes = _MAKERS[kind](request, filterset, counts, book)
    rtl = direction_of(reader_language()) == "rtl"
    rest = request.GET.copy()
    for name in (*DATES, *PAGING_KEYS, "month"):
        rest.pop(name, None)
    return TimelineView(
        kind,
        _choices(request, kind),
        timeline(lanes, rtl=rtl),
        timeline(lanes, rtl=rtl, grain=3, width=ON_A_PHONE),
        rest.urlencode(),
    )


def _choices(request: HttpRequest, kind: str) -> list[Switch]:
    return [
        Switch(
            value,
            str(label),
            address(
                request.path,
                changed(
                    bare(request.GET),
                    view="timeline",
                    lanes=value if value != "track" else "",
                ),
            ),
            value == kind,
        )
        for value, label in LANES
    ]


def _tracks(
    request: HttpRequest, filterset: WorkbenchFilterSet, counts: Counts, book: PartyBook
) -> list[Lane]:
    held = _by_lane(by_track(filterset.qs))
    return [
        Lane(
            str(label),
            held[value],
            _query(request.GET, "track", value),
            reader_language(),
        )
        for value, label in Track.choices
        if value in held
    ]


def _parties(
    request: HttpRequest, filterset: WorkbenchFilterSet, counts: Counts, book: PartyBook
) -> list[Lane]:
    """The parties asked for, else those with most meetings."""
    asked = [*chosen(filterset, "party"), *chosen(filterset, "party_any")]
    counted = counts.get("party", {})
    often = sorted(counted, key=lambda key: (-counted[key], int(key)))
    named = dict.fromkeys(party.pk for party in asked)
    ids = list(named or map(int, often))
    shown = [pk for pk in ids if book.party(pk)][:MOST_LANES]
    held = _by_lane(by_party(party_rows(filterset), shown))
    lanes = []
    for pk in shown:
        party = book.party(pk)
        if party is None:
            continue
        query = bare(request.GET, *BY_LINKS)
        if party.slug not in query.getlist("party"):
            query.appendlist("party", party.slug)
        name, lang = localized_name(party)
        lanes.append(
            Lane(name, held[pk], query.urlencode(), lang, book.latest_side(pk))
        )
    return lanes


def _processes(
    request: HttpRequest, filterset: WorkbenchFilterSet, counts: Counts, book: PartyBook
) -> list[Lane]:
    """The processes asked for, else the uppermost with most meetings."""
    every = with_reader_names(Process.objects.visible_to(request.user))
    known = {process.pk: process for process in every}
    tree = Tree((process.pk, process.parent_id) for process in known.values())
    sums = {int(key): count for key, count in counts.get("process", {}).items()}
    asked = [process.pk for process in chosen(filterset, "process")]
    roots = sorted(
        (pk for pk in tree.roots() if pk in sums), key=lambda pk: (-sums[pk], pk)
    )
    shown = (asked or roots)[:MOST_LANES]
    held = _by_lane(by_process(filterset.qs, tree, shown))
    return [
        Lane(
            localized_name(known[pk])[0],
            held[pk],
            _query(request.GET, "process", known[pk].slug),
            localized_name(known[pk])[1],
        )
        for pk in shown
    ]


_MAKERS = {"track": _tracks, "party": _parties, "process": _processes}


def _query(query: QueryDict, name: str, value: str) -> str:
    """Return the query of one lane's meetings, to which a period is added."""
    return changed(bare(query, *BY_LINKS), **{name: value}).urlencode()


def _by_lane(counts: list[LaneCount]) -> dict[Any, list[LaneCount]]:
    found: dict[Any, list[LaneCount]] = defaultdict(list)
    for count in counts:
        found[count.lane].append(count)
    return found
