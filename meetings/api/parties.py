"""Parties in the API, with what only this room knows: how often they met and spoke."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common.records import Shape
from meetings.models import (
    Agreement,
    Meeting,
    PartyMeeting,
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


def _count(rows: QuerySet[Any], what: str) -> Coalesce:
    """How many different values of a column these rows have."""
    one = rows.order_by().annotate(group=OuterRef("pk")).values("group")
    counted = one.annotate(n=Count(what, distinct=True)).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def party_counts(user: Any) -> dict[str, Any]:
    """The annotations behind PartyCountsSerializer."""
    own = Q(party=OuterRef("pk")) | Q(on_behalf_of=OuterRef("pk"))
    said = Q(speaker=OuterRef("pk")) | Q(on_behalf_of=OuterRef("pk"))
    held = Meeting.objects.visible_to(user).held().values("pk")
    attended = PartyMeeting.objects.filter(
        party=OuterRef("pk"), attended=True, meeting__in=held
    )
    signed = Signature.objects.filter(
        own, agreement__in=Agreement.objects.visible_to(user).values("pk")
    )
    return {
        "meeting_count": _count(attended, "meeting"),
        "direct_count": _count(attended.filter(via=Via.DIRECT), "meeting"),
        "statement_count": _count(
            Statement.objects.visible_to(user).filter(said), "pk"
        ),
        "agreement_count": _count(signed, "agreement"),
    }


class CountedPartyResource(PartyResource):
    """Parties: people and organisations, with names in all scripts and offices."""

    serializer_class = CountedPartySerializer

    def records(self, user: Any) -> Any:
        """Parties with all their parts and counts."""
        return super().records(user).annotate(**party_counts(user))
