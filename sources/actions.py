"""Registering reports."""

from __future__ import annotations

import datetime
import hashlib

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import ActionRefused
from editorial.history import because
from editorial.models import User
from sources.addresses import address_host, address_key
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
    labels = address_host(url).split(".")
    candidates = [".".join(labels[start:]) for start in range(len(labels) - 1)]
    known = {
        row.host: row.outlet
        for row in OutletHost.objects.filter(host__in=candidates).select_related(
            "outlet"
        )
    }
    return next((known[name] for name in candidates if name in known), None)


def known_report(url: str, *, but: int | None = None) -> Report | None:
    """Return the stored report of the same page, its text not loaded, or None.

    but: the id of a report that is not meant. What counts as the same page is said
    by `address_key`; the identical address comes first.
    """
    url = url.strip()
    key, host = address_key(url), address_host(url)
    if not key:
        return None
    others = Report.objects.exclude(pk=but) if but else Report.objects.all()
    stored = others.select_related("outlet").defer("text")
    identical = stored.filter(url=url).first()
    if identical is not None:
        return identical
    rows = others.filter(url__icontains=host).order_by("pk").values_list("pk", "url")
    same = next((pk for pk, other in rows if address_key(other or "") == key), None)
    return None if same is None else stored.get(pk=same)


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

    Raises ActionRefused, naming the stored report, when its page is known by this
    address or another.
    """
    known = known_report(url) if url else None
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
