"""Two parties, or two periods of one, side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from browse.pages.counterparts import pair_url
from browse.pages.listing import FilterError, Listing, filter_errors
from browse.pages.party_activity import (
    HELD,
    attended_meetings,
    meetings_url,
    own_meetings,
)
from browse.pages.party_agreements import signatures_of
from browse.pages.workbench import Months, months_of
from meetings.analysis.pairs import Counterpart, counterparts_of
from meetings.filters.compare import CompareFilterSet
from meetings.language import localized_name, with_reader_names
from meetings.models import Agreement, Meeting, PartyMeeting, Statement
from meetings.people import Chip, PartyBook
from meetings.period import Period
from parties.models import Party

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

    Reader = User | AnonymousUser

SHOWN = 15
SUGGESTED = 150


@dataclass
class Figure:
    """A number and the list it leads to; "" for one without a list."""

    value: int
    url: str = ""


@dataclass
class Subject:
    """A party in a period: one of the two that are compared."""

    party: Party
    period: Period
    chip: Chip | None = None
    figures: list[Figure] = field(default_factory=list)
    months: Months | None = None

    @property
    def url(self) -> str:
        """All its meetings of the period."""
        return meetings_url(self.party, self.period)


@dataclass
class Line:
    """A number of both."""

    label: str
    first: Figure
    second: Figure


@dataclass
class SharedRow:
    """A party that both met, or one of them."""

    chip: Chip
    first: Figure | None
    second: Figure | None


@dataclass
class ComparePage:
    """Everything that the comparison lays out; without subjects only the form."""

    listing: Listing
    suggested: list[tuple[Party, str]]
    subjects: list[Subject] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    shared: list[SharedRow] = field(default_factory=list)
    only_first: list[SharedRow] = field(default_factory=list)
    only_second: list[SharedRow] = field(default_factory=list)
    counts: tuple[int, int, int] = (0, 0, 0)
    together: Figure | None = None

    @property
    def same_party(self) -> bool:
        """Say whether two periods of one party are compared."""
        return len({subject.party.pk for subject in self.subjects}) == 1


def compare_page(request: HttpRequest) -> ComparePage:
    """Gather what two parties, or two periods of one, have in common and have not."""
    visible = Meeting.objects.visible_to(request.user)
    asked = CompareFilterSet(request.GET, visible, request=request)
    errors = filter_errors(request, asked)
    given = {} if errors else asked.form.cleaned_data
    if not errors:
        errors = _missing(request, given)
    page = ComparePage(
        Listing(asked, request.path, tokens=[], errors=errors),
        suggested=_suggested(request.user),
    )
    if errors or not given["a"] or not (given["b"] or given["period_b"]):
        return page
    page.subjects = [
        Subject(given["a"], _period(given["period_a"])),
        Subject(given["b"] or given["a"], _period(given["period_b"])),
    ]
    _fill(page, request.user)
    return page


def _missing(request: HttpRequest, given: dict[str, Any]) -> list[FilterError]:
    """Say what the parameters lack together."""
    found: dict[str, str] = {}
    if not given["a"] and (given["b"] or given["period_a"] or given["period_b"]):
        found["a"] = _("give the first party")
    elif given["a"] and not given["b"] and given["period_a"] and not given["period_b"]:
        found["period_b"] = _("give a second period, or a second party as b")
    elif given["a"] and given["b"] in (None, given["a"]):
        same = given["period_a"] == given["period_b"]
        if same and (given["b"] or given["period_b"]):
            found["b" if given["b"] else "period_b"] = _(
                "this is the same party and period twice"
            )
    return [FilterError(name, words, "") for name, words in found.items()]


def _period(ends: tuple[str, str] | None) -> Period:
    return Period(*ends) if ends else Period()


def _suggested(user: Reader) -> list[tuple[Party, str]]:
    """Return the parties with most meetings, for the form, by name."""
    often = (
        PartyMeeting.objects.visible_to(user)
        .order_by()
        .values("party")
        .annotate(met=Count("meeting", distinct=True))
        .order_by("-met", "party")
        .values("party")[:SUGGESTED]
    )
    parties = Party.objects.visible_to(user).filter(pk__in=often).order_by("name")
    return [(party, localized_name(party)[0]) for party in with_reader_names(parties)]


def _fill(page: ComparePage, user: Reader) -> None:
    first, second = page.subjects
    met = [_met(subject, user) for subject in page.subjects]
    both = {subject.party.pk for subject in page.subjects}
    if not page.same_party:
        times = met[0].get(second.party.pk)
        period = first.period if first.period == second.period else Period()
        if times and period == first.period:
            url = pair_url(first.party, second.party, period)
            page.together = Figure(times.meetings, url)
    for subject, counterparts in zip(page.subjects, met, strict=True):
        subject.figures = _figures(subject, len(counterparts), user)
    page.lines = [
        Line(label, *pair)
        for label, *pair in zip(_labels(), first.figures, second.figures, strict=True)
    ]
    _fill_counterparts(page, met, both, user)
    _fill_months(page, user)


def _met(subject: Subject, user: Reader) -> dict[int, Counterpart]:
    among = subject.period.of(Meeting.objects.visible_to(user))
    return {one.party: one for one in counterparts_of(subject.party, user, among)}


def _labels() -> list[str]:
    return [
        _("meetings attended"),
        _("itself, not through others"),
        _("counterparts, bodies also through others"),
        _("places"),
        _("agreements"),
        _("statements"),
    ]


def _figures(subject: Subject, counterparts: int, user: Reader) -> list[Figure]:
    party, period = subject.party, subject.period
    there = attended_meetings(party, period, user)
    counted = there.aggregate(
        meetings=Count("pk", distinct=True),
        places=Count("places__place", distinct=True),
    )
    direct = period.of(Meeting.objects.visible_to(user).held()).of_party(
        [party.pk], direct=True, attended=True
    )
    signed = signatures_of(party, user).filter(agreement=OuterRef("pk"))
    agreements = period.of(Agreement.objects.visible_to(user)).filter(Exists(signed))
    through = not party.is_person
    said = period.of(Statement.objects.visible_to(user))
    statements = said.of_party(party.pk, through=through)
    own = ("party", party.slug)
    more = [("through", "true")] if through else []
    return [
        Figure(counted["meetings"], meetings_url(party, period, *HELD)),
        Figure(direct.count(), meetings_url(party, period, ("direct", "true"), *HELD)),
        Figure(counterparts),
        Figure(counted["places"]),
        Figure(agreements.count(), f"{reverse('agreement_list')}?{period.query(own)}"),
        Figure(
            statements.count(),
            f"{reverse('statement_list')}?{period.query(own, *more)}",
        ),
    ]


def _fill_counterparts(
    page: ComparePage, met: list[dict[int, Counterpart]], both: set[int], user: Reader
) -> None:
    one, other = ({pk: m for pk, m in mine.items() if pk not in both} for mine in met)
    shared = sorted(
        one.keys() & other.keys(),
        key=lambda pk: (
            -min(one[pk].meetings, other[pk].meetings),
            -one[pk].meetings - other[pk].meetings,
            pk,
        ),
    )
    rest = [
        [pk for pk in mine if pk not in theirs]
        for mine, theirs in ((one, other), (other, one))
    ]
    page.counts = (len(shared), len(rest[0]), len(rest[1]))
    shown = [*shared[:SHOWN], *rest[0][:SHOWN], *rest[1][:SHOWN]]
    book = PartyBook([*both, *shown], user)
    for subject in page.subjects:
        subject.chip = book.latest_chip(subject.party.pk)
    first, second = page.subjects

    def rows(ids: list[int], figures: Callable[[Party], Any]) -> list[SharedRow]:
        chips = [chip for pk in ids[:SHOWN] if (chip := book.latest_chip(pk))]
        return [SharedRow(chip, *figures(chip.party)) for chip in chips]

    def figure(subject: Subject, mine: dict[int, Counterpart], who: Party) -> Figure:
        url = pair_url(subject.party, who, subject.period)
        return Figure(mine[who.pk].meetings, url)

    page.shared = rows(
        shared, lambda who: (figure(first, one, who), figure(second, other, who))
    )
    page.only_first = rows(rest[0], lambda who: (figure(first, one, who), None))
    page.only_second = rows(rest[1], lambda who: (None, figure(second, other, who)))


def _fill_months(page: ComparePage, user: Reader) -> None:
    """Draw both against the meetings of either, so that the scale is the same."""
    own = [own_meetings(one.party, one.period, user) for one in page.subjects]
    either = Meeting.objects.visible_to(user).filter(
        Q(pk__in=own[0].order_by().values("pk"))
        | Q(pk__in=own[1].order_by().values("pk"))
    )
    for subject, chosen in zip(page.subjects, own, strict=True):
        query = QueryDict(subject.period.query(("party", subject.party.slug)))
        months = months_of(either, chosen, query, reverse("meeting_list"))
        if months:
            months.grey = _("Meetings of either")
        subject.months = months
