"""People and organisations: their names, offices, relations and sides over time."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from editorial.constraints import one_of
from editorial.countries import validate_country
from editorial.fields import EdtfBoundField, EdtfField, FoldedField, span_of
from editorial.history import tracked
from editorial.models import OldSlug, Reviewable
from editorial.triggers import frozen_slug
from parties.querysets import PartyQuerySet, part_of_party
from sources.models import (
    COUNTRY_HELP,
    LANGUAGE_HELP,
)


class PartyKind(models.TextChoices):
    """What a party is."""

    PERSON = "person", _("person")
    STATE = "state", _("state")
    GOVERNMENT = "government", _("government")
    MINISTRY = "ministry", _("ministry")
    LEGISLATURE = "legislature", _("legislature")
    POLITICAL_BODY = "political_body", _("political body")
    ARMED_FORCE = "armed_force", _("armed force")
    ARMED_GROUP = "armed_group", _("armed group")
    INTERNATIONAL_ORGANIZATION = (
        "international_organization",
        _("international organisation"),
    )
    MISSION = "mission", _("mission")
    COMMITTEE = "committee", _("committee")
    COMPANY = "company", _("company")


class Publicity(models.TextChoices):
    """How a party may be named in public."""

    PUBLIC = "public", _("named in public")
    ROLE_ONLY = "role_only", _("shown by role only")
    WITHHELD = "withheld", _("withheld")


def name_index(name: str) -> GinIndex:
    """Return the trigram index over the folded names of a table."""
    return GinIndex(OpClass(F("folded"), name="gin_trgm_ops"), name=name)


@tracked("span", "folded", "skeleton")
class Party(Reviewable):
    """A person or an organisation that takes part in meetings."""

    kind = models.CharField(
        _("kind"),
        max_length=30,
        choices=PartyKind.choices,
        help_text=_("A person, or what sort of organisation. Example: “ministry”."),
    )
    name = models.CharField(
        _("name"),
        max_length=200,
        help_text=_("The English display name. Example: “Khalifa Haftar”."),
    )
    folded = FoldedField(source="name", fold="fold")
    skeleton = FoldedField(source="name", fold="skeleton")
    summary = models.TextField(
        _("summary"),
        blank=True,
        help_text=_(
            "One neutral sentence that says who this is. Example: “Commander of the"
            " Libyan National Army since 2015.”"
        ),
    )
    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        validators=[validate_country],
        help_text=COUNTRY_HELP,
    )
    began = EdtfField(
        _("born or founded"),
        blank=True,
        help_text=_("Birth or founding date. Example: “1943-11-07” or “2012~”."),
    )
    began_earliest = EdtfBoundField(source="began", bound="earliest")
    began_latest = EdtfBoundField(source="began", bound="latest")
    ended = EdtfField(
        _("died or dissolved"),
        blank=True,
        help_text=_("Date of death or end. Example: “2021-03-15”. Empty if it exists."),
    )
    ended_earliest = EdtfBoundField(source="ended", bound="earliest")
    ended_latest = EdtfBoundField(source="ended", bound="latest")
    span = span_of("began_earliest", "ended_latest")
    publicity = models.CharField(
        _("publicity"),
        max_length=10,
        choices=Publicity.choices,
        default=Publicity.PUBLIC,
        help_text=_("“Named in public” unless naming would endanger the person."),
    )

    objects = PartyQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        indexes = [name_index("party_folded")]
        triggers = [frozen_slug()]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=Reviewable.State.values), name="party_state"
            ),
            one_of("party", "kind", PartyKind),
            one_of("party", "publicity", Publicity),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_person(self) -> bool:
        """Say whether the party is a person (and not a body)."""
        return self.kind == PartyKind.PERSON

    def problems(self) -> list[str]:
        """List cycles and offices that contradict the party's kind."""
        from parties.consistency import problems_of

        return problems_of(self)


class NameKind(models.TextChoices):
    """What sort of name it is."""

    OFFICIAL = "official", _("official")
    NATIVE = "native", _("native")
    ACRONYM = "acronym", _("acronym")
    ALIAS = "alias", _("alias")
    TRANSLITERATION = "transliteration", _("transliteration")
    PRESS_VARIANT = "press_variant", _("spelling in the press")
    FORMER = "former", _("former")


class Name(models.Model):
    """A name in one language and script, with its folded keys for search.

    Concrete tables add the foreign key to what is named.
    """

    text = models.CharField(
        _("name"), max_length=300, help_text=_("Exactly as written: “خليفة حفتر”.")
    )
    lang = models.CharField(_("language"), max_length=20, help_text=LANGUAGE_HELP)
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=NameKind.choices,
        default=NameKind.ALIAS,
        help_text=_(
            "“Native” in its own language; “spelling in the press” for variants."
        ),
    )
    folded = FoldedField(source="text", fold="fold")
    skeleton = FoldedField(source="text", fold="skeleton")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text


@tracked("folded", "skeleton")
class PartyName(Name):
    """A name of a party beside its display name."""

    party = models.ForeignKey(
        Party, on_delete=models.CASCADE, related_name="names", verbose_name=_("party")
    )
    script = models.CharField(
        _("script"),
        max_length=4,
        blank=True,
        help_text=_("Script code (ISO 15924). Examples: “Arab”, “Latn”, “Cyrl”."),
    )
    ambiguous = models.BooleanField(
        _("ambiguous"),
        default=False,
        help_text=_("Tick when the name alone may mean somebody else: “Haftar”."),
    )

    objects = part_of_party().as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("name")
        verbose_name_plural = _("names")
        indexes = [name_index("partyname_folded")]
        constraints = [
            models.UniqueConstraint(
                fields=("party", "text", "lang", "kind"), name="partyname_once"
            ),
            one_of("partyname", "kind", NameKind),
        ]


@tracked()
class PartyIdentifier(models.Model):
    """The party's identifier in another register (the identifier only)."""

    party = models.ForeignKey(
        Party, on_delete=models.CASCADE, related_name="identifiers"
    )
    scheme = models.CharField(
        _("register"),
        max_length=30,
        validators=[RegexValidator(r"\A[a-z][a-z0-9_-]*\Z")],
        help_text=_("Name of the register in lower case. Example: “wikidata”."),
    )
    value = models.CharField(
        _("identifier"), max_length=100, help_text=_("Example: “Q1016”.")
    )

    objects = part_of_party().as_manager()

    class Meta:
        ordering = ("scheme", "value")
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        constraints = [
            models.UniqueConstraint(
                fields=("party", "scheme", "value"), name="partyidentifier_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheme}: {self.value}"


@tracked()
class PartyOldSlug(OldSlug):
    """A former address name of a party."""

    record = models.ForeignKey(
        Party, on_delete=models.CASCADE, related_name="old_slugs"
    )

    class Meta:
        verbose_name = _("former address name")
        verbose_name_plural = _("former address names")
