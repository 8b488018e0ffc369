"""The page that says how complete the record is, in numbers that can be looked up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from browse.pages.coverage import (
    LISTS,
    Number,
    YearCount,
    counts,
    list_address,
    page_address,
    year_counts,
)
from editorial.countries import country_name
from meetings.language import language_name
from meetings.models import MeetingCitation
from sources.models import Outlet, Report

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

    Reader = User | AnonymousUser

MOST_OUTLETS = 20
MOST_COUNTRIES = 20
TITLES = {
    "meetings": _("Meetings"),
    "statements": _("Statements"),
    "agreements": _("Agreements"),
    "parties": _("Parties"),
}
ONE_REPORT = ("single_source=true", _("rest on one report"))
UNVERIFIED = (
    "verified=false",
    _("are unverified: a fact, usually the day, rests on general knowledge"),
)
NOT_TO_THE_DAY = ("exact_date=false", _("are not dated to the day"))
CONTESTED = ("contested=true", _("hold a fact on which sources differ"))
# What is thin, by list: the query that finds it, and how it is said.
GAPS: dict[str, list[tuple[str, Any]]] = {
    "meetings": [
        ONE_REPORT,
        UNVERIFIED,
        NOT_TO_THE_DAY,
        ("has_place=false", _("have no known place: calls, or none was reported")),
        CONTESTED,
    ],
    "statements": [
        ONE_REPORT,
        UNVERIFIED,
        NOT_TO_THE_DAY,
        ("has_original=false", _("are without the speaker's own words")),
        CONTESTED,
    ],
    "agreements": [
        ONE_REPORT,
        UNVERIFIED,
        NOT_TO_THE_DAY,
        ("has_signatories=false", _("are without a signatory on record")),
        CONTESTED,
    ],
    "parties": [
        ("sourced=false", _("have no source of their own yet")),
        (
            "verified=false",
            _("are unverified: a fact, usually a date, rests on general knowledge"),
        ),
        ("has_arabic=false", _("have no Arabic name on record")),
    ],
}


@dataclass
class Gap:
    """One way in which records of a list are thin."""

    words: Any
    number: Number


@dataclass
class GapTable:
    """What is thin in one list."""

    name: str
    title: Any
    all: Number
    gaps: list[Gap]


@dataclass
class Share:
    """Reports of one language, outlet or country of publication."""

    label: str
    reports: Number
    url: str = ""
    also: Number | None = None
    bar: int = 0


@dataclass
class DataPage:
    """Everything that the page lays out."""

    tables: list[GapTable]
    years: list[YearCount]
    thin_years: list[str]
    reports: Number
    outlets: Number
    languages: list[Share]
    by_outlet: list[Share]
    countries: list[Share]


def data_page(user: Reader) -> DataPage:
    """Count everything that the page says, for a reader."""
    years = year_counts(user)
    languages = _languages()
    return DataPage(
        tables=_gap_tables(user),
        years=years,
        thin_years=sorted(str(row.year) for row in years if row.thin),
        reports=Number(
            sum(row.reports.count for row in languages), page_address("report_list")
        ),
        outlets=Number(Outlet.objects.count(), page_address("source_list")),
        languages=languages,
        by_outlet=_outlets(user),
        countries=_countries(),
    )


def _gap_tables(user: Reader) -> list[GapTable]:
    asked = [(name, "") for name in LISTS]
    asked += [(name, query) for name in GAPS for query, _words in GAPS[name]]
    found = counts(user, asked)
    return [
        GapTable(
            name=name,
            title=TITLES[name],
            all=Number(found[name, ""], list_address(name)),
            gaps=[
                Gap(
                    words,
                    Number(
                        found[name, query],
                        list_address(name, query),
                        of=found[name, ""],
                    ),
                )
                for query, words in GAPS[name]
            ],
        )
        for name in LISTS
    ]


def _languages() -> list[Share]:
    rows = Report.objects.order_by().values_list("lang").annotate(n=Count("pk"))
    return _with_bars(
        Share(
            language_name(code) if code else str(_("not recorded")),
            Number(number, _reports_page(code and {"lang": code})),
        )
        for code, number in rows.order_by("-n", "lang")
    )


def _outlets(user: Reader) -> list[Share]:
    """The outlets with the most reports, and how many meetings cite each."""
    outlets = Outlet.objects.annotate(n=Count("reports")).filter(n__gt=0)
    first = list(outlets.order_by("-n", "name", "pk")[:MOST_OUTLETS])
    citing = dict(
        MeetingCitation.objects.visible_to(user)
        .filter(report__outlet__in=first)
        .order_by()
        .values_list("report__outlet")
        .annotate(Count("meeting", distinct=True))
    )
    return _with_bars(
        Share(
            outlet.name,
            Number(outlet.n, _reports_page({"outlet": outlet.slug})),
            url=page_address("outlet", outlet.slug),
            also=Number(
                citing.get(outlet.pk, 0),
                list_address("meetings", f"outlet={outlet.slug}"),
            ),
        )
        for outlet in first
    )


def _countries() -> list[Share]:
    """The countries whose outlets published the most reports."""
    rows = Outlet.objects.order_by().values_list("country")
    counted = rows.annotate(
        outlets=Count("pk", distinct=True), published=Count("reports")
    ).filter(published__gt=0)
    return _with_bars(
        Share(
            country_name(code) if code else str(_("not recorded")),
            Number(reports),
            also=Number(
                outlets,
                page_address("source_list", query={"country": code}) if code else "",
            ),
        )
        for code, outlets, reports in counted.order_by("-published", "country")[
            :MOST_COUNTRIES
        ]
    )


def _reports_page(query: Any) -> str:
    return page_address("report_list", query=query) if query else ""


def _with_bars(rows: Iterable[Share]) -> list[Share]:
    shares = list(rows)
    most = max((row.reports.count for row in shares), default=0)
    for row in shares:
        row.bar = round(100 * row.reports.count / most)
    return shares
