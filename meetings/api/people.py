"""Who took part, signed or spoke: people as the API shows them at a record's date."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common.records import ModelShape
from meetings.models import Participation, Signature
from meetings.people import PartyBook
from parties.api import CapacitySerializer, NamedPartySerializer, PartyRefSerializer
from parties.models import Party, Position, Side


def party_ids(rows: Iterable[Any]) -> set[int]:
    """The ids of the parties that participations, signatures or statements name."""
    found: set[int | None] = set()
    for row in rows:
        for name in ("party_id", "speaker_id", "on_behalf_of_id", "obligor_id"):
            found.add(getattr(row, name, None))
        capacity = getattr(row, "capacity", None)
        found.add(capacity.organisation_id if capacity else None)
    return {pk for pk in found if pk is not None}


def party_ref(party: Party | None) -> dict[str, Any] | None:
    """A party as it is named in other records; None for none."""
    if party is None:
        return None
    return {"slug": party.slug, "name": party.name, "kind": party.kind}


def named(party: Party | None) -> dict[str, Any] | None:
    """A party by slug and name; None for none."""
    return None if party is None else {"slug": party.slug, "name": party.name}


def capacity_of(position: Position | None, book: PartyBook) -> dict[str, Any] | None:
    """An office; None for none, or where the organisation may not be seen."""
    organisation = book.party(position.organisation_id) if position else None
    if position is None or organisation is None:
        return None
    return {
        "title": position.title,
        "organisation": named(organisation),
        "status": position.status,
    }


@extend_schema_field(PartyRefSerializer(allow_null=True))
class PartyRefField(serializers.Field[Any, Any, Any, Any]):
    """A party of the row, from the book of the answer."""

    def __init__(self, column: str, help_text: str = "") -> None:
        super().__init__(source=column, read_only=True, help_text=help_text)

    def to_representation(self, value: int) -> dict[str, Any] | None:
        """Answer the party, None where it may not be seen."""
        return party_ref(self.context["book"].party(value))


@extend_schema_field(NamedPartySerializer(allow_null=True))
class NamedPartyField(PartyRefField):
    """A party of the row, by slug and name only."""

    def to_representation(self, value: int) -> dict[str, Any] | None:
        """Answer the party, None where it may not be seen."""
        return named(self.context["book"].party(value))


@extend_schema_field(CapacitySerializer(allow_null=True))
class CapacityField(serializers.Field[Any, Any, Any, Any]):
    """The office of the row."""

    def to_representation(self, value: Position) -> dict[str, Any] | None:
        """Answer the office, None where its organisation may not be seen."""
        return capacity_of(value, self.context["book"])


class ParticipationSerializer(ModelShape):
    """Who took part, in what office, for whom, and how."""

    party = PartyRefField("party_id", "Null: an unnamed participant; see placeholder.")
    attended = serializers.BooleanField(
        read_only=True, help_text="It was there: present, remote, apart or walked out."
    )
    capacity = CapacityField(
        read_only=True, help_text="The office held on the meeting's date."
    )
    on_behalf_of = NamedPartyField("on_behalf_of_id", "Whom it represented.")
    side = serializers.SerializerMethodField()

    class Meta:
        model = Participation
        fields = [
            *("party", "placeholder", "min_count", "max_count", "role", "presence"),
            *("attended", "capacity", "capacity_as_reported", "on_behalf_of"),
            *("name_as_reported", "side"),
        ]
        read_only_fields = fields

    @extend_schema_field(serializers.ChoiceField(choices=Side.choices, allow_null=True))
    def get_side(self, row: Participation) -> str | None:
        """The side of the party (or of whom it represented) on the meeting's date."""
        day: datetime.date | None = self.context["days"].get(row.meeting_id)
        book: PartyBook = self.context["book"]
        own = book.side(row.party_id, day) if row.party_id else ""
        return own or None


class SignatureSerializer(ModelShape):
    """What a party did about an agreement; later actions are added at the end."""

    party = PartyRefField("party_id", "Who acted.")
    on_behalf_of = NamedPartyField("on_behalf_of_id", "For whom.")
    side = serializers.SerializerMethodField()

    class Meta:
        model = Signature
        fields = [
            *("party", "on_behalf_of", "action", "date"),
            *("date_earliest", "date_latest", "side"),
        ]
        read_only_fields = fields

    @extend_schema_field(serializers.ChoiceField(choices=Side.choices, allow_null=True))
    def get_side(self, row: Signature) -> str | None:
        """The side, on the agreement's date, of the party, else of whom it acted for."""
        day: datetime.date | None = row.agreement.sort_date
        book: PartyBook = self.context["book"]
        own = book.side(row.party_id, day)
        return own or book.side(row.on_behalf_of_id, day) or None
