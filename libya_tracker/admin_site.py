"""The admin site of the editors."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _


class RecordAutocomplete(AutocompleteJsonView):
    """Answers of autocomplete fields, labelled as each record's admin labels them."""

    model_admin: Any

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        """Return one answer."""
        label = getattr(self.model_admin, "label_of", str)
        return super().serialize_result(obj, to_field_name) | {"text": label(obj)}


class TrackerAdminSite(AdminSite):
    """Stock Django admin that names the product."""

    site_header = _("Libya Tracker: editing")
    site_title = _("Libya Tracker")
    index_title = _("Records")
    enable_nav_sidebar = True

    def get_urls(self) -> list[Any]:
        """Add the small answers that the forms' scripts ask for."""
        from editorial.admin.endpoints import edtf_meaning

        own = path("edtf-meaning/", self.admin_view(edtf_meaning), name="edtf_meaning")
        return [own, *super().get_urls()]

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        """Answer an autocomplete field."""
        answer = RecordAutocomplete.as_view(admin_site=self)(request)
        return cast(HttpResponse, answer)
