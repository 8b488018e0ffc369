"""The filter `as_of`: the record as it stood on a day, on pages and in the API."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from common.filter_periods import DayFilter
from common.filters import StrictFilterSet


class AsOfFilterSet(StrictFilterSet):
    """The day as of which a page or a record speaks."""

    pass_through = frozenset()

    as_of = DayFilter(
        label=_("As of"),
        help_text=_("A day, for instance 2019-04-04: the record up to it."),
    )
