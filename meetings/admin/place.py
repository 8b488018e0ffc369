"""Places and topics: reference data."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest

from common import names
from editorial.admin.base import PartTable
from editorial.admin.versioned import VersionedAdmin
from meetings.models import Place, PlaceName, Topic, TopicName
from parties.admin import NameSearch


class PlaceNameTable(PartTable):
    """A place's names."""

    model = PlaceName
    fields = ("text", "lang", "kind")


class TopicNameTable(PartTable):
    """A topic's names."""

    model = TopicName
    fields = ("text", "lang", "kind")


class ReferenceAdmin(VersionedAdmin):
    """Admin of a named record that all others refer to."""

    search_fields = ("name", "slug")
    autocomplete_fields = ("parent",)
    list_select_related = ("parent",)

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Any = None
    ) -> dict[str, Any]:
        """Propose the address name for a new record only."""
        return {} if obj else {"slug": ("name",)}


@admin.register(Place)
class PlaceAdmin(NameSearch, ReferenceAdmin):
    """Places."""

    fields = (
        ("name", "kind"),
        ("slug", "country"),
        "parent",
        ("lat", "lon", "coordinates_basis"),
        "geonames_id",
    )
    inlines = (PlaceNameTable,)
    list_display = ("name", "kind", "country", "parent", "coordinates_basis")
    list_filter = ("kind", "country", "coordinates_basis")

    def label_of(self, obj: Any) -> str:
        """The name with country and kind, since names repeat."""
        return f"{obj.name} ({obj.country}, {obj.get_kind_display()})"


@admin.register(Topic)
class TopicAdmin(ReferenceAdmin):
    """Topics."""

    fields = (("name", "slug"), "parent", "description")
    inlines = (TopicNameTable,)
    list_display = ("name", "slug", "parent")
    list_filter = (("parent", admin.RelatedOnlyFieldListFilter),)

    def folded_matches(self, request: HttpRequest, text: str) -> Q:
        """Find a topic by a name in another script."""
        return Q(
            pk__in=TopicName.objects.filter(folded__contains=names.fold(text)).values(
                "topic"
            )
        )
