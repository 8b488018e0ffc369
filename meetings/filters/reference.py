"""The filters of processes, topics and commitments."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from common.filters import (
    ChoiceFilter,
    ChoiceMultipleFilter,
    SlugFilter,
    SlugMultipleFilter,
    StrictFilterSet,
    TextFilter,
)
from common.keyset import SortKey
from common.names import fold, skeleton
from meetings.analysis.processes import processes_of_party
from meetings.filters.meetings import MOST_TOGETHER
from meetings.filters.shared import below, visible_agreements, visible_processes
from meetings.models import (
    Commitment,
    CommitmentStatus,
    Process,
    ProcessKind,
    ProcessSponsor,
    Topic,
)
from meetings.models.agreement import Implementation
from parties.filters import PartiesFilter
from parties.models import Party

NAME_ORDERS = {
    "name": (SortKey("name"), SortKey("pk")),
    "-name": (SortKey("name", descending=True), SortKey("pk", descending=True)),
}
COMMITMENT_ORDERS = {
    "-date": (
        SortKey("agreement__sort_date", descending=True, nullable=True),
        SortKey("agreement__pk", descending=True),
        SortKey("position"),
        SortKey("pk"),
    ),
    "date": (
        SortKey("agreement__sort_date", nullable=True),
        SortKey("agreement__pk"),
        SortKey("position"),
        SortKey("pk"),
    ),
}


def _by_name() -> ChoiceFilter:
    return ChoiceFilter(
        choices=[("name", _("A to Z")), ("-name", _("Z to A"))],
        label=_("Order"),
        help_text=_("name (the default) or -name."),
        filters_nothing=True,
    )


def _named_like(queryset: Any, text: str) -> Any:
    """Keep records one of whose names contains the text in any spelling or script."""
    folded = fold(text)
    spelt = Q(name__icontains=text)
    if folded:
        key = skeleton(text)
        names = queryset.model._meta.get_field("names")
        found = Q(folded__contains=folded) | (Q(skeleton__contains=key) if key else Q())
        rows = names.related_model.objects.filter(
            found, **{names.field.name: OuterRef("pk")}
        )
        spelt |= Q(Exists(rows))
    return queryset.filter(spelt)


class TreeFilterSet(StrictFilterSet):
    """Filters of rows with a parent of their own kind."""

    def by_parent(self, queryset: Any, name: str, value: Any) -> Any:
        """Keep what is below the record, at any depth, and not the record itself."""
        if value is None:
            return queryset
        return queryset.filter(pk__in=below([value])).exclude(pk=value.pk)


class ProcessFilterSet(TreeFilterSet):
    """Processes by name, kind, party, time and what they are part of."""

    span_field = "span"
    span_match = False

    q = TextFilter(
        label=_("Name"),
        help_text=_("A name in any spelling, for instance Berlin."),
        method="by_name",
    )
    kind = ChoiceMultipleFilter(
        choices=ProcessKind.choices,
        label=_("Kind"),
        help_text=_("What it mostly deals with; repeat for any of several."),
    )
    sponsor = PartiesFilter(
        label=_("Sponsor"),
        help_text=_("Slug of a party that convenes or sponsors it; repeat for any."),
        method="by_sponsor",
    )
    party = PartiesFilter(
        label=_("Party"),
        help_text=_(
            "Slug of a sponsor, or of a party of one of its meetings or of those"
            " below it. Repeat: all of them."
        ),
        most_values=MOST_TOGETHER,
        method="by_party",
    )
    parent = SlugFilter(
        queryset=visible_processes,
        label=_("Part of"),
        help_text=_("Slug of a process; finds what is part of it, at any depth."),
        method="by_parent",
    )
    ordering = _by_name()

    class Meta:
        model = Process
        fields: list[str] = []

    def by_name(self, queryset: Any, name: str, value: str) -> Any:
        """Keep processes of which a name contains the words, in any spelling."""
        return _named_like(queryset, value)

    def by_sponsor(self, queryset: Any, name: str, value: list[Party]) -> Any:
        """Keep processes that one of the parties convenes or sponsors."""
        if not value:
            return queryset
        rows = ProcessSponsor.objects.filter(process=OuterRef("pk"), party__in=value)
        return queryset.filter(Exists(rows))

    def by_party(self, queryset: Any, name: str, value: list[Party]) -> Any:
        """Keep processes to which every one of the parties belongs."""
        user = self.request.user if self.request else None
        for party in value or []:
            queryset = queryset.filter(pk__in=processes_of_party(party.pk, user))
        return queryset


class TopicFilterSet(TreeFilterSet):
    """Topics by name and upper topic."""

    q = TextFilter(
        label=_("Name"),
        help_text=_("A name in any spelling, for instance ceasefire."),
        method="by_name",
    )
    parent = SlugFilter(
        queryset=Topic.objects.all(),
        label=_("Upper topic"),
        help_text=_("Slug of an upper topic; finds the topics below it."),
        method="by_parent",
    )
    ordering = _by_name()

    class Meta:
        model = Topic
        fields: list[str] = []

    def by_name(self, queryset: Any, name: str, value: str) -> Any:
        """Keep topics of which a name contains the words, in any spelling."""
        return _named_like(queryset, value)


class CommitmentFilterSet(StrictFilterSet):
    """Commitments by agreement, time, words, who must keep them and how far kept."""

    span_field = "agreement__span"
    span_match = False

    agreement = SlugMultipleFilter(
        field_name="agreement",
        queryset=visible_agreements,
        label=_("Agreement"),
        help_text=_("Slug of an agreement; repeat for any of several."),
    )
    obligor = PartiesFilter(
        field_name="obligor",
        label=_("Obliged party"),
        help_text=_("Slug of the party that must keep it; repeat for any of them."),
    )
    status = ChoiceMultipleFilter(
        choices=Implementation.choices,
        label=_("Latest status"),
        help_text=_("How far it was kept when last reported; repeat for any."),
        method="by_status",
    )
    q = TextFilter(
        label=_("Words"),
        help_text=_(
            "Words of the commitment or of its agreement's title, all of them."
        ),
        method="by_words",
    )
    ordering = ChoiceFilter(
        choices=[("-date", _("newest first")), ("date", _("oldest first"))],
        label=_("Order"),
        help_text=_("By the agreement's date: -date (the default) or date."),
        filters_nothing=True,
    )

    class Meta:
        model = Commitment
        fields: list[str] = []

    def by_status(self, queryset: Any, name: str, value: list[str]) -> Any:
        """Keep commitments whose latest status is one of these."""
        if not value:
            return queryset
        dated = CommitmentStatus.objects.filter(commitment=OuterRef("pk"))
        latest = dated.order_by(F("as_of_earliest").desc(nulls_last=True), "-pk")
        return queryset.alias(latest=Subquery(latest.values("status")[:1])).filter(
            latest__in=value
        )

    def by_words(self, queryset: Any, name: str, value: str) -> Any:
        """Keep commitments in which, with the title, every word occurs."""
        for word in value.split():
            queryset = queryset.filter(
                Q(text__icontains=word) | Q(agreement__title__icontains=word)
            )
        return queryset
