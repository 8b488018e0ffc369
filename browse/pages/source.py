"""The pages of an outlet and of a report: what they are, and what rests on them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import F
from django.urls import NoReverseMatch, reverse

from browse.pages.source_list import ReportRow, report_rows
from browse.pages.sources import field_words
from meetings.analysis.evidence import (
    MODELS,
    Fact,
    facts_by_report,
    records_by_outlet,
    resting_on_one,
)
from meetings.language import language_name, localized_name, localized_title
from sources.models import Outlet, Relation, Report

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

    Reader = User | AnonymousUser

REPORTS = 40
ALONE = 60


@dataclass(frozen=True)
class RecordLink:
    """A record as a link: its words, their language, its date and its page."""

    kind: str
    text: str
    language: str
    date: str
    url: str


@dataclass
class FactLine:
    """One thing that a report says about a record, in words."""

    fact: Fact
    words: str

    @property
    def contradicts(self) -> bool:
        """Say whether the report contradicts the record."""
        return self.fact.relation == Relation.CONTRADICTS

    @property
    def relation(self) -> str:
        """How the report bears on it."""
        return str(Relation(self.fact.relation).label)


@dataclass
class RecordFacts:
    """A record and what a report says about it."""

    link: RecordLink
    lines: list[FactLine] = field(default_factory=list)


@dataclass
class ReportPage:
    """Everything that a report's page lays out."""

    report: Report
    language: str
    groups: list[RecordFacts]
    fact_count: int


@dataclass
class Count:
    """How many records of a kind cite an outlet, and the list of them."""

    kind: str
    count: int
    url: str


@dataclass
class OutletPage:
    """Everything that an outlet's page lays out."""

    outlet: Outlet
    hosts: list[str]
    language: str
    languages: list[tuple[str, str, int]]
    reports: list[ReportRow]
    report_count: int
    carried: int
    counts: list[Count]
    alone: list[RecordLink]
    alone_count: int

    @property
    def record_count(self) -> int:
        """How many records cite one of its reports."""
        return sum(one.count for one in self.counts)


def record_link(kind: str, record: Any) -> RecordLink:
    """Say a record of any kind as a link."""
    text, language = _title(kind, record)
    try:
        url = reverse(kind, args=[record.slug])
    except NoReverseMatch:
        url = ""
    return RecordLink(kind, text, language, getattr(record, "date", ""), url)


def _title(kind: str, record: Any) -> tuple[str, str]:
    if kind in ("party", "process"):
        return localized_name(record)
    if kind == "statement":
        return record.gist, "en"
    return localized_title(record)


def report_page(report: Report, user: Reader) -> ReportPage:
    """Gather a report's page: every fact on it that this user may see."""
    facts = facts_by_report(user, [report.pk]).get(report.pk, [])
    groups: dict[tuple[str, int], RecordFacts] = {}
    for fact in facts:
        key = (fact.kind, fact.record.pk)
        if key not in groups:
            groups[key] = RecordFacts(record_link(fact.kind, fact.record))
        groups[key].lines.append(FactLine(fact, field_words(fact.field)))
    return ReportPage(
        report=report,
        language=language_name(report.lang) if report.lang else "",
        groups=list(groups.values()),
        fact_count=len(facts),
    )


def outlet_page(outlet: Outlet, user: Reader) -> OutletPage:
    """Gather an outlet's page, with what rests on it for this user."""
    cited = records_by_outlet(user, [outlet.pk]).get(outlet.pk, {})
    alone = resting_on_one(user, outlet.pk)
    links = [record_link(kind, one) for kind, found in alone.items() for one in found]
    latest = list(
        outlet.reports.order_by(
            F("published_earliest").desc(nulls_last=True), "-pk"
        ).values_list("pk", flat=True)[:REPORTS]
    )
    return OutletPage(
        outlet=outlet,
        hosts=[host.host for host in outlet.hosts.all()],
        language=language_name(outlet.language) if outlet.language else "",
        languages=_languages(outlet),
        reports=report_rows(user, latest),
        report_count=outlet.reports.count(),
        carried=outlet.carried_reports.count(),
        counts=[
            Count(kind, len(cited[kind]), _list_url(kind, outlet))
            for kind in MODELS
            if cited.get(kind)
        ],
        alone=links[:ALONE],
        alone_count=len(links),
    )


def _languages(outlet: Outlet) -> list[tuple[str, str, int]]:
    """Return (code, name, number) of the languages of an outlet's reports."""
    counted = Counter(outlet.reports.order_by().values_list("lang", flat=True))
    return [
        (code, language_name(code) if code else "", count)
        for code, count in counted.most_common()
    ]


def _list_url(kind: str, outlet: Outlet) -> str:
    """The list of the records of a kind that cite an outlet, "" where none filters so."""
    if kind != "meeting":
        return ""
    return f"{reverse('meeting_list')}?outlet={outlet.slug}"
