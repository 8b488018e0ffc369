"""Processes (the tracks of diplomacy) and topics."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from editorial.constraints import one_of
from editorial.fields import FoldedField
from editorial.history import tracked
from editorial.models import OldSlug, Record, Reviewable, SlugField
from editorial.querysets import parts_of
from editorial.triggers import (
    frozen_slug,
    last_citation_stays,
    published_needs_citation,
)
from meetings.models.place import tree_problem
from meetings.querysets import ProcessQuerySet, TreeQuerySet
from parties.models import Name, Party, Tenure
from sources.models import Citation, citation_constraints, quote_is_verbatim

ROOT_TABLES = ("meetings_process", "meetings_processcitation", "process_id")


class ProcessKind(models.TextChoices):
    """What a process is about."""

    POLITICAL = "political", _("political")
    MILITARY = "military", _("military")
    ECONOMIC = "economic", _("economic")
    CONSTITUTIONAL = "constitutional", _("constitutional")
    LOCAL = "local", _("local reconciliation")
    HUMANITARIAN = "humanitarian", _("humanitarian")
    INTERNATIONAL = "international", _("international format")


@tracked("span", "folded", "skeleton")
class Process(Tenure, Reviewable):
    """A negotiation or format that holds meetings together; may have a parent."""

    name = models.CharField(
        _("name"), max_length=200, help_text=_("Example: “Berlin process”.")
    )
    folded = FoldedField(source="name", fold="fold")
    skeleton = FoldedField(source="name", fold="skeleton")
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=ProcessKind.choices,
        help_text=_("What it mostly deals with. Example: “military” for 5+5."),
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
        help_text=_("The wider process. Example: “UN process” for the 5+5 talks."),
    )
    summary = models.TextField(
        _("summary"),
        blank=True,
        help_text=_(
            "What it is, in one or two sentences."
            " Example: “Talks of five officers from each side.”"
        ),
    )

    objects = ProcessQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        verbose_name = _("process")
        verbose_name_plural = _("processes")
        triggers = [frozen_slug(), published_needs_citation(*ROOT_TABLES)]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=Reviewable.State.values), name="process_state"
            ),
            one_of("process", "kind", ProcessKind),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse an end before the beginning and a circle of parents."""
        super().clean()
        problem = tree_problem(self)
        if problem:
            raise ValidationError({"parent": problem})

    def missing_parts(self) -> list[str]:
        """Name the citation when there is none."""
        if self.citations.exists():
            return []
        return [_now("citations: a published process needs a citation.")]


part_of_process = parts_of("process")


@tracked("folded", "skeleton")
class ProcessName(Name):
    """A process's name in another language."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="names")

    objects = part_of_process.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("name")
        verbose_name_plural = _("names")


@tracked()
class ProcessSponsor(models.Model):
    """A party that convenes or sponsors a process."""

    process = models.ForeignKey(
        Process, on_delete=models.CASCADE, related_name="sponsors"
    )
    party = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        related_name="sponsored_processes",
        verbose_name=_("sponsor"),
        help_text=_("Example: “UN Support Mission in Libya”."),
    )
    position = models.PositiveSmallIntegerField(
        _("order"),
        default=0,
        help_text=_("0 for the first sponsor, then 1, 2 … Example: “0”."),
    )

    objects = parts_of("process", "party").as_manager()

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("sponsor")
        verbose_name_plural = _("sponsors")
        constraints = [
            models.UniqueConstraint(fields=("process", "party"), name="sponsor_once")
        ]

    def __str__(self) -> str:
        return str(self.party)


@tracked()
class ProcessOldSlug(OldSlug):
    """A former address name of a process."""

    record = models.ForeignKey(
        Process, on_delete=models.CASCADE, related_name="old_slugs"
    )


@tracked()
class ProcessCitation(Citation):
    """A citation for a process."""

    process = models.ForeignKey(
        Process, on_delete=models.CASCADE, related_name="citations"
    )

    objects = part_of_process.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        constraints = citation_constraints("processcitation")
        triggers = [quote_is_verbatim(), last_citation_stays(*ROOT_TABLES)]


@tracked("folded", "skeleton")
class Topic(Record):
    """What a meeting was about, in two levels."""

    slug = SlugField(
        _("address name"),
        unique=True,
        help_text=_("The name in filters. Example: “arms-embargo”."),
    )
    name = models.CharField(
        _("name"), max_length=200, help_text=_("Example: “Arms embargo”.")
    )
    folded = FoldedField(source="name", fold="fold")
    skeleton = FoldedField(source="name", fold="skeleton")
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("upper topic"),
        help_text=_("Empty for an upper topic. Example: “Security”."),
    )
    description = models.TextField(
        _("description"),
        blank=True,
        help_text=_(
            "What belongs here and what not."
            " Example: “Supply and inspection of arms; not their use.”"
        ),
    )

    objects = TreeQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Keep topics to two levels."""
        problem = tree_problem(self)
        if problem is None and self.parent is not None and self.parent.parent_id:
            problem = _now("Topics have two levels: choose an upper topic.")
        if problem:
            raise ValidationError({"parent": problem})


@tracked("folded", "skeleton")
class TopicName(Name):
    """A topic's name in another language."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="names")

    class Meta:
        ordering = ("pk",)
        verbose_name = _("name")
        verbose_name_plural = _("names")
