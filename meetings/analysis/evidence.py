"""What rests on reports: by report and by outlet, as far as a reader may see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Cast

from meetings.language import with_reader_names
from meetings.models import (
    Agreement,
    AgreementCitation,
    ContendedValueCitation,
    Meeting,
    MeetingCitation,
    Process,
    ProcessCitation,
    Statement,
    StatementCitation,
)
from parties.models import Party, PartyCitation, Position, Side
from sources.citing import public_quote

MODELS: dict[str, Any] = {
    "meeting": Meeting,
    "statement": Statement,
    "agreement": Agreement,
    "process": Process,
    "party": Party,
}
NAMED = ("party", "process")
CONTESTED = ("meeting", "statement", "agreement")
# Which records cite a report or an outlet: (key, kind) to ids of records.
Cited = dict[int, dict[str, set[int]]]


@dataclass(frozen=True)
class Fact:
    """One thing that a report says about a record.

    detail: the office, the side or the contested value that it is about, else "".
    """

    kind: str
    record: Any
    field: str
    relation: str
    quote: str | None
    detail: str = ""
    contested: bool = False


def _citations(user: Any) -> Iterator[tuple[str, Any, str]]:
    """Yield (kind of record, visible citations of it, path to the record)."""
    yield "meeting", MeetingCitation.objects.visible_to(user), "meeting"
    yield "statement", StatementCitation.objects.visible_to(user), "statement"
    yield "agreement", AgreementCitation.objects.visible_to(user), "agreement"
    yield "process", ProcessCitation.objects.visible_to(user), "process"
    yield "party", _party_citations(user), "party"
    values = ContendedValueCitation.objects.visible_to(user)
    for kind in CONTESTED:
        path = f"value__contention__{kind}"
        yield kind, values.filter(**{f"{path}__isnull": False}), path


def _party_citations(user: Any) -> Any:
    """Citations of parties, but not of an office in a body that is not to be seen."""
    seen = Position.objects.visible_to(user).order_by().values("pk")
    return PartyCitation.objects.visible_to(user).filter(
        Q(position__isnull=True) | Q(position__in=seen)
    )


def _cited_by(user: Any, key: str, condition: Q) -> Cited:
    """Return the records that cite something, by the value of `key`, in one query."""
    parts = [
        rows.filter(condition)
        .order_by()
        .annotate(kind=Value(kind, CharField()), record=F(path), source=F(key))
        .values_list("source", "kind", "record")
        .distinct()
        for kind, rows, path in _citations(user)
    ]
    found: Cited = defaultdict(lambda: defaultdict(set))
    for source, kind, record in parts[0].union(*parts[1:]):
        found[source][kind].add(record)
    return found


def records_by_report(user: Any, reports: Iterable[int]) -> Cited:
    """Return the visible records that cite each report, by kind."""
    return _cited_by(user, "report", Q(report__in=list(reports)))


def records_by_outlet(user: Any, outlets: Iterable[int]) -> Cited:
    """Return the visible records that cite reports of each outlet, by kind."""
    return _cited_by(user, "report__outlet", Q(report__outlet__in=list(outlets)))


def count_of(cited: Cited, key: int) -> int:
    """Return how many records of all kinds cite something."""
    return sum(len(ids) for ids in cited.get(key, {}).values())


def resting_on_one(user: Any, outlet: int) -> dict[str, list[Any]]:
    """Return the visible records that cite reports of this outlet and of no other."""
    own = records_by_outlet(user, [outlet]).get(outlet, {})
    others: dict[str, set[int]] = defaultdict(set)
    for kind, rows, path in _citations(user):
        if own.get(kind):
            also = rows.filter(**{f"{path}__in": own[kind]})
            others[kind].update(
                also.exclude(report__outlet=outlet)
                .order_by()
                .values_list(path, flat=True)
            )
    return {
        kind: records_of(user, kind, own[kind] - others[kind])
        for kind in MODELS
        if own.get(kind, set()) - others[kind]
    }


def records_of(user: Any, kind: str, ids: Iterable[int]) -> list[Any]:
    """Return visible records of a kind, in their own order, named for the reader."""
    rows = MODELS[kind].objects.visible_to(user).filter(pk__in=list(ids))
    return list(with_reader_names(rows) if kind in NAMED else rows)


def facts_by_report(user: Any, reports: Iterable[int]) -> dict[int, list[Fact]]:
    """Return every visible fact that rests on each report, record by record."""
    rows = list(_fact_rows(user, list(reports)))
    ids: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        ids[row["kind"]].add(row["record"])
    records = {
        (kind, record.pk): record
        for kind in MODELS
        if ids[kind]
        for record in records_of(user, kind, ids[kind])
    }
    found: dict[int, list[Fact]] = defaultdict(list)
    for row in rows:
        record = records.get((row["kind"], row["record"]))
        if record is not None:
            found[row["report_id"]].append(_fact(row, record))
    return found


def _fact_rows(user: Any, reports: list[int]) -> Iterator[dict[str, Any]]:
    """Yield the citations of reports with the record of each, kind after kind."""
    order = list(MODELS)
    ranked = sorted(_citations(user), key=lambda one: order.index(one[0]))
    for kind, rows, path in ranked:
        nothing = Value("", CharField())
        extra: dict[str, Any] = {"contested": nothing, "detail": nothing}
        if kind == "party":
            extra["detail"] = Cast("position__title", CharField())
            extra["side"] = F("alignment__side")
        elif path.startswith("value"):
            extra["contested"] = F("value__contention__field")
            extra["detail"] = F("value__text")
        yield from (
            rows.filter(report__in=reports)
            .order_by(path, "pk")
            .annotate(kind=Value(kind, CharField()), record=F(path), **extra)
            .values("kind", "record", "report_id", "field", "relation", "quote", *extra)
        )


def _fact(row: dict[str, Any], record: Any) -> Fact:
    side = row.get("side")
    return Fact(
        kind=row["kind"],
        record=record,
        field=row["contested"] or row["field"],
        relation=row["relation"],
        quote=public_quote(row["quote"]),
        detail=str(Side(side).label) if side else row["detail"] or "",
        contested=bool(row["contested"]),
    )
