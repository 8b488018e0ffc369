"""Outlets, reports with their stored text, and the citation rows of other rooms."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from editorial import roles
from editorial.admin.base import (
    PartBlocks,
    PartTable,
    date_with_meaning,
    user_of,
)
from editorial.admin.fields import TextBlock, script
from editorial.admin.forms import VersionedForm
from editorial.admin.versioned import VersionedAdmin
from sources.actions import known_report, outlet_of, register_report, text_hash
from sources.citing import is_cited_in_public
from sources.models import Outlet, OutletHost, Report


class OutletHostTable(PartTable):
    """An outlet's hosts."""

    model = OutletHost


@admin.register(Outlet)
class OutletAdmin(VersionedAdmin):
    """Outlets."""

    fields = ("name", "slug", "kind", "country", "language", "reliability")
    inlines = (OutletHostTable,)
    list_display = ("name", "kind", "country", "language", "reliability")
    list_filter = ("kind", "reliability", "language")
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}

    def folded_matches(self, request: HttpRequest, text: str) -> Q:
        """Find an outlet by a host, too."""
        hosts = OutletHost.objects.filter(host__icontains=text.lower())
        return Q(pk__in=hosts.values("outlet"))


class ReportForm(VersionedForm):
    """A report: its address once, its outlet proposed, its text pasted once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "outlet" in self.fields:
            self.fields["outlet"].required = False

    def clean_url(self) -> str | None:
        """Refuse the address of a page that is stored already, and say where."""
        url: str | None = self.cleaned_data.get("url") or None
        typed = url if "url" in self.changed_data else None
        known = known_report(typed, but=self.instance.pk) if typed else None
        if known:
            address = reverse("admin:sources_report_change", args=[known.pk])
            raise forms.ValidationError(
                format_html(
                    _now("This address is already stored: {}."),
                    format_html('<a href="{}">{}</a>', address, known),
                )
            )
        return url

    def clean_text(self) -> str | None:
        """Keep an empty text as no text."""
        return self.cleaned_data.get("text") or None

    def clean(self) -> dict[str, Any]:
        """Propose the outlet from the address when none was chosen.

        An address that was refused already is asked nothing more.
        """
        cleaned = super().clean()
        if "url" in self.errors:
            return cleaned
        if "outlet" in self.fields and not cleaned.get("outlet"):
            outlet = outlet_of(cleaned.get("url") or "")
            if outlet is None:
                self.add_error(
                    "outlet",
                    _now("No outlet owns this address: choose the outlet."),
                )
            cleaned["outlet"] = outlet
        if not cleaned.get("url") and "text" in self.fields and not cleaned["text"]:
            self.add_error("url", _now("Give the address or the text of the report."))
        return cleaned


@admin.register(Report)
class ReportAdmin(VersionedAdmin):
    """Reports."""

    form = ReportForm
    autocomplete_fields = ("outlet", "agency")
    list_display = ("shown_title", "outlet", "published_meaning", "lang", "has_text")
    list_filter = ("outlet__kind", "lang", ("text", admin.EmptyFieldListFilter))
    list_select_related = ("outlet",)
    search_fields = ("title", "url", "outlet__name", "slug")

    class Media:
        js = (script("report"),)

    # Rights ---------------------------------------------------------------------

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Say whether the report may be written: others' and cited ones by editors."""
        may = super().has_change_permission(request, obj)
        user = user_of(request)
        if not may or obj is None or roles.edits_every_record(user):
            return may
        return obj.created_by_id == user.pk and not is_cited_in_public(obj)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the fields; the stored text only for those who may read it."""
        names = ["url", "outlet", "agency", "title", "byline", "published"]
        names += ["retrieved", "lang"]
        if obj is None:
            return [*names, "text"]
        if roles.reads_report_text(user_of(request)):
            names += ["stored_text", "sha256"] if obj.text is not None else ["text"]
        return names

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return what never changes: a text that is stored."""
        return ("stored_text", "sha256")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Load the outlets along, for labels."""
        return super().get_queryset(request).select_related("outlet").defer("text")

    def formfield_for_dbfield(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Give the text room, and the address its check."""
        formfield = super().formfield_for_dbfield(db_field, request, **kwargs)
        if formfield is not None and db_field.name == "text":
            formfield.widget.attrs["rows"] = 20
        if formfield is not None and db_field.name == "url":
            formfield.widget.attrs["data-known-url"] = reverse(
                "admin:sources_report_known"
            )
        return formfield

    # What is shown --------------------------------------------------------------

    @admin.display(description=_("title"), ordering="title")
    def shown_title(self, obj: Report) -> str:
        """The title, or the address."""
        return obj.title or obj.url or obj.slug

    @admin.display(description=_("published"), ordering="published_earliest")
    def published_meaning(self, obj: Report) -> SafeString | str:
        """The date with its meaning."""
        return date_with_meaning(obj.published)

    @admin.display(description=_("text"), boolean=True, ordering="sha256")
    def has_text(self, obj: Report) -> bool:
        """Whether a text is stored."""
        return obj.sha256 is not None

    @admin.display(description=_("stored text"))
    def stored_text(self, obj: Report) -> SafeString:
        """The text, to read."""
        return format_html(
            '<div class="stored-text" dir="auto" tabindex="0" lang="{}">{}</div>',
            obj.lang,
            obj.text,
        )

    # What is written ------------------------------------------------------------

    def save_model(
        self, request: HttpRequest, obj: Any, form: Any, change: bool
    ) -> None:
        """Register a new report as every door does; hash a text added later."""
        if change:
            if obj.text is not None and obj.sha256 is None:
                obj.sha256 = text_hash(obj.text)
            super().save_model(request, obj, form, change)
            return
        names = ("outlet", "url", "text", "title", "published", "lang", "byline")
        stored = register_report(
            **{name: getattr(obj, name) for name in (*names, "agency", "retrieved")},
            by=user_of(request),
            reason="",
        )
        obj.pk = stored.pk
        obj._state.adding = False
        obj.refresh_from_db()

    # Answers for scripts --------------------------------------------------------

    def get_urls(self) -> list[Any]:
        """Add "is this address known" and the stored text."""
        view = self.admin_site.admin_view
        return [
            path("report-known/", view(self.known_view), name="sources_report_known"),
            path(
                "<int:report_id>/text/",
                view(self.text_view),
                name="sources_report_text",
            ),
            *super().get_urls(),
        ]

    def known_view(self, request: HttpRequest) -> JsonResponse:
        """Answer `?url=`: the stored report, if any, and the outlet of the address."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        url = request.GET.get("url", "")
        known = known_report(url)
        try:
            outlet = outlet_of(url)
        except ValueError:  # no address at all, such as "http://[::1"
            outlet = None
        address = "admin:sources_report_change"
        return JsonResponse(
            {
                "known": known
                and {
                    "title": str(known),
                    "url": reverse(address, args=[known.pk]),
                    "message": _now("This address is already stored:"),
                },
                "outlet": outlet and {"id": outlet.pk, "name": outlet.name},
            }
        )

    def text_view(self, request: HttpRequest, report_id: int) -> JsonResponse:
        """Answer a report's stored text, to those who may read it."""
        if not roles.reads_report_text(user_of(request)):
            raise PermissionDenied
        report = self.get_object(request, str(report_id))
        if report is None:
            raise Http404
        return JsonResponse(
            {"title": str(report), "lang": report.lang, "text": report.text}
        )


