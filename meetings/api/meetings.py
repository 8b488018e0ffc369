"""Meetings in the API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.db.models.functions import JSONObject
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
from editorial.querysets import visible
from meetings.api.agreements import AgreementSerializer, agreement_records
from meetings.api.outcomes import StatementSerializer, statement_records
from meetings.api.people import ParticipationSerializer, party_ids
from meetings.api.shared import (
    LINK_READINGS,
    AgreementRefSerializer,
    ContentionSerializer,
    MeetingLinkSerializer,
    ProcessRefSerializer,
    StatementRefSerializer,
    TopicRefSerializer,
    contentions_as_json,
)
from meetings.filters import MeetingFilterSet
from meetings.models import (
    Agreement,
    Meeting,
    MeetingCitation,
    MeetingConvener,
    MeetingLink,
    MeetingPlace,
    MeetingProcess,
    MeetingTopic,
    Participation,
    PartyMeeting,
    Statement,
    Via,
)
from meetings.people import PartyBook
from meetings.selection import MEETING_ORDERS
from parties.api import NamedPartySerializer, PartyRefSerializer
from sources.api import CitationSerializer, citations_as_json

PLACE_KEYS = ("slug", "name", "country", "lat", "lon")


class MeetingPlaceRefSerializer(Shape):
    """A place, with what a map needs."""

    slug = serializers.CharField()
    name = serializers.CharField()
    country = serializers.CharField()
    lat = serializers.FloatField(allow_null=True)
    lon = serializers.FloatField(allow_null=True)


class MeetingPlaceSerializer(Shape):
    """Where the meeting was; the place is null when only the venue is known."""

    place = serializers.SerializerMethodField()
    venue_text = serializers.CharField(allow_null=True)

    @extend_schema_field(MeetingPlaceRefSerializer(allow_null=True))
    def get_place(self, row: dict[str, Any]) -> dict[str, Any] | None:
        """The place, null for a venue without a known place."""
        place = row["place"]
        if not place["slug"]:
            return None
        return {key: place[key] for key in PLACE_KEYS}


class MatchSerializer(Shape):
    """Why a party that was asked for belongs to the meeting without taking part."""

    party = serializers.CharField(help_text="Slug of the party asked for.")
    via = serializers.ChoiceField(
        choices=[choice for choice in Via.choices if choice[0] != Via.DIRECT]
    )
    through = NamedPartySerializer(
        allow_null=True, help_text="Who took part; null: an unnamed participant."
    )


class MeetingSerializer(ModelShape):
    """One encounter, or announced encounter, of parties."""

    type = ConstantField("meeting")
    url = AddressField("meeting")
    html_url = PageField("meeting")
    date_in_words = serializers.CharField(
        read_only=True, help_text="The date's meaning, in the language asked for."
    )
    places = MeetingPlaceSerializer(many=True, read_only=True, source="where_held")
    processes = ProcessRefSerializer(
        many=True, read_only=True, source="of_processes", help_text="Main one first."
    )
    topics = TopicRefSerializer(many=True, read_only=True, source="about")
    conveners = PartyRefSerializer(many=True, read_only=True, source="convened_by")
    participations = ParticipationSerializer(many=True, read_only=True)
    links = serializers.SerializerMethodField(help_text="Related meetings.")
    statements = StatementRefSerializer(
        many=True, read_only=True, source="statement_refs"
    )
    agreements = AgreementRefSerializer(
        many=True, read_only=True, source="agreement_refs"
    )
    contentions = ContentionSerializer(many=True, read_only=True, source="contended")
    citations = CitationSerializer(many=True, read_only=True, source="cited")
    matched = serializers.SerializerMethodField()

    class Meta:
        model = Meeting
        fields = [
            *RECORD_FIELDS,
            *("title", "date", "date_earliest", "date_latest", "date_in_words"),
            *("date_basis", "format", "status", "track", "level"),
            *("summary", "outcome", "verified", "verification_note"),
            *("places", "processes", "topics"),
            *("conveners", "participations", "links", "statements", "agreements"),
            *("contentions", "citations", "matched"),
        ]
        read_only_fields = fields

    @extend_schema_field(MeetingLinkSerializer(many=True))
    def get_links(self, meeting: Any) -> list[Any]:
        """The links of the meeting, read from its own side."""
        shown = [
            {"relation": LINK_READINGS[row["kind"]][way], "meeting": row["meeting"]}
            for way, rows in enumerate((meeting.links_from_it, meeting.links_to_it))
            for row in rows
        ]
        return [MeetingLinkSerializer(row, context=self.context).data for row in shown]

    @extend_schema_field(MatchSerializer(many=True))
    def get_matched(self, meeting: Any) -> list[Any]:
        """Parties asked for that did not take part themselves, and why they count."""
        return [
            {
                "party": row["party"],
                "via": row["via"],
                "through": row["through"] if row["through"]["slug"] else None,
            }
            for row in getattr(meeting, "matches", [])
        ]


def _links(user: Any, own: str, other: str) -> Any:
    links = MeetingLink.objects.visible_to(user).filter(**{own: OuterRef("pk")})
    return rows_as_json(
        links.order_by(f"{other}__sort_date", "pk"),
        kind="kind",
        meeting=JSONObject(slug=f"{other}__slug", title=f"{other}__title"),
    )


def _places() -> Any:
    rows = MeetingPlace.objects.filter(meeting=OuterRef("pk"))
    return rows_as_json(
        rows.order_by("position", "pk"),
        place=JSONObject(
            slug="place__slug",
            name="place__name",
            country="place__country",
            lat="place__lat",
            lon="place__lon",
        ),
        venue_text="venue_text",
    )


def _parts(user: Any) -> dict[str, Any]:
    """The parts of a meeting that are read with the meeting itself."""
    own = {"meeting": OuterRef("pk")}
    processes = MeetingProcess.objects.visible_to(user).filter(**own)
    conveners = MeetingConvener.objects.visible_to(user).filter(**own)
    statements = Statement.objects.visible_to(user).filter(**own)
    agreements = Agreement.objects.visible_to(user).filter(**own)
    return {
        "where_held": _places(),
        "of_processes": rows_as_json(
            processes.order_by("position", "pk"),
            slug="process__slug",
            name="process__name",
        ),
        "about": rows_as_json(
            MeetingTopic.objects.filter(**own).order_by("pk"),
            slug="topic__slug",
            name="topic__name",
        ),
        "convened_by": rows_as_json(
            conveners.order_by("position", "pk"),
            slug="party__slug",
            name="party__name",
            kind="party__kind",
        ),
        "links_from_it": _links(user, "source", "target"),
        "links_to_it": _links(user, "target", "source"),
        "statement_refs": rows_as_json(
            statements.order_by("sort_date", "pk"), slug="slug"
        ),
        "agreement_refs": rows_as_json(
            agreements.order_by("sort_date", "pk"), slug="slug", title="title"
        ),
        "contended": contentions_as_json("meeting"),
        "cited": citations_as_json(MeetingCitation.objects.filter(**own)),
    }


def meeting_records(user: Any) -> Any:
    """The meetings this user may see with all that MeetingSerializer shows."""
    taking_part = Participation.objects.visible_to(user).select_related("capacity")
    return (
        Meeting.objects.visible_to(user)
        .annotate(**_parts(user))
        .prefetch_related(Prefetch("participations", queryset=taking_part))
    )


def _matches(user: Any, parties: Sequence[int]) -> Any:
    """The subquery of reasons why parties belong to a meeting without taking part."""
    direct = PartyMeeting.objects.filter(
        meeting=OuterRef("meeting"), party=OuterRef("party"), via=Via.DIRECT
    )
    person = "participation__party"
    reasons = (
        PartyMeeting.objects.visible_to(user)
        .filter(meeting=OuterRef("pk"), party__in=parties)
        .filter(Q(**{f"{person}__isnull": True}) | visible(user, f"{person}__"))
        .exclude(Exists(direct))
    )
    return rows_as_json(
        reasons.order_by("party__slug", "participation__listed_order", "via", "pk"),
        party="party__slug",
        via="via",
        through=JSONObject(slug=F(f"{person}__slug"), name=F(f"{person}__name")),
    )


class MeetingResource(ReadOnlyResource):
    """Meetings: who met whom, when, where, in what office and on whose behalf."""

    record_type = "meeting"
    renamed = True
    serializer_class = MeetingSerializer
    filterset_class = MeetingFilterSet
    keyset_orders = MEETING_ORDERS
    includes = {
        "statements": lambda: StatementSerializer(many=True, read_only=True),
        "agreements": lambda: AgreementSerializer(many=True, read_only=True),
    }
    queryset = Meeting.objects.none()

    def records(self, user: Any) -> Any:
        """Meetings with all their parts, and with the records included on request."""
        rows = meeting_records(user)
        loaders = {"statements": statement_records, "agreements": agreement_records}
        for name in self.included():
            rows = rows.prefetch_related(Prefetch(name, queryset=loaders[name](user)))
        return rows

    def visible(self, user: Any) -> Any:
        """Meetings alone."""
        return Meeting.objects.visible_to(user)

    def filter_queryset(self, queryset: Any) -> Any:
        """Filter, and note why a party asked for belongs to a meeting."""
        rows = super().filter_queryset(queryset)
        asked = self.filterset.form.cleaned_data
        parties = [
            party.pk for name in ("party", "party_any") for party in asked[name] or []
        ]
        if parties and not asked["direct"]:
            rows = rows.annotate(matches=_matches(self.request.user, parties))
        return rows

    def context_of(self, records: Sequence[Any]) -> dict[str, Any]:
        """The parties of all participations, and the meetings' days."""
        rows = [row for record in records for row in record.participations.all()]
        for name in self.included():
            for record in records:
                nested = list(getattr(record, name).all())
                rows += nested
                for agreement in nested if name == "agreements" else []:
                    rows += agreement.signatures.all()
        return {
            "book": PartyBook(party_ids(rows), self.request.user),
            "days": {record.pk: record.sort_date for record in records},
        }
