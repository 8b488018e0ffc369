"""Facts on which sources differ."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from editorial.history import tracked
from editorial.models import Record
from editorial.querysets import parts_of
from meetings.models.agreement import Agreement
from meetings.models.meeting import Meeting
from meetings.models.statement import Statement
from sources.models import Citation, citation_constraints, quote_is_verbatim

THROUGH = ("meeting", "agreement", "statement")


def _exactly_one() -> Q:
    condition = Q()
    for chosen in THROUGH:
        condition |= Q(**{f"{name}__isnull": name != chosen for name in THROUGH})
    return condition


@tracked()
class Contention(Record):
    """A field of one record for which several values are reported."""

    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="contentions",
        verbose_name=_("meeting"),
        help_text=_(
            "The meeting whose date, place or else is contested."
            " Example: “Berlin Conference on Libya”."
        ),
    )
    agreement = models.ForeignKey(
        Agreement,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="contentions",
        verbose_name=_("agreement"),
        help_text=_(
            "The agreement, when a fact of it is contested."
            " Example: “Permanent ceasefire agreement”."
        ),
    )
    statement = models.ForeignKey(
        Statement,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="contentions",
        verbose_name=_("statement"),
        help_text=_(
            "The statement, when a fact of it is contested. Example: “Ghassan Salamé”."
        ),
    )
    field = models.CharField(
        _("field"),
        max_length=50,
        help_text=_("The fact in dispute. Examples: “date”, “places”, “status”."),
    )
    note = models.TextField(
        _("note"),
        blank=True,
        help_text=_(
            "Who differs, in one sentence. Example: “Two agencies give different days.”"
        ),
    )

    objects = parts_of(*THROUGH).as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("contested fact")
        verbose_name_plural = _("contested facts")
        constraints = [
            models.CheckConstraint(condition=_exactly_one(), name="contention_of_one")
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.note}"[:100]


@tracked()
class ContendedValue(models.Model):
    """One of the reported values."""

    contention = models.ForeignKey(
        Contention, on_delete=models.CASCADE, related_name="values"
    )
    text = models.CharField(
        _("value"), max_length=500, help_text=_("As reported. Example: “2017-03-29”.")
    )
    parsed = models.CharField(
        _("value as stored"),
        max_length=200,
        blank=True,
        help_text=_(
            "The value in the field's own form, when it has one. Example: “2017-03-29”."
        ),
    )
    preferred = models.BooleanField(
        _("preferred"),
        default=False,
        help_text=_(
            "Tick the value that the record itself shows."
            " Example: ticked for the day that stands in the date."
        ),
    )
    position = models.PositiveSmallIntegerField(
        _("order"),
        default=0,
        help_text=_("0 for the first value, then 1, 2 … Example: “0”."),
    )

    objects = parts_of(*(f"contention__{name}" for name in THROUGH)).as_manager()

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("contested value")
        verbose_name_plural = _("contested values")

    def __str__(self) -> str:
        return self.text


@tracked()
class ContendedValueCitation(Citation):
    """A citation for one of the reported values."""

    value = models.ForeignKey(
        ContendedValue, on_delete=models.CASCADE, related_name="citations"
    )

    objects = parts_of(*(f"value__contention__{name}" for name in THROUGH)).as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        constraints = citation_constraints("contendedvaluecitation")
        triggers = [quote_is_verbatim()]
