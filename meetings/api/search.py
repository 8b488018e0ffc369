"""Search over all kinds of records in the API."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from common.api import Cacheable
from common.api_schema import ErrorBodySerializer
from common.filters import (
    ChoiceMultipleFilter,
    IntegerFilter,
    StrictFilterSet,
    TextFilter,
)
from common.records import Shape, api_address, page_address
from meetings.models import Meeting
from meetings.search import KINDS as TYPES
from meetings.search import Results, search

PER_TYPE, MOST_PER_TYPE = 20, 100


class SearchFilterSet(StrictFilterSet):
    """What to search for."""

    pass_through = frozenset()

    q = TextFilter(
        required=True,
        label=_("Words or name"),
        help_text=_("Words, or a name in any spelling or script. Required."),
        method="unfiltered",
    )
    type = ChoiceMultipleFilter(
        choices=[(name, name) for name in TYPES],
        label=_("Type"),
        help_text=_("Types of record to find; repeat for any of several."),
        method="unfiltered",
    )
    limit = IntegerFilter(
        min_value=1,
        max_value=MOST_PER_TYPE,
        label=_("Limit"),
        help_text=_("Most records of each type, 1 to 100; 20 unless told."),
        method="unfiltered",
    )

    class Meta:
        model = Meeting
        fields: list[str] = []

    def unfiltered(self, queryset: Any, name: str, value: Any) -> Any:
        """Leave the queryset alone: the view reads the parameters."""
        return queryset


class FoundSerializer(Shape):
    """One record that was found."""

    type = serializers.ChoiceField(choices=[(name, name) for name in TYPES])
    slug = serializers.CharField()
    url = serializers.URLField()
    html_url = serializers.URLField(allow_null=True)
    version = serializers.IntegerField()
    state = serializers.CharField()
    title = serializers.CharField(help_text="Its name, title or gist.")
    date = serializers.CharField(
        allow_null=True, help_text="EDTF; null for what has a name instead."
    )
    score = serializers.FloatField(
        allow_null=True, help_text="How well a name fits, 0 to 1; null: found by words."
    )
    matched_name = serializers.CharField(
        allow_null=True, help_text="The name that fits, if not the display name."
    )


class SearchAnswerSerializer(Shape):
    """What was found: grouped by type, best first within a type.

    At most `limit` records of each type are given; `counts` says how many there are.
    """

    next = serializers.URLField(allow_null=True, help_text="Always null: no pages.")
    previous = serializers.URLField(allow_null=True, help_text="Always null.")
    counts = serializers.DictField(
        child=serializers.IntegerField(),
        help_text="How many records of each type asked for were found.",
    )
    results = FoundSerializer(many=True)


class SearchView(Cacheable, APIView):
    """Search records by words, or by a name in any spelling."""

    http_method_names = ["get", "head", "options"]

    @extend_schema(
        operation_id="search",
        summary="Search: words, or a name in any spelling, over all types",
        auth=[],
        parameters=[
            OpenApiParameter("q", str, required=True, description="Words or a name."),
            OpenApiParameter(
                "type", str, many=True, enum=list(TYPES), description="Types to find."
            ),
            OpenApiParameter("limit", int, description="Most of each type, 20."),
        ],
        responses={200: SearchAnswerSerializer, 400: ErrorBodySerializer},
    )
    def get(self, request: Request) -> Response:
        """Find records by words, or by name: parties, places, processes and topics."""
        asked = SearchFilterSet(
            request.query_params, Meeting.objects.none(), request=request
        )
        if not asked.is_valid():
            raise ValidationError(
                {name: list(found) for name, found in asked.errors.items()}
            )
        values = asked.form.cleaned_data
        limit, types = values["limit"] or PER_TYPE, values["type"] or TYPES
        found = search(values["q"], request.user, limit, types)
        root = request.build_absolute_uri("/")[:-1]
        return Response(
            {
                "next": None,
                "previous": None,
                "counts": found.counts,
                "results": list(_rows(found, root)),
            }
        )


def _rows(found: Results, root: str) -> Iterator[dict[str, Any]]:
    named: tuple[tuple[str, list[Any]], ...] = (
        ("party", found.parties),
        ("place", found.places),
        ("process", found.processes),
        ("topic", found.topics),
    )
    for record_type, pairs in named:
        for record, match in pairs:
            name = None if match.is_display_name else match.text
            yield _row(record_type, record, record.name, root) | {
                "score": round(match.score, 3),
                "matched_name": name,
            }
    for meeting in found.meetings:
        yield _row("meeting", meeting, meeting.title, root)
    for statement in found.statements:
        yield _row("statement", statement, statement.gist, root)
    for agreement in found.agreements:
        yield _row("agreement", agreement, agreement.title, root)


def _row(record_type: str, record: Any, title: str, root: str) -> dict[str, Any]:
    return {
        "type": record_type,
        "slug": record.slug,
        "url": api_address(root, record_type, record.slug),
        "html_url": page_address(root, record_type, record.slug),
        "version": record.version,
        "state": getattr(record, "state", "published"),
        "title": title,
        "date": getattr(record, "date", None),
        "score": None,
        "matched_name": None,
    }
