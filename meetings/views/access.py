"""The gate of record pages: visible, by its present name or a former one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    QueryDict,
)
from django.shortcuts import redirect

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


def redirect_to_query(request: HttpRequest, query: QueryDict) -> HttpResponseRedirect:
    """Send the reader to the same page with another query."""
    encoded = query.urlencode()
    address = f"{request.path}?{encoded}" if encoded else request.path
    return HttpResponseRedirect(address)
