"""Agreements and their commitments."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from editorial.admin.base import PartBlocks, PartTable
from editorial.admin.forms import VersionedForm
from editorial.admin.versioned import PartPageAdmin
from editorial.models import Record, Reviewable
from meetings.admin.several import BLOCKS, SeveralForm, add_several
from meetings.admin.shared import DatedAdmin, FurtherLink, ProposedSlugForm
from meetings.admin.slugs import slug_of_agreement
from meetings.models import (
    Agreement,
    AgreementCitation,
    AgreementDate,
    AgreementOldSlug,
    Commitment,
    CommitmentStatus,
    Signature,
    Statement,
)
from sources.admin import CitationBlocks

SEVERAL_LINES = (
    *(
        line
        for block in BLOCKS
        for line in (
            f"parties_{block}",
            (f"action_{block}", f"on_behalf_of_{block}", f"date_{block}"),
        )
    ),
    "commitment_lines",
)


def _count_of(model: type[Signature | Commitment]) -> Coalesce:
    rows = model.objects.filter(agreement=OuterRef("pk")).order_by()
    count = rows.values("agreement").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(count), 0)


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
    verbose_name = _("former address name")
    verbose_name_plural = _("former address names")
    classes = ("collapse",)


class AgreementForm(SeveralForm, ProposedSlugForm):
    """An agreement, with many signatures and commitments at once."""

    slug_help = _(
        "Left empty, it is made of the date and the title."
        " Example: “2020-10-23-permanent-ceasefire-agreement-geneva”."
    )


@admin.register(Agreement)
class AgreementAdmin(DatedAdmin):
    """Agreements."""

    form = AgreementForm
    further = (
        FurtherLink(
            Statement,
            _("Add a statement about this agreement"),
            lambda agreement: {"agreement": agreement.pk},
        ),
    )
    search_kind = "agreement"
    autocomplete_fields = ("process", "meeting")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "title",
                    "title_ar",
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
    list_display = (
        "title",
        "date_meaning",
        "kind",
        "agreed_at",
        "signature_count",
        "commitment_count",
        "state",
    )
    list_filter = ("state", "kind", "stage", "signatures__action", "verified")
    list_select_related = ("meeting",)
    search_fields = ("title", "slug")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the groups of fields, with those that add many rows at once."""
        first, *others = super().get_fieldsets(request, obj)
        may = (
            self.has_change_permission(request, obj)
            if obj
            else self.has_add_permission(request)
        )
        several = (
            _("Many signatures and commitments at once"),
            {
                "fields": SEVERAL_LINES,
                "classes": ("collapse",) if obj else (),
                "description": _(
                    "Saving makes rows of them in the tables below, behind those that"
                    " are there."
                ),
            },
        )
        return [first, *([several] if may else []), *others]

    @admin.display(description=_("meeting"), ordering="meeting__title")
    def agreed_at(self, obj: Any) -> str:
        """The meeting where it was agreed."""
        return str(obj.meeting or "")

    @admin.display(description=_("signatures"))
    def signature_count(self, obj: Any) -> int:
        """How many signatures there are."""
        return int(obj.signature_count)

    @admin.display(description=_("commitments"))
    def commitment_count(self, obj: Any) -> int:
        """How many commitments there are."""
        return int(obj.commitment_count)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Count the signatures and commitments of the rows along."""
        changelist = super().get_changelist_instance(request)
        changelist.result_list = changelist.result_list.annotate(
            signature_count=_count_of(Signature),
            commitment_count=_count_of(Commitment),
        )
        return changelist

    # What is written ------------------------------------------------------------

    def propose_slug(self, request: HttpRequest, obj: Any) -> str:
        """Return a name out of date and title."""
        return slug_of_agreement(obj)

    def add_rows(self, request: HttpRequest, form: Any) -> bool:
        """Add the signatures and commitments that were typed at once."""
        return add_several(form)


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
