"""Checking quotes against stored texts, the only place for it; who cites a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from sources.models import Report


def locate(quote: str, text: str | None, start: int | None = None) -> tuple[int, int]:
    """Return (start, end) of `quote` in `text`, in code points, end excluded.

    `start` is preferred when the quote stands there; otherwise the first place is
    taken. Raises ValueError, in words for the editor, when the words are not in the
    text or the report has no stored text.
    """
    if not text:
        raise ValueError(_("This report has no stored text, so nothing can be quoted."))
    if start is not None and text.startswith(quote, start):
        return start, start + len(quote)
    found = text.find(quote)
    if found < 0:
        raise ValueError(
            _("These words are not in the stored text. Copy them from it, unchanged.")
        )
    return found, found + len(quote)


def public_quote(quote: str | None) -> str | None:
    """Return at most 300 characters of a quote: what public doors may show."""
    if quote is None or len(quote) <= settings.QUOTE_LIMIT:
        return quote
    return quote[: settings.QUOTE_LIMIT - 1].rstrip() + "…"


def is_cited_in_public(report: Report) -> bool:
    """Say whether any record that everybody sees cites the report."""
    from sources.models import Citation

    tables = [model for model in apps.get_models() if issubclass(model, Citation)]
    return any(
        table._default_manager.visible_to(None).filter(report=report).exists()  # type: ignore[attr-defined]  # each table's queryset has it
        for table in tables
    )
