"""A record's page as a file for reference managers, at the record's own address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import patch_vary_headers

from browse.exports.references import MEDIA_TYPES, WRITERS, Reference
from browse.pages.as_of import asked_period
from browse.pages.citing import reference_to, reference_to_pair, statement_reference
from browse.pages.listing import filter_errors
from browse.pages.statement import who_said
from browse.views.access import record_or_redirect, refused
from browse.views.pairs import pair_or_redirect
from common.http import only_read
from editorial.models import Reviewable
from meetings.analysis.pairs import meetings_of_both
from meetings.filters.pairs import PairFilterSet
from meetings.models import Agreement, Meeting, Place, Process, Statement
from meetings.period import Period
from parties.models import Party
from sources.models import Outlet, Report

# By the section of the site in which the record's page is.
RECORDS: Mapping[str, type[Model]] = {
    "meetings": Meeting,
    "parties": Party,
    "statements": Statement,
    "agreements": Agreement,
    "processes": Process,
    "places": Place,
    "sources": Outlet,
    "reports": Report,
}
SECTIONS, FORMATS = "|".join(RECORDS), "|".join(WRITERS)
_TITLES: Mapping[type[Model], Callable[[HttpRequest, Any], tuple[str, str]]] = {
    Meeting: lambda _request, found: (found.title, found.date),
    Agreement: lambda _request, found: (found.title, found.date),
    Statement: lambda request, found: statement_reference(
        found, who_said(found, request.user)
    ),
    Report: lambda _request, found: (found.title or found.outlet.name, found.published),
}


def _by_name(_request: HttpRequest, found: Any) -> tuple[str, str]:
    return found.name, ""


@only_read
def cite_file(
    request: HttpRequest, section: str, slug: str, format_name: str
) -> HttpResponse:
    """One record as BibTeX or RIS; 404 for those who may not see the record."""
    model = RECORDS[section]
    records: Any = model._default_manager.all()
    if issubclass(model, Reviewable):
        kind = str(model._meta.model_name)
        found = record_or_redirect(records, slug, request.user, kind)
    else:
        found = get_object_or_404(records, slug=slug)
    if isinstance(found, HttpResponsePermanentRedirect):
        return redirect(f"{found.url}cite.{format_name}", permanent=True)
    name = _TITLES.get(model, _by_name)
    title, date = name(request, found)
    query = ""
    if model is Party:
        period, errors = asked_period(request, Party.objects.visible_to(request.user))
        if errors:
            return refused(request, title, errors, section)
        query = urlencode({"as_of": period.end}) if period.end else ""
    reference = reference_to(request, found, title, date, query)
    return _file(request, reference, format_name)


@only_read
def cite_pair(
    request: HttpRequest, slug: str, other: str, format_name: str
) -> HttpResponse:
    """The page of two parties, also in a period, as BibTeX or RIS."""
    found = pair_or_redirect(request, slug, other)
    if isinstance(found, HttpResponsePermanentRedirect):
        return redirect(f"{found.url}cite.{format_name}", permanent=True)
    both = meetings_of_both(request.user, found)
    asked = PairFilterSet(request.GET, both, request=request)
    if errors := filter_errors(request, asked):
        names = " – ".join(party.name for party in found)
        return refused(request, names, errors, "parties")
    query = Period(asked.data.get("from", ""), asked.data.get("to", "")).query()
    reference = reference_to_pair(request, found, f"?{query}" if query else "")
    return _file(request, reference, format_name)


def _file(request: HttpRequest, reference: Reference, format_name: str) -> HttpResponse:
    """Answer with a file that bears the reference's key as its name."""
    kept = "private, no-store" if request.user.is_authenticated else "no-cache"
    response = HttpResponse(
        WRITERS[format_name](reference),
        content_type=MEDIA_TYPES[format_name],
        headers={
            "Content-Disposition": f'attachment; filename="{reference.key}.{format_name}"',
            "Cache-Control": kept,
        },
    )
    patch_vary_headers(response, ("Cookie",))
    return response
