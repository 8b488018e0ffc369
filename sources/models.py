"""Outlets, their reports, and the citations that tie a claim to a report's words."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from editorial.constraints import one_of
from editorial.countries import validate_country
from editorial.fields import EdtfBoundField, EdtfField, span_of
from editorial.history import tracked
from editorial.models import Record, SlugField

COUNTRY_HELP = _(
    "Two-letter country code (ISO 3166-1), or empty. Example: “LY” for Libya."
)
LANGUAGE_HELP = _("Language code (BCP 47). Examples: “en”, “ar”, “ru”, “fr”.")


class OutletKind(models.TextChoices):
    """What kind of publisher an outlet is."""

    STATE_MEDIA = "state_media", _("state media")
    GOVERNMENT = "government", _("government")
    UN = "un", _("United Nations")
    WIRE = "wire", _("news agency")
    NEWSPAPER = "newspaper", _("newspaper")
    BROADCASTER = "broadcaster", _("broadcaster")
    MONITOR = "monitor", _("monitor")
    THINK_TANK = "think_tank", _("think tank")
    ENCYCLOPAEDIA = "encyclopaedia", _("encyclopaedia")
    BLOG = "blog", _("blog")
    OTHER = "other", _("other")


class Reliability(models.TextChoices):
    """The Admiralty scale for a source: A to F, empty when not graded."""

    A = "A", _("A: completely reliable")
    B = "B", _("B: usually reliable")
    C = "C", _("C: fairly reliable")
    D = "D", _("D: not usually reliable")
    E = "E", _("E: unreliable")
    F = "F", _("F: cannot be judged")


@tracked()
class Outlet(Record):
    """Who publishes reports."""

    slug = SlugField(
        _("address name"),
        unique=True,
        help_text=_("The name in addresses and exports. Example: “libya-observer”."),
    )
    name = models.CharField(
        _("name"), max_length=200, help_text=_("As it calls itself: “Libya Observer”.")
    )
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=OutletKind.choices,
        help_text=_("Choose “state media” only where the state owns or directs it."),
    )
    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        validators=[validate_country],
        help_text=COUNTRY_HELP,
    )
    language = models.CharField(
        _("language"), max_length=20, blank=True, help_text=LANGUAGE_HELP
    )
    reliability = models.CharField(
        _("reliability"),
        max_length=1,
        blank=True,
        choices=Reliability.choices,
        help_text=_("Admiralty scale, empty when not graded. Example: “B”."),
    )

    class Meta:
        ordering = ("name", "pk")
        verbose_name = _("outlet")
        verbose_name_plural = _("outlets")
        constraints = [
            one_of("outlet", "kind", OutletKind),
            one_of("outlet", "reliability", Reliability, or_empty=True),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class OutletHost(models.Model):
    """A host name of an outlet: tells the outlet from a report's address."""

    outlet = models.ForeignKey(
        Outlet, on_delete=models.CASCADE, related_name="hosts", verbose_name=_("outlet")
    )
    host = models.CharField(
        _("host"),
        max_length=255,
        unique=True,
        help_text=_("Without “http” and “www”. Example: “libyaobserver.ly”."),
    )

    class Meta:
        ordering = ("host",)
        verbose_name = _("host")
        verbose_name_plural = _("hosts")

    def __str__(self) -> str:
        return self.host


@tracked("text", "span")
class Report(Record):
    """One published text. Its words are stored once and never change."""

    slug = SlugField(unique=True, editable=False)
    outlet = models.ForeignKey(
        Outlet,
        on_delete=models.PROTECT,
        related_name="reports",
        verbose_name=_("outlet"),
        help_text=_("Who published the page. Example: “Libya Observer”."),
    )
    agency = models.ForeignKey(
        Outlet,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="carried_reports",
        verbose_name=_("agency"),
        help_text=_("Whose text the page carries, if another's. Example: “Reuters”."),
    )
    url = models.URLField(
        _("address"),
        max_length=1000,
        validators=[URLValidator(schemes=["http", "https"])],
        unique=True,
        null=True,
        blank=True,
        help_text=_(
            "The page's address; one report per address."
            " Example: “https://libyaobserver.ly/news/…”."
        ),
    )
    title = models.CharField(
        _("title"),
        max_length=500,
        blank=True,
        help_text=_(
            "The headline as printed, in its own language."
            " Example: “Шойгу встретился с Хафтаром”."
        ),
    )
    byline = models.CharField(
        _("byline"),
        max_length=200,
        blank=True,
        help_text=_("Author as printed. Example: “Staff writer”."),
    )
    published = EdtfField(
        _("published"),
        blank=True,
        help_text=_("Publication date. Example: “2020-02-19”. Empty when unknown."),
    )
    published_earliest = EdtfBoundField(source="published", bound="earliest")
    published_latest = EdtfBoundField(source="published", bound="latest")
    span = span_of("published_earliest", "published_latest")
    retrieved = models.DateField(
        _("retrieved"),
        null=True,
        blank=True,
        help_text=_("The day on which the page was read. Example: “2026-11-23”."),
    )
    lang = models.CharField(
        _("language"), max_length=20, blank=True, help_text=LANGUAGE_HELP
    )
    text = models.TextField(  # noqa: DJ001 - null says that no text is stored
        _("text"),
        null=True,
        blank=True,
        help_text=_(
            "The report's words, pasted once; afterwards they never change, because"
            " citations point into them. Readers never see this text."
            " Example: the whole article, from headline to last line."
        ),
    )
    sha256 = models.CharField(  # noqa: DJ001 - null when there is no text
        max_length=64, null=True, blank=True, editable=False
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        ordering = ("-published_earliest", "-pk")
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.CheckConstraint(
                condition=Q(text__isnull=True, sha256__isnull=True)
                | Q(text__isnull=False, sha256__isnull=False),
                name="report_text_with_hash",
            ),
            models.CheckConstraint(
                condition=Q(url__isnull=False) | Q(text__isnull=False),
                name="report_has_address_or_text",
                violation_error_message=_(
                    "Give the address or the text of the report."
                ),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="text_is_final",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__text__isnull=False)
                & (
                    pgtrigger.Q(old__text__df=pgtrigger.F("new__text"))
                    | pgtrigger.Q(old__sha256__df=pgtrigger.F("new__sha256"))
                ),
                func=(
                    "RAISE EXCEPTION 'the text of a report never changes'"
                    " USING ERRCODE = 'check_violation';"
                ),
            ),
            pgtrigger.Trigger(
                name="hash_is_of_text",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__text__isnull=False),
                func=(
                    "IF NEW.sha256 IS DISTINCT FROM"
                    " encode(sha256(convert_to(NEW.text, 'UTF8')), 'hex') THEN"
                    " RAISE EXCEPTION 'sha256 is not the hash of the text'"
                    " USING ERRCODE = 'check_violation'; END IF; RETURN NEW;"
                ),
            ),
        ]

    def __str__(self) -> str:
        label = self.title or self.url or self.slug
        # A form shows what was typed, which may lack the outlet.
        outlet = f"{self.outlet.name}: " if self.outlet_id else ""
        return f"{outlet}{label}"[:200]


