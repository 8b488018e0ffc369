"""The list of statements with its facets, and what one party said over time."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from browse.pages.facets import (
    Counts,
    Facet,
    Option,
    choice_facet,
    chosen,
    facet_labels,
    record_facet,
)
from browse.pages.fields import EVIDENCE, Field, fields_of, in_use
from browse.pages.listing import Listing, complete, listing, without
from browse.pages.statement_facets import statement_counts, tree_facets
from browse.pages.statement_rows import (
    StatementYear,
    statement_rows,
    statement_years,
)
from common.filters import StrictFilterSet
from common.keyset import PAGING_KEYS
from meetings.language import localized_name
from meetings.models import Stance, Statement, StatementKind
from meetings.people import PartyBook
from meetings.selection import DATE_ORDERS, browse_statements
from parties.models import Party, PartyKind, Side

TYPED = ("party", "on_behalf_of", "meeting", "agreement", "lang")
PICKED = ("through", "has_original", *EVIDENCE, "ordering")
MATTERS = ("process", "topic", "meeting", "agreement")
PARTIES = ("party", "speaker", "on_behalf_of")
SPEAKERS = 60
Labels = dict[tuple[str, str], str]


@dataclass
class StanceCount:
    """How often a party took a stance, and the list of these statements."""

    word: str
    count: int
    url: str


@dataclass
class OverTime:
    """What one party said, by stance and from when to when."""

    heading: str
    party: Party
    stances: list[StanceCount]
    ends: list[tuple[Statement, str]]
    more_through: int
    through_url: str


@dataclass
class StatementListPage:
    """Everything that the list of statements lays out."""

    listing: Listing
    years: list[StatementYear]
    facets: list[Facet]
    typed: list[Field]
    picked: list[Field]
    over_time: OverTime | None
    order_url: str
    is_oldest_first: bool

    @property
    def uses_more(self) -> bool:
        """Say whether one of the form's second part is in use."""
        return in_use((*self.typed, *self.picked))

    @property
    def heading(self) -> str:
        """The heading of the page: of the party asked for, else of the list."""
        return self.over_time.heading if self.over_time else _("Statements")


def statement_list_page(request: HttpRequest) -> StatementListPage:
    """Filter, count, page and lay out the statements this reader may see."""
    filterset = browse_statements(request)
    page = listing(request, filterset, DATE_ORDERS)
    page.results = _with_offices(page.results)
    counts = {} if page.errors else statement_counts(filterset, request.user)
    speakers = [int(key) for key in counts.get("speaker", {})]
    asked = [one.pk for name in PARTIES for one in chosen(filterset, name)]
    rows, book = statement_rows(page.results, request.user, [*speakers, *asked])
    facets = [
        choice_facet(filterset, "stance", Stance.choices, counts),
        choice_facet(filterset, "side", Side.choices, counts),
        choice_facet(filterset, "kind", StatementKind.choices, counts),
        _speaker_facet(filterset, counts, book),
        *([] if page.errors else tree_facets(filterset, request.user)),
    ]
    labels = {**facet_labels(facets), **_party_labels(filterset, book)}
    complete(
        request,
        page,
        labels,
        total=counts.get("total", {}).get("", 0),
        all_count=counts.get("all", {}).get("", 0) if counts else None,
    )
    oldest = request.GET.get("ordering") == "date"
    return StatementListPage(
        listing=page,
        years=statement_years(rows),
        facets=facets,
        typed=fields_of(request, filterset, TYPED),
        picked=fields_of(request, filterset, PICKED),
        over_time=None if page.errors else _over_time(request, filterset, book, labels),
        order_url=_with(request, "ordering", "" if oldest else "date"),
        is_oldest_first=oldest,
    )


def _with_offices(statements: list[Statement]) -> list[Statement]:
    from django.db.models import prefetch_related_objects

    prefetch_related_objects(statements, "capacity")
    return statements


def _speaker_facet(
    filterset: StrictFilterSet, counts: Counts, book: PartyBook
) -> Facet:
    asked = {party.pk for party in chosen(filterset, "speaker")}
    counted = {int(key): count for key, count in counts.get("speaker", {}).items()}
    options = [
        Option(
            value=party.slug,
            label=localized_name(party)[0],
            count=counted.get(pk, 0),
            checked=pk in asked,
            side=book.latest_side(pk),
        )
        for pk in {**counted, **dict.fromkeys(asked)}
        if (party := book.party(pk))
    ]
    options.sort(key=lambda option: str(option.label))
    facet = record_facet(filterset, "speaker", options)
    facet.options = [
        option
        for place, option in enumerate(facet.options)
        if place < SPEAKERS or option.checked
    ]
    return facet


def _party_labels(filterset: StrictFilterSet, book: PartyBook) -> Labels:
    """Return the names, for the reader, of the parties asked for."""
    return {
        (name, one.slug): localized_name(party)[0]
        for name in PARTIES
        for one in chosen(filterset, name)
        if (party := book.party(one.pk))
    }


def _with(request: HttpRequest, name: str, value: str) -> str:
    """Return the address of the list with a parameter set, or without it."""
    query: QueryDict = without(request.GET, name, *PAGING_KEYS)
    if value:
        query[name] = value
    return f"{request.path}?{query.urlencode()}" if query else request.path


def _over_time(
    request: HttpRequest, filterset: StrictFilterSet, book: PartyBook, labels: Labels
) -> OverTime | None:
    """Sum up what a party said when exactly one party or speaker is asked for."""
    asked = [one for name in ("party", "speaker") for one in chosen(filterset, name)]
    party = book.party(asked[0].pk) if len(asked) == 1 else None
    if party is None:
        return None
    said = list(
        filterset.qs.order_by("sort_date", "pk").only(
            "slug", "date", "date_earliest", "sort_date", "stance"
        )
    )
    counts = dict.fromkeys(Stance, 0)
    for statement in said:
        counts[Stance(statement.stance)] += 1
    return OverTime(
        heading=_heading(filterset, party, labels),
        party=party,
        stances=[
            StanceCount(str(stance.label), count, _with(request, "stance", stance))
            for stance, count in counts.items()
            if count
        ],
        ends=[(one, _day_url(request, one)) for one in (said[:1] + said[-1:])],
        more_through=_more_through(request, filterset, party, len(said)),
        through_url=_with(request, "through", "true"),
    )


def _day_url(request: HttpRequest, statement: Statement) -> str:
    """Return the list of what was said on the day of a statement."""
    query = without(request.GET, "from", "to", *PAGING_KEYS)
    query["from"] = query["to"] = f"{statement.sort_date:%Y-%m-%d}"
    return f"{request.path}?{query.urlencode()}"


def _more_through(
    request: HttpRequest, filterset: StrictFilterSet, party: Party, shown: int
) -> int:
    """Count what the offices and ministries of a party said beyond what is shown."""
    asked = filterset.form.cleaned_data
    if party.kind == PartyKind.PERSON or asked["through"] or not asked["party"]:
        return 0
    query = without(request.GET, *PAGING_KEYS)
    query["through"] = "true"
    return browse_statements(request, query).qs.order_by().count() - shown


def _heading(filterset: StrictFilterSet, party: Party, labels: Labels) -> str:
    who = localized_name(party)[0]
    words = [
        getattr(one, "title", "") or labels.get((name, one.slug)) or one.name
        for name in MATTERS
        for one in chosen(filterset, name)
    ]
    if not words:
        return _("What %(who)s said") % {"who": who}
    return _("What %(who)s said on %(matter)s") % {
        "who": who,
        "matter": _(", ").join(f"“{word}”" for word in words),
    }
