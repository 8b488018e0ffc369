"""Statements in the API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

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
)
from meetings.api.people import (
    CapacityField,
    NamedPartyField,
    PartyRefField,
    party_ids,
)
from meetings.api.shared import (
    AgreementRefSerializer,
    ContentionSerializer,
    MeetingRefSerializer,
    contentions_as_json,
    one_as_json,
)
from meetings.filters import StatementFilterSet
from meetings.models import (
    Agreement,
    Meeting,
    Statement,
    StatementCitation,
)
from meetings.people import PartyBook
from meetings.selection import DATE_ORDERS
from parties.models import Side
from sources.api import CitationSerializer, citations_as_json


class StatementSerializer(ModelShape):
    """What somebody said, in our own words."""

    type = ConstantField("statement")
    url = AddressField("statement")
    html_url = PageField("statement")
    speaker = PartyRefField("speaker_id", "Null: a body spoke as such.")
    capacity = CapacityField(read_only=True, help_text="The office held on the date.")
    on_behalf_of = NamedPartyField("on_behalf_of_id", "For whom it was said.")
    side = serializers.SerializerMethodField()
    meeting = MeetingRefSerializer(
        read_only=True, source="about_meeting", help_text="The meeting it is about."
    )
    agreement = AgreementRefSerializer(
        read_only=True, source="about_agreement", help_text="The agreement it is about."
    )
    contentions = ContentionSerializer(many=True, read_only=True, source="contended")
    citations = CitationSerializer(many=True, read_only=True, source="cited")

    class Meta:
        model = Statement
        fields = [
            *RECORD_FIELDS,
            *("date", "date_earliest", "date_latest", "speaker", "capacity"),
            *("on_behalf_of", "side", "kind", "stance", "gist", "original_text"),
            *("original_lang", "meeting", "agreement"),
            *("verified", "verification_note"),
            *("contentions", "citations"),
        ]
        read_only_fields = fields

    @extend_schema_field(serializers.ChoiceField(choices=Side.choices, allow_null=True))
    def get_side(self, statement: Statement) -> str | None:
        """The side of the speaker on the date, else of the party spoken for."""
        book: PartyBook = self.context["book"]
        return book.side_of_statement(statement) or None


def statement_records(user: Any) -> Any:
    """The statements this user may see with all that StatementSerializer shows."""
    meetings = Meeting.objects.visible_to(user).filter(pk=OuterRef("meeting_id"))
    agreements = Agreement.objects.visible_to(user).filter(pk=OuterRef("agreement_id"))
    citations = StatementCitation.objects.filter(statement=OuterRef("pk"))
    return (
        Statement.objects.visible_to(user)
        .select_related("capacity")
        .annotate(
            about_meeting=one_as_json(meetings, slug="slug", title="title"),
            about_agreement=one_as_json(agreements, slug="slug", title="title"),
            contended=contentions_as_json("statement"),
            cited=citations_as_json(citations),
        )
    )


def _meetings() -> Any:
    from meetings.api import meetings  # which nests statements

    return meetings


def _agreements() -> Any:
    from meetings.api import agreements  # which nests statements

    return agreements


class StatementResource(ReadOnlyResource):
    """Statements: what was said about meetings and agreements."""

    record_type = "statement"
    renamed = True
    serializer_class = StatementSerializer
    filterset_class = StatementFilterSet
    keyset_orders = DATE_ORDERS
    includes = {
        "meeting": lambda: _meetings().MeetingSerializer(read_only=True),
        "agreement": lambda: _agreements().AgreementSerializer(read_only=True),
    }
    queryset = Statement.objects.none()

    def records(self, user: Any) -> Any:
        """Statements with all their parts, and with the records included on request."""
        rows = statement_records(user)
        loaders = {
            "meeting": lambda: _meetings().meeting_records(user),
            "agreement": lambda: _agreements().agreement_records(user),
        }
        for name in self.included():
            rows = rows.prefetch_related(Prefetch(name, queryset=loaders[name]()))
        return rows

    def visible(self, user: Any) -> Any:
        """Statements alone."""
        return Statement.objects.visible_to(user)

    def context_of(self, records: Sequence[Any]) -> dict[str, Any]:
        """The parties that the statements and their included records name."""
        rows: list[Any] = list(records)
        days: dict[int, Any] = {}
        for name in self.included():
            nested = [row for row in (getattr(one, name) for one in records) if row]
            parts = "signatures" if name == "agreement" else "participations"
            rows += [part for row in nested for part in getattr(row, parts).all()]
            days |= {row.pk: row.sort_date for row in nested if name == "meeting"}
        book = PartyBook(party_ids(rows), self.request.user)
        return {"book": book, "days": days}
