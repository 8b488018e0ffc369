"""Lists that may have a short link: which address is one, and what it asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from browse.pages.listing import record_labels
from common.filters import (
    StrictFilterSet,
    active_filters,
    clean_querydict,
)
from common.keyset import PAGING_KEYS
from editorial.models import NamedView, SavedView
from meetings import selection
from meetings.language import reader_language

LONGEST_ADDRESS, LONGEST_NAME = 2000, 120
Browse = Callable[[HttpRequest, Any], StrictFilterSet]
LISTS: Mapping[str, tuple[str | Promise, Browse]] = {
    "meeting_list": (gettext_lazy("Meetings"), selection.browse_workbench),
    "meeting_dossier": (
        gettext_lazy("Dossier of meetings"),
        selection.browse_meetings,
    ),
    "party_list": (gettext_lazy("Parties"), selection.browse_parties),
    "statement_list": (gettext_lazy("Statements"), selection.browse_statements),
    "agreement_list": (gettext_lazy("Agreements"), selection.browse_agreements),
    "signatory_list": (
        gettext_lazy("What each party signed"),
        selection.browse_signatories,
    ),
    "process_list": (gettext_lazy("Processes"), selection.browse_processes),
    "topic_list": (gettext_lazy("Topics"), selection.browse_topics),
    "place_list": (gettext_lazy("Places"), selection.browse_places),
    "source_list": (gettext_lazy("Outlets"), selection.browse_outlets),
    "report_list": (gettext_lazy("Reports"), selection.browse_reports),
    "network": (gettext_lazy("Network"), selection.browse_network),
}


@dataclass(frozen=True)
class Asked:
    """A list of the site with its filters, as an address asks for it."""

    address: str
    title: str
    filters: list[tuple[str, str]]

    @property
    def url(self) -> str:
        """The list in the reader's language."""
        return f"/{reader_language()}{self.address}"


@dataclass
class Kept:
    """A view on the reader's own list."""

    named: NamedView
    asked_url: str
    short_url: str


@dataclass
class SavedViewsPage:
    """A short link to make or just made, and those that the reader keeps."""

    given: str = ""
    name: str = ""
    asked: Asked | None = None
    short_url: str = ""
    kept: list[Kept] = field(default_factory=list)
    is_kept: bool = False
    errors: dict[str, str] = field(default_factory=dict)


def read_address(request: HttpRequest, given: str) -> Asked:
    """Read the address of a list of this site, as this reader may ask for it.

    Raises ValidationError that names the field: `address`, or a filter of the list.
    """
    if len(given) > LONGEST_ADDRESS:
        raise _refused(
            "address",
            _("at most %(most)d characters, not %(given)d")
            % {"most": LONGEST_ADDRESS, "given": len(given)},
        )
    parts = urlsplit(given)
    language, rest = _split_language(parts.path)
    known = LISTS.get(_name_of(parts.path)) if rest else None
    if known is None or parts.scheme or parts.netloc or given.startswith("//"):
        raise _refused(
            "address",
            _(
                "this is not a list of this site; give the path and the query of one,"
                " for example “/%(language)s/meetings/?party=haftar”"
            )
            % {"language": language or reader_language()},
        )
    title, browse = known
    query = _clean(parts.query)
    asked = browse(request, query)
    if not asked.is_valid():
        raise ValidationError(
            {
                name: [str(message).removeprefix(f"{name}: ") for message in messages]
                for name, messages in asked.errors.items()
            }
        )
    encoded = query.urlencode()
    address = f"{rest}?{encoded}" if encoded else rest
    if len(address) > LONGEST_ADDRESS:
        raise _refused("address", _("too long when it is written out"))
    return Asked(address, str(title), _filters(asked))


def _filters(asked: StrictFilterSet) -> list[tuple[str, str]]:
    """Return what is asked for, each as the filter's name and the value in words."""
    labels = record_labels(asked)
    return [
        (one.label, labels.get((one.name, one.value), one.value_label))
        for one in active_filters(asked)
    ]


def _refused(name: str, message: str) -> ValidationError:
    return ValidationError({name: [message]})


def _clean(text: str) -> QueryDict:
    """Return a query in the one form that all its spellings share."""
    query = QueryDict(text, mutable=True)
    for name in PAGING_KEYS:
        query.pop(name, None)
    cleaned = clean_querydict(query)
    found = QueryDict(mutable=True)
    for name, values in sorted((query if cleaned is None else cleaned).lists()):
        found.setlist(name, list(dict.fromkeys(values)))
    return found


def _split_language(path: str) -> tuple[str, str]:
    """Split "/ar/meetings/" into "ar" and "/meetings/"; ("", "") for other paths."""
    for code in ("en", "ar"):
        if path.startswith(f"/{code}/"):
            return code, path[len(code) + 1 :]
    return "", ""


def _name_of(path: str) -> str:
    """Return the name of the page at a path, "" for none."""
    language, _rest = _split_language(path)
    if not language:
        return ""
    try:
        with override(language):
            return resolve(path).url_name or ""
    except Resolver404:
        return ""


def short_url(request: HttpRequest, view: SavedView) -> str:
    """Return the whole short link of a saved view."""
    return request.build_absolute_uri(reverse("saved_view", args=[view.code]))


def kept_views(request: HttpRequest) -> list[Kept]:
    """Return what the reader keeps, by name; nothing for the anonymous."""
    if not request.user.is_authenticated:
        return []
    rows = NamedView.objects.filter(user=request.user).select_related("view")
    language = reader_language()
    return [
        Kept(row, f"/{language}{row.view.address}", short_url(request, row.view))
        for row in rows
    ]
