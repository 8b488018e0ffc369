"""Statements."""

from __future__ import annotations

from django.contrib import admin

from editorial.admin.base import PartTable
from editorial.admin.fields import script
from meetings.admin.shared import DatedAdmin
from meetings.models import Statement, StatementCitation, StatementOldSlug
from sources.admin import CitationBlocks


class StatementCitationBlocks(CitationBlocks):
    """Where it stands."""

    model = StatementCitation


class StatementOldSlugTable(PartTable):
    """Former address names."""

    model = StatementOldSlug
    classes = ("collapse",)


@admin.register(Statement)
class StatementAdmin(DatedAdmin):
    """Statements."""

    search_kind = "statement"
    autocomplete_fields = (
        "speaker",
        "capacity",
        "on_behalf_of",
        "meeting",
        "agreement",
    )
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "date",
                    ("speaker", "on_behalf_of"),
                    "capacity",
                    ("kind", "stance"),
                    "gist",
                    "original_text",
                    "original_lang",
                    ("meeting", "agreement"),
                    "slug",
                )
            },
        ),
    )
    inlines = (StatementCitationBlocks, StatementOldSlugTable)
    list_display = ("__str__", "date_meaning", "kind", "stance", "state")
    list_filter = ("state", "kind", "stance", "verified")
    list_select_related = ("speaker", "on_behalf_of")
    search_fields = ("gist", "slug")

    class Media:
        js = (script("office"),)
