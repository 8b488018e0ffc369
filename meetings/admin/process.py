"""Processes."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from common import names
from editorial.admin.base import PartTable, date_with_meaning
from editorial.admin.versioned import ReviewableAdmin
from meetings.models import (
    Process,
    ProcessCitation,
    ProcessName,
    ProcessOldSlug,
    ProcessSponsor,
)
from sources.admin import CitationBlocks


class ProcessNameTable(PartTable):
    """Names."""

    model = ProcessName
    fields = ("text", "lang", "kind")


class ProcessSponsorTable(PartTable):
    """Sponsors."""

    model = ProcessSponsor
    autocomplete_fields = ("party",)
    fields = ("party", "position")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Load what the labels need."""
        return super().get_queryset(request).select_related("party")


class ProcessCitationBlocks(CitationBlocks):
    """Where it stands."""

    model = ProcessCitation


class ProcessOldSlugTable(PartTable):
    """Former address names."""

    model = ProcessOldSlug
    verbose_name = _("former address name")
    verbose_name_plural = _("former address names")
    classes = ("collapse",)


@admin.register(Process)
class ProcessAdmin(ReviewableAdmin):
    """Processes."""

    autocomplete_fields = ("parent",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("name", "kind"),
                    "slug",
                    "parent",
                    ("start", "end"),
                    "summary",
                )
            },
        ),
    )
    inlines = (
        ProcessNameTable,
        ProcessSponsorTable,
        ProcessCitationBlocks,
        ProcessOldSlugTable,
    )
    list_display = ("name", "kind", "from_meaning", "to_meaning", "state")
    list_filter = ("state", "kind", "verified")
    search_fields = ("name", "slug")

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Any = None
    ) -> dict[str, Any]:
        """Propose the address name for a new record only."""
        return {} if obj else {"slug": ("name",)}

    def folded_matches(self, request: HttpRequest, text: str) -> Q:
        """Find a process by a name in another script."""
        found = ProcessName.objects.filter(folded__contains=names.fold(text))
        return Q(pk__in=found.values("process"))

    @admin.display(description=_("from"), ordering="start_earliest")
    def from_meaning(self, obj: Any) -> SafeString | str:
        """The beginning, with its meaning."""
        return date_with_meaning(obj.start)

    @admin.display(description=_("to"), ordering="end_latest")
    def to_meaning(self, obj: Any) -> SafeString | str:
        """The end, with its meaning."""
        return date_with_meaning(obj.end)
