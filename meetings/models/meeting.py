"""The meeting: the record at the heart of the product."""

from __future__ import annotations

from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common import edtf
from editorial.constraints import one_of
from editorial.fields import EdtfBoundField, EdtfField, span_of
from editorial.history import tracked
from editorial.models import Reviewable
from editorial.triggers import (
    frozen_slug,
    published_needs_citation,
)
from meetings.querysets import MeetingQuerySet

ROOT_TABLES = ("meetings_meeting", "meetings_meetingcitation", "meeting_id")

HELP_WITH_ARABIC_TITLE = _(
    "What Arabic pages say instead; empty leaves the English title."
    " Example: “محادثات موسكو”."
)


class Format(models.TextChoices):
    """How the meeting was held."""

    BILATERAL = "bilateral", _("bilateral")
    TRILATERAL = "trilateral", _("trilateral")
    MULTILATERAL = "multilateral", _("multilateral")
    CONFERENCE = "conference", _("conference")
    SUMMIT = "summit", _("summit")
    TALKS_ROUND = "talks_round", _("round of talks")
    TWO_PLUS_TWO = "two_plus_two", _("2+2")
    FIVE_PLUS_FIVE = "five_plus_five", _("5+5")
    PHONE_CALL = "phone_call", _("telephone call")
    VIDEO_CALL = "video_call", _("video call")
    SIGNING = "signing", _("signing")
    BRIEFING = "briefing", _("briefing")
    VISIT = "visit", _("visit")
    INDIRECT = "indirect", _("indirect talks")


class OccurrenceStatus(models.TextChoices):
    """Did it happen (not: is the record published)."""

    RUMOURED = "rumoured", _("rumoured")
    ANNOUNCED = "announced", _("announced")
    HELD = "held", _("held")
    PARTLY_HELD = "partly_held", _("partly held")
    POSTPONED = "postponed", _("postponed")
    SUSPENDED = "suspended", pgettext_lazy("status of a meeting", "suspended")
    CANCELLED = "cancelled", _("cancelled")
    DENIED = "denied", _("denied")


class DateBasis(models.TextChoices):
    """What the date rests on."""

    EXPLICIT = "explicit", _("stated in a report")
    RELATIVE = "relative", _("counted from a report's date")
    PUBLICATION = "publication", _("taken from a report's date")
    INFERRED = "inferred", _("inferred")


class Track(models.TextChoices):
    """Which kind of business."""

    POLITICAL = "political", _("political")
    MILITARY = "military", _("military")
    SECURITY = "security", _("security")
    ECONOMIC = "economic", _("economic")
    HUMANITARIAN = "humanitarian", _("humanitarian")
    MULTI = "multi", _("several tracks")


class Level(models.TextChoices):
    """The rank at which the parties met; an editorial reading."""

    HEAD_OF_STATE = "head_of_state", _("heads of state or government")
    MINISTER = "minister", _("ministers")
    ENVOY = "envoy", _("envoys")
    OFFICIAL = "official", _("officials")
    MILITARY = "military", _("military")
    MIXED = "mixed", _("mixed")


@tracked("span")
class Meeting(Reviewable):
    """One encounter (or announced encounter) of parties."""

    title = models.CharField(
        _("title"),
        max_length=300,
        help_text=_("Neutral and short. Example: “Shoigu receives Haftar in Moscow”."),
    )
    title_ar = models.CharField(
        _("title in Arabic"),
        max_length=300,
        blank=True,
        help_text=HELP_WITH_ARABIC_TITLE,
    )
    date = EdtfField(
        _("date"),
        help_text=_(
            "EDTF. “2020-02-19” a day; “2020-02-03/2020-02-08” from a day to a day;"
            " “2020-05” some day of a month; “2020-05-12~” about; “2020-05-12?” unsure."
        ),
    )
    date_earliest = EdtfBoundField(source="date", bound="earliest")
    date_latest = EdtfBoundField(source="date", bound="latest")
    span = span_of("date_earliest", "date_latest")
    sort_date = models.GeneratedField(
        expression=Coalesce(F("date_earliest"), F("date_latest")),
        output_field=models.DateField(),
        db_persist=True,
    )
    date_basis = models.CharField(
        _("date rests on"),
        max_length=12,
        choices=DateBasis.choices,
        default=DateBasis.EXPLICIT,
        help_text=_("Example: “counted from a report's date” for “last Tuesday”."),
    )
    format = models.CharField(
        _("format"),
        max_length=20,
        choices=Format.choices,
        help_text=_(
            "“Bilateral”: two sides in one encounter. “Visit”: a trip whose encounters"
            " are not split. “Indirect”: the sides never sat together."
        ),
    )
    status = models.CharField(
        _("occurrence status"),
        max_length=12,
        choices=OccurrenceStatus.choices,
        default=OccurrenceStatus.HELD,
        help_text=_("Did it happen? Example: “announced” for a meeting still to come."),
    )
    track = models.CharField(
        _("track"),
        max_length=15,
        choices=Track.choices,
        help_text=_("Example: “military” for ceasefire talks of officers."),
    )
    level = models.CharField(
        _("level"),
        max_length=15,
        choices=Level.choices,
        blank=True,
        help_text=_("The rank at which they met. Example: “ministers”."),
    )
    summary = models.TextField(
        _("summary"),
        blank=True,
        help_text=_(
            "What it was about, in own words, one to three sentences."
            " Example: “They discussed the ceasefire.”"
        ),
    )
    outcome = models.TextField(
        _("outcome"),
        blank=True,
        help_text=_("What came of it. Example: “A truce was agreed from 12 January.”"),
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ("-sort_date", "-pk")
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        indexes = [
            models.Index(F("sort_date").desc(), F("id").desc(), name="meeting_order"),
            GistIndex(fields=["span"], name="meeting_span"),
        ]
        triggers = [frozen_slug(), published_needs_citation(*ROOT_TABLES)]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=Reviewable.State.values), name="meeting_state"
            ),
            one_of("meeting", "status", OccurrenceStatus),
            one_of("meeting", "format", Format),
            one_of("meeting", "track", Track),
            one_of("meeting", "level", Level, or_empty=True),
            one_of("meeting", "date_basis", DateBasis),
            models.CheckConstraint(
                condition=Q(date_earliest__isnull=False) | Q(date_latest__isnull=False),
                name="meeting_dated",
                violation_error_message=_("A meeting needs a date with a known end."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def date_in_words(self) -> str:
        """The date's meaning, in the reader's language."""
        return edtf.describe(self.date)

    @property
    def is_held(self) -> bool:
        """Say whether it took place, at least partly."""
        return self.status in (OccurrenceStatus.HELD, OccurrenceStatus.PARTLY_HELD)

    def problems(self) -> list[str]:
        """List contradictions between the meeting and its participations and links."""
        from meetings.consistency import problems_of_meeting

        return problems_of_meeting(self)

    def missing_parts(self) -> list[str]:
        """Name the citation and the participants when there are none."""
        from meetings.consistency import missing_of_meeting

        return missing_of_meeting(self)
