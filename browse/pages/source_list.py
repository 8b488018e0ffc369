"""The lists of outlets and of their reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from browse.pages.facets import (
    Facet,
    Option,
    choice_facet,
    chosen,
    country_facet,
    counts_of,
    facet_labels,
    record_facet,
    rest_of,
)
from browse.pages.fields import Field, fields_of, in_use
from browse.pages.listing import Listing, complete, listing
from browse.pages.sources import short_address
from meetings.analysis.evidence import (
    count_of,
    records_by_outlet,
    records_by_report,
)
from meetings.language import language_name
from meetings.selection import browse_outlets, browse_reports
from sources.filters import OUTLET_ORDERS, REPORT_ORDERS, UNGRADED
from sources.models import Outlet, OutletKind, Report

OUTLETS = 40
# A reader looks for the outlets that matter; a program pages in an order that stays.
ORDERS = {"-reports": OUTLET_ORDERS["-reports"], **OUTLET_ORDERS}


@dataclass
class OutletRow:
    """One outlet of the list."""

    outlet: Outlet
    hosts: list[str]
    language: str
    reports: int
    records: int


@dataclass
class ReportRow:
    """One report of the list, and how many records cite it."""

    report: Report
    language: str
    records: int

    @property
    def address(self) -> str:
        """Where the report is, in short."""
        return short_address(self.report.url)


@dataclass
class SourceListPage:
    """Everything that a list of outlets or of reports lays out."""

    listing: Listing
    rows: list[Any]
    facets: list[Facet]
    picked: list[Field]
    languages: Field

    @property
    def uses_more(self) -> bool:
        """Say whether one of the form's second part is in use."""
        return in_use(self.picked)


def source_list_page(request: HttpRequest) -> SourceListPage:
    """Filter, count, page and lay out the outlets, with what rests on them."""
    filterset = browse_outlets(request)
    page = listing(request, filterset, ORDERS)
    columns = ("kind", "country", "reliability")
    counts = counts_of(filterset, dict(zip(columns, columns, strict=True)))
    if not page.errors:
        ungraded = rest_of(filterset, "reliability").filter(reliability="")
        counts["reliability"][UNGRADED] = ungraded.order_by().count()
    facets = [
        choice_facet(filterset, "kind", OutletKind.choices, counts),
        _reliability(filterset, counts),
        country_facet(filterset, counts),
    ]
    complete(request, page, facet_labels(facets))
    return SourceListPage(
        page,
        _outlet_rows(request, page),
        facets,
        fields_of(request, filterset, ("ordering",)),
        _languages(request, filterset, "language", Outlet.objects.all()),
    )


def _reliability(filterset: Any, counts: Any) -> Facet:
    choices = filterset.form.fields["reliability"].choices
    return choice_facet(filterset, "reliability", choices, counts)


def _languages(request: HttpRequest, filterset: Any, name: str, records: Any) -> Field:
    """Return the menu of the languages on record, by their names."""
    codes = (
        records.order_by().exclude(**{name: ""}).values_list(name, flat=True).distinct()
    )
    field = fields_of(request, filterset, [name])[0]
    field.menu = sorted(
        ((code, language_name(code)) for code in codes), key=lambda pair: pair[1]
    )
    return field


def _outlet_rows(request: HttpRequest, page: Listing) -> list[OutletRow]:
    ids = [outlet.pk for outlet in page.results]
    cited = records_by_outlet(request.user, ids) if ids else {}
    hosts: dict[int, list[str]] = {}
    for outlet in Outlet.objects.filter(pk__in=ids).prefetch_related("hosts"):
        hosts[outlet.pk] = [host.host for host in outlet.hosts.all()]
    return [
        OutletRow(
            outlet,
            hosts.get(outlet.pk, []),
            language_name(outlet.language) if outlet.language else "",
            outlet.report_count,
            count_of(cited, outlet.pk),
        )
        for outlet in page.results
    ]


def report_list_page(request: HttpRequest) -> SourceListPage:
    """Filter, count, page and lay out the reports, never their text."""
    filterset = browse_reports(request)
    page = listing(request, filterset, REPORT_ORDERS)
    facets = [_outlet_facet(filterset)]
    complete(request, page, facet_labels(facets))
    return SourceListPage(
        page,
        report_rows(request.user, [report.pk for report in page.results]),
        facets,
        fields_of(request, filterset, ("ordering",)),
        _languages(request, filterset, "lang", Report.objects.all()),
    )


def report_rows(user: Any, ids: list[int]) -> list[ReportRow]:
    """Lay out reports in the order of their ids, with how many records cite each."""
    reports = (
        Report.objects.filter(pk__in=ids)
        .select_related("outlet", "agency")
        .defer("text")
        .in_bulk()
    )
    cited = records_by_report(user, ids) if ids else {}
    return [
        ReportRow(
            reports[pk],
            language_name(reports[pk].lang) if reports[pk].lang else "",
            count_of(cited, pk),
        )
        for pk in ids
    ]


def _outlet_facet(filterset: Any) -> Facet:
    """Return the outlets with most reports in the selection, and those asked for."""
    counted = counts_of(filterset, {"outlet": "outlet"}).get("outlet", {})
    asked = {outlet.pk for outlet in chosen(filterset, "outlet")}
    top = sorted(counted, key=lambda key: -counted[key])[:OUTLETS]
    outlets = Outlet.objects.filter(pk__in={*asked, *map(int, top)})
    return record_facet(
        filterset,
        "outlet",
        [
            Option(
                one.slug,
                one.name,
                counted.get(str(one.pk), 0),
                one.pk in asked,
                lang="en",
            )
            for one in outlets
        ],
    )
