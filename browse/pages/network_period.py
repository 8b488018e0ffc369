"""The period of the network: its months, the period before and after, and the lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from browse.pages.listing import without
from browse.pages.meeting_views import PAGE_ONLY, address, changed
from browse.pages.workbench import Months, months_from
from common.keyset import PAGING_KEYS
from common.standing import standing_of
from meetings.analysis.activity import months_among
from meetings.filters.workbench import VIEWS
from meetings.models import Meeting
from meetings.period import Period
from meetings.sets import MeetingSets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meetings.analysis.network import Encounter

# What only the network knows; lists of meetings would refuse it.
OWN = ("unit", "small", "confirmed", "as_of")


@dataclass(frozen=True)
class Step:
    """A link to the period before or after, as long as the present one."""

    words: str
    url: str


def months_of_rooms(request: HttpRequest, rooms: Sequence[Encounter]) -> Months | None:
    """Return the months of the meetings that count, among those of all meetings."""
    sets = MeetingSets(standing_of(request))
    (every,) = sets.chosen(Meeting.objects.visible_to(request.user))
    counted = sets.of_ids(room.meeting for room in rooms)
    months = months_from(months_among(sets, every, counted), request.GET)
    if months:
        # The chart's files know nothing of what makes a tie.
        months.files = []
    return months


def steps(request: HttpRequest, period: Period, months: Months | None) -> list[Step]:
    """Return the years before and after a period, as many as it has, within the record.

    Without a period there is none; then the years of the chart are the steps.
    """
    if months is None or not (period.first_day and period.last_day):
        return []
    first, last = period.first_day.year, period.last_day.year
    many = last - first + 1
    rest = without(request.GET, "from", "to", *PAGING_KEYS)
    known = {year.year for year in months.wide.years}
    found = []
    for begin, end in ((first - many, first - 1), (last + 1, last + many)):
        if known.isdisjoint(range(begin, end + 1)):
            continue
        words = f"{begin}" if begin == end else f"{begin}–{end}"
        ends = {"from": str(begin), "to": str(end)}
        found.append(Step(words, address(request.path, changed(rest, **ends))))
    return found


def list_links(request: HttpRequest, end: str) -> list[tuple[str, str]]:
    """Return the views of the list of the same meetings, with their names.

    end: the last day that counts, also where `as_of` says it; "" for none.
    """
    query: QueryDict = without(request.GET, *OWN, *PAGE_ONLY, *PAGING_KEYS)
    query = changed(query, to=end)
    path = reverse("meeting_list")
    return [
        (str(label), address(path, changed(query, view="" if name == "list" else name)))
        for name, label in VIEWS
    ]
