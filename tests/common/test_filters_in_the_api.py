"""The same filters behind the API: 400 in the one shape, and described."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import path
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from rest_framework import generics, serializers
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory

from common.filters import (
    BboxFilter,
    BooleanFilter,
    ChoiceMultipleFilter,
    IntegerFilter,
    SlugFilter,
    SlugMultipleFilter,
    StrictFilterSet,
    TextFilter,
)
from common.keyset import SortKey
from common.pagination import KeysetPagination
from tests.common.tables import Event, MakeEvent, Town


class EventFilters(StrictFilterSet):
    span_field = "span"
    pass_through = frozenset({"cursor", "page_size"})

    q = TextFilter(field_name="title", help_text="Words of the title.")
    kind = ChoiceMultipleFilter(choices=[("talks", "Talks"), ("summit", "Summit")])
    town = SlugMultipleFilter(queryset=lambda request: Town.objects.all())
    only_town = SlugFilter("town", queryset=lambda request: Town.objects.all())
    verified = BooleanFilter()
    guests = IntegerFilter()
    bbox = BboxFilter(latitude="town__latitude", longitude="town__longitude")

    class Meta:
        model = Event
        fields: tuple[str, ...] = ()


class EventSerializer(serializers.ModelSerializer[Event]):
    class Meta:
        model = Event
        fields = ("title",)


class Events(generics.ListAPIView[Event]):
    """Events."""

    queryset = Event.objects.all()
    serializer_class = EventSerializer
    pagination_class = KeysetPagination
    filter_backends = (DjangoFilterBackend,)
    filterset_class = EventFilters
    keyset_orders = {"title": (SortKey("title"), SortKey("id"))}


urlpatterns = [path("events/", Events.as_view())]


def get(query: str) -> Response:
    response = Events.as_view()(APIRequestFactory().get(f"/events/?{query}"))
    assert isinstance(response, Response)
    return response


@pytest.mark.usefixtures("tables")
@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("colour=red", "colour"),
        ("q=", "q"),
        ("from=2020-13", "from"),
        ("from=2021&to=2020", "from"),
        ("town=nowhere", "town"),
        ("only_town=nowhere", "only_town"),
        ("guests=" + "9" * 400, "guests"),
        ("bbox=3,0,1,1", "bbox"),
    ],
)
def test_a_refused_parameter_is_400_and_named(query: str, field: str) -> None:
    response = get(query)
    assert response.status_code == 400
    (error,) = response.data["errors"]
    assert error["field"] == field
    assert error["message"].startswith(f"{field}: ")


def test_an_accepted_query_is_answered(make_event: MakeEvent) -> None:
    make_event("one", "2020-02-19", kind="summit")
    make_event("two", "2021-02-19", kind="summit")
    found = get("kind=summit&from=2020&to=2020&page_size=10").data["results"]
    assert [row["title"] for row in found] == ["one"]


def parameters() -> dict[str, dict[str, Any]]:
    GENERATOR_STATS.reset()
    generator: Any = SchemaGenerator
    schema = generator(patterns=urlpatterns).get_schema(request=None, public=True)
    assert not GENERATOR_STATS
    return {
        parameter["name"]: parameter
        for parameter in schema["paths"]["/events/"]["get"]["parameters"]
    }


def test_every_parameter_is_described_without_a_warning() -> None:
    described = parameters()
    assert set(described) == {
        *("q", "kind", "town", "only_town", "verified", "guests", "bbox"),
        *("from", "to", "date_match", "cursor", "page_size"),
    }
    assert described["town"]["schema"]["type"] == "array"
    assert described["kind"]["schema"]["items"]["enum"] == ["summit", "talks"]
    assert described["verified"]["schema"] == {"type": "boolean"}
    assert described["guests"]["schema"]["type"] == "integer"
    assert described["page_size"]["schema"]["maximum"] == 500
    assert described["date_match"]["schema"]["enum"] == ["overlaps", "within"]
    assert "2020-02-19" in described["from"]["description"]
    assert described["q"]["description"] == "Words of the title."
