"""What holds for a party over time: offices, relations, sides; and its citations."""

from __future__ import annotations

from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from editorial.constraints import one_of
from editorial.fields import EdtfBoundField, EdtfField, span_of
from editorial.history import tracked
from editorial.triggers import cited_needs_citation
from parties.models.party import Party, PartyKind
from parties.querysets import part_of_party
from sources.models import (
    Citation,
    citation_constraints,
    quote_is_verbatim,
)


class Tenure(models.Model):
    """Something that holds from a date to a date; either may be unknown."""

    start = EdtfField(
        _("from"),
        blank=True,
        help_text=_("First day. Example: “2015-03-02”; empty when unknown."),
    )
    start_earliest = EdtfBoundField(source="start", bound="earliest")
    start_latest = EdtfBoundField(source="start", bound="latest")
    end = EdtfField(
        _("to"),
        blank=True,
        help_text=_("Last day. Example: “2021-03-15”; empty when unknown or lasting."),
    )
    end_earliest = EdtfBoundField(source="end", bound="earliest")
    end_latest = EdtfBoundField(source="end", bound="latest")
    span = span_of("start_earliest", "end_latest")

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse an end before the beginning."""
        from parties.consistency import check_order

        super().clean()
        check_order(self.start, self.end)


class PositionStatus(models.TextChoices):
    """How firmly an office is held."""

    REGULAR = "regular", _("regular")
    ACTING = "acting", _("acting")
    CONTESTED = "contested", _("contested")
    CLAIMED = "claimed", _("claimed")


@tracked("span")
class Position(Tenure):
    """An office that a person holds in an organisation, from a date to a date.

    Overlapping and contested tenures are normal and never refused.
    """

    person = models.ForeignKey(
        Party,
        on_delete=models.CASCADE,
        related_name="positions",
        limit_choices_to={"kind": PartyKind.PERSON},
        verbose_name=_("person"),
        help_text=_("Who holds the office. Example: “Sergei Shoigu”."),
    )
    organisation = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        related_name="offices",
        verbose_name=_("organisation"),
        help_text=_("Where. Example: “Ministry of Defence of Russia”."),
    )
    title = models.CharField(
        _("title"), max_length=200, help_text=_("Example: “Minister of Defence”.")
    )
    title_ar = models.CharField(
        _("title in Arabic"),
        max_length=200,
        blank=True,
        help_text=_(
            "What Arabic pages say instead; empty leaves the English title."
            " Example: “وزير الدفاع”."
        ),
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=PositionStatus.choices,
        default=PositionStatus.REGULAR,
        help_text=_("“Contested” when another claims the same office at the time."),
    )

    objects = part_of_party("person", "organisation").as_manager()

    class Meta:
        ordering = (F("start_earliest").desc(nulls_last=True), "pk")
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        indexes = [GistIndex(fields=["span"], name="position_span")]
        constraints = [one_of("position", "status", PositionStatus)]

    def __str__(self) -> str:
        return f"{self.person}: {self.title}, {self.organisation}"


class RelationKind(models.TextChoices):
    """How one organisation stands to another."""

    PART_OF = "part_of", _("part of")
    MINISTRY_OF = "ministry_of", _("ministry of")
    SUCCESSOR_OF = "successor_of", _("successor of")
    COMMAND_OF = "command_of", _("command of")
    ALIGNED_WITH = "aligned_with", _("aligned with")
    RECOGNISED_BY = "recognised_by", _("recognised by")
    MEMBER_OF = "member_of", _("member of")


UPWARD_KINDS = (RelationKind.PART_OF, RelationKind.MINISTRY_OF)


@tracked("span")
class Relation(Tenure):
    """A dated relation from one party to another."""

    source = models.ForeignKey(
        Party,
        on_delete=models.CASCADE,
        related_name="relations",
        verbose_name=_("party"),
    )
    kind = models.CharField(
        _("relation"),
        max_length=15,
        choices=RelationKind.choices,
        help_text=_("Example: Ministry of Defence of Russia “ministry of” Russia."),
    )
    target = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        related_name="relations_to",
        verbose_name=_("to"),
        help_text=_("The other party. Example: “Russia”."),
    )

    objects = part_of_party("source", "target").as_manager()

    class Meta:
        ordering = ("kind", "pk")
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        constraints = [
            models.CheckConstraint(
                condition=~Q(source=F("target")),
                name="relation_to_another",
                violation_error_message=_("A party cannot be related to itself."),
            ),
            one_of("relation", "kind", RelationKind),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.get_kind_display()} {self.target}"


class Side(models.TextChoices):
    """The side a party stands on at a date; an editorial reading, neutrally worded."""

    WEST = "west", _("Western Libya")
    EAST = "east", _("Eastern Libya")
    NEUTRAL = "neutral", _("Libyan, no camp")
    UN = "un", _("United Nations")
    REGIONAL = "regional", _("Regional states")
    GLOBAL = "global", _("Global powers")
    OTHER = "other", _("Other")


class AlignmentBasis(models.TextChoices):
    """What an alignment rests on."""

    CITED = "cited", _("cited")
    EDITORIAL = "editorial", _("editorial judgement")


@tracked("span")
class Alignment(Tenure):
    """The side of a party, from a date to a date: sides change."""

    party = models.ForeignKey(
        Party, on_delete=models.CASCADE, related_name="alignments"
    )
    side = models.CharField(
        _("side"),
        max_length=10,
        choices=Side.choices,
        help_text=_("Example: “Eastern Libya” for the House of Representatives."),
    )
    basis = models.CharField(
        _("basis"),
        max_length=10,
        choices=AlignmentBasis.choices,
        default=AlignmentBasis.EDITORIAL,
        help_text=_("“Cited” needs a citation of this alignment below."),
    )

    objects = part_of_party().as_manager()

    class Meta:
        ordering = (F("start_earliest").asc(nulls_first=True), "pk")
        verbose_name = _("alignment")
        verbose_name_plural = _("alignments")
        indexes = [GistIndex(fields=["span"], name="alignment_span")]
        constraints = [
            one_of("alignment", "side", Side),
            one_of("alignment", "basis", AlignmentBasis),
        ]
        triggers = [cited_needs_citation()]

    def __str__(self) -> str:
        return f"{self.party}: {self.get_side_display()}"


@tracked()
class PartyCitation(Citation):
    """A citation for a party, or for one of its offices or alignments."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="citations")
    position = models.ForeignKey(
        Position,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="citations",
        verbose_name=_("office"),
        help_text=_(
            "Choose an office when the report supports it."
            " Example: “Minister of Defence”."
        ),
    )
    alignment = models.ForeignKey(
        Alignment,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="citations",
        verbose_name=_("alignment"),
        help_text=_(
            "Choose an alignment when the report supports it. Example: “Eastern Libya”."
        ),
    )

    objects = part_of_party().as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        constraints = citation_constraints("partycitation")
        triggers = [quote_is_verbatim()]
