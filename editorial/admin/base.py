"""What every admin page of the project shares: strict, safe, and searchable."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.contrib.admin import helpers
from django.contrib.admin.exceptions import NotRegistered
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.core.exceptions import BadRequest
from django.db import models
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from editorial.admin.fields import (
    EdtfInput,
    RecordSelect,
    TextBlock,
    as_id,
    meaning,
    script,
)
from editorial.fields import EdtfField
from editorial.history import because
from editorial.models import User
from editorial.querysets import PartQuerySet, ReviewableQuerySet

LONGEST_SEARCH = 200
MOST_ROWS = 150


def user_of(request: HttpRequest) -> User:
    """Return the signed-in account (the admin admits nobody else)."""
    return cast(User, request.user)


def visible_rows(queryset: Any, request: HttpRequest) -> Any:
    """Keep what the user may see, where the rows have a review state at all."""
    if isinstance(queryset, ReviewableQuerySet | PartQuerySet):
        return queryset.visible_to(user_of(request))
    return queryset


def date_with_meaning(text: str) -> SafeString | str:
    """Return a date as stored, with its meaning below."""
    if not text:
        return ""
    return format_html(
        '<bdi class="edtf-text">{}</bdi><br><span class="quiet">{}</span>',
        text,
        meaning(text),
    )


class RecordChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice of a record, labelled as its own admin labels it."""

    label_of: Callable[[Any], str] = staticmethod(str)

    def label_from_instance(self, obj: Any) -> str:
        """Return the record's label."""
        return self.label_of(obj)


class FormFields:
    """Form fields of pages and inlines: text blocks, dates, visible choices only."""

    admin_site: admin.AdminSite
    formfield_overrides: Mapping[type[models.Field[Any, Any]], Mapping[str, Any]] = {
        models.TextField: {
            "form_class": TextBlock,
            "widget": AdminTextareaWidget(attrs={"rows": 3, "dir": "auto"}),
        },
        EdtfField: {"widget": EdtfInput},
        models.URLField: {"assume_scheme": "https"},
    }

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Return a choice among what the user may see, by autocomplete."""
        try:
            related: Any = self.admin_site.get_model_admin(db_field.related_model)
        except NotRegistered:
            related = None
        if related is not None:
            kwargs.setdefault("queryset", related.get_queryset(request))
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs.setdefault("widget", RecordSelect(db_field, self.admin_site))
            kwargs["form_class"] = RecordChoice
        formfield = super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]
        if isinstance(formfield, RecordChoice) and hasattr(related, "label_of"):
            formfield.label_of = related.label_of
        return formfield

    def formfield_for_dbfield(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Return a form field; no button beside it deletes the related record."""
        formfield = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if isinstance(getattr(formfield, "widget", None), RelatedFieldWidgetWrapper):
            formfield.widget.can_delete_related = False
        return formfield


