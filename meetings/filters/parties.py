"""The filters of parties, ordered also by how often they met."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.filter_periods import DayFilter
from common.filters import ChoiceFilter
from common.keyset import Order, SortKey
from meetings.models import Meeting, PartyMeeting
from meetings.period import ALL_TIME, Period
from parties.filters import PARTY_ORDERS, PartyFilterSet

MEETING_COUNT = "meeting_count"
PARTY_LIST_ORDERS: dict[str, Order] = {
    **PARTY_ORDERS,
    "-meetings": (
        SortKey(MEETING_COUNT, descending=True),
        SortKey("name"),
        SortKey("pk"),
    ),
}


def per_party(rows: QuerySet[Any], what: str) -> Coalesce:
    """Return how many different values of a column rows of the outer party have."""
    one = rows.order_by().annotate(group=OuterRef("pk")).values("group")
    counted = one.annotate(n=Count(what, distinct=True)).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def attended_by_party(user: Any, period: Period = ALL_TIME) -> QuerySet[Any]:
    """Return the rows of held, visible meetings of a period the outer party attended."""
    held = period.of(Meeting.objects.visible_to(user).held()).values("pk")
    return PartyMeeting.objects.filter(
        party=OuterRef("pk"), attended=True, meeting__in=held
    )


class PartyListFilterSet(PartyFilterSet):
    """Parties as every list of them has them: also by meetings attended."""

    ordering = ChoiceFilter(
        choices=[
            ("name", _("A to Z")),
            ("-name", _("Z to A")),
            ("-meetings", _("most meetings first")),
        ],
        label=_("Order"),
        help_text=_("name (the default), -name, or -meetings, most attended first."),
        filters_nothing=True,
    )

    def filter_queryset(self, queryset: Any) -> Any:
        """Filter; count the meetings where the order asks for it."""
        found = super().filter_queryset(queryset)
        counted = MEETING_COUNT in found.query.annotations
        if self.form.cleaned_data["ordering"] != "-meetings" or counted:
            return found
        user = self.request.user if self.request else None
        rows = attended_by_party(user)
        return found.annotate(**{MEETING_COUNT: per_party(rows, "meeting")})


class DatedPartyFilterSet(PartyListFilterSet):
    """Parties as the API has them: also as they stood on a day."""

    as_of = DayFilter(
        label=_("As of"),
        help_text=_(
            "A day, for instance 2019-04-04: offices, relations and sides of that day,"
            " counts up to it."
        ),
    )

    def by_side(self, queryset: Any, name: str, value: list[str]) -> Any:
        """Keep parties that stood on one of the sides on the day."""
        day = self.form.cleaned_data["as_of"] or timezone.localdate()
        return queryset.of_side(value, day) if value else queryset
