"""People and organisations: their names, offices, relations and sides over time."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex, GistIndex, OpClass
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from editorial.fields import EdtfBoundField, EdtfField, FoldedField, span_of
from editorial.history import tracked
from editorial.models import OldSlug, Reviewable
from editorial.triggers import frozen_slug
from parties.querysets import PartyQuerySet, part_of_party
from sources.models import (
    COUNTRY_HELP,
    LANGUAGE_HELP,
    Citation,
    citation_constraints,
    quote_is_verbatim,
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
        _("country"), max_length=2, blank=True, help_text=COUNTRY_HELP
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
            models.CheckConstraint(
                condition=Q(kind__in=PartyKind.values), name="party_kind"
            ),
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
            )
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
            )
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
        help_text=_("Choose an office when the report supports it."),
    )
    alignment = models.ForeignKey(
        Alignment,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="citations",
        verbose_name=_("alignment"),
        help_text=_("Choose an alignment when the report supports it."),
    )

    objects = part_of_party().as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        constraints = citation_constraints("partycitation")
        triggers = [quote_is_verbatim()]
