"""What a statement is about: a meeting or an agreement of the same report.

A statement is about the agreement that its words name, and about the meeting whose
words overlap its own. Where it only speaks of “the meeting” or “the talks”, it is about
the meeting told last before it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from intake.extract.clauses import Outline
from intake.extract.plain import Agreed, Occasion, Reading, Said, Span

_NOUNS = ("meeting", "talks", "conference", "summit", "session", "visit", "call")
_FAR = 3_000
# How many spans before its end may overlap a statement.
_NEAR = 40


def link(
    reading: Reading,
    found: Outline,
    meetings: Sequence[Occasion],
    said: Sequence[Said],
    agreed: Sequence[Agreed],
) -> None:
    """Give each statement the places of the meeting and agreement it is about."""
    nouns = _definite_nouns(reading, found)
    of_agreements = _in_order([other.spans for other in agreed])
    of_meetings = _in_order([other.spans for other in meetings])
    for row in said:
        row.agreement = _overlapping(of_agreements, row.spans)
        row.meeting = _overlapping(of_meetings, row.spans)
        if row.meeting is None and any(_inside(noun, row.spans) for noun in nouns):
            row.meeting = _before(meetings, row.spans)
        if row.meeting is None and row.agreement is not None:
            row.meeting = agreed[row.agreement].meeting


def _definite_nouns(reading: Reading, found: Outline) -> list[Span]:
    """Return where “the meeting”, “these talks”, “اللقاء” and their like stand."""
    spans = []
    for hit in found.triggers:
        frame = hit.name.partition("/")[0]
        definite = "definite" in found.before(hit.first)
        joined = reading.words[hit.first].text.lstrip("وبلفك").startswith("ال")
        if frame in _NOUNS and (definite or joined):
            spans.append(reading.span(hit.first, hit.last))
    return spans


def _inside(span: Span, others: Sequence[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in others)


def _in_order(rows: Sequence[Sequence[Span]]) -> list[tuple[int, int, int]]:
    """Return (start, end, row) of every span, in order."""
    return sorted(
        (*span, number) for number, spans in enumerate(rows) for span in spans
    )


def _overlapping(
    rows: Sequence[tuple[int, int, int]], spans: Sequence[Span]
) -> int | None:
    """Return the row that shares most characters with the spans."""
    shared: Counter[int] = Counter()
    for start, end in spans:
        last = bisect_left(rows, (end,))
        for first, stop, number in rows[max(0, last - _NEAR) : last]:
            shared[number] += max(0, min(stop, end) - max(first, start))
    best = max(shared, key=lambda number: (shared[number], -number), default=None)
    return best if best is not None and shared[best] else None


def _before(meetings: Sequence[Occasion], spans: Sequence[Span]) -> int | None:
    """Return the meeting told last before the spans, not too far away."""
    start = spans[0][0]
    near = [
        (start - min(first for first, _ in meeting.spans), number)
        for number, meeting in enumerate(meetings)
        if meeting.spans
    ]
    near = [row for row in near if 0 <= row[0] <= _FAR]
    return min(near)[1] if near else None
