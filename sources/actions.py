"""Registering reports."""

from __future__ import annotations

import datetime
import hashlib
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import ActionRefused
from editorial.history import because
from editorial.models import User
from sources.models import Outlet, OutletHost, Report


def report_slug(outlet: Outlet, url: str | None, text: str | None) -> str:
    """Return the address name of a report: outlet and a hash of address or text."""
    digest = hashlib.sha256((url or text or "").encode()).hexdigest()
    return f"{outlet.slug[:100]}-{digest[:12]}"


def text_hash(text: str) -> str:
    """Return the sha256 of a text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def outlet_of(url: str) -> Outlet | None:
    """Return the outlet that owns the address's host or a parent domain of it."""
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:  # for instance brackets that are no IPv6 address
        return None
    labels = host.split(".")
    candidates = [".".join(labels[start:]) for start in range(len(labels) - 1)]
    known = {
        row.host: row.outlet
        for row in OutletHost.objects.filter(host__in=candidates).select_related(
            "outlet"
        )
    }
    return next((known[name] for name in candidates if name in known), None)


@transaction.atomic
def register_report(
    *,
    outlet: Outlet,
    url: str | None,
    text: str | None = None,
    title: str = "",
    published: str = "",
    lang: str = "",
    byline: str = "",
    agency: Outlet | None = None,
    retrieved: datetime.date | None = None,
    by: User | None,
    reason: str,
) -> Report:
    """Store a report and return it.

    Raises ActionRefused, naming the stored report, when the address is known.
    """
    if url:
        known = Report.objects.filter(url=url).first()
        if known:
            raise ActionRefused(
                _("This address is already stored: %(report)s.") % {"report": known},
                field="url",
            )
    with because(by=by, reason=reason):
        return Report.objects.create(
            slug=report_slug(outlet, url, text),
            outlet=outlet,
            agency=agency,
            url=url,
            title=title,
            byline=byline,
            published=published,
            retrieved=retrieved,
            lang=lang,
            text=text,
            sha256=text_hash(text) if text else None,
            created_by=by,
        )
