"""Processes and topics in the API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import OuterRef, Prefetch
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
    rows_as_json,
)
from meetings.analysis.chain import chains, parties_of, process_tree
from meetings.analysis.processes import process_counts
from meetings.analysis.topics import topic_counts, topic_tree
from meetings.api.chain import AgreementsField, ChainField, MeetingsField
from meetings.api.shared import ProcessRefSerializer, TopicRefSerializer, one_as_json
from meetings.filters.reference import (
    NAME_ORDERS,
    ProcessFilterSet,
    TopicFilterSet,
)
from meetings.models import (
    Process,
    ProcessCitation,
    ProcessSponsor,
    Topic,
)
from meetings.people import PartyBook
from parties.api import TENURE, PartyRefSerializer
from parties.models import NameKind
from sources.api import CitationSerializer, citations_as_json


class NameSerializer(Shape):
    """A name in one language."""

    text = serializers.CharField()
    lang = serializers.CharField(help_text="BCP 47.")
    kind = serializers.ChoiceField(choices=NameKind.choices)


class ProcessCountsSerializer(Shape):
    """How much is on record of the process and of all below it."""

    meetings = serializers.IntegerField(help_text="All that the filter process finds.")
    held = serializers.IntegerField(help_text="Of these, held at least partly.")
    agreements = serializers.IntegerField(
        help_text="All that the filter process finds."
    )


class ChildProcessSerializer(Shape):
    """A process below another, named."""

    slug = serializers.CharField()
    name = serializers.CharField()
    url = AddressField("process")


class TopicCountsSerializer(Shape):
    """How much is on record of the topic and of all below it."""

    meetings = serializers.IntegerField()
    statements = serializers.IntegerField()
    agreements = serializers.IntegerField()


class CountsField(serializers.Field[Any, Any, Any, Any]):
    """The counts of the record, from those of the answer."""

    names: ClassVar[tuple[str, ...]]

    def __init__(self) -> None:
        super().__init__(source="*", read_only=True)

    def to_representation(self, record: Any) -> dict[str, Any]:
        """Answer the counts of what the asker may see."""
        counts = self.context["counts"][record.pk]
        return {name: getattr(counts, name) for name in self.names}


@extend_schema_field(ProcessCountsSerializer)
class ProcessCountsField(CountsField):
    """The counts of a process."""

    names = ("meetings", "held", "agreements")


@extend_schema_field(TopicCountsSerializer)
class TopicCountsField(CountsField):
    """The counts of a topic."""

    names = ("meetings", "statements", "agreements")


class ProcessSerializer(ModelShape):
    """A negotiation or format that holds meetings together."""

    type = ConstantField("process")
    url = AddressField("process")
    html_url = PageField("process")
    names = NameSerializer(many=True, read_only=True)
    parent = ProcessRefSerializer(
        read_only=True, allow_null=True, source="wider", help_text="The wider process."
    )
    children = ChildProcessSerializer(
        many=True, read_only=True, source="right_below", help_text="Directly below it."
    )
    sponsors = PartyRefSerializer(many=True, read_only=True, source="sponsored_by")
    citations = CitationSerializer(many=True, read_only=True, source="cited")

    class Meta:
        model = Process
        fields = [
            *RECORD_FIELDS,
            *("name", "names", "kind", "parent", "children", *TENURE, "sponsors"),
            *("summary", "verified", "verification_note", "citations"),
        ]
        read_only_fields = fields


class CountedProcessSerializer(ProcessSerializer):
    """A process, with counts."""

    counts = ProcessCountsField()

    class Meta(ProcessSerializer.Meta):
        fields = [*ProcessSerializer.Meta.fields, "counts"]
        read_only_fields = fields


class WholeProcessSerializer(CountedProcessSerializer):
    """A process with, on request, its meetings, agreements and chain."""

    meetings = MeetingsField()
    agreements = AgreementsField()
    chain = ChainField()

    class Meta(CountedProcessSerializer.Meta):
        fields = [
            *CountedProcessSerializer.Meta.fields,
            *("meetings", "agreements", "chain"),
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
    counts = TopicCountsField()

    class Meta:
        model = Topic
        fields = [*RECORD_FIELDS, "name", "names", "parent", "description", "counts"]
        read_only_fields = fields


def process_records(user: Any) -> Any:
    """The processes this user may see with all that ProcessSerializer shows."""
    wider = Process.objects.visible_to(user).filter(pk=OuterRef("parent_id"))
    own = {"process": OuterRef("pk")}
    sponsors = ProcessSponsor.objects.visible_to(user).filter(**own)
    children = Process.objects.visible_to(user).filter(parent=OuterRef("pk"))
    return (
        Process.objects.visible_to(user)
        .annotate(
            wider=one_as_json(wider, slug="slug", name="name"),
            right_below=rows_as_json(
                children.order_by("name", "pk"), slug="slug", name="name"
            ),
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


class ProcessResource(ReadOnlyResource):
    """Processes: peace tracks and formats."""

    record_type = "process"
    renamed = True
    serializer_class = WholeProcessSerializer
    filterset_class = ProcessFilterSet
    keyset_orders = NAME_ORDERS
    includes = {
        "children": lambda: CountedProcessSerializer(many=True, read_only=True),
        "meetings": lambda: MeetingsField(asked=True),
        "agreements": lambda: AgreementsField(asked=True),
        "chain": lambda: ChainField(asked=True),
    }
    queryset = Process.objects.none()

    def records(self, user: Any) -> Any:
        """Processes with all their parts."""
        rows = process_records(user)
        if "children" in self.included():
            below = process_records(user).order_by("name", "pk")
            rows = rows.prefetch_related(Prefetch("children", queryset=below))
        return rows

    def context_of(self, records: Sequence[Any]) -> dict[str, Any]:
        """Counts of all processes and, if asked for, the chains of these."""
        user, tree = self.request.user, process_tree()
        found: dict[str, Any] = {"counts": process_counts(tree, user), "tree": tree}
        if {"meetings", "agreements", "chain"}.isdisjoint(self.included()):
            return found
        found["chains"] = chains([record.pk for record in records], user)
        if "chain" in self.included():
            steps = [step for chain in found["chains"].values() for step in chain]
            found["book"] = PartyBook(parties_of(steps), user)
            found["processes"] = Process.objects.visible_to(user).in_bulk()
        return found

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

    def context_of(self, records: Sequence[Any]) -> dict[str, Any]:
        """Counts of all topics."""
        return {"counts": topic_counts(topic_tree(), self.request.user)}
