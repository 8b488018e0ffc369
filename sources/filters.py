"""The filters of outlets and reports."""

from __future__ import annotations

import re
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from common.filters import (
    ChoiceFilter,
    ChoiceMultipleFilter,
    SlugMultipleFilter,
    StrictFilterSet,
    TextFilter,
)
from common.keyset import Order, SortKey
from editorial.countries import COUNTRIES
from sources.models import Outlet, OutletKind, Reliability, Report

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)

NAME_ORDERS = {
    "name": (SortKey("name"), SortKey("pk")),
    "-name": (SortKey("name", descending=True), SortKey("pk", descending=True)),
}
OUTLET_ORDERS: dict[str, Order] = {
    **NAME_ORDERS,
    "-reports": (
        SortKey("report_count", descending=True),
        SortKey("name"),
        SortKey("pk"),
    ),
}
UNGRADED = "ungraded"
REPORT_ORDERS = {
    "-published": (
        SortKey("published_earliest", descending=True, nullable=True),
        SortKey("pk", descending=True),
    ),
    "published": (SortKey("published_earliest", nullable=True), SortKey("pk")),
}


def report_count() -> Coalesce:
    """Count, for an annotation of outlets, the reports that each published."""
    own = Report.objects.filter(outlet=OuterRef("pk")).order_by().values("outlet")
    counted = own.annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


class _LanguageField(forms.CharField):
    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if text and not _LANGUAGE.fullmatch(text):
            raise ValidationError(_now("write a language code such as en, ar or ru"))
        return text


@extend_schema_field(OpenApiTypes.STR)
class LanguageFilter(TextFilter):
    """A language by its code (BCP 47)."""

    field_class = _LanguageField


class _LanguagesField(forms.Field):
    """Every value of a repeated language."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[str]:
        single = _LanguageField(required=False)
        found = [single.clean(text.strip()) for text in value or []]
        return list(dict.fromkeys(found))


@extend_schema_field({"type": "array", "items": {"type": "string"}})
class LanguagesFilter(django_filters.Filter):
    """Any of several languages by their codes (BCP 47)."""

    field_class = _LanguagesField
    takes_many = True


class OutletFilterSet(StrictFilterSet):
    """Outlets by name, kind, country, language and reliability."""

    q = TextFilter(
        field_name="name",
        lookup_expr="icontains",
        label=_("Name"),
        help_text=_("Part of the outlet's name, for instance observer."),
    )
    kind = ChoiceMultipleFilter(
        choices=OutletKind.choices,
        label=_("Kind"),
        help_text=_("Kind of publisher; repeat for any of several."),
    )
    reliability = ChoiceMultipleFilter(
        choices=[*Reliability.choices, (UNGRADED, _("not graded"))],
        label=_("Reliability"),
        help_text=_(
            "Grade A (completely reliable) to F (cannot be judged), or ungraded;"
            " repeat for any of several."
        ),
        method="by_reliability",
    )
    country = ChoiceMultipleFilter(
        choices=COUNTRIES,
        label=_("Country"),
        help_text=_(
            "Two-letter country code, for instance LY; repeat for any of them."
        ),
    )
    language = LanguageFilter(
        lookup_expr="iexact",
        label=_("Language"),
        help_text=_("Language code, for instance ar."),
    )
    ordering = ChoiceFilter(
        choices=[
            ("-reports", _("most reports first")),
            ("name", _("A to Z")),
            ("-name", _("Z to A")),
        ],
        label=_("Order"),
        help_text=_("name (the default), -name, or -reports, most reports first."),
        filters_nothing=True,
    )

    class Meta:
        model = Outlet
        fields: list[str] = []

    def filter_queryset(self, queryset: Any) -> Any:
        """Filter; count the reports where the order may ask for them."""
        return super().filter_queryset(queryset).annotate(report_count=report_count())

    def by_reliability(self, queryset: Any, name: str, value: list[str]) -> Any:
        """Keep outlets of one of the grades, or without a grade."""
        grades = ["" if one == UNGRADED else one for one in value]
        return queryset.filter(reliability__in=grades) if grades else queryset


class ReportFilterSet(StrictFilterSet):
    """Reports by outlet, language, date and address."""

    span_field = "span"
    span_match = False
    longest = {"q": 200, "url": 1000}

    outlet = SlugMultipleFilter(
        field_name="outlet",
        queryset=Outlet.objects.all(),
        label=_("Outlet"),
        help_text=_("Slug of the publishing outlet; repeat for any of several."),
    )
    lang = LanguageFilter(
        lookup_expr="iexact",
        label=_("Language"),
        help_text=_("Language code of the report, for instance en."),
    )
    url = TextFilter(
        label=_("Address"), help_text=_("The report's own address, exactly as stored.")
    )
    q = TextFilter(
        field_name="title",
        lookup_expr="icontains",
        label=_("Title"),
        help_text=_("Part of the headline."),
    )
    ordering = ChoiceFilter(
        choices=[("-published", _("newest first")), ("published", _("oldest first"))],
        label=_("Order"),
        help_text=_("-published, newest first (the default), or published."),
        filters_nothing=True,
    )

    class Meta:
        model = Report
        fields: list[str] = []
