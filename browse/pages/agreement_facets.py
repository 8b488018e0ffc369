"""The counts of the facets of the list of agreements.

A count is what the list would hold with that value: over the selection without the
facet's own parameter, except for `party`, where every repeated value narrows.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import CharField, Count, F, QuerySet, Value
from django.db.models.functions import Cast
from django.http import HttpRequest

from browse.pages.facets import (
    UNCOUNTED,
    Counts,
    Facet,
    Option,
    asked_as,
    choice_facet,
    chosen,
    label_of,
    record_facet,
    rest_of,
)
from common.filters import StrictFilterSet
from meetings.language import localized_name, with_reader_names
from meetings.models import (
    Agreement,
    AgreementKind,
    Format,
    Process,
    Signature,
    SignatureAction,
    Stage,
    Topic,
)
from meetings.people import PartyBook
from parties.models import Side

PARTIES = 40
# What depends on who did what is counted by asking for each value in turn.
ASKED: dict[str, Any] = {"action": SignatureAction, "side": Side}
COLUMNS = {
    "kind": "kind",
    "stage": "stage",
    "process": "process",
    "format": "meeting__format",
}


def agreement_counts(request: HttpRequest, filterset: StrictFilterSet) -> Counts:
    """Return the count of every value of every facet but `party`, in one statement."""
    every = Agreement.objects.visible_to(request.user)
    parts = [
        _counted(every, filterset.qs, "total", Value("")),
        _counted(every, every, "all", Value("")),
        *(
            _counted(every, rest_of(filterset, name), name, F(path))
            for name, path in COLUMNS.items()
        ),
        *(
            _counted(every, asked_as(filterset, name, [value]), name, Value(value))
            for name, choices in ASKED.items()
            for value in choices.values
        ),
    ]
    found: Counts = {}
    for name, value, count in parts[0].union(*parts[1:], all=True):
        if value is not None:
            found.setdefault(name, {})[value] = count
    return found


def _counted(
    every: QuerySet[Any], chosen_ones: QuerySet[Any], name: str, value: Any
) -> Any:
    """Return rows of (facet, value, agreements)."""
    return (
        every.filter(pk__in=chosen_ones.order_by().values("pk"))
        .order_by()
        .annotate(facet=Value(name, CharField()), entry=Cast(value, CharField()))
        .values_list("facet", "entry")
        .annotate(n=Count("pk"))
    )


def party_counts(request: HttpRequest, filterset: StrictFilterSet) -> dict[int, int]:
    """Count agreements by party as a further `party` would find them, most first."""
    rows = Signature.objects.visible_to(request.user).filter(
        agreement__in=filterset.qs.order_by().values("pk")
    )
    if actions := filterset.form.cleaned_data["action"]:
        rows = rows.filter(action__in=actions)
    rows = rows.order_by()
    # A union keeps each pair of party and agreement once.
    pairs = rows.values_list("party", "agreement").union(
        rows.filter(on_behalf_of__isnull=False).values_list("on_behalf_of", "agreement")
    )
    counted = Counter(party for party, _agreement in pairs)
    most = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return dict(most[:PARTIES])


def agreement_facets(
    request: HttpRequest,
    filterset: StrictFilterSet,
    counts: Counts,
    parties: dict[int, int],
    book: PartyBook,
) -> list[Facet]:
    """Return the facets of the list in their order."""
    return [
        _party_facet(filterset, parties, book),
        _closed(filterset, "action", SignatureAction, counts),
        _closed(filterset, "side", Side, counts),
        _closed(filterset, "kind", AgreementKind, counts),
        _closed(filterset, "stage", Stage, counts),
        _process_facet(request, filterset, counts),
        _closed(filterset, "format", Format, counts),
        _topic_facet(filterset),
    ]


def _closed(
    filterset: StrictFilterSet, name: str, choices: Any, counts: Counts
) -> Facet:
    counted = {name: {}, **counts} if counts else counts
    return choice_facet(filterset, name, choices.choices, counted)


def _party_facet(
    filterset: StrictFilterSet, counted: dict[int, int], book: PartyBook
) -> Facet:
    asked = {party.pk for party in chosen(filterset, "party")}
    options = [
        Option(
            value=party.slug,
            label=localized_name(party)[0],
            count=counted.get(pk, 0),
            checked=pk in asked,
            side=book.latest_side(pk),
        )
        for pk in {**counted, **dict.fromkeys(asked)}
        if (party := book.party(pk))
    ]
    return record_facet(filterset, "party", options)


def _process_facet(
    request: HttpRequest, filterset: StrictFilterSet, counts: Counts
) -> Facet:
    """Count an agreement with its process and with every process above it."""
    processes = {
        process.pk: process
        for process in with_reader_names(Process.objects.visible_to(request.user))
    }
    counted: Counter[int] = Counter()
    for key, count in counts.get("process", {}).items():
        above, seen = processes.get(int(key)), set[int]()
        while above is not None and above.pk not in seen:
            seen.add(above.pk)
            counted[above.pk] += count
            above = processes.get(above.parent_id)
    asked = {process.pk for process in chosen(filterset, "process")}
    return record_facet(
        filterset,
        "process",
        [
            Option(
                processes[pk].slug,
                localized_name(processes[pk])[0],
                counted[pk],
                pk in asked,
            )
            for pk in {**counted, **dict.fromkeys(asked)}
            if pk in processes
        ],
    )


def _topic_facet(filterset: StrictFilterSet) -> Facet:
    """Return the topics, whose values include all below them, without counts."""
    asked = {topic.pk for topic in chosen(filterset, "topic")}
    options = [
        Option(topic.slug, localized_name(topic)[0], UNCOUNTED, topic.pk in asked)
        for topic in with_reader_names(Topic.objects.all())
    ]
    return Facet("topic", label_of(filterset, "topic"), options)
