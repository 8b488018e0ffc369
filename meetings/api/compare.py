"""Two parties, or two periods of one, compared in the API."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Cacheable, StrictFilterBackend
from common.api_schema import ErrorBodySerializer
from common.records import ConstantField, Shape
from meetings.analysis.compare import Compared, Comparison, compared
from meetings.filters.compare import CompareFilterSet
from meetings.models import Meeting
from meetings.people import PartyBook
from parties.api import PartyRefSerializer


class NumbersSerializer(Shape):
    """What a party did in a period."""

    meetings = serializers.IntegerField(
        help_text="Held meetings it attended, also through others."
    )
    direct = serializers.IntegerField(help_text="Those that it attended itself.")
    counterparts = serializers.IntegerField(help_text="Parties that it met.")
    places = serializers.IntegerField(help_text="Where it met them.")
    agreements = serializers.IntegerField(help_text="On which it acted in any way.")
    statements = serializers.IntegerField(
        help_text="By it or on its behalf; a body's also through those in its offices."
    )


class ComparedSerializer(Shape):
    """One of the two."""

    party = PartyRefSerializer()
    period = serializers.CharField(
        allow_null=True, help_text="As asked, both ends; null for all time."
    )
    numbers = NumbersSerializer()


class MetSerializer(Shape):
    """A party met, and how often by each; null by whom it was not met."""

    party = PartyRefSerializer()
    a = serializers.IntegerField(allow_null=True)
    b = serializers.IntegerField(allow_null=True)


class CompareSerializer(Shape):
    """Two parties, or two periods of one, side by side."""

    type = ConstantField("comparison")
    html_url = serializers.URLField()
    a = ComparedSerializer()
    b = ComparedSerializer()
    together = serializers.IntegerField(
        allow_null=True,
        help_text="How often they met; null for one party, and for unlike periods.",
    )
    met_by_both = MetSerializer(many=True)
    met_by_a_only = MetSerializer(many=True)
    met_by_b_only = MetSerializer(many=True)


class CompareView(Cacheable, GenericAPIView[Any]):
    """Two parties, or two periods of one: their numbers, and whom both met."""

    http_method_names = ["get", "head", "options"]
    filter_backends = [StrictFilterBackend]
    filterset_class = CompareFilterSet
    pagination_class = None
    queryset = Meeting.objects.none()

    @extend_schema(
        operation_id="compare",
        filters=True,
        responses={200: CompareSerializer, 400: ErrorBodySerializer},
    )
    def get(self, request: Request) -> Response:
        """Compare two parties, or one in two periods."""
        subjects = _asked(request).subjects()
        found = Comparison(*(compared(*one, request.user) for one in subjects))
        shown = {*found.first.met, *found.second.met}
        book = PartyBook(shown, request.user)
        root = request.build_absolute_uri("/")[:-1]
        answer = {
            "html_url": f"{root}{_page()}?{request.query_params.urlencode()}",
            "a": _half(found.first),
            "b": _half(found.second),
            "together": found.together,
            "met_by_both": _met(found, found.shared, book),
            "met_by_a_only": _met(found, found.only_first, book),
            "met_by_b_only": _met(found, found.only_second, book),
        }
        return Response(CompareSerializer(answer, context={"root": root}).data)


def _asked(request: Request) -> CompareFilterSet:
    """Read the query; a ValidationError names what is refused or lacking."""
    meetings = Meeting.objects.visible_to(request.user)
    asked = CompareFilterSet(request.query_params, meetings, request=request)
    errors = {name: list(found) for name, found in asked.errors.items()}
    if not errors:
        errors = {name: [f"{name}: {words}"] for name, words in asked.lacking().items()}
    given = asked.form.cleaned_data if not errors else {}
    if not errors and not given["a"]:
        errors = {"a": ["a: " + _("give the first party")]}
    elif not errors and not (given["b"] or given["period_b"]):
        errors = {"b": ["b: " + _("give a second party, or period_a and period_b")]}
    if errors:
        raise ValidationError(errors)
    return asked


def _page() -> str:
    with translation.override("en"):
        return reverse("compare")


def _half(half: Compared) -> dict[str, Any]:
    ends = (half.period.start, half.period.end)
    return {
        "party": half.party,
        "period": "/".join(ends) if all(ends) else None,
        "numbers": asdict(half.numbers),
    }


def _met(
    found: Comparison, parties: list[int], book: PartyBook
) -> list[dict[str, Any]]:
    def times(half: Compared, party: int) -> int | None:
        return half.met[party].meetings if party in half.met else None

    return [
        {"party": party, "a": times(found.first, pk), "b": times(found.second, pk)}
        for pk in parties
        if (party := book.party(pk))
    ]
