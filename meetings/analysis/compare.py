"""Two parties, or two periods of one: their numbers, and whom both met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef

from meetings.analysis.activity import attended_meetings
from meetings.analysis.pairs import Counterpart, counterparts_of
from meetings.models import Agreement, Meeting, Signature, Statement
from meetings.period import Period
from parties.models import Party

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

    Reader = User | AnonymousUser


@dataclass(frozen=True)
class Numbers:
    """What a party did in a period.

    meetings: held ones it attended, also through others; direct: itself. counterparts:
    parties it met. places: where. agreements: on which it acted, itself or through
    somebody. statements: its own, a body's also through those who spoke for it.
    """

    meetings: int
    direct: int
    counterparts: int
    places: int
    agreements: int
    statements: int


@dataclass(frozen=True)
class Compared:
    """A party in a period, its numbers, and whom it met by id."""

    party: Party
    period: Period
    numbers: Numbers
    met: dict[int, Counterpart]


@dataclass(frozen=True)
class Comparison:
    """Two parties or periods. Parties met are ids, those met most often first."""

    first: Compared
    second: Compared

    @property
    def together(self) -> int | None:
        """How often the two met; None for one party, or where the periods differ."""
        first, second = self.first, self.second
        if first.party == second.party or first.period != second.period:
            return None
        met = first.met.get(second.party.pk)
        return met.meetings if met else 0

    @property
    def shared(self) -> list[int]:
        """Whom both met: first those whom the one that met them less met most."""
        one, other = self._others(self.first), self._others(self.second)
        return sorted(
            one.keys() & other.keys(),
            key=lambda pk: (
                -min(one[pk].meetings, other[pk].meetings),
                -one[pk].meetings - other[pk].meetings,
                pk,
            ),
        )

    @property
    def only_first(self) -> list[int]:
        """Whom only the first met."""
        other = self._others(self.second)
        return [pk for pk in self._others(self.first) if pk not in other]

    @property
    def only_second(self) -> list[int]:
        """Whom only the second met."""
        other = self._others(self.first)
        return [pk for pk in self._others(self.second) if pk not in other]

    def _others(self, compared: Compared) -> dict[int, Counterpart]:
        both = {self.first.party.pk, self.second.party.pk}
        return {pk: met for pk, met in compared.met.items() if pk not in both}


def compared(party: Party, period: Period, user: Reader) -> Compared:
    """Count what a party did in a period, as far as the reader may see it."""
    among = period.of(Meeting.objects.visible_to(user))
    met = {one.party: one for one in counterparts_of(party, user, among)}
    there = attended_meetings(party, period, user).aggregate(
        meetings=Count("pk", distinct=True),
        places=Count("places__place", distinct=True),
    )
    direct = period.of(Meeting.objects.visible_to(user).held()).of_party(
        [party.pk], direct=True, attended=True
    )
    numbers = Numbers(
        meetings=there["meetings"],
        direct=direct.count(),
        counterparts=len(met),
        places=there["places"],
        agreements=_agreements(party, period, user).count(),
        statements=_statements(party, period, user).count(),
    )
    return Compared(party, period, numbers, met)


def _agreements(party: Party, period: Period, user: Reader) -> Any:
    signed = Signature.objects.visible_to(user).of_party(party)
    visible = period.of(Agreement.objects.visible_to(user))
    return visible.filter(Exists(signed.filter(agreement=OuterRef("pk"))))


def _statements(party: Party, period: Period, user: Reader) -> Any:
    said = period.of(Statement.objects.visible_to(user))
    return said.of_party(party.pk, through=not party.is_person)
