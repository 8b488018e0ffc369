"""What the resources of the room share: references and contested facts."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from rest_framework import serializers

from common.records import AddressField, Shape, rows_as_json
from meetings.models import (
    ContendedValue,
    ContendedValueCitation,
    Contention,
)
from parties.models import Party
from sources.api import CitationSerializer, citations_as_json

# How a link reads from its source and, the other way, from its target.
LINK_READINGS = {
    "follows": ("follows", "followed_by"),
    "prepares": ("prepares", "prepared_by"),
    "part_of": ("part_of", "includes"),
    "confirms": ("confirms", "confirmed_by"),
}
READINGS = sorted(word for pair in LINK_READINGS.values() for word in pair)


class MeetingRefSerializer(Shape):
    """A meeting, named."""

    slug = serializers.CharField()
    title = serializers.CharField()
    url = AddressField("meeting")


class MeetingLinkSerializer(Shape):
    """How this meeting stands to another."""

    relation = serializers.ChoiceField(choices=READINGS)
    meeting = MeetingRefSerializer()


class AgreementRefSerializer(Shape):
    """An agreement, named."""

    slug = serializers.CharField()
    title = serializers.CharField()
    url = AddressField("agreement")


class StatementRefSerializer(Shape):
    """A statement, by its slug."""

    slug = serializers.CharField()
    url = AddressField("statement")


class ProcessRefSerializer(Shape):
    """A process, named."""

    slug = serializers.CharField()
    name = serializers.CharField()


class TopicRefSerializer(Shape):
    """A topic, named."""

    slug = serializers.CharField()
    name = serializers.CharField()


class ContendedValueSerializer(Shape):
    """One of the values that sources report."""

    text = serializers.CharField(help_text="The value as reported.")
    parsed = serializers.CharField(
        allow_null=True, help_text="The value in the field's own form, if it has one."
    )
    preferred = serializers.BooleanField(help_text="The value the record shows.")
    citations = CitationSerializer(
        many=True, help_text="Empty: the source of the value is not recorded."
    )


class ContentionSerializer(Shape):
    """A fact on which sources differ."""

    field = serializers.CharField()
    note = serializers.CharField(allow_null=True)
    values = ContendedValueSerializer(many=True)


def contentions_as_json(root: str) -> Any:
    """The subquery of a root's contested facts; root: "meeting" and so on."""
    cited = ContendedValueCitation.objects.filter(value=OuterRef("pk"))
    values = ContendedValue.objects.filter(contention=OuterRef("pk"))
    found = Contention.objects.filter(**{root: OuterRef("pk")})
    return rows_as_json(
        found.order_by("pk"),
        field="field",
        note="note",
        values=rows_as_json(
            values.order_by("position", "pk"),
            text="text",
            parsed="parsed",
            preferred="preferred",
            citations=citations_as_json(cited),
        ),
    )


def one_as_json(rows: QuerySet[Any], **shape: Any) -> Subquery:
    """The subquery of one record as a mapping, None where there is none to see."""
    return Subquery(rows.values(as_json=JSONObject(**shape))[:1])


def party_as_json(user: Any, path: str) -> Subquery:
    """The subquery of the party behind a foreign key, None if it may not be seen."""
    rows = Party.objects.visible_to(user).filter(pk=OuterRef(path))
    return one_as_json(rows, slug="slug", name="name", kind="kind")
