"""What a party signed and, apart, what it refused, withdrew from or suspended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from browse.pages.acts import ActGroup
from browse.pages.outcomes import with_report
from browse.pages.sources import Mark, SourceList
from meetings.contested import contested_of
from meetings.models import Agreement, AgreementCitation, Signature
from meetings.models.agreement import DISSENT
from meetings.period import ALL_TIME, Period
from meetings.querysets import SignatureQuerySet
from parties.models import Party

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

    Reader = User | AnonymousUser

SHOWN = 12


@dataclass
class AgreementLine:
    """An agreement, and what this party did about it."""

    agreement: Agreement
    groups: list[ActGroup]
    marks: list[Mark]

    @property
    def contested(self) -> frozenset[str]:
        """The facts on which sources differ."""
        return contested_of(self.agreement)


@dataclass
class PartyAgreements:
    """The latest agreements of a party; one may stand in both lists."""

    bound: list[AgreementLine]
    against: list[AgreementLine]


def signatures_of(party: Party, user: Reader) -> SignatureQuerySet:
    """Return what the party did about agreements, itself or through somebody."""
    rows: SignatureQuerySet = Signature.objects.visible_to(user).of_party(party)
    return rows


def party_agreements(
    party: Party, user: Reader, sources: SourceList, period: Period = ALL_TIME
) -> PartyAgreements:
    """Lay out what the party bound itself to or witnessed, and what it did not."""
    done: dict[bool, dict[int, list[str]]] = {False: {}, True: {}}
    own = signatures_of(party, user).filter(
        agreement__in=period.of(Agreement.objects.visible_to(user))
    )
    newest = own.order_by("-agreement__sort_date", "-agreement", "position", "pk")
    for agreement, action in newest.values_list("agreement", "action"):
        actions = done[action in DISSENT].setdefault(agreement, [])
        if action not in actions:
            actions.append(action)
    shown = {against: list(found)[:SHOWN] for against, found in done.items()}
    cited = with_report(AgreementCitation.objects.all())
    agreements = (
        Agreement.objects.visible_to(user)
        .prefetch_related("contentions", Prefetch("citations", queryset=cited))
        .in_bulk([*shown[False], *shown[True]])
    )

    def lines(against: bool) -> list[AgreementLine]:
        return [
            AgreementLine(
                agreements[pk],
                [ActGroup(action, []) for action in done[against][pk]],
                sources.cite(agreements[pk].citations.all(), "agreement"),
            )
            for pk in shown[against]
        ]

    return PartyAgreements(bound=lines(False), against=lines(True))
