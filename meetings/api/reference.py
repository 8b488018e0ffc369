"""Places, processes and topics in the API."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef
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
from meetings.api.shared import ProcessRefSerializer, TopicRefSerializer, one_as_json
from meetings.filters.reference import (
    NAME_ORDERS,
    PlaceFilterSet,
    ProcessFilterSet,
    TopicFilterSet,
)
from meetings.models import (
    Place,
    Process,
    ProcessCitation,
    ProcessSponsor,
    Topic,
)
from parties.api import TENURE, PartyRefSerializer
from parties.models import NameKind
from sources.api import CitationSerializer, citations_as_json


class NameSerializer(Shape):
    """A name in one language."""

    text = serializers.CharField()
    lang = serializers.CharField(help_text="BCP 47.")
    kind = serializers.ChoiceField(choices=NameKind.choices)


class PlaceRefSerializer(Shape):
    """A place, named."""

    slug = serializers.CharField()
    name = serializers.CharField()


class PlaceSerializer(ModelShape):
    """A country, region, city or building."""

    type = ConstantField("place")
    url = AddressField("place")
    html_url = PageField("place")
    state = ConstantField("published")
    names = NameSerializer(many=True, read_only=True)
    parent = PlaceRefSerializer(
        read_only=True, allow_null=True, help_text="What it lies in."
    )

    class Meta:
        model = Place
        fields = [
            *RECORD_FIELDS,
            *("name", "names", "kind", "country", "parent", "lat", "lon"),
            *("coordinates_basis", "geonames_id"),
        ]
        read_only_fields = fields


class ProcessSerializer(ModelShape):
    """A negotiation or format that holds meetings together."""

    type = ConstantField("process")
    url = AddressField("process")
    html_url = PageField("process")
    names = NameSerializer(many=True, read_only=True)
    parent = ProcessRefSerializer(
        read_only=True, allow_null=True, source="wider", help_text="The wider process."
    )
    sponsors = PartyRefSerializer(many=True, read_only=True, source="sponsored_by")
    citations = CitationSerializer(many=True, read_only=True, source="cited")

    class Meta:
        model = Process
        fields = [
            *RECORD_FIELDS,
            *("name", "names", "kind", "parent", *TENURE, "sponsors", "summary"),
            *("verified", "verification_note", "citations"),
        ]
        read_only_fields = fields


class TopicSerializer(ModelShape):
    """What meetings are about, in two levels."""

    type = ConstantField("topic")
    url = AddressField("topic")
    html_url = PageField("topic")
    state = ConstantField("published")
    names = NameSerializer(many=True, read_only=True)
    parent = TopicRefSerializer(
        read_only=True, allow_null=True, help_text="The upper topic."
    )

    class Meta:
        model = Topic
        fields = [*RECORD_FIELDS, "name", "names", "parent", "description"]
        read_only_fields = fields


def process_records(user: Any) -> Any:
    """The processes this user may see with all that ProcessSerializer shows."""
    wider = Process.objects.visible_to(user).filter(pk=OuterRef("parent_id"))
    own = {"process": OuterRef("pk")}
    sponsors = ProcessSponsor.objects.visible_to(user).filter(**own)
    return (
        Process.objects.visible_to(user)
        .annotate(
            wider=one_as_json(wider, slug="slug", name="name"),
            sponsored_by=rows_as_json(
                sponsors.order_by("position", "pk"),
                slug="party__slug",
                name="party__name",
                kind="party__kind",
            ),
            cited=citations_as_json(ProcessCitation.objects.filter(**own)),
        )
        .prefetch_related("names")
    )


def topic_records(user: Any) -> Any:
    """All topics, which are public, with all that TopicSerializer shows."""
    return Topic.objects.select_related("parent").prefetch_related("names")


class PlaceResource(ReadOnlyResource):
    """Places of meetings. Coordinates: GeoNames, CC BY 4.0."""

    record_type = "place"
    serializer_class = PlaceSerializer
    filterset_class = PlaceFilterSet
    keyset_orders = NAME_ORDERS
    queryset = Place.objects.none()

    def records(self, user: Any) -> Any:
        """Places are public."""
        return Place.objects.select_related("parent").prefetch_related("names")


class ProcessResource(ReadOnlyResource):
    """Processes: peace tracks and formats."""

    record_type = "process"
    renamed = True
    serializer_class = ProcessSerializer
    filterset_class = ProcessFilterSet
    keyset_orders = NAME_ORDERS
    queryset = Process.objects.none()

    def records(self, user: Any) -> Any:
        """Processes with all their parts."""
        return process_records(user)

    def visible(self, user: Any) -> Any:
        """Processes alone."""
        return Process.objects.visible_to(user)


class TopicResource(ReadOnlyResource):
    """Topics of meetings."""

    record_type = "topic"
    serializer_class = TopicSerializer
    filterset_class = TopicFilterSet
    keyset_orders = NAME_ORDERS
    queryset = Topic.objects.none()

    def records(self, user: Any) -> Any:
        """Topics are public."""
        return topic_records(user)
