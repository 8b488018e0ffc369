"""Parties in the API, with what only this room knows: how often they met and spoke."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Q
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common.records import Shape
from meetings.filters.parties import (
    MEETING_COUNT,
    PARTY_LIST_ORDERS,
    PartyListFilterSet,
    attended_by_party,
    per_party,
)
from meetings.models import (
    Agreement,
    Signature,
    Statement,
    Via,
)
from parties.api import PartyResource, PartySerializer


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


def party_counts(user: Any) -> dict[str, Any]:
    """The annotations behind PartyCountsSerializer."""
    own = Q(party=OuterRef("pk")) | Q(on_behalf_of=OuterRef("pk"))
    said = Q(speaker=OuterRef("pk")) | Q(on_behalf_of=OuterRef("pk"))
    attended = attended_by_party(user)
    signed = Signature.objects.filter(
        own, agreement__in=Agreement.objects.visible_to(user).values("pk")
    )
    return {
        MEETING_COUNT: per_party(attended, "meeting"),
        "direct_count": per_party(attended.filter(via=Via.DIRECT), "meeting"),
        "statement_count": per_party(
            Statement.objects.visible_to(user).filter(said), "pk"
        ),
        "agreement_count": per_party(signed, "agreement"),
    }


class CountedPartyResource(PartyResource):
    """Parties: people and organisations, with names in all scripts and offices."""

    serializer_class = CountedPartySerializer
    filterset_class = PartyListFilterSet
    keyset_orders = PARTY_LIST_ORDERS

    def records(self, user: Any) -> Any:
        """Parties with all their parts and counts."""
        return super().records(user).annotate(**party_counts(user))
