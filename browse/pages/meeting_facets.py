"""The counts of the facets of the list of meetings, from sets of meetings.

A count is over the selection without the facet's own parameter, except for `party`,
where every repeated value narrows. Processes and topics hold what lies below them.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from browse.pages.facets import Counts, asked_as
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
    Process,
    Topic,
    Track,
    Via,
)
from meetings.models.participation import ATTENDED
from meetings.sets import MeetingSets, Sets, counts_in, grouping
from parties.models import Alignment, Party, Side

CHOICES: dict[str, Any] = {
    "side": Side,
    "track": Track,
    "format": Format,
    "status": OccurrenceStatus,
    "level": Level,
}
TREES: dict[str, tuple[Any, Any]] = {
    "process": (MeetingProcess, Process),
    "topic": (MeetingTopic, Topic),
}
# How many values of a facet are shown, those with most meetings.
MOST = {"party": 40, "place": 30, "outlet": 30}
ON_PEOPLE = ("role", "presence")
FACETS = (
    *("party", "place", "country", "outlet", "outlet_language"),
    *(*CHOICES, *TREES, *ON_PEOPLE),
)


def facet_counts(filterset: MeetingFilterSet, sets: MeetingSets) -> Counts:
    """Return the count of every value of every facet, and of `total` and `all`."""
    asked = filterset.form.cleaned_data
    # A facet without any meeting yet counts as one whose values have none.
    values: dict[str, Sets] = {name: {} for name in FACETS}
    values |= sets.named("facets", _groupings) | _people(filterset, sets)
    for name in TREES:
        values[name] = _with_below(name, values.get(name, {}), sets)
    if _nobody(filterset):  # nobody's presence is asked for then
        values = {name: held for name, held in values.items() if name not in ON_PEOPLE}
    # By the name of the facet: the selection that it counts, if not that of the list.
    other = {
        name: asked_as(filterset, name, [])
        for name in values
        if name != "party" and asked[name]
    }
    if _nobody(filterset):
        other["party"] = asked_as(filterset, "attended", None)
    (every,) = sets.chosen(filterset.queryset)
    chosen, *others = sets.chosen(filterset.qs, *other.values())
    selections = dict(zip(other, others, strict=True))
    return {
        "total": {"": chosen.bit_count()},
        "all": {"": every.bit_count()},
        **{
            name: counts_in(held, selections.get(name, chosen), MOST.get(name))
            for name, held in values.items()
        },
    }


def party_rows(filterset: MeetingFilterSet) -> QuerySet[PartyMeeting]:
    """Return who was at which meeting of the list, as a further `party` finds it."""
    nobody = _nobody(filterset)
    meetings = asked_as(filterset, "attended", None) if nobody else filterset.qs
    return _party_rows(filterset).filter(meeting__in=meetings.order_by().values("pk"))


def _named(filterset: MeetingFilterSet) -> list[Party]:
    """Return the parties asked for."""
    asked = filterset.form.cleaned_data
    return [*(asked["party"] or []), *(asked["party_any"] or [])]


def _nobody(filterset: MeetingFilterSet) -> bool:
    """Say whether the list holds the meetings that nobody attended.

    With a party, attended=false asks for those that it did not attend.
    """
    attended = filterset.form.cleaned_data["attended"]
    return attended is False and not _named(filterset)


def _party_rows(filterset: MeetingFilterSet) -> QuerySet[PartyMeeting]:
    """Return who was at which meeting, of all meetings, as a `party` finds it."""
    asked = filterset.form.cleaned_data
    rows = same = PartyMeeting.objects.all()
    if asked["direct"]:
        rows = same = rows.filter(via=Via.DIRECT)
    same = same.filter(meeting=OuterRef("meeting"), party=OuterRef("party"))
    condition = (
        Q() if _named(filterset) else filterset.on_participation("participation__")
    )
    if condition:
        rows = rows.filter(Exists(same.filter(condition)))
    if asked["attended"]:
        rows = rows.filter(attended=True)
    elif asked["attended"] is False:
        rows = rows.filter(~Exists(same.filter(attended=True)))
    return rows


def _groupings() -> list[Any]:
    """Return the groupings of all meetings that no parameter changes."""
    aligned = Alignment.objects.filter(
        span__overlap=F("party__participations__meeting__span")
    )
    placed = MeetingPlace.objects.filter(place__isnull=False)
    city = Coalesce("place__parent", "place")
    cited = MeetingCitation.objects.all()
    return [
        grouping(PartyMeeting.objects.all(), "party", F("party"), "meeting"),
        grouping(aligned, "side", F("side"), "party__participations__meeting"),
        grouping(placed, "place", city, "meeting"),
        grouping(placed, "country", F("place__country"), "meeting"),
        *(
            grouping(Meeting.objects.all(), name, F(name), "pk")
            for name in CHOICES
            if name != "side"
        ),
        *(
            grouping(ties.objects.all(), name, F(name), "meeting")
            for name, (ties, _model) in TREES.items()
        ),
        *(
            grouping(Participation.objects.all(), name, F(name), "meeting")
            for name in ON_PEOPLE
        ),
        grouping(cited, "outlet", F("report__outlet"), "meeting"),
        grouping(cited, "outlet_language", F("report__outlet__language"), "meeting"),
    ]


def _with_below(name: str, held: Sets, sets: MeetingSets) -> Sets:
    """Return the sets of the records of a tree, each with those of all below it."""

    def make() -> Sets:
        _ties, model = TREES[name]
        tree = Tree(model.objects.order_by().values_list("pk", "parent_id"))
        found: Sets = {}
        for pk, meetings in held.items():
            for one in tree.with_above([int(pk)]):
                found[str(one)] = found.get(str(one), 0) | meetings
        return found

    return sets.standing.keep(("tree", name), make)


def _people(filterset: MeetingFilterSet, sets: MeetingSets) -> dict[str, Sets]:
    """Return the sets by party, role and presence where the filter changes them.

    Roles and presences are those of anybody, or of the parties asked for.
    """
    asked = filterset.form.cleaned_data
    narrowed = bool(filterset.on_participation())
    itself = asked["direct"] or asked["attended"] is not None
    names = []
    groupings = []
    if itself or (narrowed and not _named(filterset)):
        names.append("party")
        rows = _party_rows(filterset)
        groupings.append(grouping(rows, "party", F("party"), "meeting"))
    if (itself or narrowed or _named(filterset)) and not _nobody(filterset):
        for name in ON_PEOPLE:
            names.append(name)
            groupings.append(_of_people(filterset, name))
    found = sets.grouped(*groupings) if groupings else {}
    return {name: found.get(name, {}) for name in names}


def _of_people(filterset: MeetingFilterSet, name: str) -> Any:
    """Return the grouping by role or presence, whatever of it is asked for."""
    asked = filterset.form.cleaned_data
    named = _named(filterset)
    if named:
        condition = filterset.on_participation("participation__", besides=name)
        theirs = PartyMeeting.objects.filter(condition, party__in=named)
        rows = theirs.filter(via=Via.DIRECT) if asked["direct"] else theirs
        return grouping(rows, name, F(f"participation__{name}"), "meeting")
    condition = filterset.on_participation(besides=name)
    people = Participation.objects.filter(condition)
    there = people.filter(presence__in=ATTENDED) if asked["attended"] else people
    return grouping(there, name, F(name), "meeting")
