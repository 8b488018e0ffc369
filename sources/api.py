"""Outlets, reports and citations in the API. A report's text is never among them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import JSONObject
from rest_framework import serializers

from common.api import ReadOnlyResource
from common.records import (
    RECORD_FIELDS,
    AddressField,
    ConstantField,
    ModelShape,
    PageField,
    Shape,
    rows_as_json,
)
from sources.citing import public_quote
from sources.filters import (
    OUTLET_ORDERS,
    REPORT_ORDERS,
    OutletFilterSet,
    ReportFilterSet,
    report_count,
)
from sources.models import Outlet, Relation, Report


class OutletRefSerializer(Shape):
    """An outlet, named."""

    slug = serializers.CharField()
    name = serializers.CharField()


class OutletSerializer(ModelShape):
    """Who publishes reports."""

    type = ConstantField("outlet")
    url = AddressField("outlet")
    html_url = PageField("outlet")
    state = ConstantField("published")
    hosts: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        many=True, read_only=True, slug_field="host", help_text="Its host names."
    )

    class Meta:
        model = Outlet
        fields = [
            *RECORD_FIELDS,
            *("name", "kind", "country", "language", "reliability", "hosts"),
        ]
        read_only_fields = fields


class ReportSerializer(ModelShape):
    """One published text: where it is, not what it says."""

    type = ConstantField("report")
    url = AddressField("report")
    html_url = PageField("report")
    state = ConstantField("published")
    source_url = serializers.URLField(
        source="url", allow_null=True, read_only=True, help_text="The report's address."
    )
    outlet = OutletRefSerializer(read_only=True)
    agency = OutletRefSerializer(
        read_only=True,
        allow_null=True,
        help_text="The outlet whose text the page carries, if another's.",
    )

    class Meta:
        model = Report
        fields = [
            *RECORD_FIELDS,
            *("outlet", "agency", "title", "byline", "source_url", "published"),
            *("published_earliest", "published_latest", "retrieved", "lang", "sha256"),
        ]
        read_only_fields = fields


class CitedReportSerializer(Shape):
    """The report behind a citation."""

    slug = serializers.CharField()
    url = AddressField("report")
    outlet = OutletRefSerializer()
    agency = OutletRefSerializer(allow_null=True)
    title = serializers.CharField(allow_null=True)
    source_url = serializers.URLField(allow_null=True)
    published = serializers.CharField(allow_null=True, help_text="EDTF.")
    lang = serializers.CharField(allow_null=True)
    sha256 = serializers.CharField(
        allow_null=True, help_text="Hash of the stored text, if one is stored."
    )

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """Answer the report, null for the agency where it carries nobody's text."""
        shown = super().to_representation(instance)
        if shown["agency"]["slug"] is None:
            shown["agency"] = None
        return shown


class CitationSerializer(Shape):
    """A claim tied to a report, at best to its words."""

    field = serializers.CharField(
        allow_null=True, help_text="What it supports; null: the record as a whole."
    )
    relation = serializers.ChoiceField(choices=Relation.choices)
    quote = serializers.SerializerMethodField()
    start = serializers.IntegerField(
        allow_null=True, help_text="Where the quote begins in the text, in code points."
    )
    end = serializers.IntegerField(allow_null=True)
    credibility = serializers.IntegerField(
        allow_null=True, help_text="Admiralty scale 1 to 6; null: not graded."
    )
    report = CitedReportSerializer()

    def get_quote(self, citation: Any) -> str | None:
        """The cited words, at most 300 characters; null when none were taken."""
        return public_quote(citation["quote"])


def citations_as_json(citations: QuerySet[Any]) -> Any:
    """The subquery of these citations in the form that CitationSerializer reads.

    citations: filtered by an OuterRef to what is cited, and by who may see it.
    """
    return rows_as_json(
        citations.order_by("pk"),
        field="field",
        relation="relation",
        quote="quote",
        start="start",
        end="end",
        credibility="credibility",
        report=JSONObject(
            slug="report__slug",
            outlet=JSONObject(slug="report__outlet__slug", name="report__outlet__name"),
            agency=JSONObject(slug="report__agency__slug", name="report__agency__name"),
            title="report__title",
            source_url="report__url",
            published="report__published",
            lang="report__lang",
            sha256="report__sha256",
        ),
    )


class OutletResource(ReadOnlyResource):
    """Outlets: who publishes the reports that are cited."""

    record_type = "outlet"
    serializer_class: Any = OutletSerializer
    filterset_class = OutletFilterSet
    keyset_orders = OUTLET_ORDERS
    queryset = Outlet.objects.none()

    def records(self, user: Any) -> QuerySet[Outlet]:
        """Outlets are public."""
        return Outlet.objects.prefetch_related("hosts").annotate(
            report_count=report_count()
        )


class ReportResource(ReadOnlyResource):
    """Reports: the published texts behind the facts, without their text."""

    record_type = "report"
    serializer_class = ReportSerializer
    filterset_class = ReportFilterSet
    keyset_orders = REPORT_ORDERS
    queryset = Report.objects.none()

    def records(self, user: Any) -> QuerySet[Report]:
        """What is said about reports is public; their text is not even read."""
        return Report.objects.select_related("outlet", "agency").defer("text")
