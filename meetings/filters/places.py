"""The filters of places, also by the meetings that were held there."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from common.filters import (
    BooleanFilter,
    ChoiceFilter,
    ChoiceMultipleFilter,
    SlugFilter,
    SlugMultipleFilter,
    TextFilter,
)
from common.keyset import Order, SortKey
from editorial.countries import COUNTRIES
from meetings.analysis.places import MEETING_COUNT, held_meetings, meetings_inside
from meetings.filters.meetings import MOST_TOGETHER
from meetings.filters.reference import NAME_ORDERS, TreeFilterSet
from meetings.filters.shared import below, visible_processes
from meetings.models import MeetingProcess, Place, PlaceKind
from parties.filters import PartiesFilter
from parties.matching import name_scores

PLACE_ORDERS: dict[str, Order] = {
    **NAME_ORDERS,
    "-meetings": (
        SortKey(MEETING_COUNT, descending=True),
        SortKey("name"),
        SortKey("pk"),
    ),
    "meetings": (SortKey(MEETING_COUNT), SortKey("name"), SortKey("pk")),
}


class PlaceFilterSet(TreeFilterSet):
    """Places by name, kind and country, and by the meetings held there.

    What is asked about meetings is meant of one meeting, which was held at the place
    or in something that lies in it; `meeting_count` of each place counts these.
    """

    span_field = "span"
    span_match = False

    q = TextFilter(
        label=_("Name"),
        help_text=_("A name in any spelling or script, for instance Moscow or موسكو."),
        method="by_name",
    )
    kind = ChoiceMultipleFilter(
        choices=PlaceKind.choices,
        label=_("Kind"),
        help_text=_("City, hotel, air base and so on; repeat for any of several."),
    )
    country = ChoiceMultipleFilter(
        choices=COUNTRIES,
        label=_("Country"),
        help_text=_(
            "Two-letter country code, for instance LY; repeat for any of them."
        ),
    )
    parent = SlugFilter(
        queryset=Place.objects.all(),
        label=_("Lies in"),
        help_text=_("Slug of a place; finds what lies in it, at any depth."),
        method="by_parent",
    )
    process = SlugMultipleFilter(
        queryset=visible_processes,
        label=_("Process"),
        help_text=_(
            "Slug of a process, all below it included, of which a meeting was held"
            " there; repeat for any."
        ),
        method="unfiltered",
    )
    party = PartiesFilter(
        label=_("Party"),
        help_text=_(
            "Slug of a party of a meeting held there, as the party of meetings."
            " Repeat: all of them at one meeting."
        ),
        most_values=MOST_TOGETHER,
        method="unfiltered",
    )
    used = BooleanFilter(
        label=_("Meetings were held there"),
        help_text=_("true: at least one meeting was held there; false: none."),
        method="unfiltered",
    )
    ordering = ChoiceFilter(
        choices=[
            ("-meetings", _("most meetings first")),
            ("meetings", _("fewest meetings first")),
            ("name", _("A to Z")),
            ("-name", _("Z to A")),
        ],
        label=_("Order"),
        help_text=_(
            "name (the default), -name, or by the number of meetings held there,"
            " -meetings or meetings."
        ),
        filters_nothing=True,
    )

    class Meta:
        model = Place
        fields: list[str] = []

    def filter_queryset(self, queryset: Any) -> Any:
        """Count the meetings asked for at each place; keep places that have any."""
        found = super().filter_queryset(queryset)
        found = found.annotate(**{MEETING_COUNT: meetings_inside(self.meetings())})
        asked = self.form.cleaned_data
        if asked["used"] is False:
            found = found.filter(**{MEETING_COUNT: 0})
        about = ("used", "party", "process", "from", "to")
        if any(asked.get(name) for name in about):
            found = found.filter(**{f"{MEETING_COUNT}__gt": 0})
        return found

    def meetings(self) -> Any:
        """Return the held meetings that satisfy what is asked about meetings."""
        user = self.request.user if self.request else None
        asked = self.form.cleaned_data
        found = held_meetings(user)
        for party in asked["party"] or []:
            found = found.of_party([party.pk])
        if asked["process"]:
            rows = MeetingProcess.objects.visible_to(user).filter(
                meeting=OuterRef("pk"), process__in=below(asked["process"])
            )
            found = found.filter(Exists(rows))
        return super()._within_dates(found)

    def _within_dates(self, queryset: Any) -> Any:
        # from and to are those of the meetings.
        return queryset

    def unfiltered(self, queryset: Any, name: str, value: Any) -> Any:
        """Leave the queryset alone: the parameter is read with others."""
        return queryset

    def by_name(self, queryset: Any, name: str, value: str) -> Any:
        """Keep places that a name in any spelling finds."""
        return queryset.filter(pk__in=list(name_scores(Place, value)))
