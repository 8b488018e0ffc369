"""The steps of a process's chain, laid out: by year, each with its people and links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from browse.pages.record import LINK_WORDS
from browse.pages.rows import date_block, is_whole_month
from editorial.models import ReviewState
from meetings.analysis.chain import (
    AgreementStep,
    MeetingRef,
    MeetingStep,
    Steps,
    side_counts,
)
from meetings.models import (
    AgreementKind,
    Format,
    OccurrenceStatus,
    Presence,
    Process,
    SignatureAction,
    Stage,
)
from meetings.models.agreement import DISSENT
from meetings.people import Chip, PartyBook

LINKS_OF_A_KIND = 3
PARTIES_OF_AN_ACT = 8
STAYED_AWAY = {
    Presence.REFUSED: _("refused to come"),
    Presence.INVITED_ABSENT: _("was invited and did not come"),
    Presence.WALKED_OUT: _("came and walked out"),
    Presence.DENIED: _("is reported as taking part, and denies it"),
}


@dataclass
class LinkLine:
    """The meetings to which a meeting stands in one way, the first few by name."""

    word: str
    meetings: list[MeetingRef]
    more: int


@dataclass
class ActLine:
    """What parties did about an agreement, or how they stayed away from a meeting."""

    word: str
    chips: list[Chip]
    against: bool

    @property
    def first(self) -> list[Chip]:
        """The parties named at the step: the first few, or all that are against."""
        return self.chips if self.against else self.chips[:PARTIES_OF_AN_ACT]

    @property
    def more(self) -> int:
        """How many are not named."""
        return len(self.chips) - len(self.first)


@dataclass
class StepView:
    """One step of the chain, laid out.

    `tracks` are the processes it belongs to other than that of the page; `sides` say
    how many took part, or were to take part, on each.
    """

    step: MeetingStep | AgreementStep
    day: str
    rest: str
    kind: str
    tracks: list[Process]
    sides: list[tuple[str, int]]
    links: list[LinkLine]
    acts: list[ActLine]

    @property
    def is_month(self) -> bool:
        """Say whether the date is a whole month, without marks of doubt."""
        return is_whole_month(self.step.date)

    @property
    def is_meeting(self) -> bool:
        """Say whether it is a meeting."""
        return isinstance(self.step, MeetingStep)

    @property
    def status(self) -> str:
        """Say what became of a meeting that was not simply held."""
        step = self.step
        if isinstance(step, AgreementStep) or step.status == OccurrenceStatus.HELD:
            return ""
        return str(OccurrenceStatus(step.status).label)

    @property
    def state(self) -> str:
        """Say the review state of what is not published."""
        state = ReviewState(self.step.state)
        return "" if state == ReviewState.PUBLISHED else str(state.label)

    @property
    def stage(self) -> str:
        """The stage of an agreement in words, if it is on record."""
        step = self.step
        known = isinstance(step, AgreementStep) and step.stage
        return str(Stage(known).label) if known else ""


@dataclass
class ChainYear:
    """The steps of one year."""

    year: int
    steps: list[StepView]


def only_agreements(steps: Steps) -> Steps:
    """Keep the agreements of a chain and the meetings where they were agreed."""
    agreed_at = {
        step.meeting.pk
        for step in steps
        if isinstance(step, AgreementStep) and step.meeting
    }
    return [
        step
        for step in steps
        if isinstance(step, AgreementStep) or step.pk in agreed_at
    ]


def chain_years(
    steps: Steps, book: PartyBook, processes: Mapping[int, Process], own: Process
) -> list[ChainYear]:
    """Lay out steps that are in order of time by year."""
    return [
        ChainYear(
            year,
            [_step_view(step, year, book, processes, own) for step in of_year],
        )
        for year, of_year in groupby(steps, key=lambda step: step.day.year)
    ]


def _step_view(
    step: MeetingStep | AgreementStep,
    year: int,
    book: PartyBook,
    processes: Mapping[int, Process],
    own: Process,
) -> StepView:
    day, rest = date_block(step.date, year)
    tracks = [
        processes[pk] for pk in step.processes if pk in processes and pk != own.pk
    ]
    meeting = isinstance(step, MeetingStep)
    return StepView(
        step=step,
        day=day,
        rest=rest,
        kind=str(
            Format(step.kind).label if meeting else AgreementKind(step.kind).label
        ),
        tracks=tracks,
        sides=side_counts(step, book) if isinstance(step, MeetingStep) else [],
        links=_link_lines(step) if isinstance(step, MeetingStep) else [],
        acts=_absences(step, book)
        if isinstance(step, MeetingStep)
        else _act_lines(step, book),
    )


def _link_lines(step: MeetingStep) -> list[LinkLine]:
    lines: dict[str, list[MeetingRef]] = {}
    for link in sorted(step.links, key=lambda link: not link.outward):
        word = str(LINK_WORDS[link.kind, link.outward])
        lines.setdefault(word, []).append(link.meeting)
    return [
        LinkLine(word, meetings[:LINKS_OF_A_KIND], len(meetings[LINKS_OF_A_KIND:]))
        for word, meetings in lines.items()
    ]


def _absences(step: MeetingStep, book: PartyBook) -> list[ActLine]:
    """Name those who stayed away, left, or deny having been there."""
    found: dict[str, list[Chip]] = {}
    for person in step.people:
        presence = Presence(person.presence)
        chip = book.chip(person.party_id, step.day)
        if chip and presence in STAYED_AWAY:
            found.setdefault(str(STAYED_AWAY[presence]), []).append(chip)
    return [ActLine(word, chips, against=True) for word, chips in found.items()]


def _act_lines(step: AgreementStep, book: PartyBook) -> list[ActLine]:
    """Group what parties did by the word for it; what speaks against it comes last."""
    found: dict[SignatureAction, list[Chip]] = {}
    for act in step.acts:
        chip = book.chip(act.party_id, step.day)
        if chip:
            chips = found.setdefault(SignatureAction(act.action), [])
            if chip not in chips:
                chips.append(chip)
    ordered = sorted(found.items(), key=lambda pair: pair[0] in DISSENT)
    return [
        ActLine(str(action.label), chips, against=action in DISSENT)
        for action, chips in ordered
    ]
