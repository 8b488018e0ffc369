"""What the filter sets of the room share."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from common.filters import (
    ChoiceFilter,
)
from meetings.models import (
    Agreement,
    Meeting,
    Process,
)

DATE_ORDERS = [("-date", _("newest first")), ("date", _("oldest first"))]


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
