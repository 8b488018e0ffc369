"""At which rank two parties met: by the offices, on that day, of those who came.

A rank is read from the title of an office by the words below, in four levels: heads;
ministers, special envoys and commanders-in-chief; deputies, ambassadors and chiefs of
staff; other offices. Of several who came for a party the highest counts.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from meetings.analysis.pairs import rows_in_room
from meetings.models import Meeting
from parties.models import Party, PartyKind, Position

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

    Reader = User | AnonymousUser


class Rank(TextChoices):
    """How high an office is, the highest first."""

    HEAD = "head", _("head of a state, government, parliament or organisation")
    MINISTER = "minister", _("minister, special envoy or commander-in-chief")
    DEPUTY = "deputy", _("deputy, ambassador or chief of staff")
    OFFICIAL = "official", _("other office")


class Parity(TextChoices):
    """How the ranks of two parties at a meeting compare."""

    EQUAL = "equal", _("equal rank")
    FIRST = "first", _("the first higher")
    SECOND = "second", _("the second higher")
    UNKNOWN = "unknown", _("an office is not recorded")


_ORDER = list(Rank)
_HEADED = (
    PartyKind.STATE,
    PartyKind.GOVERNMENT,
    PartyKind.POLITICAL_BODY,
    PartyKind.LEGISLATURE,
    PartyKind.INTERNATIONAL_ORGANIZATION,
)
# The first that fits decides; None: whatever the organisation.
_RULES: tuple[tuple[str, tuple[str, ...] | None, Rank], ...] = (
    (
        r"spokes|candidate|advis[eo]r|counsel|designate|office|member of the state",
        None,
        Rank.OFFICIAL,
    ),
    (
        r"deputy|vice(?! admiral)|under-secretary|assistant|minister of state",
        None,
        Rank.DEPUTY,
    ),
    (
        r"envoy|special (presidential )?representative|head of unsmil",
        None,
        Rank.MINISTER,
    ),
    (r"ambassador|permanent representative|charg[ée]", None, Rank.DEPUTY),
    (
        r"prime minister|^(acting |interim )?president\b|head of state|^king\b|^emir\b"
        r"|crown prince|chancellor|^speaker\b|secretary[- ]general|of the commission$"
        r"|^chair\w* of the (presidential council|executive board)",
        None,
        Rank.HEAD,
    ),
    (r"^(chair\w*|head|leader)( \(.*)?$", _HEADED, Rank.HEAD),
    (
        r"\bminister\b|foreign secretary|secretary of (state|defense)|defence secretary"
        r"|secretary of the security council|high representative|^commissioner|commander-in-chief|supreme commander",
        None,
        Rank.MINISTER,
    ),
    (r"^commander$", (PartyKind.ARMED_FORCE,), Rank.MINISTER),
    (r"chief of (the )?(general |defence )?staff|chiefs of staff", None, Rank.DEPUTY),
)


@dataclass(frozen=True)
class Ranked:
    """The highest office in which somebody came for a party, and its rank."""

    rank: Rank
    office: Position


@dataclass(frozen=True)
class MetAt:
    """A meeting of two parties and the offices on both sides; None for not recorded."""

    meeting: Meeting
    first: Ranked | None
    second: Ranked | None

    @property
    def parity(self) -> Parity:
        """How the two ranks compare."""
        if self.first is None or self.second is None:
            return Parity.UNKNOWN
        one, other = (_ORDER.index(side.rank) for side in (self.first, self.second))
        if one == other:
            return Parity.EQUAL
        return Parity.FIRST if one < other else Parity.SECOND


def rank_of(office: Position) -> Rank:
    """Return the rank of an office by its title and the kind of its organisation."""
    title = office.title.casefold()
    for pattern, kinds, rank in _RULES:
        fits = kinds is None or office.organisation.kind in kinds
        if fits and re.search(pattern, title):
            return rank
    return Rank.OFFICIAL


def ranks_at(
    parties: tuple[Party, Party], met: Sequence[Meeting], user: Reader
) -> list[MetAt]:
    """Return at which ranks two parties met, meeting by meeting.

    Who came for both of them counts for neither.
    """
    came: dict[tuple[int, int], dict[int, Position | None]] = defaultdict(dict)
    rows = rows_in_room(user).filter(meeting__in=list(met), party__in=parties)
    for row in rows.select_related("participation__capacity__organisation"):
        people = came[row.meeting_id, row.party_id]
        people[row.participation_id] = row.participation.capacity
    found = []
    for meeting in met:
        one, other = (came[meeting.pk, party.pk] for party in parties)
        both = one.keys() & other.keys()
        found.append(MetAt(meeting, _highest(one, both), _highest(other, both)))
    return found


def _highest(people: Mapping[int, Position | None], both: set[int]) -> Ranked | None:
    offices = [office for pk, office in people.items() if office and pk not in both]
    ranked = [Ranked(rank_of(office), office) for office in offices]
    return min(
        ranked, key=lambda one: (_ORDER.index(one.rank), one.office.pk), default=None
    )


def parity_counts(found: Sequence[MetAt]) -> list[tuple[Parity, int]]:
    """Count meetings by how the ranks compared, leaving out what never was."""
    counted = Counter(one.parity for one in found)
    return [(parity, counted[parity]) for parity in Parity if counted[parity]]
