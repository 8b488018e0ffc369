"""What two parties said and agreed between their meetings, and who else was there."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from meetings.analysis.pairs import rows_in_room
from meetings.language import localized_title
from meetings.models import (
    Agreement,
    Level,
    Meeting,
    PartyMeeting,
    Signature,
    Statement,
)
from meetings.people import Chip, PartyBook
from meetings.period import Period
from parties.models import Party

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

    Reader = User | AnonymousUser

OTHERS = 10


@dataclass
class Between:
    """A statement or an agreement in the chronology of two parties."""

    day: datetime.date
    date: str
    url: str
    text: str
    language: str = "en"
    speaker: Chip | None = None

    @property
    def is_agreement(self) -> bool:
        """Say whether both acted on an agreement, rather than one of them spoke."""
        return self.speaker is None


@dataclass
class Other:
    """Somebody else who was there, and at how many of their meetings."""

    chip: Chip
    count: int


@dataclass
class LevelCount:
    """At how many of their meetings they met at a level; "" where none is recorded."""

    level: str
    label: str
    count: int


def between(
    parties: tuple[Party, Party], both: QuerySet[Any], period: Period, user: Reader
) -> tuple[list[Statement], list[Agreement]]:
    """Return what one said about a meeting of both, and what both acted on.

    both: the meetings of both, whatever came of them.
    """
    spoken = Q()
    for party in parties:
        spoken |= Q(speaker=party) | Q(on_behalf_of=party)
    statements = period.of(Statement.objects.visible_to(user)).filter(
        spoken, meeting__in=both.order_by().values("pk"), sort_date__isnull=False
    )
    agreements = period.of(Agreement.objects.visible_to(user)).filter(
        sort_date__isnull=False
    )
    for party in parties:
        acted = Signature.objects.visible_to(user).of_party(party)
        agreements = agreements.filter(Exists(acted.filter(agreement=OuterRef("pk"))))
    return list(statements), list(agreements)


def between_lines(
    statements: list[Statement], agreements: list[Agreement], book: PartyBook
) -> list[Between]:
    """Lay out what was said and agreed, the latest first."""
    found = [
        Between(
            row.sort_date,
            row.date,
            reverse("statement", args=[row.slug]),
            row.gist,
            speaker=speaker,
        )
        for row in statements
        if (speaker := book.chip(row.speaker_id, row.sort_date))
    ]
    found += [
        Between(
            row.sort_date,
            row.date,
            reverse("agreement", args=[row.slug]),
            *localized_title(row),
        )
        for row in agreements
    ]
    return sorted(found, key=lambda one: (one.day, one.url), reverse=True)


def others_there(
    parties: tuple[Party, Party], met: Sequence[Meeting], user: Reader
) -> list[tuple[int, int]]:
    """Return who else was in the room (ids) at meetings, and at how many of them.

    Who took part for one of the two is not somebody else.
    """
    for_them = PartyMeeting.objects.filter(
        participation=OuterRef("participation"), party__in=parties
    )
    return list(
        rows_in_room(user)
        .filter(
            ~Exists(for_them), meeting__in=list(met), via="direct", party__isnull=False
        )
        .order_by()
        .values("party")
        .annotate(there=Count("meeting", distinct=True))
        .order_by("-there", "party__name", "party")
        .values_list("party", "there")[:OTHERS]
    )


def other_lines(found: list[tuple[int, int]], book: PartyBook) -> list[Other]:
    """Lay out who else was there."""
    return [Other(chip, n) for pk, n in found if (chip := book.latest_chip(pk))]


def level_counts(met: Sequence[Meeting]) -> list[LevelCount]:
    """Count meetings by the rank at which they were held, in the order of ranks."""
    counted = Counter(meeting.level or "" for meeting in met)
    labels = {**dict(Level.choices), "": ""}
    return [
        LevelCount(level, str(label), counted[level])
        for level, label in labels.items()
        if counted[level]
    ]
