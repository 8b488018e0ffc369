"""The parts of a meeting: places, processes, topics, conveners, links, citations."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from editorial.constraints import one_of
from editorial.history import tracked
from editorial.models import OldSlug
from editorial.querysets import parts_of
from editorial.triggers import (
    last_citation_stays,
)
from meetings.models.meeting import ROOT_TABLES, Meeting
from meetings.models.place import Place
from meetings.models.process import Process, Topic
from parties.models import Party
from sources.models import Citation, citation_constraints, quote_is_verbatim

part_of_meeting = parts_of("meeting")


@tracked()
class MeetingPlace(models.Model):
    """Where the meeting was held, in order; a venue may lack a known place."""

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="places"
    )
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="meeting_places",
        verbose_name=_("place"),
        help_text=_("City or building. Example: “Geneva”."),
    )
    venue_text = models.CharField(
        _("venue as reported"),
        max_length=300,
        blank=True,
        help_text=_("Example: “Palais des Nations, in separate rooms”."),
    )
    position = models.PositiveSmallIntegerField(
        _("order"),
        default=0,
        help_text=_("0 for the first place, then 1, 2 … Example: “0”."),
    )

    objects = part_of_meeting.as_manager()

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("place of the meeting")
        verbose_name_plural = _("places of the meeting")
        constraints = [
            models.CheckConstraint(
                condition=Q(place__isnull=False) | ~Q(venue_text=""),
                name="meetingplace_says_something",
                violation_error_message=_("Give a place or the venue as reported."),
            )
        ]

    def __str__(self) -> str:
        return str(self.place) if self.place else self.venue_text


@tracked()
class MeetingProcess(models.Model):
    """The processes a meeting belongs to, in order; the first is the main one."""

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="process_links"
    )
    process = models.ForeignKey(
        Process,
        on_delete=models.PROTECT,
        related_name="meeting_links",
        verbose_name=_("process"),
        help_text=_("Example: “5+5 Joint Military Commission”."),
    )
    position = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("0 for the main process. Example: “0”.")
    )

    objects = parts_of("meeting", "process").as_manager()

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("process of the meeting")
        verbose_name_plural = _("processes of the meeting")
        constraints = [
            models.UniqueConstraint(
                fields=("meeting", "process"), name="meetingprocess_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.process)


@tracked()
class MeetingTopic(models.Model):
    """What the meeting was about."""

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="topic_links"
    )
    topic = models.ForeignKey(
        Topic,
        on_delete=models.PROTECT,
        related_name="meeting_links",
        verbose_name=_("topic"),
        help_text=_("Example: “Ceasefire”."),
    )

    objects = part_of_meeting.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("topic of the meeting")
        verbose_name_plural = _("topics of the meeting")
        constraints = [
            models.UniqueConstraint(fields=("meeting", "topic"), name="topic_once")
        ]

    def __str__(self) -> str:
        return str(self.topic)


@tracked()
class MeetingConvener(models.Model):
    """Who called the meeting; a convener need not have taken part."""

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="conveners"
    )
    party = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        related_name="convened",
        verbose_name=_("convener"),
        help_text=_("Example: “UN Support Mission in Libya”."),
    )
    position = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("0 for the first convener. Example: “0”.")
    )

    objects = parts_of("meeting", "party").as_manager()

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("convener")
        verbose_name_plural = _("conveners")
        constraints = [
            models.UniqueConstraint(fields=("meeting", "party"), name="convener_once")
        ]

    def __str__(self) -> str:
        return str(self.party)


class LinkKind(models.TextChoices):
    """How one meeting bears on another."""

    FOLLOWS = "follows", _("follows")
    PREPARES = "prepares", _("prepares")
    PART_OF = "part_of", _("is part of")
    CONFIRMS = "confirms", _("confirms")


@tracked()
class MeetingLink(models.Model):
    """A typed link between two meetings, stored once per pair."""

    binds_publication = False

    source = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(
        _("this meeting"),
        max_length=10,
        choices=LinkKind.choices,
        help_text=_("Example: this meeting “prepares” the Berlin Conference."),
    )
    target = models.ForeignKey(
        Meeting,
        on_delete=models.CASCADE,
        related_name="links_to",
        verbose_name=_("the meeting"),
        help_text=_(
            "The other meeting; each pair is linked once."
            " Example: “Berlin Conference on Libya”."
        ),
    )

    objects = parts_of("source", "target").as_manager()

    class Meta:
        ordering = ("kind", "pk")
        verbose_name = _("related meeting")
        verbose_name_plural = _("related meetings")
        constraints = [
            models.CheckConstraint(
                condition=~Q(source=F("target")),
                name="meetinglink_to_another",
                violation_error_message=_("A meeting cannot be linked to itself."),
            ),
            models.UniqueConstraint(
                models.functions.Least("source", "target"),
                models.functions.Greatest("source", "target"),
                name="meetinglink_once_per_pair",
                violation_error_message=_("These two meetings are linked already."),
            ),
            one_of("meetinglink", "kind", LinkKind),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.target}"


@tracked()
class MeetingOldSlug(OldSlug):
    """A former address name of a meeting."""

    record = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="old_slugs"
    )

    class Meta:
        verbose_name = _("former address name")
        verbose_name_plural = _("former address names")


@tracked()
class MeetingCitation(Citation):
    """A citation for a meeting or one of its fields."""

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="citations"
    )

    objects = part_of_meeting.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        constraints = citation_constraints("meetingcitation")
        triggers: list[pgtrigger.Trigger] = [
            quote_is_verbatim(),
            last_citation_stays(*ROOT_TABLES),
        ]
