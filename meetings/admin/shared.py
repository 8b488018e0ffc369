"""What the admins of dated records share."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Q
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from editorial.admin.base import date_with_meaning
from editorial.admin.versioned import ReviewableAdmin
from meetings.search import matching_ids
from parties.admin import parties_called


class DatedAdmin(ReviewableAdmin):
    """Admin of a reviewed record with a date, found by words and parties."""

    search_kind: str
    party_lookups: tuple[tuple[type[models.Model], str, str], ...] = ()

    @admin.display(description=_("date"), ordering="sort_date")
    def date_meaning(self, obj: Any) -> SafeString | str:
        """The date with its meaning."""
        return date_with_meaning(obj.date)

    def folded_matches(self, text: str) -> Q:
        """Find records by full text, and by the names of parties in any script."""
        condition = Q(pk__in=matching_ids(self.search_kind, text))
        called = parties_called(text)
        for table, owner, party in self.party_lookups:
            rows = table._default_manager.filter(**{f"{party}__in": called})
            condition |= Q(pk__in=rows.values(owner))
        return condition
