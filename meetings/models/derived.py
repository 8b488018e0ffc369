"""Rows that follow from others; dropping and rebuilding them loses nothing."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.querysets import parts_of
from meetings.models.meeting import Meeting
from meetings.models.participation import Participation
from parties.models import Party


class Via(models.TextChoices):
    """Why a party is counted with a meeting."""

    DIRECT = "direct", _("took part itself")
    CAPACITY = "capacity", _("through an office")
    ON_BEHALF_OF = "on_behalf_of", _("represented")
    PART_OF = "part_of", _("through a body that belongs to it")


class PartyMeeting(models.Model):
    """One reason why a party belongs to a meeting, through one participation."""

    binds_publication = False

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="party_meetings"
    )
    party = models.ForeignKey(
        Party, on_delete=models.CASCADE, related_name="party_meetings"
    )
    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="party_meetings"
    )
    via = models.CharField(max_length=12, choices=Via.choices)
    attended = models.BooleanField()
    date_earliest = models.DateField(null=True)
    date_latest = models.DateField(null=True)

    objects = parts_of("meeting", "party").as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("meeting", "party", "participation", "via"),
                name="partymeeting_once",
            )
        ]
        indexes = [
            models.Index(
                fields=("party", "via", "attended", "meeting"), name="partymeeting_find"
            )
        ]

    def __str__(self) -> str:
        return f"{self.party_id} – {self.meeting_id} ({self.via})"


class SearchDocument(models.Model):
    """The searchable words of one record of any kind."""

    kind = models.CharField(max_length=12)
    object_id = models.BigIntegerField()
    words = SearchVectorField()
    sort_date = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("kind", "object_id"), name="document_once")
        ]
        indexes = [GinIndex(fields=["words"], name="document_words")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class NetworkPlace(models.Model):
    """Where a party stands in the picture of the network, kept from one to the next."""

    binds_publication = False

    party = models.ForeignKey(
        Party, on_delete=models.CASCADE, related_name="network_places"
    )
    bodies = models.BooleanField()
    x = models.FloatField()
    y = models.FloatField()

    objects = parts_of("party").as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("party", "bodies"), name="networkplace_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.party_id}: {self.x}, {self.y}"
