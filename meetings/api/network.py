"""The network in the API: who met whom, how often, and each one's place in it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import translation
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Cacheable, StrictFilterBackend
from common.api_schema import ErrorBodySerializer
from common.records import ConstantField, Shape
from meetings.analysis.network import Network, encounters, measure, network_of
from meetings.filters.network import NetworkDataFilterSet
from meetings.models import Meeting
from meetings.people import PartyBook
from parties.api import PartyRefSerializer
from parties.models import Side


class NetworkPartySerializer(Shape):
    """A party of the network with its measures."""

    party = PartyRefSerializer()
    side = serializers.ChoiceField(
        choices=Side.choices,
        allow_null=True,
        help_text="Today's, or that of `as_of`; null where none is recorded.",
    )
    meetings = serializers.IntegerField(help_text="Held meetings in one room.")
    partners = serializers.IntegerField(help_text="How many others it met.")
    strength = serializers.FloatField(help_text="The sum of its ties' weights.")
    betweenness = serializers.FloatField(
        help_text="Share of shortest paths between others that lead through it."
    )
    community = serializers.IntegerField(
        help_text="The same number: they meet each other more than others (Louvain)."
    )


class NetworkPairSerializer(Shape):
    """Two parties that met."""

    first = serializers.CharField(help_text="Slug.")
    second = serializers.CharField(help_text="Slug.")
    meetings = serializers.IntegerField(help_text="How often they met.")
    weight = serializers.FloatField(
        help_text="A meeting of n parties adds 1/(n-1) to each of its pairs."
    )


class NetworkSerializer(Shape):
    """Who met whom at the meetings of a query."""

    type = ConstantField("network")
    html_url = serializers.URLField()
    meetings = serializers.IntegerField(help_text="Meetings that count.")
    parties = NetworkPartySerializer(many=True, help_text="Most meetings first.")
    pairs = NetworkPairSerializer(many=True, help_text="Most meetings first.")


class NetworkView(Cacheable, GenericAPIView[Any]):
    """Who meets whom: every pair of a query, as the page of the network draws it."""

    http_method_names = ["get", "head", "options"]
    filter_backends = [StrictFilterBackend]
    filterset_class = NetworkDataFilterSet
    pagination_class = None
    queryset = Meeting.objects.none()

    @extend_schema(
        operation_id="network",
        filters=True,
        responses={200: NetworkSerializer, 400: ErrorBodySerializer},
    )
    def get(self, request: Request) -> Response:
        """Count who was in one room with whom; the filters are those of meetings."""
        asked = _asked(request)
        rooms = encounters(asked.qs, request.user, asked.options())
        network = network_of(rooms)
        measure(network)
        day = asked.form.cleaned_data["as_of"]
        book = PartyBook(network.nodes, request.user, day)
        root = request.build_absolute_uri("/")[:-1]
        answer = {
            "html_url": root + _page(request),
            "meetings": len(rooms),
            "parties": _parties(network, book),
            "pairs": _pairs(network, book),
        }
        return Response(NetworkSerializer(answer, context={"root": root}).data)


def _asked(request: Request) -> NetworkDataFilterSet:
    """Read the query; a ValidationError names what is refused."""
    asked = NetworkDataFilterSet(
        request.query_params,
        Meeting.objects.visible_to(request.user),
        request=request,
    )
    if not asked.is_valid():
        raise ValidationError(
            {name: list(found) for name, found in asked.errors.items()}
        )
    return asked


def _page(request: Request) -> str:
    with translation.override("en"):
        address = reverse("network")
    query = request.query_params.urlencode()
    return f"{address}?{query}" if query else address


def _parties(network: Network, book: PartyBook) -> list[dict[str, Any]]:
    ordered = sorted(
        network.nodes.values(), key=lambda node: (-node.meetings, node.party)
    )
    return [
        {
            "party": party,
            "side": book.latest_side(node.party) or None,
            "meetings": node.meetings,
            "partners": node.partners,
            "strength": round(node.strength, 4),
            "betweenness": round(node.betweenness, 6),
            "community": node.community,
        }
        for node in ordered
        if (party := book.party(node.party))
    ]


def _pairs(network: Network, book: PartyBook) -> list[dict[str, Any]]:
    return [
        {
            "first": first.slug,
            "second": second.slug,
            "meetings": len(edge.meetings),
            "weight": round(edge.weight, 4),
        }
        for edge in network.strongest()
        if (first := book.party(edge.first)) and (second := book.party(edge.second))
    ]
