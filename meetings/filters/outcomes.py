"""The filters of statements and agreements."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from common.filters import (
    BooleanFilter,
    ChoiceMultipleFilter,
    SlugMultipleFilter,
    TextFilter,
)
from meetings.filters.shared import (
    EvidenceFilterSet,
    below,
    by_date,
    visible_agreements,
    visible_meetings,
    visible_processes,
)
from meetings.models import (
    Agreement,
    AgreementKind,
    Process,
    Signature,
    SignatureAction,
    Stage,
    Stance,
    Statement,
    StatementKind,
)
from meetings.search import matching_ids
from parties.filters import PartiesFilter
from parties.models import Party

DATE_ORDERS = [("-date", _("newest first")), ("date", _("oldest first"))]


class StatementFilterSet(EvidenceFilterSet):
    """Statements by speaker, stance, subject and time."""

    span_field = "span"
    span_match = False

    speaker = PartiesFilter(
        field_name="speaker",
        label=_("Speaker"),
        help_text=_("Slug of the person who spoke; repeat for any of several."),
    )
    party = PartiesFilter(
        label=_("Party"),
        help_text=_("Slug of the speaker or of the party spoken for. Repeat: all."),
        method="by_party",
    )
    stance = ChoiceMultipleFilter(
        choices=Stance.choices,
        label=_("Stance"),
        help_text=_("How the speaker stands to it; repeat for any of several."),
    )
    kind = ChoiceMultipleFilter(
        choices=StatementKind.choices,
        label=_("Kind"),
        help_text=_("In what form it was said; repeat for any of several."),
    )
    meeting = SlugMultipleFilter(
        field_name="meeting",
        queryset=visible_meetings,
        label=_("About the meeting"),
        help_text=_("Slug of a meeting; repeat for any of several."),
    )
    agreement = SlugMultipleFilter(
        field_name="agreement",
        queryset=visible_agreements,
        label=_("About the agreement"),
        help_text=_("Slug of an agreement; repeat for any of several."),
    )
    has_original = BooleanFilter(
        label=_("Original words known"),
        help_text=_("false: only our paraphrase is on record."),
        method="by_original",
    )
    q = TextFilter(
        label=_("Words"), help_text=_("Words of the statement."), method="by_words"
    )
    ordering = by_date()

    class Meta:
        model = Statement
        fields: list[str] = []

    def by_party(self, queryset: Any, name: str, value: list[Party]) -> Any:
        """Keep statements by or for every one of the parties."""
        for party in value:
            queryset = queryset.filter(Q(speaker=party) | Q(on_behalf_of=party))
        return queryset

    def by_original(self, queryset: Any, name: str, value: bool) -> Any:
        """Keep statements with the speaker's own words, or those without."""
        paraphrased = {"original_text": ""}
        if value:
            return queryset.exclude(**paraphrased)
        return queryset.filter(**paraphrased)

    def by_words(self, queryset: Any, name: str, value: str) -> Any:
        """Keep statements whose words match."""
        return queryset.filter(pk__in=matching_ids("statement", value))


class AgreementFilterSet(EvidenceFilterSet):
    """Agreements by party, action, kind, stage, process and time."""

    span_field = "span"
    span_match = False

    party = PartiesFilter(
        label=_("Party"),
        help_text=_("Slug of a party that acted, or acted for. Repeat: all of them."),
        method="unfiltered",
    )
    action = ChoiceMultipleFilter(
        choices=SignatureAction.choices,
        label=_("Action"),
        help_text=_(
            "What a party did; with party, that party. Repeat for any of them."
        ),
        method="unfiltered",
    )
    kind = ChoiceMultipleFilter(
        choices=AgreementKind.choices,
        label=_("Kind"),
        help_text=_("What sort of text; repeat for any of several."),
    )
    stage = ChoiceMultipleFilter(
        choices=Stage.choices,
        label=_("Stage"),
        help_text=_("Stage of the process; repeat for any of several."),
    )
    process = SlugMultipleFilter(
        queryset=visible_processes,
        label=_("Process"),
        help_text=_("Slug of a process, all below it included; repeat for any."),
        method="by_process",
    )
    has_signatories = BooleanFilter(
        label=_("Signatories known"),
        help_text=_("false: it is not on record who signed, refused or withdrew."),
        method="by_signatories",
    )
    q = TextFilter(
        label=_("Words"),
        help_text=_("Words of title, summary, commitments and signatories."),
        method="by_words",
    )
    ordering = by_date()

    class Meta:
        model = Agreement
        fields: list[str] = []

    def filter_queryset(self, queryset: Any) -> Any:
        """Apply party and action together, then the others."""
        parties: list[Party] = self.form.cleaned_data["party"] or []
        actions: list[str] = self.form.cleaned_data["action"]
        acted = Signature.objects.filter(agreement=OuterRef("pk"))
        if actions:
            acted = acted.filter(action__in=actions)
        for party in parties:
            by_it = acted.filter(Q(party=party) | Q(on_behalf_of=party))
            queryset = queryset.filter(Exists(by_it))
        if actions and not parties:
            queryset = queryset.filter(Exists(acted))
        return super().filter_queryset(queryset)

    def unfiltered(self, queryset: Any, name: str, value: Any) -> Any:
        """Leave the queryset alone: the parameter is read with others."""
        return queryset

    def by_signatories(self, queryset: Any, name: str, value: bool) -> Any:
        """Keep agreements on which somebody acted, or those without."""
        acted = Exists(Signature.objects.filter(agreement=OuterRef("pk")))
        return queryset.filter(acted if value else ~acted)

    def by_process(self, queryset: Any, name: str, value: list[Process]) -> Any:
        """Keep agreements of the processes and of everything below them."""
        return queryset.filter(process__in=below(value)) if value else queryset

    def by_words(self, queryset: Any, name: str, value: str) -> Any:
        """Keep agreements whose words match."""
        return queryset.filter(pk__in=matching_ids("agreement", value))
