"""Two parties in the API: when they met, and how long they did not."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone, translation
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from common.api import Cacheable
from common.api_schema import ErrorBodySerializer
from common.records import ConstantField, PageField, Shape
from meetings.analysis.gaps import Certainty, Gap
from meetings.analysis.pairs import (
    Hindrance,
    Missed,
    Pair,
    meetings_of_both,
    pair_of,
    parties_named,
)
from meetings.analysis.sentences import (
    PlainWords,
    bounds_sentence,
    cities_of,
    pair_sentences,
    since_last_sentence,
)
from meetings.api.people import party_ref
from meetings.api.shared import MeetingRefSerializer
from meetings.filters.pairs import PairFilterSet
from meetings.language import with_reader_names
from meetings.models import Meeting, Place, Presence
from parties.api import PartyRefSerializer
from parties.models import Party

CERTAINTIES = [str(one) for one in Certainty]


class PairMeetingSerializer(MeetingRefSerializer):
    """A meeting of both, with its date and place."""

    html_url = PageField("meeting")
    date = serializers.CharField(help_text="EDTF.")
    date_earliest = serializers.DateField(allow_null=True)
    date_latest = serializers.DateField(allow_null=True)
    place = serializers.CharField(
        allow_null=True, help_text="Name of the city; null where none is known."
    )
    date_contested = serializers.BooleanField(help_text="Reports differ on the date.")


class GapEndSerializer(Shape):
    """The meeting at one end of a gap."""

    slug = serializers.CharField()
    date = serializers.CharField(help_text="EDTF.")


class GapSerializer(Shape):
    """The days from the last day of what came before to the first day of the next."""

    days = serializers.IntegerField()
    exact = serializers.BooleanField(
        help_text="Both days are known, and no report contests them."
    )
    certainty = serializers.ChoiceField(
        choices=CERTAINTIES,
        help_text="exact; at_least where a date is vague; about where it may be wrong.",
    )

    def get_fields(self) -> dict[str, Any]:
        """Add the fields whose names Python keeps for itself."""
        ends = {name: GapEndSerializer() for name in ("from", "to")}
        return {**ends, **super().get_fields()}


class SinceLastSerializer(Shape):
    """The days from the last day of the latest meeting to a day."""

    days = serializers.IntegerField()
    until = serializers.DateField(help_text="The end of `to`, at the latest today.")
    exact = serializers.BooleanField()
    certainty = serializers.ChoiceField(choices=CERTAINTIES)


class AbsentSerializer(Shape):
    """Who was not there, and how."""

    party = serializers.CharField(help_text="Slug.")
    presence = serializers.ChoiceField(choices=Presence.choices)


class MissedSerializer(Shape):
    """A meeting with both on record at which they did not meet."""

    meeting = PairMeetingSerializer()
    reason = serializers.ChoiceField(choices=Hindrance.choices)
    absent = AbsentSerializer(many=True)


class PairSerializer(Shape):
    """Two parties and the held meetings at which both were in one room."""

    type = ConstantField("pair")
    url = serializers.URLField()
    html_url = serializers.URLField()
    parties = PartyRefSerializer(many=True)
    count = serializers.IntegerField(help_text="How often they met.")
    first = PairMeetingSerializer(allow_null=True)
    last = PairMeetingSerializer(allow_null=True)
    longest_gap = GapSerializer(allow_null=True)
    since_last = SinceLastSerializer(allow_null=True)
    gaps = GapSerializer(many=True, help_text="Between each meeting and the next.")
    meetings = PairMeetingSerializer(many=True, help_text="The earliest first.")
    apart = MissedSerializer(many=True, help_text="Not counted, and why.")
    sentence = serializers.CharField(help_text="All this in the language asked for.")


class PairView(Cacheable, APIView):
    """Two parties: how often they met, when, and how long they did not."""

    http_method_names = ["get", "head", "options"]

    @extend_schema(
        operation_id="pair",
        summary="Two parties: when they met, and how long they did not",
        auth=[],
        parameters=[
            OpenApiParameter("slug", str, "path", description="Slug of one party."),
            OpenApiParameter("other", str, "path", description="Slug of the other."),
            OpenApiParameter(
                "from", str, description="Count from this year, month or day on."
            ),
            OpenApiParameter(
                "to", str, description="Count up to this year, month or day."
            ),
        ],
        responses={
            200: PairSerializer,
            400: ErrorBodySerializer,
            404: ErrorBodySerializer,
        },
    )
    def get(self, request: Request, slug: str, other: str) -> Response:
        """Say how often two parties met, and the time between."""
        visible = with_reader_names(Party.objects.visible_to(request.user))
        parties = parties_named(visible, (slug, other))
        if parties is None:
            raise Http404
        root = request.build_absolute_uri("/")[:-1]
        slugs = [party.slug for party in parties]
        url = f"{root}{reverse('api-pair', args=slugs)}/"
        if slugs != [slug, other]:
            return _moved(request, url)
        asked = PairFilterSet(
            request.query_params,
            meetings_of_both(request.user, parties),
            request=request,
        )
        if not asked.is_valid():
            raise ValidationError(
                {name: list(found) for name, found in asked.errors.items()}
            )
        answer = _answer(asked, parties, request.user)
        answer |= {"url": url, "html_url": root + _page(parties)}
        return Response(PairSerializer(answer, context={"root": root}).data)


def _moved(request: Request, url: str) -> Response:
    """Answer 301 where one of the slugs is a former one."""
    query = request.META.get("QUERY_STRING")
    body = {"type": "pair", "url": url}
    return Response(body, 301, headers={"Location": f"{url}?{query}" if query else url})


def _page(parties: tuple[Party, Party]) -> str:
    with translation.override("en"):
        return reverse("pair", args=sorted(party.slug for party in parties))


def _answer(
    asked: PairFilterSet, parties: tuple[Party, Party], user: Any
) -> dict[str, Any]:
    pair = pair_of(parties, user, asked.qs)
    missed = [one.meeting for one in pair.missed]
    cities = cities_of([*pair.met, *missed])
    until = _until(asked)
    shown = {
        meeting.pk: _meeting(
            meeting, cities.get(meeting.pk), meeting.pk in pair.contested
        )
        for meeting in (*pair.met, *missed)
    }
    return {
        "parties": [party_ref(party) for party in parties],
        "count": pair.count,
        "first": shown[pair.first.pk] if pair.first else None,
        "last": shown[pair.last.pk] if pair.last else None,
        "longest_gap": _gap(pair.longest_gap) if pair.longest_gap else None,
        "since_last": _since_last(pair, until),
        "gaps": [_gap(gap) for gap in pair.gaps],
        "meetings": [shown[meeting.pk] for meeting in pair.met],
        "apart": [_missed(one, shown[one.meeting.pk]) for one in pair.missed],
        "sentence": _sentence(pair, cities, asked, until),
    }


def _until(asked: PairFilterSet) -> datetime.date:
    today = timezone.localdate()
    end = asked.form.cleaned_data.get("to")
    return min(end[1], today) if end else today


def _sentence(
    pair: Pair, cities: dict[int, Place], asked: PairFilterSet, until: datetime.date
) -> str:
    sentences = pair_sentences(pair, cities, PlainWords())
    sentences.append(since_last_sentence(pair, until))
    sentences.append(bounds_sentence(asked.data.get("from"), asked.data.get("to")))
    return " ".join(sentence for sentence in sentences if sentence)


def _since_last(pair: Pair, until: datetime.date) -> dict[str, Any] | None:
    since = pair.since_last(until)
    if since is None:
        return None
    return {
        "days": since.days,
        "until": until,
        "exact": since.exact,
        "certainty": since.certainty,
    }


def _meeting(meeting: Meeting, place: Place | None, contested: bool) -> dict[str, Any]:
    names = ("slug", "title", "date", "date_earliest", "date_latest")
    return {
        **{name: getattr(meeting, name) for name in names},
        "place": place.name if place else None,
        "date_contested": contested,
    }


def _gap(gap: Gap[Meeting]) -> dict[str, Any]:
    return {
        "from": {"slug": gap.earlier.slug, "date": gap.earlier.date},
        "to": {"slug": gap.later.slug, "date": gap.later.date},
        "days": gap.days,
        "exact": gap.exact,
        "certainty": gap.certainty,
    }


def _missed(missed: Missed, meeting: dict[str, Any]) -> dict[str, Any]:
    return {
        "meeting": meeting,
        "reason": missed.why,
        "absent": [
            {"party": party.slug, "presence": presence}
            for party, presence in missed.absent
        ],
    }
