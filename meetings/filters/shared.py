"""What the filter sets of the room share."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from common.filters import (
    BooleanFilter,
    ChoiceFilter,
    StrictFilterSet,
)
from meetings.models import (
    Agreement,
    Contention,
    Meeting,
    Process,
)

DATE_ORDERS = [("-date", _("newest first")), ("date", _("oldest first"))]
# One day, or the days from one to another; approximate ones too.
_DAY = r"\d{4}-\d{2}-\d{2}[~?%]?"
TO_THE_DAY = rf"^{_DAY}(/{_DAY})?$"


class EvidenceFilterSet(StrictFilterSet):
    """How well a meeting, a statement or an agreement is evidenced."""

    verified = BooleanFilter(
        label=_("Verified"),
        help_text=_("false: a fact rests on general knowledge, not on a report."),
    )
    single_source = BooleanFilter(
        label=_("Rests on one report"),
        help_text=_("true: cites exactly one report; false: more than one."),
        method="by_reports",
    )
    contested = BooleanFilter(
        label=_("Sources differ"),
        help_text=_("true: reports differ on a fact of it; false: they do not."),
        method="by_contention",
    )
    exact_date = BooleanFilter(
        label=_("Known to the day"),
        help_text=_("false: dated only to a month or a year, or with an open end."),
        method="by_exactness",
    )

    def by_reports(self, queryset: Any, name: str, value: bool) -> Any:
        """Keep records that cite exactly one report, or more than one."""
        citations = queryset.model._meta.get_field("citations")
        own = citations.field.name
        counted = (
            citations.related_model.objects.filter(**{own: OuterRef("pk")})
            .order_by()
            .values(own)
            .annotate(n=Count("report", distinct=True))
        )
        wanted = counted.filter(n=1) if value else counted.filter(n__gt=1)
        return queryset.filter(Exists(wanted))

    def by_contention(self, queryset: Any, name: str, value: bool) -> Any:
        """Keep records with a fact on which reports differ, or without one."""
        own = queryset.model._meta.model_name
        found = Exists(Contention.objects.filter(**{own: OuterRef("pk")}))
        return queryset.filter(found if value else ~found)

    def by_exactness(self, queryset: Any, name: str, value: bool) -> Any:
        """Keep records dated by days, or the others."""
        exact = {"date__regex": TO_THE_DAY}
        return queryset.filter(**exact) if value else queryset.exclude(**exact)


def visible_processes(request: Any) -> QuerySet[Process]:
    """Return the processes that the asker may see."""
    return Process.objects.visible_to(request.user if request else None)


def visible_meetings(request: Any) -> QuerySet[Meeting]:
    """Return the meetings that the asker may see."""
    return Meeting.objects.visible_to(request.user if request else None)


def visible_agreements(request: Any) -> QuerySet[Agreement]:
    """Return the agreements that the asker may see."""
    return Agreement.objects.visible_to(request.user if request else None)


def below(records: list[Any]) -> list[int]:
    """Return the ids of tree records and of everything below them."""
    if not records:
        return []
    ids: list[int] = type(records[0]).objects.ids_below([row.pk for row in records])
    return ids


def by_date() -> ChoiceFilter:
    """Return the parameter that orders by date."""
    return ChoiceFilter(
        choices=DATE_ORDERS,
        label=_("Order"),
        help_text=_("-date, newest first (the default), or date, oldest first."),
        filters_nothing=True,
    )
