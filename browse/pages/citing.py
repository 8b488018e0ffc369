"""How to cite a record of the site: address, version and date of access."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from common import edtf
from meetings.language import direction_of, reader_language


def cite_context(
    request: HttpRequest, record: Any, title: str, date: str = "", query: str = ""
) -> dict[str, Any]:
    """Return `citation`, `permanent_url` and `api_url` for the cite box.

    record: anything with an address name, a version and a page. query: what the page
    was asked.
    """
    kind = str(record._meta.model_name)
    address = request.build_absolute_uri(reverse(kind, args=[record.slug]))
    address += f"?{query}" if query else ""
    language = reader_language()
    subject = isolated(f"“{title}”")
    if date:
        subject += _(", ") + edtf.describe(date, language)
    today = timezone.localdate().isoformat()
    citation = _(
        "Libya Tracker, %(subject)s, version %(version)d, %(address)s, read on %(day)s"
    ) % {
        "subject": subject,
        "version": record.version,
        "address": isolated(address),
        "day": edtf.describe(today, language),
    }
    return {
        "citation": citation,
        "permanent_url": address,
        "api_url": _api_url(kind, record.slug),
    }


def cite_page(request: HttpRequest, url_name: str, query: str) -> str:
    """Return how to cite a list as it was found on a day."""
    return _read_today(request.build_absolute_uri(f"{reverse(url_name)}?{query}"))


def _read_today(address: str) -> str:
    return _("Libya Tracker, %(address)s, read on %(day)s") % {
        "address": isolated(address),
        "day": edtf.describe(timezone.localdate().isoformat(), reader_language()),
    }


def cite_answer(
    request: HttpRequest, words: str, path: str, api_url: str
) -> dict[str, Any]:
    """Return what `cite_context` does, for words that follow from many records."""
    address = request.build_absolute_uri(path)
    citation = f"{words} {_read_today(address)}"
    return {"citation": citation, "permanent_url": address, "api_url": api_url}


def isolated(text: str) -> str:
    """Keep a left-to-right text whole inside a right-to-left sentence."""
    return f"\u2068{text}\u2069" if direction_of(reader_language()) == "rtl" else text


def _api_url(kind: str, slug: str) -> str:
    """The record's address in the API, "" where the API is not mounted."""
    try:
        return reverse(f"api-{kind}-detail", args=[slug])
    except NoReverseMatch:
        return ""
