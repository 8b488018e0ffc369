"""Who took part, in what office, for whom, and how."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from editorial.constraints import one_of
from editorial.history import tracked
from meetings.models.meeting import Meeting
from meetings.querysets import ParticipationQuerySet
from parties.models import Party, Position


class Role(models.TextChoices):
    """What the party did at the meeting."""

    HOST = "host", _("host")
    CHAIR = "chair", _("chair")
    MEDIATOR = "mediator", _("mediator")
    PARTICIPANT = "participant", _("participant")
    OBSERVER = "observer", _("observer")
    SIGNATORY = "signatory", _("signatory")
    GUARANTOR = "guarantor", _("guarantor")


class Presence(models.TextChoices):
    """In the room or not, and how."""

    PRESENT = "present", _("present")
    REMOTE = "remote", _("took part remotely")
    APART = "apart", _("took part, never in one room")
    EXPECTED = "expected", _("expected")
    INVITED_ABSENT = "invited_absent", _("invited, absent")
    REFUSED = "refused", _("refused to come")
    WALKED_OUT = "walked_out", _("walked out")
    REPRESENTED = "represented", _("represented by another")
    DENIED = "denied", _("denied having taken part")


ATTENDED = (
    Presence.PRESENT,
    Presence.REMOTE,
    Presence.APART,
    Presence.WALKED_OUT,
)


@tracked()
class Participation(models.Model):
    """One party (or a placeholder such as "five officers") at one meeting."""

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="participations"
    )
    party = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=_("party"),
        help_text=_("Type a name in any script. Example: “Haftar”, “حفتر”."),
    )
    placeholder = models.CharField(
        _("or unnamed"),
        max_length=200,
        blank=True,
        help_text=_("For participants without a name. Example: “five officers”."),
    )
    min_count = models.PositiveSmallIntegerField(
        _("at least"), null=True, blank=True, help_text=_("Persons. Example: “5”.")
    )
    max_count = models.PositiveSmallIntegerField(
        _("at most"), null=True, blank=True, help_text=_("Persons. Example: “5”.")
    )
    role = models.CharField(
        _("role"),
        max_length=12,
        choices=Role.choices,
        default=Role.PARTICIPANT,
        help_text=_("“Host” received the others or chaired; a call has no host."),
    )
    presence = models.CharField(
        _("presence"),
        max_length=15,
        choices=Presence.choices,
        default=Presence.PRESENT,
        help_text=_("“Took part, never in one room” for delegations kept apart."),
    )
    capacity = models.ForeignKey(
        Position,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=_("office"),
        help_text=_(
            "The office held on the meeting's date. Left empty, it is filled in when"
            " the person held exactly one."
            " Example: “Minister of Defence”."
        ),
    )
    capacity_as_reported = models.CharField(
        _("office as reported"),
        max_length=300,
        blank=True,
        help_text=_("As the report puts it. Example: “commander of the LNA”."),
    )
    on_behalf_of = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="represented",
        verbose_name=_("on behalf of"),
        help_text=_("Whom the person represented. Example: “Libyan National Army”."),
    )
    name_as_reported = models.CharField(
        _("name as reported"),
        max_length=200,
        blank=True,
        help_text=_("As spelt in the report. Example: “Khalifa Hifter”."),
    )
    listed_order = models.PositiveSmallIntegerField(
        _("order"),
        default=0,
        help_text=_("Order in the report: 0, 1, 2 … Example: “0” for the first."),
    )

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        ordering = ("listed_order", "pk")
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [
            models.UniqueConstraint(
                fields=("meeting", "party"),
                name="participation_once",
                violation_error_message=_("This party is listed already."),
            ),
            models.CheckConstraint(
                condition=Q(party__isnull=False) | ~Q(placeholder=""),
                name="participation_names_somebody",
                violation_error_message=_("Choose a party or describe the unnamed."),
            ),
            models.CheckConstraint(
                condition=Q(min_count__isnull=True)
                | Q(max_count__isnull=True)
                | Q(min_count__lte=F("max_count")),
                name="participation_counts",
                violation_error_message=_("“At least” exceeds “at most”."),
            ),
            one_of("participation", "presence", Presence),
            one_of("participation", "role", Role),
        ]

    def __str__(self) -> str:
        return str(self.party) if self.party else self.placeholder

    @property
    def attended(self) -> bool:
        """Say whether the party was there (present, remote, apart, walked out)."""
        return self.presence in ATTENDED

    def clean(self) -> None:
        """Refuse an office of somebody else."""
        if self.capacity and self.capacity.person_id != self.party_id:
            raise ValidationError(
                {"capacity": _("This office belongs to another person.")}
            )
