"""Statements."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from editorial.admin.base import PartTable
from editorial.admin.fields import script
from meetings.admin.shared import DatedAdmin, ProposedSlugForm
from meetings.admin.slugs import slug_of_statement
from meetings.consistency import only_office_of
from meetings.models import Statement, StatementCitation, StatementOldSlug
from sources.admin import CitationBlocks


class StatementCitationBlocks(CitationBlocks):
    """Where it stands."""

    model = StatementCitation


class StatementOldSlugTable(PartTable):
    """Former address names."""

    model = StatementOldSlug
    verbose_name = _("former address name")
    verbose_name_plural = _("former address names")
    classes = ("collapse",)


class StatementForm(ProposedSlugForm):
    """A statement; the address name of a new one is proposed when left empty."""

    slug_help = _(
        "Left empty, it is made of the date, the speaker and the stance."
        " Example: “2020-01-14-haftar-rejects”."
    )


@admin.register(Statement)
class StatementAdmin(DatedAdmin):
    """Statements."""

    form = StatementForm
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
    list_display = (
        "who",
        "shown_gist",
        "date_meaning",
        "stance",
        "about",
        "state",
    )
    list_filter = ("state", "kind", "stance", "verified")
    list_select_related = ("speaker", "on_behalf_of", "meeting", "agreement")
    search_fields = ("gist", "slug")

    class Media:
        js = (script("office"),)

    # What is shown --------------------------------------------------------------

    @admin.display(description=_("speaker"), ordering="speaker__name")
    def who(self, obj: Any) -> str:
        """Who spoke, or on whose behalf."""
        return str(obj.speaker or obj.on_behalf_of)

    @admin.display(description=_("gist"))
    def shown_gist(self, obj: Any) -> str:
        """The beginning of the gist."""
        return Truncator(obj.gist).chars(120)

    @admin.display(description=_("about"))
    def about(self, obj: Any) -> str:
        """The meeting or the agreement that it is about."""
        return str(obj.meeting or obj.agreement or "")

    # What is written ------------------------------------------------------------

    def propose_slug(self, request: HttpRequest, obj: Any) -> str:
        """Return a name out of date, speaker and stance."""
        return slug_of_statement(obj)

    def save_model(
        self, request: HttpRequest, obj: Any, form: Any, change: bool
    ) -> None:
        """Fill in the office when the speaker held exactly one on that date."""
        if obj.capacity is None and (not change or form.real_changes):
            obj.capacity = only_office_of(obj.speaker_id, obj.date)
            if obj.capacity:
                text = _now("Office filled in from the date: %(office)s.")
                words = text % {"office": obj.capacity}
                self.writing_of(request).note(messages.INFO, words)
        super().save_model(request, obj, form, change)