class Relation(models.TextChoices):
    """How the cited words bear on the claim."""

    SUPPORTS = "supports", _("supports")
    CONTRADICTS = "contradicts", _("contradicts")
    MENTIONS = "mentions", _("mentions")
    CORRECTS = "corrects", _("corrects")


class Citation(models.Model):
    """A claim tied to a report, at best to its words.

    Concrete tables add the foreign key to what is cited. Quote, start and end are
    all empty or all set; then `report.text[start:end] == quote` in code points.
    """

    report = models.ForeignKey(
        Report,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("report"),
        help_text=_(
            "Type part of the title or the address. Example: “tass.com/politics”."
        ),
    )
    field = models.CharField(
        _("supports the field"),
        max_length=100,
        blank=True,
        help_text=_(
            "Which fact the report supports; empty for the record as a whole."
            " Examples: “date”, “places”, “participations”."
        ),
    )
    quote = models.TextField(  # noqa: DJ001 - null says that nothing is quoted
        _("quote"),
        null=True,
        blank=True,
        help_text=_(
            "The exact words, copied from the stored text. Choose them in the report"
            " with “Take words” or paste them."
        ),
    )
    start = models.PositiveIntegerField(
        _("start"),
        null=True,
        blank=True,
        help_text=_(
            "Filled in from the quote."
            " Example: “120”, counted in characters of the text."
        ),
    )
    end = models.PositiveIntegerField(
        _("end"),
        null=True,
        blank=True,
        help_text=_(
            "Filled in from the quote."
            " Example: “120”, counted in characters of the text."
        ),
    )
    relation = models.CharField(
        _("relation"),
        max_length=12,
        choices=Relation.choices,
        default=Relation.SUPPORTS,
        help_text=_(
            "Does the report support or contradict what is recorded?"
            " Example: “contradicts” when it names another day."
        ),
    )
    credibility = models.PositiveSmallIntegerField(
        _("credibility"),
        null=True,
        blank=True,
        choices=[(grade, str(grade)) for grade in range(1, 7)],
        help_text=_(
            "Admiralty scale 1 (confirmed) to 6; empty when not graded."
            " Example: “2” for probably true."
        ),
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.report)

    def clean(self) -> None:
        """Fill the offsets from the quote; raise when the words are not there."""
        if not self.quote:
            self.quote = self.start = self.end = None
            return
        if not self.report_id:
            return
        from sources.citing import locate

        try:
            self.start, self.end = locate(self.quote, self.report.text, self.start)
        except ValueError as error:
            raise ValidationError({"quote": str(error)}) from error


def citation_constraints(name: str) -> list[models.BaseConstraint]:
    """Return the constraint "all of quote, start, end or none" for a table."""
    empty = Q(quote__isnull=True, start__isnull=True, end__isnull=True)
    full = Q(quote__isnull=False, start__isnull=False, end__isnull=False)
    return [
        models.CheckConstraint(
            condition=empty | full, name=f"{name}_quote_and_offsets"
        ),
        one_of(name, "relation", Relation),
    ]


def quote_is_verbatim() -> pgtrigger.Trigger:
    """Refuse a quote that is not, letter by letter, at its offsets in the report."""
    return pgtrigger.Trigger(
        name="quote_is_verbatim",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Q(new__quote__isnull=False),
        func="""
            IF NEW."end" <= NEW.start OR NEW.quote IS DISTINCT FROM (
                SELECT substr(text, NEW.start + 1, NEW."end" - NEW.start)
                FROM sources_report WHERE id = NEW.report_id
            ) THEN
                RAISE EXCEPTION 'the quote is not at these offsets in the report text'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )
