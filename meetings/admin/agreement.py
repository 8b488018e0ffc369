"""Agreements and their commitments."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from editorial.admin.base import PartBlocks, PartTable
from editorial.admin.forms import VersionedForm
from editorial.admin.versioned import PartPageAdmin
from editorial.models import Record, Reviewable
from meetings.admin.shared import DatedAdmin
from meetings.models import (
    Agreement,
    AgreementCitation,
    AgreementDate,
    AgreementOldSlug,
    Commitment,
    CommitmentStatus,
    Signature,
)
from sources.admin import CitationBlocks


class SignatureTable(PartTable):
    """Who signed, refused or withdrew."""

    model = Signature
    autocomplete_fields = ("party", "on_behalf_of")
    fields = ("party", "on_behalf_of", "action", "date", "position")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Load what the labels need."""
        return super().get_queryset(request).select_related("party")


class CommitmentBlocks(PartBlocks):
    """What was promised."""

    model = Commitment
    autocomplete_fields = ("obligor",)
    fields = ("text", ("obligor", "due", "position"))
    show_change_link = True


class AgreementDateTable(PartTable):
    """Further dates."""

    model = AgreementDate
    fields = ("kind", "date")


class AgreementCitationBlocks(CitationBlocks):
    """Where it stands."""

    model = AgreementCitation


class AgreementOldSlugTable(PartTable):
    """Former address names."""

    model = AgreementOldSlug
    classes = ("collapse",)


@admin.register(Agreement)
class AgreementAdmin(DatedAdmin):
    """Agreements."""

    search_kind = "agreement"
    autocomplete_fields = ("process", "meeting")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "title",
                    ("kind", "stage"),
                    ("date", "date_basis"),
                    ("process", "meeting"),
                    "summary",
                    "slug",
                )
            },
        ),
    )
    inlines = (
        SignatureTable,
        CommitmentBlocks,
        AgreementDateTable,
        AgreementCitationBlocks,
        AgreementOldSlugTable,
    )
    list_display = ("title", "date_meaning", "kind", "stage", "state")
    list_filter = ("state", "kind", "stage", "verified")
    search_fields = ("title", "slug")


class CommitmentStatusTable(PartTable):
    """How far it was kept."""

    model = CommitmentStatus
    fields = ("as_of", "status", "note")


class CommitmentForm(VersionedForm):
    """A commitment; the agreement's version counts."""

    def root(self) -> Record:
        """Return the agreement."""
        agreement: Record = self.instance.agreement
        return agreement


@admin.register(Commitment)
class CommitmentAdmin(PartPageAdmin):
    """Commitments with their dated statuses; they are added on the agreement's page."""

    form = CommitmentForm
    autocomplete_fields = ("obligor",)
    fields = ("agreement", "text", "obligor", "due", "position")
    readonly_fields = ("agreement",)
    inlines = (CommitmentStatusTable,)
    list_display = ("__str__", "agreement", "obligor")
    list_filter = ("statuses__status",)
    list_select_related = ("agreement", "obligor")
    search_fields = ("text", "agreement__title")

    def root_of(self, obj: Any) -> Reviewable | None:
        """Return the agreement."""
        agreement: Reviewable | None = obj.agreement
        return agreement

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Commitments are added on the agreement's page."""
        return False
