"""The gate of record pages: visible, by its present name or a former one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    QueryDict,
)
from django.shortcuts import redirect, render

from browse.pages.citing import cite_context
from browse.pages.listing import FilterError
from common.filters import clean_querydict
from editorial.querysets import ReviewableQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User


def record_or_redirect(
    records: ReviewableQuerySet,
    slug: str,
    user: User | AnonymousUser,
    url_name: str,
) -> Any | HttpResponsePermanentRedirect:
    """Return the record this user may see, or a redirect from its former name.

    Raises Http404 for an unknown name and for what the user may not see.
    """
    visible = records.visible_to(user)
    record = visible.filter(slug=slug).first()
    if record is not None:
        return record
    renamed = visible.filter(old_slugs__slug=slug).first()
    if renamed is None:
        raise Http404
    return redirect(url_name, renamed.slug, permanent=True)


def show_list(
    request: HttpRequest, build: Callable[[HttpRequest], Any], template: str
) -> HttpResponse:
    """Show a filtered list; send a query with empty values to its clean form.

    build: makes the page, an object with a `listing`. An invalid filter is named with
    status 400, and nothing is listed. The template's folder is the site's section.
    """
    cleaned = clean_querydict(request.GET)
    if cleaned is not None:
        return redirect_to_query(request, cleaned)
    page = build(request)
    context = {"page": page, "section": template.split("/")[0]}
    return render(request, template, context, status=page.listing.status)


def show_record(
    request: HttpRequest,
    found: Any,
    build: Callable[[Any, Any], Any],
    template: str,
    *,
    title: str,
    date: str = "",
    cited: tuple[str, str] | None = None,
) -> HttpResponse:
    """Show the page of a record that `record_or_redirect` found, with its cite box.

    build: makes the page from the record and the user. cited: as `cite_context` says.
    """
    context = {
        "page": build(found, request.user),
        "section": template.split("/")[0],
        **cite_context(request, found, title, date, cited),
    }
    return render(request, template, context)


def refused(
    request: HttpRequest, heading: str, errors: list[FilterError], section: str
) -> HttpResponse:
    """Answer a page's refused query with 400: each error, and the way to the page."""
    context = {
        "heading": heading,
        "errors": errors,
        "clear_url": request.path,
        "section": section,
    }
    return render(request, "refused.html", context, status=400)


def redirect_to_query(request: HttpRequest, query: QueryDict) -> HttpResponseRedirect:
    """Send the reader to the same page with another query."""
    encoded = query.urlencode()
    address = f"{request.path}?{encoded}" if encoded else request.path
    return HttpResponseRedirect(address)
