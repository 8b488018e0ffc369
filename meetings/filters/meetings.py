"""The filters of meetings."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from common.filters import (
    BboxFilter,
    BooleanFilter,
    ChoiceFilter,
    ChoiceMultipleFilter,
    IntegerFilter,
    SlugMultipleFilter,
    TextFilter,
)
from editorial.countries import COUNTRIES
from meetings.analysis.pairs import IN_ROOM
from meetings.filters.counted import CountedInFilter
from meetings.filters.shared import EvidenceFilterSet, below, visible_processes
from meetings.models import (
    Format,
    Level,
    Meeting,
    MeetingCitation,
    MeetingPlace,
    MeetingProcess,
    MeetingTopic,
    OccurrenceStatus,
    Participation,
    Place,
    Presence,
    Process,
    Role,
    Topic,
    Track,
)
from meetings.models.participation import ATTENDED
from meetings.search import matching_ids
from parties.filters import PartiesFilter
from parties.models import Alignment, Party, Side
from sources.filters import LanguagesFilter
from sources.models import Outlet

# Every further party that must be there makes the question harder to plan.
MOST_TOGETHER = 12
ORDERS = [
    ("-date", _("newest first")),
    ("date", _("oldest first")),
    ("title", _("title, A to Z")),
    ("-title", _("title, Z to A")),
]


class MeetingFilterSet(EvidenceFilterSet):
    """Meetings by party, time, place, kind and report."""

    span_field = "span"

    counted_in = CountedInFilter(
        label=_("Counted in"),
        help_text=_(
            "Where charts count it, by its earliest day: 2020-02, 2020-02/2020-04 or"
            " 2020; 2020-XX: known to the year only."
        ),
    )
    party = PartiesFilter(
        label=_("Party"),
        help_text=_(
            "Slug of a party, whatever its presence; also through an office held, on"
            " behalf of it or as part of it on that date. Repeat: all of them."
        ),
        most_values=MOST_TOGETHER,
        method="unfiltered",
    )
    party_any = PartiesFilter(
        label=_("Any of the parties"),
        help_text=_("As party, but any one of the repeated values is enough."),
        method="unfiltered",
    )
    party_none = PartiesFilter(
        label=_("None of the parties"),
        help_text=_("Leaves out meetings that party would find; repeatable."),
        method="unfiltered",
    )
    direct = BooleanFilter(
        label=_("Itself only"),
        help_text=_("true: count a party only when it took part itself."),
        method="unfiltered",
    )
    attended = BooleanFilter(
        label=_("Attended"),
        help_text=_(
            "true: the parties asked for were there (present, remote, apart, walked"
            " out); false: they were not. Without a party: anybody."
        ),
        method="unfiltered",
    )
    convener = PartiesFilter(
        label=_("Convener"),
        help_text=_("Slug of a party that called the meeting; repeat for any of them."),
        method="by_convener",
    )
    on_behalf_of = PartiesFilter(
        label=_("On behalf of"),
        help_text=_(
            "Slug of a party that somebody represented; with party, that party's"
            " own participation. Repeat for any of them."
        ),
        method="unfiltered",
    )
    role = ChoiceMultipleFilter(
        choices=Role.choices,
        label=_("Role"),
        help_text=_(
            "Role of a participant; with party, of that party. Repeat for any of them."
        ),
        method="unfiltered",
    )
    presence = ChoiceMultipleFilter(
        choices=Presence.choices,
        label=_("Presence"),
        help_text=_(
            "Presence of a participant; with party, of that party. Repeat for any."
        ),
        method="unfiltered",
    )
    side = ChoiceMultipleFilter(
        choices=Side.choices,
        label=_("Side"),
        help_text=_("Side of a participant on that date; repeat for any of them."),
        method="by_side",
    )
    format = ChoiceMultipleFilter(
        choices=Format.choices,
        label=_("Format"),
        help_text=_("How it was held; repeat for any of several."),
    )
    status = ChoiceMultipleFilter(
        choices=OccurrenceStatus.choices,
        label=_("Occurrence status"),
        help_text=_("Did it happen; repeat for any of several."),
    )
    track = ChoiceMultipleFilter(
        choices=Track.choices,
        label=_("Track"),
        help_text=_("Kind of business; repeat for any of several."),
    )
    level = ChoiceMultipleFilter(
        choices=Level.choices,
        label=_("Level"),
        help_text=_("Rank at which they met; repeat for any of several."),
    )
    process = SlugMultipleFilter(
        queryset=visible_processes,
        label=_("Process"),
        help_text=_("Slug of a process, all below it included; repeat for any."),
        method="by_process",
    )
    topic = SlugMultipleFilter(
        queryset=Topic.objects.all(),
        label=_("Topic"),
        help_text=_("Slug of a topic, all below it included; repeat for any."),
        method="by_topic",
    )
    place = SlugMultipleFilter(
        queryset=Place.objects.all(),
        label=_("Place"),
        help_text=_("Slug of a place, all inside it included; repeat for any."),
        method="by_place",
    )
    country = ChoiceMultipleFilter(
        choices=COUNTRIES,
        label=_("Country of the place"),
        help_text=_("Two-letter code of the place's country; repeat for any."),
        method="by_country",
    )
    bbox = BboxFilter(
        label=_("Area"),
        help_text=_("West, south, east, north in degrees, for instance 9,19,25,34."),
        method="by_bbox",
    )
    outlet = SlugMultipleFilter(
        queryset=Outlet.objects.all(),
        label=_("Outlet"),
        help_text=_("Slug of an outlet whose report is cited; repeat for any."),
        method="by_outlet",
    )
    outlet_language = LanguagesFilter(
        label=_("Language of the outlet"),
        help_text=_(
            "Code of the language of an outlet whose report is cited; repeat for any."
        ),
        method="by_outlet_language",
    )
    most_parties = IntegerFilter(
        min_value=2,
        max_value=50,
        label=_("At most so many parties"),
        help_text=_("At most so many parties in one room or on one line, 2 to 50."),
        method="by_parties_present",
    )
    has_place = BooleanFilter(
        label=_("Place known"),
        help_text=_("false: no known place; a call, or none was reported."),
        method="by_known_place",
    )
    q = TextFilter(
        label=_("Words"),
        help_text=_("Words of title, participants, places, summary and outcome."),
        method="by_words",
    )
    ordering = ChoiceFilter(
        choices=ORDERS,
        label=_("Order"),
        help_text=_(
            "-date, newest first (the default), or date, oldest first; title or -title,"
            " by title."
        ),
        filters_nothing=True,
    )

    class Meta:
        model = Meeting
        fields: list[str] = []

    def filter_queryset(self, queryset: Any) -> Any:
        """Apply the parameters about participants together, then the others."""
        return super().filter_queryset(self._by_participants(queryset))

    def _by_participants(self, queryset: Any) -> Any:
        asked = self.form.cleaned_data
        parties: list[Party] = asked["party"] or []
        any_party: list[Party] = asked["party_any"] or []
        options = {"direct": bool(asked["direct"])}
        attended: bool | None = asked["attended"]
        for party in parties:
            queryset = queryset.of_party([party.pk], attended=attended, **options)
        if any_party:
            ids = [party.pk for party in any_party]
            queryset = queryset.of_party(ids, attended=attended, **options)
        if asked["party_none"]:
            ids = [party.pk for party in asked["party_none"]]
            queryset = queryset.not_of_party(ids, **options)
        named = [party.pk for party in (*parties, *any_party)]
        if not named:
            return self._anybody(queryset, attended)
        if condition := self.on_participation("participation__"):
            queryset = queryset.of_party(named, restrict=condition, **options)
        return queryset

    def on_participation(self, prefix: str = "", besides: str = "") -> Q:
        """Return the condition of role, presence and on_behalf_of on one participation.

        prefix: the way from the rows to the participation. besides: a parameter to
        leave out.
        """
        asked = self.form.cleaned_data
        condition = Q()
        for name in ("role", "presence", "on_behalf_of"):
            if asked[name] and name != besides:
                condition &= Q(**{f"{prefix}{name}__in": asked[name]})
        return condition

    def _anybody(self, queryset: Any, attended: bool | None) -> Any:
        """Ask it of any participant, named or not."""
        condition = self.on_participation()
        rows = Participation.objects.filter(condition, meeting=OuterRef("pk"))
        there = Exists(rows.filter(presence__in=ATTENDED))
        if attended is None:
            return queryset.filter(Exists(rows)) if condition else queryset
        return queryset.filter(there if attended else ~there)

    def unfiltered(self, queryset: Any, name: str, value: Any) -> Any:
        """Leave the queryset alone: the parameter is read with others."""
        return queryset

    def by_convener(self, queryset: Any, name: str, value: list[Party]) -> Any:
        """Keep meetings that one of the parties called."""
        return (
            queryset.filter(conveners__party__in=value).distinct()
            if value
            else queryset
        )

    def by_side(self, queryset: Any, name: str, value: list[str]) -> Any:
        """Keep meetings with a participant of one of the sides on that date."""
        if not value:
            return queryset
        aligned = Alignment.objects.filter(
            party=OuterRef("party"),
            side__in=value,
            span__overlap=OuterRef("meeting__span"),
        )
        rows = Participation.objects.filter(Exists(aligned), meeting=OuterRef("pk"))
        return queryset.filter(Exists(rows))

    def by_process(self, queryset: Any, name: str, value: list[Process]) -> Any:
        """Keep meetings of the processes and of everything below them."""
        return self._linked(queryset, MeetingProcess, value, "process__in")

    def by_topic(self, queryset: Any, name: str, value: list[Topic]) -> Any:
        """Keep meetings about the topics and everything below them."""
        return self._linked(queryset, MeetingTopic, value, "topic__in")

    def by_place(self, queryset: Any, name: str, value: list[Place]) -> Any:
        """Keep meetings at the places and everything inside them."""
        return self._linked(queryset, MeetingPlace, value, "place__in")

    def _linked(self, queryset: Any, model: Any, value: list[Any], lookup: str) -> Any:
        if not value:
            return queryset
        rows = model.objects.filter(meeting=OuterRef("pk"), **{lookup: below(value)})
        return queryset.filter(Exists(rows))

    def by_known_place(self, queryset: Any, name: str, value: bool) -> Any:
        """Keep meetings with a known place, or those without."""
        placed = Exists(
            MeetingPlace.objects.filter(meeting=OuterRef("pk"), place__isnull=False)
        )
        return queryset.filter(placed if value else ~placed)

    def by_country(self, queryset: Any, name: str, value: list[str]) -> Any:
        """Keep meetings at a place in one of the countries."""
        if not value:
            return queryset
        rows = MeetingPlace.objects.filter(
            meeting=OuterRef("pk"), place__country__in=value
        )
        return queryset.filter(Exists(rows))

    def by_bbox(
        self, queryset: Any, name: str, value: tuple[float, float, float, float]
    ) -> Any:
        """Keep meetings at a place inside the rectangle."""
        west, south, east, north = value
        rows = MeetingPlace.objects.filter(
            meeting=OuterRef("pk"),
            place__lon__range=(west, east),
            place__lat__range=(south, north),
        )
        return queryset.filter(Exists(rows))

    def by_outlet(self, queryset: Any, name: str, value: list[Outlet]) -> Any:
        """Keep meetings that cite a report of one of the outlets."""
        if not value:
            return queryset
        rows = MeetingCitation.objects.filter(
            meeting=OuterRef("pk"), report__outlet__in=value
        )
        return queryset.filter(Exists(rows))

    def by_outlet_language(self, queryset: Any, name: str, value: list[str]) -> Any:
        """Keep meetings that cite a report of an outlet in one of the languages."""
        if not value:
            return queryset
        rows = MeetingCitation.objects.filter(
            meeting=OuterRef("pk"), report__outlet__language__in=value
        )
        return queryset.filter(Exists(rows))

    def by_parties_present(self, queryset: Any, name: str, value: int) -> Any:
        """Keep meetings of somebody, but of no more than so many, named or not."""
        present = (
            Participation.objects.filter(meeting=OuterRef("pk"), presence__in=IN_ROOM)
            .order_by()
            .values("meeting")
            .annotate(n=Count("pk"))
        )
        return queryset.filter(Exists(present.filter(n__lte=value)))

    def by_words(self, queryset: Any, name: str, value: str) -> Any:
        """Keep meetings whose words, or whose participants' names, match."""
        return queryset.filter(pk__in=matching_ids("meeting", value))
