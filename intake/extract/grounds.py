"""Why each value of a proposed meeting is proposed, and how sure it is.

A value's confidence is the product of its parts: how surely the name, date or place
was read, and how often the frame that used it was right on labelled reports
(`precision` in lexicon/confidence.yaml). A record is as sure as its least sure
required value.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import yaml

from intake.extract.lexicons import FOLDER
from intake.extract.plain import Evidence, Occasion, Reading, Span, When, Where

VERSION = 1
# What each rule of places saw in the text.
_PLACED = {
    "place-in": "stands where the text puts the meeting",
    "place-venue": "is a house in this town, and the text puts the meeting there",
    "place-toward": "is where somebody went",
    "place-event": "is part of what the event is called",
    "place-list": "is joined by “and” to a place of the meeting",
    "place-capital": "is the capital that these words mean",
    "place-there": "points back to the place named before",
    "place-host": "is said to host it",
    "place-implied": "has its seat in this town; the text does not say the town",
}
_UNKNOWN_RULE = 0.5


@lru_cache(maxsize=1)
def table() -> Mapping[str, Mapping[str, float]]:
    """Return the confidence of dates, places and frames by rule."""
    path = FOLDER / "confidence.yaml"
    content: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {str(group): dict(rows) for group, rows in content.items()}


def explain(reading: Reading, occasion: Occasion) -> None:
    """Fill the occasion's evidence and confidence."""
    frame = of_rule("frame", occasion.rule)
    evidence = occasion.evidence
    for slug in occasion.participants:
        evidence[f"participants.{slug}"] = _party(reading, occasion, slug, frame)
    evidence["status"] = _status(reading, occasion, frame)
    evidence["format"] = Evidence(
        f"format-{occasion.format}",
        VERSION,
        [occasion.trigger],
        frame,
        f"{occasion.frame} of {len(occasion.participants)} parties",
    )
    if occasion.when is not None:
        evidence["date"] = _date(reading, occasion, occasion.when)
    if occasion.where is not None:
        evidence["place"] = _place(reading, occasion.where)
    elif occasion.implied is not None:
        evidence["place_implied"] = _place(reading, occasion.implied)
    parties = [
        row.confidence for name, row in evidence.items() if name.startswith("part")
    ]
    required = [*parties, evidence["status"].confidence]
    if "date" in evidence:
        required.append(evidence["date"].confidence)
    occasion.confidence = min(required)


def of_rule(group: str, rule: str) -> float:
    """Return the confidence of a rule; of its longest known beginning, else middling."""
    rows = table()[group]
    name = rule
    while name:
        if name in rows:
            return rows[name]
        name = name.rpartition("-")[0]
    return rows.get("other", _UNKNOWN_RULE)


def _words(reading: Reading, span: Span) -> str:
    return reading.text[span[0] : span[1]]


def _party(reading: Reading, occasion: Occasion, slug: str, frame: float) -> Evidence:
    mentions = [reading.mentions[index] for index in occasion.sources.get(slug, [])]
    spans = [reading.span(m.first, m.last) for m in mentions] or [occasion.trigger]
    score = max((m.score for m in mentions), default=_UNKNOWN_RULE)
    rule = mentions[0].rule if mentions else "carried"
    role = occasion.roles.get(slug, "participant")
    why = (
        f"‘{_words(reading, occasion.trigger)}’ with {role}"
        f" ‘{_words(reading, spans[0])}’ ({occasion.how or 'named beside it'})"
    )
    return Evidence(rule, VERSION, list(dict.fromkeys(spans)), score * frame, why)


def _status(reading: Reading, occasion: Occasion, frame: float) -> Evidence:
    if occasion.cause is None:
        spans = [occasion.trigger]
        why = f"‘{_words(reading, occasion.trigger)}’ tells of what took place"
    else:
        spans = [occasion.cause]
        why = f"‘{_words(reading, occasion.cause)}’ governs the trigger"
    confidence = frame * of_rule("status", occasion.status)
    return Evidence(f"status-{occasion.status}", VERSION, spans, confidence, why)


def _date(reading: Reading, occasion: Occasion, when: When) -> Evidence:
    confidence = of_rule("date", when.rule)
    if when.basis == "publication":
        spans = [occasion.trigger]
        why = "no date is written; the report's day of publication is taken"
    else:
        spans = [reading.span(when.first, when.last)]
        why = f"‘{_words(reading, spans[0])}’ read against {reading.published}"
    if when.flag:
        confidence /= 2
        why += f"; {when.flag}"
    return Evidence(when.rule, VERSION, spans, confidence, why)


def _place(reading: Reading, where: Where) -> Evidence:
    span = reading.span(where.first, where.last)
    why = f"‘{_words(reading, span)}’ {_PLACED.get(where.rule, _PLACED['place-in'])}"
    return Evidence(where.rule, VERSION, [span], of_rule("place", where.rule), why)
