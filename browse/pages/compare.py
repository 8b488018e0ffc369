"""Two parties, or two periods of one, side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from browse.pages.counterparts import pair_url
from browse.pages.listing import FilterError, Listing, filter_errors
from browse.pages.party_activity import HELD, meetings_url
from browse.pages.workbench import Months, months_of
from meetings.analysis.activity import own_meetings
from meetings.analysis.compare import Compared, Comparison, Numbers, compared
from meetings.filters.compare import CompareFilterSet
from meetings.language import localized_name, with_reader_names
from meetings.models import Meeting, PartyMeeting
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
        lacking = asked.lacking()
        errors = [FilterError(name, words, "") for name, words in lacking.items()]
    page = ComparePage(
        Listing(asked, request.path, tokens=[], errors=errors),
        suggested=_suggested(request.user),
    )
    if errors or not given["a"] or not (given["b"] or given["period_b"]):
        return page
    page.subjects = [Subject(*one) for one in asked.subjects()]
    _fill(page, request.user)
    return page


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
    found = Comparison(
        *(compared(one.party, one.period, user) for one in page.subjects)
    )
    if found.together:
        url = pair_url(first.party, second.party, first.period)
        page.together = Figure(found.together, url)
    for subject, half in zip(page.subjects, (found.first, found.second), strict=True):
        subject.figures = _figures(subject, half.numbers)
    page.lines = [
        Line(label, *pair)
        for label, *pair in zip(_labels(), first.figures, second.figures, strict=True)
    ]
    _fill_counterparts(page, found, user)
    _fill_months(page, user)


def _labels() -> list[str]:
    return [
        _("meetings attended"),
        _("itself, not through others"),
        _("counterparts, bodies also through others"),
        _("places"),
        _("agreements"),
        _("statements"),
    ]


def _figures(subject: Subject, numbers: Numbers) -> list[Figure]:
    party, period = subject.party, subject.period
    own = ("party", party.slug)
    more = [] if party.is_person else [("through", "true")]
    direct = meetings_url(party, period, ("direct", "true"), *HELD)
    agreements = f"{reverse('agreement_list')}?{period.query(own)}"
    statements = f"{reverse('statement_list')}?{period.query(own, *more)}"
    return [
        Figure(numbers.meetings, meetings_url(party, period, *HELD)),
        Figure(numbers.direct, direct),
        Figure(numbers.counterparts),
        Figure(numbers.places),
        Figure(numbers.agreements, agreements),
        Figure(numbers.statements, statements),
    ]


def _fill_counterparts(page: ComparePage, found: Comparison, user: Reader) -> None:
    shared, only_first, only_second = (
        found.shared,
        found.only_first,
        found.only_second,
    )
    page.counts = (len(shared), len(only_first), len(only_second))
    shown = [*shared[:SHOWN], *only_first[:SHOWN], *only_second[:SHOWN]]
    both = {subject.party.pk for subject in page.subjects}
    book = PartyBook([*both, *shown], user)
    for subject in page.subjects:
        subject.chip = book.latest_chip(subject.party.pk)

    def rows(ids: list[int], figures: Callable[[Party], Any]) -> list[SharedRow]:
        chips = [chip for pk in ids[:SHOWN] if (chip := book.latest_chip(pk))]
        return [SharedRow(chip, *figures(chip.party)) for chip in chips]

    def figure(half: Compared, who: Party) -> Figure:
        url = pair_url(half.party, who, half.period)
        return Figure(half.met[who.pk].meetings, url)

    one, other = found.first, found.second
    page.shared = rows(shared, lambda who: (figure(one, who), figure(other, who)))
    page.only_first = rows(only_first, lambda who: (figure(one, who), None))
    page.only_second = rows(only_second, lambda who: (None, figure(other, who)))


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
