"""What each party has signed and refused: parties by actions, counted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from browse.pages.facets import Facet, choice_facet, facet_labels
from browse.pages.listing import Listing, complete, listing, without
from meetings.models import AgreementKind, Signature, SignatureAction
from meetings.models.agreement import DISSENT
from meetings.people import Chip, PartyBook
from meetings.selection import DATE_ORDERS, browse_signatories
from parties.models import Side

PARTIES = 200
ALWAYS = (SignatureAction.SIGNED, SignatureAction.REFUSED)


@dataclass(frozen=True)
class Column:
    """An action of the table."""

    action: str
    word: Any
    against: bool


@dataclass(frozen=True)
class Cell:
    """How many agreements, and the address of their list."""

    count: int
    url: str
    column: Column


@dataclass
class SignatoryRow:
    """What one party did, itself or through somebody on behalf of it."""

    chip: Chip
    cells: list[Cell]
    total: int
    url: str


@dataclass
class SignatoryListPage:
    """Everything that the table lays out."""

    listing: Listing
    columns: list[Column]
    rows: list[SignatoryRow]
    facets: list[Facet]
    more: int
    absent: list[str] = field(default_factory=list)


Pairs = dict[int, dict[str, set[int]]]


def signatory_list_page(request: HttpRequest) -> SignatoryListPage:
    """Count the actions of every party on the agreements this reader may see."""
    filterset = browse_signatories(request)
    page = listing(request, filterset, DATE_ORDERS)
    done = {} if page.errors else _done(request, filterset)
    book = PartyBook(done, request.user)
    sides = filterset.form.cleaned_data.get("side") if not page.errors else []
    shown = [
        pk
        for pk in sorted(done, key=lambda pk: (-_total(done[pk]), pk))
        if book.party(pk) and (not sides or book.latest_side(pk) in sides)
    ]
    facets = [
        choice_facet(filterset, "side", Side.choices, {}),
        choice_facet(filterset, "kind", AgreementKind.choices, {}),
    ]
    complete(request, page, facet_labels(facets), total=len(shown), all_count=len(done))
    return _laid_out(request, page, done, shown, book, facets)


def _done(request: HttpRequest, filterset: Any) -> Pairs:
    """Return the agreements by party and action; on behalf of a party counts too."""
    rows = (
        Signature.objects.visible_to(request.user)
        .filter(agreement__in=filterset.qs.order_by().values("pk"))
        .order_by()
    )
    own = rows.values_list("party", "action", "agreement")
    represented = rows.filter(on_behalf_of__isnull=False)
    every = own.union(represented.values_list("on_behalf_of", "action", "agreement"))
    found: Pairs = defaultdict(lambda: defaultdict(set))
    for party, action, agreement in every:
        found[party][action].add(agreement)
    return found


def _total(done: dict[str, set[int]]) -> int:
    return len(set().union(*done.values()))


def _laid_out(
    request: HttpRequest,
    page: Listing,
    done: Pairs,
    shown: list[int],
    book: PartyBook,
    facets: list[Facet],
) -> SignatoryListPage:
    found = {action for pk in shown for action in done[pk]}
    columns = [
        Column(action.value, action.label, action in DISSENT)
        for action in SignatureAction
        if action in found or action in ALWAYS
    ]
    rest = without(request.GET, "side", "cursor")
    rows = [
        _row(chip, done[pk], columns, rest)
        for pk in shown[:PARTIES]
        if (chip := book.latest_chip(pk))
    ]
    return SignatoryListPage(
        listing=page,
        columns=columns,
        rows=rows,
        facets=facets,
        more=len(shown) - len(rows),
        absent=[
            str(action.label)
            for action in SignatureAction
            if page.status == 200 and shown and action not in found
        ],
    )


def _row(
    chip: Chip, done: dict[str, set[int]], columns: list[Column], rest: QueryDict
) -> SignatoryRow:
    own = f"{_query(rest, party=chip.party.slug)}"
    cells = [
        Cell(
            len(done.get(column.action, ())),
            _query(rest, party=chip.party.slug, action=column.action),
            column,
        )
        for column in columns
    ]
    return SignatoryRow(chip, cells, _total(done), own)


def _query(rest: QueryDict, **more: str) -> str:
    query = rest.copy()
    for name, value in more.items():
        query[name] = value
    return f"{reverse('agreement_list')}?{query.urlencode()}"
