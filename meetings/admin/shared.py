"""What the admins of dated records share."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from editorial.admin.base import date_with_meaning
from editorial.admin.versioned import ReviewableAdmin
from meetings.search import matching_ids


class DatedAdmin(ReviewableAdmin):
    """Admin of a reviewed record with a date, found by words and parties."""

    search_kind: str

    @admin.display(description=_("date"), ordering="sort_date")
    def date_meaning(self, obj: Any) -> SafeString | str:
        """The date with its meaning."""
        return date_with_meaning(obj.date)

    def folded_matches(self, request: HttpRequest, text: str) -> Q:
        """Find records by full text, and by parties and places in any script."""
        return Q(pk__in=matching_ids(self.search_kind, text))