class QuoteInput(AdminTextareaWidget):
    """A quote, with the button that takes its words from the report."""

    class Media:
        js = (script("citation"),)

    def render(self, name: str, value: Any, *args: Any, **kwargs: Any) -> SafeString:
        """Return the text area and the button, which script brings to life."""
        return format_html(
            '<span class="quote-box">{}<button type="button" class="button take-words"'
            ' hidden data-url="{}" data-cite="{}" data-close="{}" data-none="{}"'
            ' data-choose="{}" data-select="{}">{}</button></span>',
            super().render(name, value, *args, **kwargs),
            reverse("admin:sources_report_text", args=[0]),
            _now("Cite these words"),
            _now("Close"),
            _now("This report has no stored text."),
            _now("Choose the report first."),
            _now("Select the words that support the claim."),
            _now("Take words"),
        )


class CitationBlocks(PartBlocks):
    """Citations of a record."""

    autocomplete_fields = ("report",)
    fields: ClassVar[Any] = (
        ("report", "field"),
        "quote",
        ("start", "end", "relation", "credibility"),
    )

    def formfield_for_dbfield(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Put the button beside the quote."""
        if db_field.name == "quote":
            kwargs["widget"] = QuoteInput(attrs={"rows": 2, "dir": "auto"})
            kwargs["form_class"] = TextBlock
            return db_field.formfield(**kwargs)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_queryset(self, request: HttpRequest) -> Any:
        """Load reports along, for labels."""
        rows = super().get_queryset(request).select_related("report__outlet")
        return rows.defer("report__text")


__all__ = ["CitationBlocks", "OutletAdmin", "ReportAdmin"]
