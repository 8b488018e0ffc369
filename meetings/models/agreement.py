"""What was agreed, who signed, refused or withdrew, and what was promised."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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
from meetings.models.meeting import HELP_WITH_ARABIC_TITLE, DateBasis, Meeting
from meetings.models.process import Process
from meetings.querysets import AgreementQuerySet, SignatureQuerySet
from parties.models import Party
from sources.models import Citation, citation_constraints, quote_is_verbatim

ROOT_TABLES = ("meetings_agreement", "meetings_agreementcitation", "agreement_id")


class AgreementKind(models.TextChoices):
    """What sort of text it is."""

    CEASEFIRE = "ceasefire", _("ceasefire")
    POLITICAL = "political", _("political agreement")
    MILITARY = "military", _("military agreement")
    MOU = "mou", _("memorandum of understanding")
    COMMUNIQUE = "communique", _("communiqué")
    ROADMAP = "roadmap", _("roadmap")
    RESOLUTION = "resolution", _("resolution")
    ECONOMIC = "economic", _("economic agreement")


class Stage(models.TextChoices):
    """The stage of the peace process; the idea follows the PA-X codebook."""

    PRE_NEGOTIATION = "pre-negotiation", _("pre-negotiation")
    FRAMEWORK = "framework", _("framework")
    CEASEFIRE = "ceasefire", _("ceasefire")
    IMPLEMENTATION = "implementation", _("implementation")
    RENEWAL = "renewal", _("renewal")


@tracked("span")
class Agreement(Reviewable):
    """A text that parties agreed, adopted or issued."""

    title = models.CharField(
        _("title"),
        max_length=300,
        help_text=_("Example: “Permanent ceasefire agreement (Geneva, 5+5)”."),
    )
    title_ar = models.CharField(
        _("title in Arabic"),
        max_length=300,
        blank=True,
        help_text=HELP_WITH_ARABIC_TITLE,
    )
    kind = models.CharField(
        _("kind"),
        max_length=12,
        choices=AgreementKind.choices,
        help_text=_("Example: “communiqué” for conference conclusions."),
    )
    stage = models.CharField(
        _("stage"),
        max_length=16,
        choices=Stage.choices,
        blank=True,
        help_text=_("Stage of the process it belongs to. Example: “ceasefire”."),
    )
    date = EdtfField(_("date agreed"), help_text=_("EDTF. Example: “2020-10-23”."))
    date_earliest = EdtfBoundField(source="date", bound="earliest")
    date_latest = EdtfBoundField(source="date", bound="latest")
    span = span_of("date_earliest", "date_latest")
    sort_date = models.GeneratedField(
        expression=Coalesce(F("date_earliest"), F("date_latest")),
        output_field=models.DateField(),
        db_persist=True,
    )
    date_basis = models.CharField(
        _("date rests on"),
        max_length=12,
        choices=DateBasis.choices,
        default=DateBasis.EXPLICIT,
        help_text=_("Example: “stated in a report”."),
    )
    process = models.ForeignKey(
        Process,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements",
        verbose_name=_("process"),
        help_text=_("Example: “5+5 Joint Military Commission”."),
    )
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements",
        verbose_name=_("agreed at the meeting"),
        help_text=_(
            "The meeting where it was agreed or signed, if any."
            " Example: “Berlin Conference on Libya”."
        ),
    )
    summary = models.TextField(
        _("summary"),
        blank=True,
        help_text=_(
            "What it says, in own words."
            " Example: “A truce from 12 January and a joint commission.”"
        ),
    )

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ("-sort_date", "-pk")
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        triggers = [frozen_slug(), published_needs_citation(*ROOT_TABLES)]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=Reviewable.State.values), name="agreement_state"
            ),
            one_of("agreement", "kind", AgreementKind),
            one_of("agreement", "stage", Stage, or_empty=True),
            one_of("agreement", "date_basis", DateBasis),
        ]

    def __str__(self) -> str:
        return self.title

    def doubts(self) -> list[str]:
        """List signatures and dates that deserve a second look."""
        from meetings.doubts import doubts_of_agreement

        return doubts_of_agreement(self)

    def missing_parts(self) -> list[str]:
        """Name the citation when there is none."""
        if self.citations.exists():
            return []
        return [_now("citations: a published agreement needs a citation.")]


part_of_agreement = parts_of("agreement")


class AgreementDateKind(models.TextChoices):
    """Further dates of an agreement."""

    SIGNED = "signed", pgettext_lazy("date of an agreement", "signed")
    IN_FORCE = "in_force", pgettext_lazy("date of an agreement", "in force")
    ENDED = "ended", pgettext_lazy("date of an agreement", "ended")


@tracked()
class AgreementDate(models.Model):
    """A further date of an agreement, when known."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="dates"
    )
    kind = models.CharField(
        _("what happened"),
        max_length=10,
        choices=AgreementDateKind.choices,
        help_text=_("Example: “in force” for a truce that began a day later."),
    )
    date = EdtfField(_("date"), help_text=_("EDTF. Example: “2020-10-23”."))
    date_earliest = EdtfBoundField(source="date", bound="earliest")
    date_latest = EdtfBoundField(source="date", bound="latest")

    objects = part_of_agreement.as_manager()

    class Meta:
        ordering = ("date_earliest", "pk")
        verbose_name = _("further date")
        verbose_name_plural = _("further dates")
        constraints = [one_of("agreementdate", "kind", AgreementDateKind)]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.date}"


