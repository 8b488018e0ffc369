"""Accounts, and the base of every record that is reviewed before it is public."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """An account. Roles are groups; see editorial/roles.py."""


class ReviewState(models.TextChoices):
    """Is the record published (not: did the meeting happen)."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    PUBLISHED = "published", _("published")
    RETRACTED = "retracted", _("retracted")


validate_slug = RegexValidator(
    r"\A[a-z0-9]+(-[a-z0-9]+)*\Z",
    _("Use lower-case Latin letters, digits and single hyphens, for example “haftar”."),
)


class SlugField(models.CharField[str, str]):
    """The public identifier in addresses: lower-case words joined by hyphens."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 120)
        super().__init__(*args, **kwargs)
        self.validators = [*self.validators, validate_slug]


class Record(models.Model):
    """Anything that people edit and that the dataset may have brought.

    `version` grows with every edit; a write must name the version it was based on.
    The dataset columns say what the loader wrote: a higher version means that
    people have edited the record since, and the loader leaves it alone.
    """

    version = models.PositiveIntegerField(default=1, editable=False)
    dataset_id = models.CharField(
        max_length=200, null=True, blank=True, unique=True, editable=False
    )
    dataset_version = models.PositiveIntegerField(null=True, editable=False)
    dataset_fingerprint = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True


class Reviewable(Record):
    """A root record: its child rows inherit its state and version."""

    State: ClassVar[type[ReviewState]] = ReviewState

    slug = SlugField(
        _("address name"),
        unique=True,
        help_text=_(
            "The name in the public address, fixed once published."
            " Example: “2020-02-19-shoigu-haftar-moscow”."
        ),
    )
    state = models.CharField(
        _("review state"),
        max_length=10,
        choices=ReviewState.choices,
        default=ReviewState.DRAFT,
        editable=False,
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("created by"),
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now_add=True)
    first_published_at = models.DateTimeField(
        _("first published at"), null=True, editable=False
    )
    verified = models.BooleanField(
        _("verified"),
        default=True,
        help_text=_(
            "Untick when a fact, usually the day, rests on general knowledge and not"
            " on a cited report. Readers see a visible mark."
            " Example: unticked when the day is counted, not reported."
        ),
    )
    verification_note = models.TextField(
        _("what is unverified"),
        blank=True,
        help_text=_(
            "Shown to readers of an unverified record. Example: “The page names the"
            " weekday only; the day was counted from its date.”"
        ),
    )
    editor_note = models.TextField(
        _("editor's note"),
        blank=True,
        help_text=_(
            "What a later editor should know; readers never see it. Example: “Asked"
            " the outlet for the list of delegates on 3 March.”"
        ),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse a slug under which another record was known: it redirects for ever."""
        old_slugs: Any = self._meta.get_field("old_slugs").related_model
        former = old_slugs._default_manager.filter(slug=self.slug)
        if former.exclude(record=self.pk).exists():
            raise ValidationError(
                {"slug": _("This is the former address name of another record.")}
            )

    @property
    def is_published(self) -> bool:
        """Say whether the public may see the record."""
        return self.state == ReviewState.PUBLISHED

    def problems(self) -> list[str]:
        """List what contradicts itself inside the record, in words for the editor."""
        return []

    def doubts(self) -> list[str]:
        """List what an editor should look at again; it stops nothing."""
        return []

    def missing_parts(self) -> list[str]:
        """List parts that a published record must have and this one lacks."""
        return []

    def published_dependents(self) -> list[str]:
        """List published records that refer to this one, in words for the editor."""
        from editorial.references import published_referrers

        return published_referrers(self)


class OldSlug(models.Model):
    """A former address name; it answers with a redirect for ever.

    Concrete tables add the foreign key `record` to their root.
    """

    slug = SlugField(
        _("former address name"),
        unique=True,
        help_text=_("Readers of the old address are sent here. Example: “hifter”."),
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.slug

    def clean(self) -> None:
        """Refuse a slug that a record has today."""
        root: Any = self._meta.get_field("record").related_model
        if root._base_manager.filter(slug=self.slug).exists():
            raise ValidationError({"slug": _("A record has this address name today.")})


class SavedView(models.Model):
    """A short code that stands for ever for a list of the site with its filters.

    It belongs to nobody and shows nothing by itself: whoever follows it sees what the
    list shows to him.
    """

    code = models.CharField(_("code"), max_length=8, unique=True)
    address = models.CharField(
        _("address"),
        max_length=2000,
        unique=True,
        help_text=_("Path and query without the language: “/meetings/?party=haftar”."),
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    def __str__(self) -> str:
        return self.code


class NamedView(models.Model):
    """A saved view as one account keeps it, under a name of its own."""

    view = models.ForeignKey(
        SavedView,
        on_delete=models.CASCADE,
        related_name="named",
        verbose_name=_("saved view"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="named_views",
        verbose_name=_("account"),
    )
    name = models.CharField(_("name"), max_length=120)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        ordering = ("name", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "view"],
                name="one_name_for_a_view",
                violation_error_message=_("You have named this view already."),
            )
        ]

    def __str__(self) -> str:
        return self.name
