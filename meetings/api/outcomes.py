"""Statements in the API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import OuterRef

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
from sources.api import CitationSerializer, citations_as_json


class StatementSerializer(ModelShape):
    """What somebody said, in our own words."""

    type = ConstantField("statement")
    url = AddressField("statement")
    html_url = PageField("statement")
    speaker = PartyRefField("speaker_id", "Null: a body spoke as such.")
    capacity = CapacityField(read_only=True, help_text="The office held on the date.")
    on_behalf_of = NamedPartyField("on_behalf_of_id", "For whom it was said.")
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
            *("on_behalf_of", "kind", "stance", "gist", "original_text"),
            *("original_lang", "meeting", "agreement"),
            *("verified", "verification_note"),
            *("contentions", "citations"),
        ]
        read_only_fields = fields


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


class StatementResource(ReadOnlyResource):
    """Statements: what was said about meetings and agreements."""

    record_type = "statement"
    renamed = True
    serializer_class = StatementSerializer
    filterset_class = StatementFilterSet
    keyset_orders = DATE_ORDERS
    queryset = Statement.objects.none()

    def records(self, user: Any) -> Any:
        """Statements with all their parts."""
        return statement_records(user)

    def visible(self, user: Any) -> Any:
        """Statements alone."""
        return Statement.objects.visible_to(user)

    def context_of(self, records: Sequence[Any]) -> dict[str, Any]:
        """The parties that the statements name."""
        return {"book": PartyBook(party_ids(records), self.request.user)}