class SignatureAction(models.TextChoices):
    """What a party did about an agreement."""

    SIGNED = "signed", pgettext_lazy("what a party did", "signed")
    INITIALLED = "initialled", pgettext_lazy("what a party did", "initialled")
    ADOPTED = "adopted", pgettext_lazy("what a party did", "adopted")
    ISSUED = "issued", pgettext_lazy("what a party did", "issued")
    ENDORSED = "endorsed", pgettext_lazy("what a party did", "endorsed")
    ACCEDED = "acceded", pgettext_lazy("what a party did", "acceded")
    WITNESSED = "witnessed", pgettext_lazy("what a party did", "witnessed")
    REFUSED = "refused", pgettext_lazy("what a party did", "refused")
    WITHDREW = "withdrew", pgettext_lazy("what a party did", "withdrew")
    SUSPENDED = "suspended", pgettext_lazy("what a party did", "suspended")


# What stands against an agreement, and what binds a party to it.
DISSENT = (
    SignatureAction.REFUSED,
    SignatureAction.WITHDREW,
    SignatureAction.SUSPENDED,
)
ASSENT = (
    SignatureAction.SIGNED,
    SignatureAction.INITIALLED,
    SignatureAction.ADOPTED,
    SignatureAction.ENDORSED,
    SignatureAction.ACCEDED,
)


@tracked()
class Signature(models.Model):
    """One action of one party; later actions are added, never written over."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="signatures"
    )
    party = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        related_name="signatures",
        verbose_name=_("party"),
        help_text=_("Who acted. Example: “Fayez al-Sarraj”."),
    )
    on_behalf_of = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="signatures_made_for_it",
        verbose_name=_("on behalf of"),
        help_text=_("For whom. Example: “Government of National Accord”."),
    )
    action = models.CharField(
        _("action"),
        max_length=12,
        choices=SignatureAction.choices,
        help_text=_("Example: “refused” for a party that left without signing."),
    )
    date = EdtfField(
        _("date"),
        blank=True,
        help_text=_("Empty: the date of the agreement. Example: “2020-01-14”."),
    )
    date_earliest = EdtfBoundField(source="date", bound="earliest")
    date_latest = EdtfBoundField(source="date", bound="latest")
    position = models.PositiveSmallIntegerField(
        _("order"),
        default=0,
        help_text=_("Order in the list: 0, 1, 2 … Example: “0” for the first."),
    )

    objects = SignatureQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [one_of("signature", "action", SignatureAction)]

    def __str__(self) -> str:
        return f"{self.party} {self.get_action_display()}"


@tracked()
class Commitment(models.Model):
    """One promise in an agreement."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="commitments"
    )
    text = models.TextField(
        _("text"),
        help_text=_(
            "What is promised, in own words, one sentence."
            " Example: “Foreign fighters leave within three months.”"
        ),
    )
    position = models.PositiveSmallIntegerField(
        _("order"),
        default=0,
        help_text=_("Order in the text: 0, 1, 2 … Example: “0” for the first."),
    )
    obligor = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("obliged party"),
        help_text=_(
            "Who must do it, when one party must."
            " Example: “UN Support Mission in Libya”."
        ),
    )
    due = EdtfField(_("due"), blank=True, help_text=_("EDTF. Example: “2021-01-23”."))
    due_earliest = EdtfBoundField(source="due", bound="earliest")
    due_latest = EdtfBoundField(source="due", bound="latest")

    objects = part_of_agreement.as_manager()

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")

    def __str__(self) -> str:
        return self.text[:100]


class Implementation(models.TextChoices):
    """How far a commitment is kept; 0 to 3 follow the Peace Accords Matrix."""

    NOT_INITIATED = "0", _("0: not initiated")
    MINIMAL = "1", _("1: minimal")
    INTERMEDIATE = "2", _("2: intermediate")
    FULL = "3", _("3: full")
    CONTESTED = "contested", _("contested")
    BREACHED = "breached", _("breached")


@tracked()
class CommitmentStatus(models.Model):
    """How far a commitment was kept on a date."""

    commitment = models.ForeignKey(
        Commitment, on_delete=models.CASCADE, related_name="statuses"
    )
    as_of = EdtfField(_("as of"), help_text=_("EDTF. Example: “2021-01-23”."))
    as_of_earliest = EdtfBoundField(source="as_of", bound="earliest")
    as_of_latest = EdtfBoundField(source="as_of", bound="latest")
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Implementation.choices,
        help_text=_("Example: “1: minimal” when first steps were reported."),
    )
    note = models.TextField(
        _("note"),
        blank=True,
        help_text=_("What was done or not. Example: “Prisoners were exchanged once.”"),
    )

    objects = parts_of("commitment__agreement").as_manager()

    class Meta:
        ordering = ("as_of_earliest", "pk")
        verbose_name = _("status of a commitment")
        verbose_name_plural = _("statuses of a commitment")
        constraints = [one_of("commitmentstatus", "status", Implementation)]

    def __str__(self) -> str:
        return f"{self.as_of}: {self.get_status_display()}"


@tracked()
class AgreementOldSlug(OldSlug):
    """A former address name of an agreement."""

    record = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="old_slugs"
    )


@tracked()
class AgreementCitation(Citation):
    """A citation for an agreement."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="citations"
    )

    objects = part_of_agreement.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        constraints = citation_constraints("agreementcitation")
        triggers = [quote_is_verbatim(), last_citation_stays(*ROOT_TABLES)]
