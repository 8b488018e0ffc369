"""How to cite a record of the site: address, version and date of access."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from browse.exports.references import WRITERS, Reference, chicago
from common import edtf
from meetings.language import direction_of, reader_language
from meetings.models import Statement
from meetings.titles import short_gist
from parties.models import Party


def cite_context(
    request: HttpRequest,
    record: Any,
    title: str,
    date: str = "",
    cited: tuple[str, str] | None = None,
    query: str = "",
) -> dict[str, Any]:
    """Return `citation`, `chicago`, `permanent_url` and `api_url` for the cite box.

    record: anything with an address name, a version and a page. cited: title and date
    for references where they differ from those that the page shows. query: what
    the page was asked.
    """
    kind = str(record._meta.model_name)
    address = request.build_absolute_uri(reverse(kind, args=[record.slug]))
    address += f"?{query}" if query else ""
    language = reader_language()
    subject = isolated(f"“{title}”")
    if date:
        subject += _(", ") + edtf.describe(date, language)
    today = timezone.localdate().isoformat()
    reference = reference_to(request, record, *(cited or (title, date)), query)
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
        "chicago": chicago(reference),
        "cite_files": cite_files(reference),
        "permanent_url": address,
        "api_url": _api_url(kind, record.slug),
    }


def reference_to(
    request: HttpRequest, record: Any, title: str, date: str = "", query: str = ""
) -> Reference:
    """Return a record's page, as it is today, as a reference.

    query: what the page was asked.
    """
    kind = str(record._meta.model_name)
    path = reverse(kind, args=[record.slug])
    return Reference(
        key=f"libya-tracker-{kind}-{record.slug}",
        title=title,
        url=request.build_absolute_uri(f"{path}?{query}" if query else path),
        read=timezone.localdate(),
        date=date,
        version=record.version,
    )


def statement_reference(statement: Statement, who: Party | None) -> tuple[str, str]:
    """Name a statement in English, without its date, and give that beside it.

    who: the speaker, else the party spoken for; None where the reader may not see it.
    """
    gist = short_gist(statement)
    return (f"{who.name}: {gist}" if who else gist), statement.date


def reference_to_pair(
    request: HttpRequest, parties: Sequence[Party], end: str = ""
) -> Reference:
    """Return the page of two parties, which follows from many records.

    end: the query of a period, with its question mark.
    """
    names = sorted((party.slug, party.name) for party in parties)
    (first, first_name), (second, second_name) = names
    path = reverse("pair", args=[first, second])
    return Reference(
        key=f"libya-tracker-pair-{first}-with-{second}",
        title=f"{first_name} and {second_name}: their meetings",
        url=request.build_absolute_uri(f"{path}{end}"),
        read=timezone.localdate(),
    )


def cite_files(reference: Reference) -> dict[str, str]:
    """Return the addresses of a reference's files, at the address of its page."""
    page, mark, query = reference.url.partition("?")
    return {form: f"{page}cite.{form}{mark}{query}" for form in WRITERS}


def cite_page(request: HttpRequest, url_name: str, query: str) -> str:
    """Return how to cite a list as it was found on a day."""
    return _read_today(request.build_absolute_uri(f"{reverse(url_name)}?{query}"))


def _read_today(address: str) -> str:
    return _("Libya Tracker, %(address)s, read on %(day)s") % {
        "address": isolated(address),
        "day": edtf.describe(timezone.localdate().isoformat(), reader_language()),
    }


def cite_answer(
    request: HttpRequest, words: str, reference: Reference, api_url: str
) -> dict[str, Any]:
    """Return what `cite_context` does, for words that follow from many records."""
    return {
        "citation": f"{words} {_read_today(reference.url)}",
        "chicago": chicago(reference),
        "cite_files": cite_files(reference),
        "permanent_url": reference.url,
        "api_url": api_url,
    }


def isolated(text: str) -> str:
    """Keep a left-to-right text whole inside a right-to-left sentence."""
    return f"\u2068{text}\u2069" if direction_of(reader_language()) == "rtl" else text


def _api_url(kind: str, slug: str) -> str:
    """The record's address in the API, "" where the API is not mounted."""
    try:
        return reverse(f"api-{kind}-detail", args=[slug])
    except NoReverseMatch:
        return ""
