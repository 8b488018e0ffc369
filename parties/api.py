"""Parties in the API: names, offices, relations and sides."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import OuterRef, Prefetch
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
from parties.filters import PARTY_ORDERS, PartyFilterSet
from parties.models import (
    Alignment,
    Party,
    PartyCitation,
    PartyIdentifier,
    PartyKind,
    PartyName,
    Position,
    PositionStatus,
    Relation,
)
from parties.querysets import on_day
from sources.api import CitationSerializer, citations_as_json

TENURE = (
    "start",
    "start_earliest",
    "start_latest",
    "end",
    "end_earliest",
    "end_latest",
)


class PartyRefSerializer(Shape):
    """A party, named."""

    slug = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=PartyKind.choices)


class NamedPartySerializer(Shape):
    """A party by slug and name only."""

    slug = serializers.CharField()
    name = serializers.CharField()


class CapacitySerializer(Shape):
    """An office in which somebody acts."""

    title = serializers.CharField()
    organisation = NamedPartySerializer()
    status = serializers.ChoiceField(choices=PositionStatus.choices)


class PartyNameSerializer(ModelShape):
    """A name in one language and script."""

    class Meta:
        model = PartyName
        fields = ["text", "lang", "script", "kind", "ambiguous"]
        read_only_fields = fields


class PositionSerializer(ModelShape):
    """An office that the person holds or held."""

    organisation = NamedPartySerializer()
    citations = CitationSerializer(many=True, read_only=True, source="cited")

    class Meta:
        model = Position
        fields = ["title", "organisation", "status", *TENURE, "citations"]
        read_only_fields = fields


class RelationSerializer(ModelShape):
    """A relation of this party to another."""

    party = NamedPartySerializer(source="target")

    class Meta:
        model = Relation
        fields = ["kind", "party", *TENURE]
        read_only_fields = fields


class InverseRelationSerializer(ModelShape):
    """A relation of another party to this one."""

    party = NamedPartySerializer(source="source")

    class Meta:
        model = Relation
        fields = ["kind", "party", *TENURE]
        read_only_fields = fields


class AlignmentSerializer(ModelShape):
    """A side on which the party stands, from a date to a date."""

    citations = CitationSerializer(many=True, read_only=True, source="cited")

    class Meta:
        model = Alignment
        fields = ["side", "basis", *TENURE, "citations"]
        read_only_fields = fields


class IdentifierSerializer(Shape):
    """The party's identifier in another register."""

    scheme = serializers.CharField()
    value = serializers.CharField()


class PartySerializer(ModelShape):
    """A person or an organisation."""

    type = ConstantField("party")
    url = AddressField("party")
    html_url = PageField("party")
    names = PartyNameSerializer(many=True, read_only=True)
    positions = PositionSerializer(
        many=True, read_only=True, help_text="Offices of a person, newest first."
    )
    relations = RelationSerializer(many=True, read_only=True)
    related_from = InverseRelationSerializer(
        many=True,
        read_only=True,
        source="relations_to",
        help_text="Relations of other parties to this one.",
    )
    alignments = AlignmentSerializer(many=True, read_only=True)
    identifiers = IdentifierSerializer(many=True, read_only=True, source="known_as")
    citations = CitationSerializer(many=True, read_only=True, source="cited")

    class Meta:
        model = Party
        fields = [
            *RECORD_FIELDS,
            *("kind", "name", "names", "summary", "country"),
            *("verified", "verification_note"),
            *("began", "began_earliest", "began_latest"),
            *("ended", "ended_earliest", "ended_latest"),
            *("positions", "relations", "related_from", "alignments"),
            *("identifiers", "citations"),
        ]
        read_only_fields = fields


def party_records(user: Any, day: date | None = None) -> Any:
    """The parties this user may see with all that PartySerializer shows.

    day: only the offices, relations and sides that held on it; None for all.
    """
    held = on_day(day) if day else {}
    of_office = PartyCitation.objects.filter(position=OuterRef("pk"))
    of_side = PartyCitation.objects.filter(alignment=OuterRef("pk"))
    positions = Position.objects.visible_to(user).filter(**held)
    positions = positions.select_related("organisation")
    alignments = Alignment.objects.filter(**held).annotate(
        cited=citations_as_json(of_side)
    )
    relations = Relation.objects.visible_to(user).filter(**held)
    identifiers = PartyIdentifier.objects.filter(party=OuterRef("pk"))
    citations = PartyCitation.objects.filter(
        party=OuterRef("pk"), position=None, alignment=None
    )
    return (
        Party.objects.visible_to(user)
        .annotate(
            known_as=rows_as_json(
                identifiers.order_by("scheme", "value"), scheme="scheme", value="value"
            ),
            cited=citations_as_json(citations),
        )
        .prefetch_related(
            "names",
            Prefetch("alignments", queryset=alignments),
            Prefetch(
                "positions",
                queryset=positions.annotate(cited=citations_as_json(of_office)),
            ),
            Prefetch("relations", queryset=relations.select_related("target")),
            Prefetch("relations_to", queryset=relations.select_related("source")),
        )
    )


class PartyResource(ReadOnlyResource):
    """Parties: people and organisations, with names in all scripts and offices."""

    record_type = "party"
    renamed = True
    serializer_class: Any = PartySerializer
    filterset_class = PartyFilterSet
    keyset_orders = PARTY_ORDERS
    queryset = Party.objects.none()

    def records(self, user: Any) -> Any:
        """Parties with all their parts."""
        return party_records(user)

    def visible(self, user: Any) -> Any:
        """Parties alone."""
        return Party.objects.visible_to(user)


__all__ = [
    "CapacitySerializer",
    "NamedPartySerializer",
    "PartyRefSerializer",
    "PartyResource",
    "PartySerializer",
    "party_records",
]
