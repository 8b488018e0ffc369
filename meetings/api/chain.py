"""The chain of a process in the API: references, or every step with its links."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common.records import AddressField, PageField, Shape, api_address, page_address
from meetings.analysis.chain import (
    Act,
    AgreementStep,
    MeetingStep,
    Steps,
    side_counts,
)
from meetings.api.people import named
from meetings.api.shared import (
    LINK_READINGS,
    MeetingLinkSerializer,
    MeetingRefSerializer,
    ProcessRefSerializer,
)
from meetings.models import AgreementKind, OccurrenceStatus, SignatureAction
from meetings.models.agreement import DISSENT
from meetings.people import PartyBook
from parties.api import NamedPartySerializer

STEP_TYPES = ("meeting", "agreement")


class ProcessMeetingSerializer(Shape):
    """A meeting of a process, named."""

    slug = serializers.CharField()
    title = serializers.CharField()
    date = serializers.CharField(help_text="EDTF.")
    status = serializers.ChoiceField(choices=OccurrenceStatus.choices)
    url = AddressField("meeting")
    html_url = PageField("meeting")


class ProcessAgreementSerializer(Shape):
    """An agreement of a process, named."""

    slug = serializers.CharField()
    title = serializers.CharField()
    date = serializers.CharField(help_text="EDTF.")
    kind = serializers.ChoiceField(choices=AgreementKind.choices)
    url = AddressField("agreement")
    html_url = PageField("agreement")


class ActSerializer(Shape):
    """What a party did about an agreement."""

    party = NamedPartySerializer()
    on_behalf_of = NamedPartySerializer(allow_null=True)
    action = serializers.ChoiceField(choices=SignatureAction.choices)
    date = serializers.CharField(
        allow_null=True, help_text="EDTF; null: the date of the agreement."
    )


class StepSerializer(Shape):
    """A meeting or an agreement in the chain of a process."""

    type = serializers.ChoiceField(choices=[(name, name) for name in STEP_TYPES])
    slug = serializers.CharField()
    url = serializers.URLField()
    html_url = serializers.URLField(allow_null=True)
    title = serializers.CharField()
    date = serializers.CharField(help_text="EDTF.")
    kind = serializers.CharField(
        help_text="The format of a meeting, the kind of an agreement."
    )
    status = serializers.ChoiceField(
        choices=OccurrenceStatus.choices,
        allow_null=True,
        help_text="Did the meeting happen; null for an agreement.",
    )
    verified = serializers.BooleanField()
    contested = serializers.BooleanField(
        help_text="Sources differ on one of its facts."
    )
    processes = ProcessRefSerializer(many=True, help_text="To which it belongs.")
    sides = serializers.DictField(
        child=serializers.IntegerField(),
        help_text="How many took part on each side, or were to; none: no side recorded.",
    )
    links = MeetingLinkSerializer(
        many=True, help_text="How the meeting stands to others."
    )
    meeting = MeetingRefSerializer(
        allow_null=True, help_text="Where the agreement was agreed or signed."
    )
    signed = ActSerializer(many=True, help_text="What binds, endorses or witnesses.")
    refused = ActSerializer(many=True, help_text="Who refused, withdrew or suspended.")
    commitments = serializers.IntegerField()
    statements = serializers.IntegerField(help_text="How many were made about it.")


class StepsField(serializers.Field[Any, Any, Any, Any]):
    """Something of a process's chain: null unless `include` asks for it."""

    def __init__(self, asked: bool = False) -> None:
        super().__init__(
            source="*", read_only=True, help_text="Null unless named in include."
        )
        self.asked = asked

    def to_representation(self, process: Any) -> list[Any] | None:
        """Answer what was asked for."""
        if not self.asked:
            return None
        return self.shown(self.context["chains"][process.pk], process)

    def shown(self, steps: Steps, process: Any) -> list[Any]:
        """The part of the chain, as JSON."""
        raise NotImplementedError


@extend_schema_field(ProcessMeetingSerializer(many=True, allow_null=True))
class MeetingsField(StepsField):
    """The meetings of a process and of all below it."""

    def shown(self, steps: Steps, process: Any) -> list[Any]:
        """The meetings, the earliest first."""
        rows = [step for step in steps if isinstance(step, MeetingStep)]
        return list(
            ProcessMeetingSerializer(rows, many=True, context=self.context).data
        )


@extend_schema_field(ProcessAgreementSerializer(many=True, allow_null=True))
class AgreementsField(StepsField):
    """The agreements of a process and of all below it."""

    def shown(self, steps: Steps, process: Any) -> list[Any]:
        """The agreements, the earliest first."""
        own = self.context["tree"].below(process.pk)
        rows = [
            step
            for step in steps
            if isinstance(step, AgreementStep) and step.process in own
        ]
        return list(
            ProcessAgreementSerializer(rows, many=True, context=self.context).data
        )


@extend_schema_field(StepSerializer(many=True, allow_null=True))
class ChainField(StepsField):
    """Every step of a process's chain."""

    def shown(self, steps: Steps, process: Any) -> list[Any]:
        """The steps, the earliest first."""
        rows = [self._step(step) for step in steps]
        return list(StepSerializer(rows, many=True, context=self.context).data)

    def _step(self, step: MeetingStep | AgreementStep) -> dict[str, Any]:
        root, known = self.context["root"], self.context["processes"]
        own = ("type", "slug", "title", "date", "kind", "verified", "contested")
        return {
            **{name: getattr(step, name) for name in own},
            "url": api_address(root, step.type, step.slug),
            "html_url": page_address(root, step.type, step.slug),
            "statements": step.statements,
            "processes": [known[pk] for pk in step.processes if pk in known],
            **(
                self._meeting(step)
                if isinstance(step, MeetingStep)
                else self._agreement(step)
            ),
        }

    def _meeting(self, step: MeetingStep) -> dict[str, Any]:
        links = [
            {
                "relation": LINK_READINGS[link.kind][0 if link.outward else 1],
                "meeting": link.meeting,
            }
            for link in step.links
        ]
        sides = side_counts(step, self.context["book"])
        return {
            "status": step.status,
            "sides": {side or "none": count for side, count in sides},
            "links": links,
            "meeting": None,
            "signed": [],
            "refused": [],
            "commitments": 0,
        }

    def _agreement(self, step: AgreementStep) -> dict[str, Any]:
        return {
            "status": None,
            "sides": {},
            "links": [],
            "meeting": step.meeting,
            "signed": self._acts(step, against=False),
            "refused": self._acts(step, against=True),
            "commitments": step.commitments,
        }

    def _acts(self, step: AgreementStep, *, against: bool) -> list[dict[str, Any]]:
        return [
            self._act(act) for act in step.acts if (act.action in DISSENT) is against
        ]

    def _act(self, act: Act) -> dict[str, Any]:
        book: PartyBook = self.context["book"]
        return {
            "party": named(book.party(act.party_id)),
            "on_behalf_of": named(book.party(act.on_behalf_of_id)),
            "action": act.action,
            "date": act.date or None,
        }
