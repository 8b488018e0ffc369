"""What the admins of dated records share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import admin
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from editorial.admin.base import date_with_meaning
from editorial.admin.forms import VersionedForm
from editorial.admin.versioned import ReviewableAdmin
from meetings.search import matching_ids


class ProposedSlugForm(VersionedForm):
    """A record whose address name is proposed when it is new and the name is empty."""

    slug_help: ClassVar[Any] = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding and "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = self.slug_help


@dataclass(frozen=True)
class FurtherLink:
    """A link to the form of a record that goes with this one."""

    model: type[models.Model]
    label: Any
    initial: Callable[[Any], dict[str, Any]]


class DatedAdmin(ReviewableAdmin):
    """Admin of a reviewed record with a date, found by words and parties."""

    search_kind: str
    further: tuple[FurtherLink, ...] = ()

    @admin.display(description=_("date"), ordering="sort_date")
    def date_meaning(self, obj: Any) -> SafeString | str:
        """The date with its meaning."""
        return date_with_meaning(obj.date)

    def folded_matches(self, request: HttpRequest, text: str) -> Q:
        """Find records by full text, and by parties and places in any script."""
        return Q(pk__in=matching_ids(self.search_kind, text))

    # What goes with it ----------------------------------------------------------

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Render the form with links to the records that go with this one."""
        record = context.get("original")
        if record is not None:
            context["further_links"] = list(self._further_links(request, record))
        return super().render_change_form(request, context, *args, **kwargs)

    def _further_links(
        self, request: HttpRequest, record: Any
    ) -> Iterator[tuple[Any, str]]:
        for link in self.further:
            if self.admin_site.get_model_admin(link.model).has_add_permission(request):
                meta = link.model._meta
                address = reverse(f"admin:{meta.app_label}_{meta.model_name}_add")
                yield link.label, f"{address}?{urlencode(link.initial(record))}"

    # What is written ------------------------------------------------------------

    def propose_slug(self, request: HttpRequest, obj: Any) -> str:
        """Return the address name of a new record for which none was typed."""
        raise NotImplementedError

    def save_model(
        self, request: HttpRequest, obj: Any, form: Any, change: bool
    ) -> None:
        """Propose the address name of a new record when none was typed."""
        if not change and not obj.slug:
            obj.slug = self.propose_slug(request, obj)
        super().save_model(request, obj, form, change)
