"""Agreements and commitments in the API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import OuterRef, Prefetch
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
from meetings.api.outcomes import StatementSerializer, statement_records
from meetings.api.people import (
    SignatureSerializer,
    party_ids,
)
from meetings.api.reference import ProcessSerializer, process_records
from meetings.api.shared import (
    AgreementRefSerializer,
    ContentionSerializer,
    MeetingRefSerializer,
    ProcessRefSerializer,
    StatementRefSerializer,
    contentions_as_json,
    one_as_json,
    party_as_json,
)
from meetings.filters import AgreementFilterSet
from meetings.filters.reference import COMMITMENT_ORDERS, CommitmentFilterSet
from meetings.models import (
    Agreement,
    AgreementCitation,
    AgreementDate,
    Commitment,
    CommitmentStatus,
    Meeting,
    Process,
    Signature,
    Statement,
)
from meetings.models.agreement import AgreementDateKind, Implementation
from meetings.people import PartyBook
from meetings.selection import DATE_ORDERS
from parties.api import PartyRefSerializer
from sources.api import CitationSerializer, citations_as_json

DATES = ("date", "date_earliest", "date_latest", "date_basis")


class AgreementDateSerializer(Shape):
    """A further date of an agreement."""

    kind = serializers.ChoiceField(choices=AgreementDateKind.choices)
    date = serializers.CharField(help_text="EDTF.")
    date_earliest = serializers.DateField(allow_null=True)
    date_latest = serializers.DateField(allow_null=True)


class CommitmentStatusSerializer(Shape):
    """How far a commitment was kept on a date."""

    as_of = serializers.CharField(help_text="EDTF.")
    status = serializers.ChoiceField(choices=Implementation.choices)
    note = serializers.CharField(allow_null=True)


class AgreementCommitmentSerializer(Shape):
    """One promise of the agreement."""

    id = serializers.IntegerField()
    url = AddressField("commitment", slug="id")
    position = serializers.IntegerField(help_text="Order in the text, from 0.")
    text = serializers.CharField()
    obligor = PartyRefSerializer(
        allow_null=True, help_text="Who must keep it, when one party must."
    )
    due = serializers.CharField(allow_null=True, help_text="EDTF.")
    due_earliest = serializers.DateField(allow_null=True)
    due_latest = serializers.DateField(allow_null=True)
    statuses = CommitmentStatusSerializer(
        many=True, help_text="How far it was kept, the earliest report first."
    )


class AgreementSerializer(ModelShape):
    """A text that parties agreed, adopted or issued."""

    type = ConstantField("agreement")
    url = AddressField("agreement")
    html_url = PageField("agreement")
    process = ProcessRefSerializer(read_only=True, allow_null=True, source="of_process")
    meeting = MeetingRefSerializer(
        read_only=True,
        source="agreed_at",
        allow_null=True,
        help_text="Where it was agreed or signed.",
    )
    dates = AgreementDateSerializer(
        many=True, read_only=True, source="further_dates", help_text="Further dates."
    )
    signatures = SignatureSerializer(many=True, read_only=True)
    statements = StatementRefSerializer(
        many=True,
        read_only=True,
        source="statement_refs",
        help_text="What was said about it.",
    )
    commitments = AgreementCommitmentSerializer(
        many=True, read_only=True, source="promises"
    )
    contentions = ContentionSerializer(many=True, read_only=True, source="contended")
    citations = CitationSerializer(many=True, read_only=True, source="cited")

    class Meta:
        model = Agreement
        fields = [
            *RECORD_FIELDS,
            *("title", "kind", "stage", *DATES, "dates", "process", "meeting"),
            *("summary", "verified", "verification_note"),
            *("signatures", "commitments", "statements"),
            *("contentions", "citations"),
        ]
        read_only_fields = fields


class CommitmentSerializer(ModelShape):
    """One promise in an agreement; its slug is its number."""

    type = ConstantField("commitment")
    slug = serializers.CharField(source="pk", read_only=True)
    url = AddressField("commitment", slug="id")
    html_url = serializers.SerializerMethodField()
    version = serializers.IntegerField(
        source="agreement.version", read_only=True, help_text="Of the agreement."
    )
    state = serializers.CharField(source="agreement.state", read_only=True)
    agreement = AgreementRefSerializer(read_only=True)
    obligor = PartyRefSerializer(
        read_only=True,
        allow_null=True,
        source="obliged",
        help_text="Who must keep it, when one party must.",
    )
    statuses = CommitmentStatusSerializer(many=True, read_only=True, source="kept")

    class Meta:
        model = Commitment
        fields = [
            *RECORD_FIELDS,
            *("id", "agreement", "position", "text", "obligor"),
            *("due", "due_earliest", "due_latest", "statuses"),
        ]
        read_only_fields = fields

    def get_html_url(self, commitment: Commitment) -> str | None:
        """The page of its agreement, if it has one."""
        page = PageField("agreement")
        page.bind("html_url", self)
        return page.to_representation(commitment.agreement)


def _kept() -> Any:
    """The subquery of a commitment's statuses, the earliest first."""
    statuses = CommitmentStatus.objects.filter(commitment=OuterRef("pk"))
    return rows_as_json(
        statuses.order_by("as_of_earliest", "pk"),
        as_of="as_of",
        status="status",
        note="note",
    )


