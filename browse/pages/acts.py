"""What parties did about agreements: signed, adopted, witnessed, or refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from meetings.models import Agreement, Signature, SignatureAction
from meetings.models.agreement import DISSENT
from meetings.people import Chip, PartyBook
from parties.models import Party


@dataclass(frozen=True)
class Act:
    """One action of one party, with its side on the agreement's date.

    The side is the party's own, else that of whom it acted for.
    """

    signature: Signature
    chip: Chip
    on_behalf_of: Party | None
    side: str

    @property
    def against(self) -> bool:
        """Say whether the action stands against the agreement."""
        return self.signature.action in DISSENT


@dataclass
class ActGroup:
    """Those who did the same about an agreement, in their order."""

    action: str
    acts: list[Act]
    more: int = 0

    @property
    def word(self) -> str:
        """The action in the reader's words."""
        return str(SignatureAction(self.action).label)

    @property
    def against(self) -> bool:
        """Say whether the action stands against the agreement."""
        return self.action in DISSENT


def acts_of(
    agreement: Agreement, signatures: Iterable[Signature], book: PartyBook
) -> list[Act]:
    """Lay out what was done about an agreement, in the order of the record.

    Parties that the reader may not see are left out.
    """
    day, found = agreement.sort_date, []
    for row in signatures:
        chip = book.chip(row.party_id, day)
        if chip is not None:
            side = chip.side or book.side(row.on_behalf_of_id, day)
            represented = book.party(row.on_behalf_of_id)
            found.append(Act(row, chip, represented, side))
    return found


def act_groups(acts: Iterable[Act]) -> list[ActGroup]:
    """Group acts by action: what binds first, what stands against it last."""
    groups = {action: ActGroup(action, []) for action in SignatureAction.values}
    for act in acts:
        groups[act.signature.action].acts.append(act)
    return [group for group in groups.values() if group.acts]


def signature_party_ids(signatures: Iterable[Signature]) -> Iterable[int | None]:
    """Yield the parties that signatures name."""
    for row in signatures:
        yield from (row.party_id, row.on_behalf_of_id)
