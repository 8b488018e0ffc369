"""Pages of outlets and of their reports."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from browse.pages.source import outlet_page, report_page
from browse.pages.source_list import report_list_page, source_list_page
from browse.views.access import show_list, show_record
from common.http import only_read
from common.keeping import kept
from sources.models import Outlet, Report


@only_read
@kept
def source_list(request: HttpRequest) -> HttpResponse:
    """All outlets: who they are, how reliable, and how much rests on them."""
    return show_list(request, source_list_page, "sources/list.html")


@only_read
@kept
def outlet(request: HttpRequest, slug: str) -> HttpResponse:
    """One outlet: its reports, and what rests on it alone."""
    found = get_object_or_404(Outlet, slug=slug)
    return show_record(
        request, found, outlet_page, "sources/outlet.html", title=found.name
    )


@only_read
@kept
def report_list(request: HttpRequest) -> HttpResponse:
    """All reports, by outlet, language and date; never their text."""
    return show_list(request, report_list_page, "sources/reports.html")


@only_read
@kept
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """One report: where it is, and every fact that rests on it."""
    reports = Report.objects.select_related("outlet", "agency").defer("text")
    found = get_object_or_404(reports, slug=slug)
    return show_record(
        request,
        found,
        report_page,
        "sources/report.html",
        title=found.title or found.outlet.name,
        date=found.published,
    )
