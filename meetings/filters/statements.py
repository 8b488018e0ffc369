"""The filters of statements."""

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
    MeetingProcess,
    MeetingTopic,
    Process,
    Stance,
    Statement,
    StatementKind,
    Topic,
)
from meetings.search import matching_ids
from parties.filters import PartiesFilter
from parties.models import Alignment, Party, Side
from sources.filters import LanguageFilter

# Each further party makes the question harder to plan.
MOST_TOGETHER = 12


class StatementFilterSet(EvidenceFilterSet):
    """Statements by speaker, side, stance, subject and time."""

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
        most_values=MOST_TOGETHER,
        method="by_party",
    )
    through = BooleanFilter(
        label=_("Its offices and ministries too"),
        help_text=_(
            "true: with party, also what was said in an office of it, or by or for a"
            " body that was part of it or its ministry on that date."
        ),
        method="unfiltered",
    )
    on_behalf_of = PartiesFilter(
        field_name="on_behalf_of",
        label=_("On behalf of"),
        help_text=_("Slug of the party spoken for; repeat for any of several."),
    )
    side = ChoiceMultipleFilter(
        choices=Side.choices,
        label=_("Side"),
        help_text=_(
            "Side of the speaker on that date, else of the party spoken for; repeat"
            " for any of several."
        ),
        method="by_side",
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
    process = SlugMultipleFilter(
        queryset=visible_processes,
        label=_("Process"),
        help_text=_(
            "Slug of a process of the meeting or the agreement it is about, all below"
            " it included; repeat for any."
        ),
        method="by_process",
    )
    topic = SlugMultipleFilter(
        queryset=Topic.objects.all(),
        label=_("Topic"),
        help_text=_(
            "Slug of a topic of the meeting it is about, or where the agreement it is"
            " about was agreed, all below it included; repeat for any."
        ),
        method="by_topic",
    )
    lang = LanguageFilter(
        field_name="original_lang",
        lookup_expr="iexact",
        label=_("Language of the original words"),
        help_text=_("Language code of the speaker's own words, for instance ar."),
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
        through = bool(self.form.cleaned_data["through"])
        for party in value:
            queryset = queryset.of_party(party.pk, through=through)
        return queryset

    def unfiltered(self, queryset: Any, name: str, value: Any) -> Any:
        """Leave the queryset alone: the parameter is read with others."""
        return queryset

    def by_side(self, queryset: Any, name: str, value: list[str]) -> Any:
        """Keep statements of one of the sides on their date."""
        return queryset.filter(said_on_side(value)) if value else queryset

    def by_process(self, queryset: Any, name: str, value: list[Process]) -> Any:
        """Keep statements on the processes and on everything below them."""
        if not value:
            return queryset
        processes = visible_processes(self.request).filter(pk__in=below(value))
        links = self._links(MeetingProcess, process__in=processes)
        agreements = visible_agreements(self.request).filter(process__in=processes)
        return queryset.filter(
            Exists(links.filter(meeting=OuterRef("meeting")))
            | Q(agreement__in=agreements)
        )

    def by_topic(self, queryset: Any, name: str, value: list[Topic]) -> Any:
        """Keep statements on the topics and on everything below them."""
        if not value:
            return queryset
        links = self._links(MeetingTopic, topic__in=below(value))
        agreements = visible_agreements(self.request).filter(
            meeting__in=links.order_by().values("meeting")
        )
        return queryset.filter(
            Exists(links.filter(meeting=OuterRef("meeting")))
            | Q(agreement__in=agreements)
        )

    def _links(self, model: Any, **condition: Any) -> Any:
        """Return what ties visible meetings to processes or topics."""
        meetings = visible_meetings(self.request)
        return model.objects.filter(meeting__in=meetings, **condition)

    def by_original(self, queryset: Any, name: str, value: bool) -> Any:
        """Keep statements with the speaker's own words, or those without."""
        paraphrased = {"original_text": ""}
        if value:
            return queryset.exclude(**paraphrased)
        return queryset.filter(**paraphrased)

    def by_words(self, queryset: Any, name: str, value: str) -> Any:
        """Keep statements whose words match."""
        return queryset.filter(pk__in=matching_ids("statement", value))


def said_on_side(sides: list[str]) -> Any:
    """Return the condition that a statement was made on one of the sides.

    The speaker's side on that date decides; where the speaker has none or nobody is
    named, the side of the party spoken for.
    """
    on_date = {"span__overlap": OuterRef("span")}
    own = Alignment.objects.filter(party=OuterRef("speaker"), **on_date)
    theirs = Alignment.objects.filter(party=OuterRef("on_behalf_of"), **on_date)
    return Exists(own.filter(side__in=sides)) | (
        ~Exists(own) & Exists(theirs.filter(side__in=sides))
    )
