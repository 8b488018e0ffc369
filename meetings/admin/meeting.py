"""Meetings with all their parts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Prefetch
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common import edtf
from editorial.admin.base import PartBlocks, PartTable
from editorial.admin.fields import script
from meetings.admin.shared import DatedAdmin, FurtherLink, ProposedSlugForm
from meetings.admin.slugs import propose_slug
from meetings.consistency import fill_capacities
from meetings.models import (
    Agreement,
    Meeting,
    MeetingCitation,
    MeetingConvener,
    MeetingLink,
    MeetingOldSlug,
    MeetingPlace,
    MeetingProcess,
    MeetingTopic,
    Participation,
    Statement,
)
from sources.admin import CitationBlocks


class ParticipationBlocks(PartBlocks):
    """Who took part."""

    model = Participation
    autocomplete_fields = ("party", "capacity", "on_behalf_of")
    fields = (
        ("party", "role", "presence"),
        ("capacity", "on_behalf_of"),
        ("capacity_as_reported", "name_as_reported"),
        ("placeholder", "min_count", "max_count", "listed_order"),
    )

    class Media:
        js = (script("office"),)

    def get_queryset(self, request: HttpRequest) -> Any:
        """Load what the labels need."""
        return super().get_queryset(request).select_related("party")


class MeetingPlaceTable(PartTable):
    """Where."""

    model = MeetingPlace
    autocomplete_fields = ("place",)
    fields = ("place", "venue_text", "position")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Load what the labels need."""
        return super().get_queryset(request).select_related("place")


class MeetingProcessTable(PartTable):
    """The processes that it belongs to."""

    model = MeetingProcess
    autocomplete_fields = ("process",)
    fields = ("process", "position")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Load what the labels need."""
        return super().get_queryset(request).select_related("process")


class MeetingTopicTable(PartTable):
    """What it was about."""

    model = MeetingTopic
    autocomplete_fields = ("topic",)

    def get_queryset(self, request: HttpRequest) -> Any:
        """Load what the labels need."""
        return super().get_queryset(request).select_related("topic")


class MeetingConvenerTable(PartTable):
    """Who called it."""

    model = MeetingConvener
    autocomplete_fields = ("party",)
    fields = ("party", "position")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Load what the labels need."""
        return super().get_queryset(request).select_related("party")


class MeetingLinkTable(PartTable):
    """Related meetings."""

    model = MeetingLink
    fk_name = "source"
    autocomplete_fields = ("target",)
    fields = ("kind", "target")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Load what the labels need."""
        return super().get_queryset(request).select_related("target")


class MeetingCitationBlocks(CitationBlocks):
    """Where it stands."""

    model = MeetingCitation


class MeetingOldSlugTable(PartTable):
    """Former address names."""

    model = MeetingOldSlug
    verbose_name = _("former address name")
    verbose_name_plural = _("former address names")
    classes = ("collapse",)


class MeetingForm(ProposedSlugForm):
    """A meeting; the address name of a new one is proposed when left empty."""

    slug_help = _(
        "Left empty, it is made of the date, the parties and the place."
        " Example: “2020-02-19-shoigu-haftar-moscow”."
    )

    def clean_date(self) -> str:
        """Refuse a date both of whose ends are unknown."""
        text: str = self.cleaned_data["date"]
        try:
            date = edtf.parse(text)
        except edtf.EdtfError as error:
            raise forms.ValidationError(str(error)) from error
        if date.earliest is None and date.latest is None:
            raise forms.ValidationError(
                _now("A meeting needs a date with a known end.")
            )
        return text


def _agreed_there(meeting: Meeting) -> dict[str, Any]:
    processes = list(meeting.process_links.values_list("process", flat=True)[:2])
    only = {"process": processes[0]} if len(processes) == 1 else {}
    return {"meeting": meeting.pk, "date": meeting.date, **only}


@admin.register(Meeting)
class MeetingAdmin(DatedAdmin):
    """Meetings."""

    form = MeetingForm
    search_kind = "meeting"
    further = (
        FurtherLink(Agreement, _("Add an agreement of this meeting"), _agreed_there),
        FurtherLink(
            Statement,
            _("Add a statement about this meeting"),
            lambda meeting: {"meeting": meeting.pk},
        ),
    )
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "title",
                    "title_ar",
                    ("date", "date_basis"),
                    ("format", "status"),
                    ("track", "level"),
                    "summary",
                    "outcome",
                    "slug",
                )
            },
        ),
    )
    inlines = (
        ParticipationBlocks,
        MeetingPlaceTable,
        MeetingCitationBlocks,
        MeetingProcessTable,
        MeetingTopicTable,
        MeetingConvenerTable,
        MeetingLinkTable,
        MeetingOldSlugTable,
    )
    readonly_fields = ("contested_facts",)
    review_fields = ("contested_facts", "verified", "editor_note")
    list_display = ("title", "date_meaning", "where", "format", "status", "state")
    list_filter = ("state", "status", "format", "track", "verified")
    search_fields = ("title", "slug")

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Load the places of the rows along."""
        changelist = super().get_changelist_instance(request)
        places = MeetingPlace.objects.select_related("place")
        changelist.result_list = changelist.result_list.prefetch_related(
            Prefetch("places", queryset=places)
        )
        return changelist

    def label_of(self, obj: Any) -> str:
        """Title and date, since titles repeat."""
        return f"{obj.title} ({obj.date})"

    @admin.display(description=_("place"))
    def where(self, obj: Any) -> str:
        """The first place."""
        return ", ".join(str(row) for row in obj.places.all())

    @admin.display(description=_("contested facts"))
    def contested_facts(self, obj: Any) -> SafeString | str:
        """The facts on which sources differ, with a link to add one."""
        if obj is None or obj.pk is None:
            return _now("Save the meeting first; then contested facts can be added.")
        change = "admin:meetings_contention_change"
        rows = format_html_join(
            "",
            '<li><a href="{}">{}</a></li>',
            ((reverse(change, args=[c.pk]), str(c)) for c in obj.contentions.all()),
        )
        return format_html(
            '<ul class="contentions">{}</ul><a href="{}?meeting={}">{}</a>',
            rows,
            reverse("admin:meetings_contention_add"),
            obj.pk,
            _now("Add a contested fact"),
        )

    # What is written ------------------------------------------------------------

    def propose_slug(self, request: HttpRequest, obj: Any) -> str:
        """Return a name out of date, parties and place."""
        return propose_slug(obj, self.writing_of(request).formsets)

    def parts_saved(self, request: HttpRequest, obj: Any) -> None:
        """Fill in the offices that are beyond doubt."""
        empty = set(
            obj.participations.filter(capacity=None).values_list("pk", flat=True)
        )
        fill_capacities(obj)
        filled = obj.participations.filter(pk__in=empty, capacity__isnull=False)
        offices = "; ".join(
            str(row.capacity)
            for row in filled.select_related(
                "capacity__person", "capacity__organisation"
            )
        )
        if offices:
            text = _now("Offices filled in from the date: %(offices)s.")
            words = text % {"offices": offices}
            self.writing_of(request).note(messages.INFO, words)