class TrackerAdmin(FormFields, admin.ModelAdmin):  # type: ignore[type-arg]
    """Base of all admins of the project."""

    show_facets = admin.ShowFacets.ALWAYS
    show_full_result_count = False
    list_per_page = 50
    save_on_top = True

    class Media:
        css = {"all": ("admin_tracker/admin.css",)}
        js = (script("unsaved"),)

    def label_of(self, obj: Any) -> str:
        """Return what an autocomplete shows for a record."""
        return str(obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return what the user may see."""
        return cast(QuerySet[Any], visible_rows(super().get_queryset(request), request))

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        raise Http404

    def get_actions(self, request: HttpRequest) -> Any:
        """Return the bulk actions; nothing is deleted in bulk."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    # Bad input ------------------------------------------------------------------

    def lookup_allowed(
        self, lookup: str, value: str, request: HttpRequest | None = None
    ) -> bool:
        """Admit the lookups of this page's own filters and no others."""
        filters = self.get_list_filter(cast(HttpRequest, request))
        names = [f if isinstance(f, str) else f[0] for f in filters if f]  # type: ignore[index]
        endings = ("", "__exact", "__isnull", "__id__exact")
        return lookup in {f"{name}{end}" for name in names for end in endings}

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Return the list; refuse filters that are not understood (400)."""
        try:
            return super().get_changelist_instance(request)
        except IncorrectLookupParameters as error:
            raise BadRequest(
                _("A filter of this list is not understood: %(query)s")
                % {"query": request.META.get("QUERY_STRING", "")[:200]}
            ) from error

    def changelist_view(
        self, request: HttpRequest, extra_context: Any = None
    ) -> HttpResponse:
        """Show the list, or run an action on chosen rows that can exist."""
        chosen = request.POST.getlist(helpers.ACTION_CHECKBOX_NAME)
        if any(as_id(one) is None for one in chosen):
            raise BadRequest(_("A chosen row has no possible number."))
        return super().changelist_view(request, extra_context)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return what the address proposes; drop references that cannot be ids."""
        initial = super().get_changeform_initial_data(request)
        keys = {f.name for f in self.opts.fields if isinstance(f, models.ForeignKey)}
        return {
            name: value
            for name, value in initial.items()
            if name not in keys or as_id(value) is not None
        }

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Ask before deleting, or delete; history names who did it."""
        with because(by=user_of(request), reason="deleted"):
            return super().delete_view(request, object_id, extra_context)

    # Search ---------------------------------------------------------------------

    def folded_matches(self, request: HttpRequest, text: str) -> Q:
        """Return a further condition for a search: names in any script."""
        return Q(pk__in=[])

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Keep rows in which every word occurs, or whose names match in any script."""
        text = search_term.strip()[:LONGEST_SEARCH]
        if not text:
            return queryset, False
        # A list asks again for each of its filters, to count.
        known: dict[tuple[Any, str], Q] = getattr(request, "searches", {})
        if (self.model, text) not in known:
            words = self._words_occur(request, text)
            known[self.model, text] = words | self.folded_matches(request, text)
            request.searches = known  # type: ignore[attr-defined]
        return queryset.filter(known[self.model, text]), False

    def _words_occur(self, request: HttpRequest, text: str) -> Q:
        condition = Q()
        for word in text.split():
            anywhere = Q()
            for name in self.get_search_fields(request):
                anywhere |= Q(**{f"{name}__icontains": word})
            condition &= anywhere
        return condition


class PartFormSet(forms.BaseInlineFormSet):  # type: ignore[type-arg]
    """Rows of one record: a row that is not its own is refused, not passed over."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """Name the delete box, which has no label in a table."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = _("Delete")

    def clean(self) -> None:
        """Refuse rows that are missing, gone, or those of another record."""
        super().clean()
        if self.total_form_count() < self.initial_form_count():
            raise forms.ValidationError(_("Rows of this table are missing."))
        if any(form.instance.pk is None for form in self.initial_forms):
            raise forms.ValidationError(
                _("A row was removed meanwhile or belongs to another record.")
            )


class PartRights:
    """An inline's rights: those of its own rows, and no more than the parent's."""

    max_num: int | None = MOST_ROWS

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Return the rows' form; a request cannot ask for thousands of rows."""
        kwargs.setdefault("absolute_max", MOST_ROWS)
        return super().get_formset(request, obj, **kwargs)  # type: ignore[misc]

    def _parent_may(self, request: HttpRequest, obj: Any) -> bool:
        parent = self.admin_site.get_model_admin(self.parent_model)  # type: ignore[attr-defined]
        if obj is None:
            return bool(parent.has_add_permission(request))
        return bool(parent.has_change_permission(request, obj))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Say whether rows may be added."""
        may = super().has_add_permission(request, obj)  # type: ignore[misc]
        return may and self._parent_may(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Say whether rows may be changed."""
        may = super().has_change_permission(request, obj)  # type: ignore[misc]
        return may and self._parent_may(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Say whether rows may be taken out."""
        may = super().has_delete_permission(request, obj)  # type: ignore[misc]
        return may and self._parent_may(request, obj)

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return the rows that the user may see."""
        return visible_rows(super().get_queryset(request), request)  # type: ignore[misc]


class PartTable(PartRights, FormFields, admin.TabularInline):  # type: ignore[type-arg]
    """Parts of a record, one row each."""

    formset = PartFormSet
    extra = 0

    def formfield_for_dbfield(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Return a form field that names itself, since a cell has no label."""
        formfield = super().formfield_for_dbfield(db_field, request, **kwargs)
        if formfield is not None and formfield.label:
            formfield.widget.attrs.setdefault("aria-label", formfield.label)
            inner = getattr(formfield.widget, "widget", None)
            if inner is not None:
                inner.attrs.setdefault("aria-label", formfield.label)
        return formfield


class PartBlocks(PartRights, FormFields, admin.StackedInline):  # type: ignore[type-arg]
    """Parts of a record with many fields, one block each."""

    formset = PartFormSet
    extra = 0
