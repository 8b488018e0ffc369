"""A chain in numbers: how much of it took place, and its longest silence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from meetings.analysis.chain import HELD, MeetingStep, Steps
from meetings.analysis.gaps import Gap, gaps_of, longest_of
from meetings.models import OccurrenceStatus


@dataclass(frozen=True)
class Summary:
    """A chain in numbers; first, last and pause are of meetings that were held."""

    meetings: int
    held: int
    others: dict[OccurrenceStatus, int]
    agreements: int
    first: MeetingStep | None
    last: MeetingStep | None
    pause: Gap[MeetingStep] | None


def summary_of(steps: Steps) -> Summary:
    """Sum up a chain: how much of it took place, and its longest silence."""
    meetings = [step for step in steps if isinstance(step, MeetingStep)]
    held = [step for step in meetings if step.held]
    counted = {
        status: sum(step.status == status for step in meetings)
        for status in OccurrenceStatus
        if status not in HELD
    }
    return Summary(
        meetings=len(meetings),
        held=len(held),
        others={status: count for status, count in counted.items() if count},
        agreements=len(steps) - len(meetings),
        first=held[0] if held else None,
        last=held[-1] if held else None,
        pause=longest_pause(held),
    )


def longest_pause(held: Sequence[MeetingStep]) -> Gap[MeetingStep] | None:
    """Return the longest time between meetings that follow one another, if any."""
    longest = longest_of(gaps_of(held, lambda step: step.when))
    return longest if longest and longest.days else None
