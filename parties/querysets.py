"""Reading parties."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Self

from django.db.models import Exists, OuterRef, Prefetch

from editorial.querysets import PartQuerySet, ReviewableQuerySet, parts_of

if TYPE_CHECKING:
    pass


def part_of_party(*paths: str) -> type[PartQuerySet]:
    """Return the queryset class of rows seen through their parties."""
    return parts_of(*(paths or ("party",)))


def on_day(day: datetime.date) -> dict[str, datetime.date]:
    """Return the filter "this tenure may include the day"."""
    return {"span__contains": day}


class PartyQuerySet(ReviewableQuerySet):
    """Parties."""

    def with_names(self) -> Self:
        """Load the names used for display in both languages."""
        from parties.models import NameKind, PartyName

        kinds = [
            NameKind.NATIVE,
            NameKind.OFFICIAL,
            NameKind.TRANSLITERATION,
        ]
        shown = PartyName.objects.filter(lang="ar", kind__in=kinds)
        return self.prefetch_related(
            Prefetch("names", queryset=shown, to_attr="arabic_names")
        )

    def of_side(self, sides: list[str], day: datetime.date) -> Self:
        """Keep parties that stand on one of the sides on a day."""
        from parties.models import Alignment

        return self.filter(
            Exists(
                Alignment.objects.filter(
                    party=OuterRef("pk"), side__in=sides, **on_day(day)
                )
            )
        )
