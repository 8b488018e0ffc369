"""The filters of the meetings of two parties, on their page and in the API."""

from __future__ import annotations

from common.filters import StrictFilterSet
from meetings.models import Meeting


class PairFilterSet(StrictFilterSet):
    """Which meetings of the two count."""

    pass_through = frozenset()
    span_field = "span"
    span_match = False

    class Meta:
        model = Meeting
        fields: list[str] = []
