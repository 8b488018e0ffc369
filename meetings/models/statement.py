"""What was said."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from editorial.constraints import one_of
from editorial.fields import EdtfBoundField, EdtfField, span_of
from editorial.history import tracked
from editorial.models import OldSlug, Reviewable
from editorial.querysets import parts_of
from editorial.triggers import (
    frozen_slug,
    last_citation_stays,
    published_needs_citation,
)
from meetings.models.agreement import Agreement
from meetings.models.meeting import Meeting
from meetings.querysets import StatementQuerySet
from parties.models import Party, Position
from sources.models import (
    LANGUAGE_HELP,
    Citation,
    citation_constraints,
    quote_is_verbatim,
)

ROOT_TABLES = ("meetings_statement", "meetings_statementcitation", "statement_id")


class StatementKind(models.TextChoices):
    """In what form it was said."""

    PRESS_STATEMENT = "press_statement", _("press statement")
    COMMUNIQUE = "communique", _("communiqué")
    ANNOUNCEMENT = "announcement", _("announcement")
    SPEECH = "speech", _("speech")
    INTERVIEW = "interview", _("interview")
    BRIEFING = "briefing", _("briefing")


class Stance(models.TextChoices):
    """How the speaker stands to the matter."""

    SUPPORTS = "supports", _("supports")
    OPPOSES = "opposes", _("opposes")
    REJECTS = "rejects", _("rejects")
    CONFIRMS = "confirms", _("confirms")
    SUSPENDS = "suspends", _("suspends")
    ANNOUNCES = "announces", _("announces")
    CALLS_FOR = "calls_for", _("calls for")


@tracked("span")
class Statement(Reviewable):
    """One statement, in own words, with the original when known."""

    date = EdtfField(_("date"), help_text=_("EDTF. Example: “2020-02-18”."))
    date_earliest = EdtfBoundField(source="date", bound="earliest")
    date_latest = EdtfBoundField(source="date", bound="latest")
    span = span_of("date_earliest", "date_latest")
    sort_date = models.GeneratedField(
        expression=Coalesce(F("date_earliest"), F("date_latest")),
        output_field=models.DateField(),
        db_persist=True,
    )
    speaker = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name=_("speaker"),
        help_text=_(
            "The person who spoke; empty when a body spoke as such."
            " Example: “Ghassan Salamé”."
        ),
    )
    capacity = models.ForeignKey(
        Position,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name=_("office"),
        help_text=_("The office held on that date. Example: “Foreign Minister”."),
    )
    on_behalf_of = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statements_made_for_it",
        verbose_name=_("on behalf of"),
        help_text=_("For whom. Example: “Government of National Accord”."),
    )
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=StatementKind.choices,
        help_text=_("Example: “press statement”."),
    )
    stance = models.CharField(
        _("stance"),
        max_length=12,
        choices=Stance.choices,
        help_text=_("Example: “suspends” for suspending participation in talks."),
    )
    gist = models.TextField(
        _("gist"),
        help_text=_(
            "What was said, in own words, one or two sentences."
            " Example: “He called on both sides to keep the truce.”"
        ),
    )
    original_text = models.TextField(
        _("original words"),
        blank=True,
        help_text=_(
            "The speaker's own words, if known, at most 300 characters."
            " Example: “There is no military solution.”"
        ),
        max_length=300,
    )
    original_lang = models.CharField(
        _("language of the original"),
        max_length=20,
        blank=True,
        help_text=LANGUAGE_HELP,
    )
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name=_("about the meeting"),
        help_text=_(
            "The meeting the statement is about, if any."
            " Example: “Berlin Conference on Libya”."
        ),
    )
    agreement = models.ForeignKey(
        Agreement,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name=_("about the agreement"),
        help_text=_(
            "The agreement the statement is about, if any."
            " Example: “Permanent ceasefire agreement”."
        ),
    )

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ("-sort_date", "-pk")
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        triggers = [frozen_slug(), published_needs_citation(*ROOT_TABLES)]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=Reviewable.State.values), name="statement_state"
            ),
            one_of("statement", "kind", StatementKind),
            one_of("statement", "stance", Stance),
            models.CheckConstraint(
                condition=Q(speaker__isnull=False) | Q(on_behalf_of__isnull=False),
                name="statement_has_speaker",
                violation_error_message=_("Name the speaker or on whose behalf."),
            ),
        ]

    def __str__(self) -> str:
        who = self.speaker or self.on_behalf_of
        return f"{who}: {self.gist}"[:120]

    def clean(self) -> None:
        """Refuse an office of somebody else."""
        super().clean()
        if self.capacity and self.capacity.person_id != self.speaker_id:
            raise ValidationError(
                {"capacity": _("This office belongs to another person.")}
            )

    def doubts(self) -> list[str]:
        """List an office or a date that deserves a second look."""
        from meetings.doubts import doubts_of_statement

        return doubts_of_statement(self)

    def missing_parts(self) -> list[str]:
        """Name the citation when there is none."""
        if self.citations.exists():
            return []
        return [_now("citations: a published statement needs a citation.")]


@tracked()
class StatementOldSlug(OldSlug):
    """A former address name of a statement."""

    record = models.ForeignKey(
        Statement, on_delete=models.CASCADE, related_name="old_slugs"
    )


@tracked()
class StatementCitation(Citation):
    """A citation for a statement."""

    statement = models.ForeignKey(
        Statement, on_delete=models.CASCADE, related_name="citations"
    )

    objects = parts_of("statement").as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        constraints = citation_constraints("statementcitation")
        triggers = [quote_is_verbatim(), last_citation_stays(*ROOT_TABLES)]
