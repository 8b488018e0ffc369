"""The counts of the facets of the list of meetings, all from one statement.

A count is over the selection without the facet's own parameter, except for `party`,
where every repeated value narrows. Processes and topics come with what they are tied
to exactly, as `1,7`: what lies below is added up in memory.
"""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce
from django.http import HttpRequest

from browse.pages.facets import Counts, asked_as, rest_of
from common.filters import StrictFilterSet
from meetings.analysis.trees import Tree
from meetings.filters.meetings import MeetingFilterSet
from meetings.models import (
    Format,
    Level,
    Meeting,
    MeetingCitation,
    MeetingPlace,
    MeetingProcess,
    MeetingTopic,
    OccurrenceStatus,
    Participation,
    PartyMeeting,
    Track,
    Via,
)
from meetings.models.participation import ATTENDED
from parties.models import Alignment, Side

PARTIES = 40
PLACES = 30
OUTLETS = 30
CHOICES: dict[str, Any] = {
    "side": Side,
    "track": Track,
    "format": Format,
    "status": OccurrenceStatus,
    "level": Level,
}


def facet_counts(request: HttpRequest, filterset: MeetingFilterSet) -> Counts:
    """Return, in one statement, the count of every value of every facet."""
    parts = [
        _counted("total", filterset.qs, Value("")),
        _counted("all", Meeting.objects.visible_to(request.user), Value("")),
        _party_counts(filterset),
        _side_counts(rest_of(filterset, "side")),
        _place_counts(rest_of(filterset, "place")),
        _country_counts(rest_of(filterset, "country")),
        *(
            _counted(name, rest_of(filterset, name), F(name))
            for name in CHOICES
            if name != "side"
        ),
        _tied(filterset, "process", MeetingProcess),
        _tied(filterset, "topic", MeetingTopic),
        *_people_counts(filterset),
        *_source_counts(filterset),
    ]
    found: Counts = {}
    for name, value, count in parts[0].union(*parts[1:], all=True):
        found.setdefault(name, {})[value or ""] = count
    return found


def sums_below(counts: dict[str, int], tree: Tree) -> dict[int, int]:
    """Return the meetings of each record of a tree and of everything below it.

    counts: meetings by the ids they are tied to, as text: `1,7`.
    """
    exact = {
        tuple(int(pk) for pk in ids.strip("{}").split(",") if pk): count
        for ids, count in counts.items()
    }
    return tree.sums(exact)


def party_rows(filterset: MeetingFilterSet) -> QuerySet[PartyMeeting]:
    """Return who was at which meeting, as a further `party` would find it."""
    asked = filterset.form.cleaned_data
    named = asked["party"] or asked["party_any"]
    # Without a party, attended=false asks for meetings that nobody attended.
    nobody = asked["attended"] is False and not named
    meetings = asked_as(filterset, "attended", None) if nobody else filterset.qs
    rows = PartyMeeting.objects.filter(meeting__in=meetings.order_by().values("pk"))
    if asked["direct"]:
        rows = rows.filter(via=Via.DIRECT)
    same = PartyMeeting.objects.filter(
        meeting=OuterRef("meeting"), party=OuterRef("party")
    )
    if asked["direct"]:
        same = same.filter(via=Via.DIRECT)
    condition = Q() if named else filterset.on_participation("participation__")
    if condition:
        rows = rows.filter(Exists(same.filter(condition)))
    if asked["attended"]:
        rows = rows.filter(attended=True)
    elif asked["attended"] is False:
        rows = rows.filter(~Exists(same.filter(attended=True)))
    return rows


def _grouped(rows: QuerySet[Any], name: str, value: Any, counted: str = "") -> Any:
    """Return rows of (facet, value, distinct meetings).

    counted: the path to the meeting; "" where each row is another meeting.
    """
    count = Count(counted, distinct=True) if counted else Count("*")
    return (
        rows.order_by()
        .annotate(facet=Value(name, CharField()), entry=Cast(value, CharField()))
        .values_list("facet", "entry")
        .annotate(n=count)
    )


def _counted(name: str, meetings: QuerySet[Meeting], value: Any) -> Any:
    chosen = Meeting.objects.filter(pk__in=meetings.order_by().values("pk"))
    return _grouped(chosen, name, value)


def _party_counts(filterset: MeetingFilterSet) -> Any:
    """Count meetings by party as a further `party` would find them."""
    grouped = _grouped(party_rows(filterset), "party", F("party"), "meeting")
    return grouped.order_by("-n", "entry")[:PARTIES]


def _side_counts(meetings: QuerySet[Meeting]) -> Any:
    rows = Alignment.objects.filter(
        party__participations__meeting__in=meetings.order_by().values("pk"),
        span__overlap=F("party__participations__meeting__span"),
    )
    return _grouped(rows, "side", F("side"), "party__participations__meeting")


def _place_counts(meetings: QuerySet[Meeting]) -> Any:
    """Count by city: a venue counts with the city it lies in."""
    rows = MeetingPlace.objects.filter(
        meeting__in=meetings.order_by().values("pk"), place__isnull=False
    )
    city = Coalesce("place__parent", "place")
    return _grouped(rows, "place", city, "meeting").order_by("-n", "entry")[:PLACES]


def _country_counts(meetings: QuerySet[Meeting]) -> Any:
    rows = MeetingPlace.objects.filter(
        meeting__in=meetings.order_by().values("pk"), place__isnull=False
    )
    return _grouped(rows, "country", F("place__country"), "meeting")


def _tied(filterset: StrictFilterSet, name: str, model: Any) -> Any:
    """Count meetings by all the processes, or topics, that they are tied to."""
    ties = model.objects.filter(meeting=OuterRef("pk")).order_by(name)
    return _counted(name, rest_of(filterset, name), ArraySubquery(ties.values(name)))


def _people_counts(filterset: MeetingFilterSet) -> list[Any]:
    """Count by role and presence: of anybody, or of the parties asked for."""
    asked = filterset.form.cleaned_data
    named = [*(asked["party"] or []), *(asked["party_any"] or [])]
    if asked["attended"] is False and not named:
        return []  # nobody's presence is asked for then
    found = []
    for name in ("role", "presence"):
        meetings = rest_of(filterset, name).order_by().values("pk")
        if named:
            condition = filterset.on_participation("participation__", besides=name)
            rows: Any = PartyMeeting.objects.filter(condition, party__in=named)
            rows = rows.filter(via=Via.DIRECT) if asked["direct"] else rows
            value = F(f"participation__{name}")
        else:
            rows = Participation.objects.filter(
                filterset.on_participation(besides=name)
            )
            rows = rows.filter(presence__in=ATTENDED) if asked["attended"] else rows
            value = F(name)
        rows = rows.filter(meeting__in=meetings)
        found.append(_grouped(rows, name, value, "meeting"))
    return found


def _source_counts(filterset: StrictFilterSet) -> list[Any]:
    """Count by outlet, the most cited, and by the language of the outlet."""

    def citing(name: str, path: str) -> Any:
        meetings = rest_of(filterset, name).order_by().values("pk")
        rows = MeetingCitation.objects.filter(meeting__in=meetings)
        return _grouped(rows, name, F(path), "meeting")

    outlets = citing("outlet", "report__outlet").order_by("-n", "entry")[:OUTLETS]
    return [outlets, citing("outlet_language", "report__outlet__language")]
