"""Outlets and reports in the API, with what only this room knows: what rests on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common.records import Shape, api_address
from meetings.analysis.evidence import (
    MODELS,
    count_of,
    facts_by_report,
    records_by_outlet,
)
from sources.api import (
    OutletResource,
    OutletSerializer,
    ReportResource,
    ReportSerializer,
)
from sources.models import Relation


class OutletCountsSerializer(Shape):
    """How much rests on the outlet."""

    reports = serializers.IntegerField(help_text="Reports that it published.")
    records = serializers.IntegerField(
        help_text="Meetings, statements, agreements, processes and parties that cite one."
    )


class CountedOutletSerializer(OutletSerializer):
    """Who publishes reports, and what rests on them."""

    counts = serializers.SerializerMethodField()

    class Meta(OutletSerializer.Meta):
        fields = [*OutletSerializer.Meta.fields, "counts"]
        read_only_fields = fields

    @extend_schema_field(OutletCountsSerializer)
    def get_counts(self, outlet: Any) -> dict[str, int]:
        """The counts of what the asker may see."""
        cited = self.context["cited"]
        return {
            "reports": outlet.report_count,
            "records": count_of(cited, outlet.pk),
        }


class CountedOutletResource(OutletResource):
    """Outlets: who publishes the reports that are cited, and what rests on them."""

    serializer_class = CountedOutletSerializer

    def context_of(self, records: Sequence[Any]) -> dict[str, Any]:
        """The records that cite the outlets."""
        ids = [outlet.pk for outlet in records]
        return {"cited": records_by_outlet(self.request.user, ids)}


class FactSerializer(Shape):
    """One thing that a report says about a record."""

    type = serializers.ChoiceField(choices=list(MODELS), source="kind")
    slug = serializers.CharField(source="record.slug")
    url = serializers.SerializerMethodField(help_text="Address of the record.")
    field = serializers.CharField(
        allow_null=True, help_text="What it supports; null: the record as a whole."
    )
    contested = serializers.BooleanField(
        help_text="The report gives one of several values of the field."
    )
    detail = serializers.CharField(
        allow_null=True, help_text="The office, the side or the contested value."
    )
    relation = serializers.ChoiceField(choices=Relation.choices)
    quote = serializers.CharField(
        allow_null=True, help_text="At most 300 characters; null when none were taken."
    )

    def get_url(self, fact: Any) -> str:
        """The address of the record in this API."""
        return api_address(self.context["root"], fact.kind, fact.record.slug)


@extend_schema_field(FactSerializer(many=True))
class FactsField(serializers.Field[Any, Any, Any, Any]):
    """Every fact that rests on a report."""

    def __init__(self) -> None:
        super().__init__(source="*", read_only=True)

    def to_representation(self, report: Any) -> list[Any]:
        """Answer the facts that were read for the whole page."""
        facts = self.context["facts"].get(report.pk, [])
        return [FactSerializer(fact, context=self.context).data for fact in facts]


class CitedReportResource(ReportResource):
    """Reports: the published texts behind the facts, without their text."""

    serializer_class = ReportSerializer
    includes = {"facts": FactsField}

    def context_of(self, records: Sequence[Any]) -> dict[str, Any]:
        """The facts that rest on the reports, where they are asked for."""
        if "facts" not in self.included():
            return {}
        ids = [report.pk for report in records]
        return {"facts": facts_by_report(self.request.user, ids)}
