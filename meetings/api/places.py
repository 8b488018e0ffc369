"""Places in the API, with the meetings held there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common.api import ReadOnlyResource
from common.records import (
    RECORD_FIELDS,
    AddressField,
    ConstantField,
    ModelShape,
    PageField,
    Shape,
)
from meetings.analysis.places import (
    MEETING_COUNT,
    held_meetings,
    meetings_at,
    meetings_inside,
)
from meetings.api.reference import NameSerializer
from meetings.api.shared import MeetingRefSerializer
from meetings.filters.places import PLACE_ORDERS, PlaceFilterSet
from meetings.models import OccurrenceStatus, Place


class PlaceRefSerializer(Shape):
    """A place, named."""

    slug = serializers.CharField()
    name = serializers.CharField()


class PlaceCountsSerializer(Shape):
    """How much happened at the place."""

    meetings = serializers.IntegerField(
        help_text="Meetings held there or in what lies in it; in a list that is"
        " filtered by party, process or time, of those only."
    )


class MeetingThereSerializer(MeetingRefSerializer):
    """A meeting at the place or in what lies in it."""

    date = serializers.CharField(help_text="EDTF.")
    status = serializers.ChoiceField(choices=OccurrenceStatus.choices)


@extend_schema_field(MeetingThereSerializer(many=True))
class MeetingsThereField(serializers.Field[Any, Any, Any, Any]):
    """Every meeting at a place, whatever its status, newest first."""

    def __init__(self) -> None:
        super().__init__(source="*", read_only=True)

    def to_representation(self, place: Any) -> list[Any]:
        """Answer the meetings that were read for the whole page."""
        rows = self.context["meetings"][place.pk]
        return [MeetingThereSerializer(row, context=self.context).data for row in rows]


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
    counts = serializers.SerializerMethodField()

    class Meta:
        model = Place
        fields = [
            *RECORD_FIELDS,
            *("name", "names", "kind", "country", "parent", "lat", "lon"),
            *("coordinates_basis", "geonames_id", "counts"),
        ]
        read_only_fields = fields

    @extend_schema_field(PlaceCountsSerializer)
    def get_counts(self, place: Any) -> dict[str, int]:
        """The counts of what the asker may see."""
        return {"meetings": getattr(place, MEETING_COUNT)}


def place_records(user: Any) -> Any:
    """All places, which are public, with all that PlaceSerializer shows.

    Each has `meeting_count`: the meetings this user may see that were held there.
    """
    held = meetings_inside(held_meetings(user))
    return (
        Place.objects.select_related("parent")
        .prefetch_related("names")
        .annotate(**{MEETING_COUNT: held})
    )


class PlaceResource(ReadOnlyResource):
    """Places of meetings. Coordinates: GeoNames, CC BY 4.0."""

    record_type = "place"
    serializer_class = PlaceSerializer
    filterset_class = PlaceFilterSet
    keyset_orders = PLACE_ORDERS
    includes = {"meetings": MeetingsThereField}
    queryset = Place.objects.none()

    def records(self, user: Any) -> Any:
        """Places are public; the counts are of what the asker may see."""
        return place_records(user)

    def context_of(self, records: Sequence[Any]) -> dict[str, Any]:
        """The meetings at the places, where they are asked for."""
        if "meetings" not in self.included():
            return {}
        ids = [place.pk for place in records]
        return {"meetings": meetings_at(ids, self.request.user)}
