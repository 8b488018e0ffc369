"""One process's page: what it is, where it stands, and its chain."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from browse.pages.dossier import NameLine, name_line
from browse.pages.listing import FilterError, filter_errors
from browse.pages.outcomes import with_report
from browse.pages.sources import Mark, SourceList
from browse.pages.steps import (
    ChainYear,
    chain_years,
    only_agreements,
)
from meetings.analysis.chain import Steps, chain_of, parties_of, process_tree
from meetings.analysis.sentences import days_in_words
from meetings.analysis.summary import Summary, summary_of
from meetings.analysis.trees import Tree
from meetings.filters.chain import ChainFilterSet
from meetings.language import localized_name, with_reader_names
from meetings.models import (
    OccurrenceStatus,
    Process,
    ProcessCitation,
    ProcessSponsor,
)
from meetings.people import Chip, PartyBook

# A longer chain is shown a year at a time.
MOST_AT_ONCE = 250
SHORT = 12


@dataclass
class Branch:
    """A process of the tree around this one, and what lies below it."""

    process: Process
    current: bool
    below: list[Branch] = field(default_factory=list)


@dataclass(frozen=True)
class YearLink:
    """A year of the chain, how many steps it has, and where they stand."""

    year: int
    count: int
    url: str
    current: bool


@dataclass(frozen=True)
class StatusCount:
    """How many meetings have a status other than held."""

    status: OccurrenceStatus
    count: int


@dataclass
class ProcessPage:
    """Everything that a process's page lays out.

    `total` counts the steps of the whole chain, `shown` those of this view.
    """

    process: Process
    names: list[NameLine]
    sponsors: list[Chip]
    tree: Branch
    has_below: bool
    summary: Summary
    own_agreements: int
    years: list[ChainYear]
    index: list[YearLink]
    total: int
    shown: int
    agreements_only: bool
    year: int | None
    errors: list[FilterError]
    sources: SourceList
    marks: list[Mark]

    @property
    def folds(self) -> bool:
        """Say whether the years fold on a phone: a short chain is seen at a glance."""
        return self.shown > SHORT

    @property
    def status(self) -> int:
        """The HTTP status of the page."""
        return 400 if self.errors else 200

    @property
    def title(self) -> str:
        """The name in the reader's language."""
        return localized_name(self.process)[0]

    @property
    def pause(self) -> str:
        """The longest pause in words, "" for none."""
        pause = self.summary.pause
        return days_in_words(pause.days, pause.certainty) if pause else ""

    @property
    def others(self) -> list[StatusCount]:
        """The meetings that were not held, by status."""
        return [StatusCount(*pair) for pair in self.summary.others.items()]

    @property
    def other_agreements(self) -> int:
        """How many agreements of other processes were agreed at these meetings."""
        return self.summary.agreements - self.own_agreements


def process_page(request: HttpRequest, process: Process) -> ProcessPage:
    """Gather a process's page for a user who may see the process."""
    user = request.user
    asked = ChainFilterSet(request.GET, Process.objects.none(), request=request)
    errors = filter_errors(request, asked)
    tree = process_tree()
    steps = chain_of(process.pk, user)
    agreements_only, year = (False, None) if errors else _asked(asked)
    chosen = only_agreements(steps) if agreements_only else steps
    year = _year_shown(chosen, year)
    shown = [step for step in chosen if year in (None, step.day.year)]
    sponsors = list(ProcessSponsor.objects.visible_to(user).filter(process=process))
    book = PartyBook([*parties_of(shown), *(row.party_id for row in sponsors)], user)
    known = {row.pk: row for row in with_reader_names(Process.objects.visible_to(user))}
    sources = SourceList()
    cited = with_report(ProcessCitation.objects.filter(process=process))
    below = tree.below(process.pk)
    return ProcessPage(
        process=process,
        names=[name_line(name) for name in process.names.order_by("lang", "pk")],
        sponsors=[chip for row in sponsors if (chip := book.latest_chip(row.party_id))],
        tree=_around(process, known, tree),
        has_below=len(below & known.keys()) > 1,
        summary=summary_of(steps),
        own_agreements=sum(
            step.type == "agreement" and not below.isdisjoint(step.processes)
            for step in steps
        ),
        years=chain_years(shown, book, known, process),
        index=_index(chosen, year, agreements_only),
        total=len(steps),
        shown=len(shown),
        agreements_only=agreements_only,
        year=year,
        errors=errors,
        marks=sources.cite(cited),
        sources=sources,
    )


def _asked(asked: ChainFilterSet) -> tuple[bool, int | None]:
    values: dict[str, Any] = asked.form.cleaned_data
    return bool(values["steps"]), values["year"]


# The chain by year ------------------------------------------------------------
def _year_shown(steps: Steps, year: int | None) -> int | None:
    """Return the year to show: the one asked for, the last of a long chain, or all."""
    if year is None and len(steps) > MOST_AT_ONCE:
        return steps[-1].day.year
    return year


def _index(steps: Steps, shown: int | None, agreements_only: bool) -> list[YearLink]:
    """Return the years of a chain: places on this page, or addresses of their own."""
    kept = "steps=agreements&" if agreements_only else ""
    return [
        YearLink(
            year,
            count,
            f"#y{year}" if shown is None else f"?{kept}year={year}#chain",
            year == shown,
        )
        for year, count in sorted(Counter(step.day.year for step in steps).items())
    ]


# The tree ---------------------------------------------------------------------
def _around(process: Process, known: Mapping[int, Process], tree: Tree) -> Branch:
    """Return the line from the top of the tree to a process, and all below it."""
    branch = _branch(process.pk, known, tree, current=process.pk)
    for above in tree.above(process.pk):
        if above in known:
            branch = Branch(known[above], current=False, below=[branch])
    return branch


def _branch(one: int, known: Mapping[int, Process], tree: Tree, current: int) -> Branch:
    below = [child for child in tree.children(one) if child in known]
    below.sort(key=lambda child: known[child].start_earliest or datetime.date.max)
    return Branch(
        known[one],
        current=one == current,
        below=[_branch(child, known, tree, current) for child in below],
    )
