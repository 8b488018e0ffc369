"""The filters of agreements."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from common.filters import (
    BooleanFilter,
    ChoiceMultipleFilter,
    SlugMultipleFilter,
    StrictFilterSet,
    TextFilter,
)
from meetings.filters.shared import (
    EvidenceFilterSet,
    below,
    by_date,
    visible_meetings,
    visible_processes,
)
from meetings.models import (
    Agreement,
    AgreementKind,
    Format,
    Process,
    Signature,
    SignatureAction,
    Stage,
    Topic,
)
from meetings.models.agreement import ASSENT
from meetings.search import matching_ids
from parties.filters import PartiesFilter
from parties.models import Side

DATE_ORDERS = [("-date", _("newest first")), ("date", _("oldest first"))]


class AgreementFilterSet(EvidenceFilterSet):
    """Agreements by party, side, action, kind, stage, meeting, process and time."""

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
            "What a party did; with party or side, that party. Repeat for any of them."
        ),
        method="unfiltered",
    )
    side = ChoiceMultipleFilter(
        choices=Side.choices,
        label=_("Side that acted"),
        help_text=_(
            "Side, on that date, of a party that acted or was acted for; with action,"
            " that did so. Repeat for any of them."
        ),
        method="unfiltered",
    )
    across_sides = BooleanFilter(
        label=_("Western and eastern Libya together"),
        help_text=_(
            "true: a western and an eastern Libyan party, or somebody on behalf of each,"
            " both did the action (without action: signed, initialled, adopted, endorsed"
            " or acceded); false: all other agreements."
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
    meeting = SlugMultipleFilter(
        field_name="meeting",
        queryset=visible_meetings,
        label=_("Agreed at the meeting"),
        help_text=_("Slug of the meeting where it was agreed; repeat for any."),
    )
    format = ChoiceMultipleFilter(
        choices=Format.choices,
        label=_("Format of the meeting"),
        help_text=_("How the meeting where it was agreed was held; repeat for any."),
        method="by_format",
    )
    topic = SlugMultipleFilter(
        queryset=Topic.objects.all(),
        label=_("Topic of the meeting"),
        help_text=_(
            "Slug of a topic of the meeting where it was agreed, all below included."
        ),
        method="by_topic",
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
        """Apply what is asked about signatures together, then the others."""
        asked = self.form.cleaned_data
        acted = Signature.objects.filter(agreement=OuterRef("pk"))
        if asked["action"]:
            acted = acted.filter(action__in=asked["action"])
        for party in asked["party"] or []:
            queryset = queryset.filter(Exists(acted.of_party(party)))
        if asked["side"]:
            queryset = queryset.filter(Exists(acted.of_sides(asked["side"])))
        if asked["action"] and not (asked["party"] or asked["side"]):
            queryset = queryset.filter(Exists(acted))
        if asked["across_sides"] is not None:
            together = Exists(_across_sides(asked["action"] or ASSENT))
            queryset = queryset.filter(together if asked["across_sides"] else ~together)
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

    def by_format(self, queryset: Any, name: str, value: list[str]) -> Any:
        """Keep agreements of meetings held in one of the formats."""
        return self._at(queryset, format__in=value) if value else queryset

    def by_topic(self, queryset: Any, name: str, value: list[Topic]) -> Any:
        """Keep agreements of meetings about the topics and everything below them."""
        if not value:
            return queryset
        return self._at(queryset, topic_links__topic__in=below(value))

    def _at(self, queryset: Any, **condition: Any) -> Any:
        meetings = visible_meetings(self.request).filter(**condition)
        return queryset.filter(meeting__in=meetings.order_by().values("pk"))

    def by_words(self, queryset: Any, name: str, value: str) -> Any:
        """Keep agreements whose words match."""
        return queryset.filter(pk__in=matching_ids("agreement", value))


class SignatoryFilterSet(StrictFilterSet):
    """Parties by what they did about agreements: the agreements that are counted."""

    span_field = "span"
    span_match = False

    side = ChoiceMultipleFilter(
        choices=Side.choices,
        label=_("Side of the party"),
        help_text=_("Side today, else the last one recorded; repeat for any of them."),
        method="unfiltered",
    )
    kind = ChoiceMultipleFilter(
        choices=AgreementKind.choices,
        label=_("Kind"),
        help_text=_("What sort of text; repeat for any of several."),
    )

    class Meta:
        model = Agreement
        fields: list[str] = []

    def unfiltered(self, queryset: Any, name: str, value: Any) -> Any:
        """Leave the queryset alone: the table leaves parties out, not agreements."""
        return queryset


def _across_sides(actions: Iterable[str]) -> Any:
    """Rows of a western party beside which an eastern one did the same.

    One party alone is never both, whatever its dates.
    """
    did = Signature.objects.filter(action__in=actions)
    eastern = (
        did.of_sides([Side.EAST])
        .filter(agreement=OuterRef("agreement"))
        .exclude(party=OuterRef("party"))
    )
    western = did.of_sides([Side.WEST]).filter(agreement=OuterRef("pk"))
    return western.filter(Exists(eastern))
