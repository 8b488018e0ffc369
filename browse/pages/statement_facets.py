"""The counts of the facets of the list of statements.

A count is what the list would hold with that value: over the selection without the
facet's own parameter. A process or topic counts everything below it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import CharField, Count, F, Value
from django.db.models.functions import Cast

from browse.pages.facets import Counts, Facet, Option, chosen, label_of, rest_of
from common.filters import StrictFilterSet
from meetings.filters.statements import said_on_side
from meetings.language import localized_name, with_reader_names
from meetings.models import (
    Agreement,
    Meeting,
    MeetingProcess,
    MeetingTopic,
    Process,
    Statement,
    Topic,
)
from parties.models import Side

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

    Reader = User | AnonymousUser

COLUMNS = ("stance", "kind", "speaker")


def statement_counts(filterset: StrictFilterSet, user: Reader) -> Counts:
    """Return the counts of all facets but the trees, and `total` and `all`."""
    visible = Statement.objects.visible_to(user)
    parts = [
        _counted("total", filterset.qs, Value("")),
        _counted("all", visible, Value("")),
        *(_counted(name, rest_of(filterset, name), F(name)) for name in COLUMNS),
    ]
    found: Counts = {name: {} for name in COLUMNS}
    for name, value, count in parts[0].union(*parts[1:], all=True):
        if value is not None:
            found.setdefault(name, {})[value] = count
    found["side"] = rest_of(filterset, "side").aggregate(
        **{side: Count("pk", filter=said_on_side([side])) for side in Side.values}
    )
    return found


def _counted(name: str, statements: Any, value: Any) -> Any:
    ids = statements.order_by().values("pk")
    return (
        Statement.objects.filter(pk__in=ids)
        .order_by()
        .annotate(facet=Value(name, CharField()), entry=Cast(value, CharField()))
        .values_list("facet", "entry")
        .annotate(n=Count("pk"))
    )


def tree_facets(filterset: StrictFilterSet, user: Reader) -> list[Facet]:
    """Return the facets of processes and topics that something was said on."""
    held = _held_by(filterset, user)
    return [
        _tree_facet(filterset, "process", Process.objects.visible_to(user), held),
        _tree_facet(filterset, "topic", Topic.objects.all(), held),
    ]


def _held_by(
    filterset: StrictFilterSet, user: Reader
) -> dict[tuple[str, int], set[int]]:
    """Return, in one query, the statements right at each process and topic."""
    meetings = Meeting.objects.visible_to(user)
    agreements = Agreement.objects.visible_to(user)
    on_process, on_topic = (
        rest_of(filterset, name).order_by().values("pk")
        for name in ("process", "topic")
    )
    processes = MeetingProcess.objects.visible_to(user)
    topics = MeetingTopic.objects.filter(meeting__in=meetings)
    texts = "meeting__agreements"
    rows = [
        _grouped(processes, "process", "meeting__statements", on_process),
        _grouped(agreements, "process", "statements", on_process),
        _grouped(topics, "topic", "meeting__statements", on_topic),
        _grouped(
            topics.filter(**{f"{texts}__in": agreements}),
            "topic",
            f"{texts}__statements",
            on_topic,
        ),
    ]
    found: dict[tuple[str, int], set[int]] = defaultdict(set)
    for name, node, ids in rows[0].union(*rows[1:], all=True):
        found[name, node].update(ids)
    return found


def _grouped(links: Any, name: str, said: str, statements: Any) -> Any:
    return (
        links.filter(**{f"{said}__in": statements, f"{name}__isnull": False})
        .order_by()
        .annotate(facet=Value(name, CharField()))
        .values_list("facet", name)
        .annotate(ids=ArrayAgg(said, distinct=True))
    )


def _tree_facet(
    filterset: StrictFilterSet,
    name: str,
    records: Any,
    held: dict[tuple[str, int], set[int]],
) -> Facet:
    nodes = {node.pk: node for node in with_reader_names(records)}
    under: dict[int, set[int]] = defaultdict(set)
    for (facet, pk), ids in held.items():
        if facet == name:
            for above in _upward(pk, nodes):
                under[above] |= ids
    asked = {node.pk for node in chosen(filterset, name)}
    options = [
        Option(node.slug, localized_name(node)[0], len(under[pk]), pk in asked)
        for pk, node in nodes.items()
        if under[pk] or pk in asked
    ]
    options.sort(key=lambda option: (not option.checked, -option.count))
    return Facet(name, label_of(filterset, name), options)


def _upward(pk: int | None, nodes: dict[int, Any]) -> Iterable[int]:
    """Yield a node and all above it; a circle ends."""
    seen: set[int] = set()
    while pk is not None and pk in nodes and pk not in seen:
        seen.add(pk)
        yield pk
        pk = nodes[pk].parent_id