def _promises(user: Any) -> Any:
    """The subquery of an agreement's commitments in their order."""
    rows = Commitment.objects.filter(agreement=OuterRef("pk"))
    return rows_as_json(
        rows.order_by("position", "pk"),
        **{name: name for name in ("id", "position", "text", "due")},
        due_earliest="due_earliest",
        due_latest="due_latest",
        obligor=party_as_json(user, "obligor_id"),
        statuses=_kept(),
    )


def agreement_records(user: Any) -> Any:
    """The agreements this user may see with all that AgreementSerializer shows."""
    own = {"agreement": OuterRef("pk")}
    processes = Process.objects.visible_to(user).filter(pk=OuterRef("process_id"))
    meetings = Meeting.objects.visible_to(user).filter(pk=OuterRef("meeting_id"))
    dates = AgreementDate.objects.filter(**own).order_by("date_earliest", "pk")
    statements = Statement.objects.visible_to(user).filter(**own)
    return (
        Agreement.objects.visible_to(user)
        .annotate(
            of_process=one_as_json(processes, slug="slug", name="name"),
            agreed_at=one_as_json(meetings, slug="slug", title="title"),
            further_dates=rows_as_json(
                dates,
                kind="kind",
                date="date",
                date_earliest="date_earliest",
                date_latest="date_latest",
            ),
            promises=_promises(user),
            statement_refs=rows_as_json(
                statements.order_by("sort_date", "pk"), slug="slug"
            ),
            contended=contentions_as_json("agreement"),
            cited=citations_as_json(AgreementCitation.objects.filter(**own)),
        )
        .prefetch_related(
            Prefetch("signatures", queryset=Signature.objects.visible_to(user))
        )
    )


def _meetings() -> Any:
    """The meetings of the API, which themselves know of agreements."""
    from meetings.api import meetings

    return meetings


class AgreementResource(ReadOnlyResource):
    """Agreements: what was agreed, who signed or refused, what was promised."""

    record_type = "agreement"
    renamed = True
    serializer_class = AgreementSerializer
    filterset_class = AgreementFilterSet
    keyset_orders = DATE_ORDERS
    includes = {
        "meeting": lambda: _meetings().MeetingSerializer(read_only=True),
        "statements": lambda: StatementSerializer(many=True, read_only=True),
        "process": lambda: ProcessSerializer(read_only=True),
    }
    queryset = Agreement.objects.none()

    def records(self, user: Any) -> Any:
        """Agreements with all their parts, and with the records included on request."""
        rows = agreement_records(user)
        loaders = {
            "meeting": lambda: _meetings().meeting_records(user),
            "statements": lambda: statement_records(user),
            "process": lambda: process_records(user),
        }
        for name in self.included():
            rows = rows.prefetch_related(Prefetch(name, queryset=loaders[name]()))
        return rows

    def visible(self, user: Any) -> Any:
        """Agreements alone."""
        return Agreement.objects.visible_to(user)

    def context_of(self, records: Sequence[Any]) -> dict[str, Any]:
        """The parties of all signatures and of what is included."""
        rows = [row for record in records for row in record.signatures.all()]
        included = self.included()
        if "statements" in included:
            rows += [row for record in records for row in record.statements.all()]
        meetings = [
            record.meeting
            for record in records
            if "meeting" in included and record.meeting
        ]
        rows += [row for met in meetings for row in met.participations.all()]
        return {
            "book": PartyBook(party_ids(rows), self.request.user),
            "days": {met.pk: met.sort_date for met in meetings},
        }


class CommitmentResource(ReadOnlyResource):
    """Commitments: the single promises of agreements, addressed by number."""

    record_type = "commitment"
    serializer_class = CommitmentSerializer
    filterset_class = CommitmentFilterSet
    keyset_orders = COMMITMENT_ORDERS
    lookup_field = "pk"
    lookup_url_kwarg = "id"
    lookup_value_regex = "[0-9]{1,18}"
    queryset = Commitment.objects.none()

    def records(self, user: Any) -> Any:
        """Commitments of the agreements this user may see."""
        return (
            Commitment.objects.visible_to(user)
            .select_related("agreement")
            .annotate(obliged=party_as_json(user, "obligor_id"), kept=_kept())
        )
