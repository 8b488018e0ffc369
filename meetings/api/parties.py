"""Parties in the API, with what only this room knows: how often they met and spoke."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q
from django.http import QueryDict
from drf_spectacular.utils import OpenApiParameter, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from common.api import SHAPING_KEYS
from common.records import Shape
from meetings.filters.as_of import AsOfFilterSet
from meetings.filters.parties import (
    MEETING_COUNT,
    PARTY_LIST_ORDERS,
    DatedPartyFilterSet,
    attended_by_party,
    per_party,
)
from meetings.models import (
    Agreement,
    Signature,
    Statement,
    Via,
)
from meetings.period import ALL_TIME, Period
from parties.api import PartyResource, PartySerializer, party_records
from parties.models import Party


class PartyCountsSerializer(Shape):
    """In how much the party takes part."""

    meetings = serializers.IntegerField(
        help_text="Held meetings it attended, also through offices and its bodies."
    )
    meetings_direct = serializers.IntegerField(
        help_text="Held meetings that it attended itself."
    )
    statements = serializers.IntegerField(help_text="By it or on its behalf.")
    agreements = serializers.IntegerField(help_text="On which it acted in any way.")


class CountedPartySerializer(PartySerializer):
    """A person or an organisation, with counts."""

    counts = serializers.SerializerMethodField()

    class Meta(PartySerializer.Meta):
        fields = [*PartySerializer.Meta.fields, "counts"]
        read_only_fields = fields

    @extend_schema_field(PartyCountsSerializer)
    def get_counts(self, party: Any) -> dict[str, int]:
        """The party's counts of what the asker may see."""
        return {
            "meetings": party.meeting_count,
            "meetings_direct": party.direct_count,
            "statements": party.statement_count,
            "agreements": party.agreement_count,
        }


def party_counts(user: Any, period: Period = ALL_TIME) -> dict[str, Any]:
    """The annotations behind PartyCountsSerializer, of a period."""
    own = Q(party=OuterRef("pk")) | Q(on_behalf_of=OuterRef("pk"))
    said = Q(speaker=OuterRef("pk")) | Q(on_behalf_of=OuterRef("pk"))
    attended = attended_by_party(user, period)
    signed = Signature.objects.filter(
        own, agreement__in=period.of(Agreement.objects.visible_to(user)).values("pk")
    )
    return {
        MEETING_COUNT: per_party(attended, "meeting"),
        "direct_count": per_party(attended.filter(via=Via.DIRECT), "meeting"),
        "statement_count": per_party(
            period.of(Statement.objects.visible_to(user)).filter(said), "pk"
        ),
        "agreement_count": per_party(signed, "agreement"),
    }


class CountedPartyResource(PartyResource):
    """Parties: people and organisations, with names in all scripts and offices."""

    serializer_class = CountedPartySerializer
    filterset_class = DatedPartyFilterSet
    record_parameters = SHAPING_KEYS | {"as_of"}
    keyset_orders = PARTY_LIST_ORDERS

    def records(self, user: Any) -> Any:
        """Parties with all their parts and counts, as they stood on the day asked for.

        Raises ValidationError for what is no day.
        """
        day = self._day()
        period = Period(end=day.isoformat()) if day else ALL_TIME
        return party_records(user, day).annotate(**party_counts(user, period))

    def _day(self) -> date | None:
        given = QueryDict(mutable=True)
        for value in self.request.query_params.getlist("as_of"):
            given.appendlist("as_of", value)
        asked = AsOfFilterSet(given, Party.objects.none(), request=self.request)
        if not asked.is_valid():
            raise ValidationError(
                {name: list(found) for name, found in asked.errors.items()}
            )
        day: date | None = asked.form.cleaned_data["as_of"]
        return day

    def shaping_parameters(self) -> Sequence[OpenApiParameter]:
        """Describe `as_of` of a record too; of the list it is a filter."""
        described = super().shaping_parameters()
        if not self.detail:
            return described
        words = str(DatedPartyFilterSet.base_filters["as_of"].extra["help_text"])
        return [*described, OpenApiParameter("as_of", str, description=words)]
