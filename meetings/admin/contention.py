"""Facts on which sources differ."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _now

from editorial.admin.base import PartTable
from editorial.admin.forms import VersionedForm
from editorial.admin.versioned import PartPageAdmin
from editorial.models import Record, Reviewable
from meetings.models import ContendedValue, ContendedValueCitation, Contention
from meetings.models.contention import THROUGH
from sources.admin import CitationBlocks


def root_of_contention(contention: Contention) -> Reviewable | None:
    """Return the record whose fact is contested."""
    for name in THROUGH:
        root: Reviewable | None = getattr(contention, name)
        if root is not None:
            return root
    return None


class ContentionForm(VersionedForm):
    """A contested fact of exactly one record."""

    reason_when_new = True

    def root(self) -> Record:
        """Return the record whose fact is contested."""
        root = root_of_contention(self.instance)
        assert root is not None  # noqa: S101 - the table demands one
        return root

    def clean(self) -> dict[str, Any]:
        """Demand exactly one record."""
        cleaned = super().clean()
        chosen = [name for name in THROUGH if cleaned.get(name)]
        if self.instance._state.adding and len(chosen) != 1:
            self.add_error(
                None, _now("Choose one record: a meeting, an agreement or a statement.")
            )
        return cleaned


class ContendedValueTable(PartTable):
    """The reported values."""

    model = ContendedValue
    fields = ("text", "parsed", "preferred", "position")
    show_change_link = True


@admin.register(Contention)
class ContentionAdmin(PartPageAdmin):
    """Contested facts."""

    form = ContentionForm
    autocomplete_fields = THROUGH
    inlines = (ContendedValueTable,)
    list_display = ("field", "note", "record")
    list_filter = ("field",)
    list_select_related = THROUGH
    search_fields = ("field", "note", "meeting__title", "agreement__title")

    def root_of(self, obj: Any) -> Reviewable | None:
        """Return the record whose fact is contested."""
        return root_of_contention(obj)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the fields; the record is fixed once chosen."""
        if obj is None:
            return (*THROUGH, "field", "note")
        return ("record", "field", "note")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return what is fixed."""
        return () if obj is None else ("record",)

    def record(self, obj: Any) -> str:
        """The record whose fact is contested."""
        return str(root_of_contention(obj))


class ContendedValueForm(VersionedForm):
    """A reported value; the version of the record counts."""

    def root(self) -> Record:
        """Return the record whose fact is contested."""
        root = root_of_contention(self.instance.contention)
        assert root is not None  # noqa: S101 - the table demands one
        return root


class ContendedValueCitationBlocks(CitationBlocks):
    """Where the value stands."""

    model = ContendedValueCitation


@admin.register(ContendedValue)
class ContendedValueAdmin(PartPageAdmin):
    """Reported values with their citations; added on the page of the contested fact."""

    form = ContendedValueForm
    fields = ("contention", "text", "parsed", "preferred", "position")
    readonly_fields = ("contention",)
    inlines = (ContendedValueCitationBlocks,)
    list_display = ("text", "contention", "preferred")
    list_filter = ("preferred",)
    list_select_related = ("contention",)
    search_fields = ("text",)

    def root_of(self, obj: Any) -> Reviewable | None:
        """Return the record whose fact is contested."""
        return root_of_contention(obj.contention)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Values are added on the page of the contested fact."""
        return False
