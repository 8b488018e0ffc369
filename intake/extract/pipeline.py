"""The whole way from a report's text to its proposals, stage by stage."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from intake.extract import (
    agreements,
    asides,
    dates,
    mentions,
    merge,
    occasions,
    places,
    speech,
    subjects,
    words,
)
from intake.extract import sentences as sentences_stage
from intake.extract.known import Known
from intake.extract.lexicons import LANGUAGES, language_of, lexicon
from intake.extract.outlines import outline
from intake.extract.plain import Agreed, Evidence, Occasion, Proposals, Reading, Said

LONGEST_TEXT = 200_000


class ExtractionError(ValueError):
    """The input cannot be read as a report; the message says what to change."""


def extract(
    text: str,
    published: date | None,
    *,
    known: Known,
    lang: str | None = None,
    outlet: str = "",
    url: str = "",
) -> Proposals:
    """Propose the meetings, statements and agreements that a report tells of.

    `published` resolves relative dates; `lang` is told from the text when None.
    Raises ExtractionError for a missing publication date, an unknown language or a
    text over LONGEST_TEXT characters. An empty text has no proposals.
    """
    reading = read(text, published, known=known, lang=lang, outlet=outlet, url=url)
    found = outline(reading)
    meetings = merge.meetings(reading, occasions.find(reading, found))
    said = speech.find(reading, found)
    agreed = agreements.find(reading, meetings, found)
    subjects.link(reading, found, meetings, said, agreed)
    return Proposals(reading, meetings, said, agreed)


def read(
    text: str,
    published: date | None,
    *,
    known: Known,
    lang: str | None = None,
    outlet: str = "",
    url: str = "",
) -> Reading:
    """Return the report with its words, parties, dates and places found."""
    if published is None:
        raise ExtractionError("published: give the day of publication, YYYY-MM-DD.")
    if lang is not None and lang not in LANGUAGES:
        raise ExtractionError(f"lang: {lang!r} is none of {', '.join(LANGUAGES)}.")
    if len(text) > LONGEST_TEXT:
        raise ExtractionError(
            f"text: {len(text):,} characters; at most {LONGEST_TEXT:,} are read."
            " Give the report alone, or its parts one by one."
        )
    lang = lang or language_of(text)
    tokens = words.tokens(text)
    reading = Reading(
        text,
        published,
        lang,
        tokens,
        sentences_stage.sentences(text, tokens),
        lexicon(lang),
        known,
        outlet,
        url,
    )
    reading.mentions = mentions.find(reading)
    dater = known.once(f"dates-{lang}", lambda _: dates.DateReader(lexicon(lang)))
    reading.whens = dater.find(tokens, published)
    reading.wheres = places.find(reading)
    asides.mark(reading)
    return reading


def as_json(proposals: Proposals) -> dict[str, Any]:
    """Return the proposals as plain data for JSON; spans are code points."""
    return {
        "lang": proposals.reading.lang,
        "meetings": [_meeting(proposals.reading, row) for row in proposals.meetings],
        "statements": [_said(row) for row in proposals.statements],
        "agreements": [_agreed(row) for row in proposals.agreements],
        "new_parties": [
            {
                "slug": row.slug,
                "name": row.name,
                "latin": row.latin,
                "kind": row.kind,
                **_grounds(row.rule, row.confidence, row.spans),
                "why": row.why,
            }
            for row in proposals.new_parties
        ],
    }


def _meeting(reading: Reading, row: Occasion) -> dict[str, Any]:
    where, when = row.where, row.when
    return {
        "title": title_of(reading, row),
        "date": dates.edtf(when) if when else None,
        "date_basis": when.basis if when else "unknown",
        "place": {
            "city": where.city if where else None,
            "country": where.country if where else None,
        },
        "place_implied": _implied(row),
        "format": row.format,
        "status": row.status,
        "participants": list(row.participants),
        "roles": dict(row.roles),
        "on_behalf_of": {slug: list(b) for slug, b in row.on_behalf_of.items()},
        "background": row.background,
        "record": row.record or None,
        **_grounds(row.rule, row.confidence, row.spans),
        "evidence": _evidence(row.evidence),
    }


def _implied(row: Occasion) -> dict[str, Any] | None:
    """Return where a meeting without a place may have been: at a body's seat."""
    if row.where is not None or row.implied is None:
        return None
    return {"city": row.implied.city, "country": row.implied.country}


def title_of(reading: Reading, row: Occasion) -> str:
    """Return a heading for a meeting: its parties and its city."""
    parties = reading.known.parties
    new = {party.slug: party.latin for party in reading.new_parties}
    names = [
        parties[slug].name if slug in parties else new.get(slug, slug)
        for slug in row.participants[:4]
    ]
    more = len(row.participants) - len(names)
    title = " – ".join(names) + (f" and {more} more" if more else "")
    city = row.where.city if row.where else None
    return ", ".join(part for part in (title or row.frame, city) if part)


def _said(row: Said) -> dict[str, Any]:
    return {
        "speaker": row.speaker,
        "on_behalf_of": row.on_behalf_of,
        "kind": row.kind,
        "stance": row.stance,
        "meeting": row.meeting,
        "agreement": row.agreement,
        "why": row.why,
        **_grounds(row.rule, row.confidence, row.spans),
    }


def _agreed(row: Agreed) -> dict[str, Any]:
    return {
        "title": row.title,
        "kind": row.kind,
        "status": row.status,
        "date": dates.edtf(row.when) if row.when else None,
        "parties": list(row.parties),
        "meeting": row.meeting,
        "why": row.why,
        **_grounds(row.rule, row.confidence, row.spans),
    }


def _grounds(rule: str, confidence: float, spans: list[tuple[int, int]]) -> Any:
    return {
        "spans": [list(span) for span in spans],
        "rule": rule,
        "confidence": round(confidence, 3),
    }


def _evidence(rows: Mapping[str, Evidence]) -> dict[str, Any]:
    return {
        name: {
            "version": row.version,
            "why": row.why,
            **_grounds(row.rule, row.confidence, row.spans),
        }
        for name, row in rows.items()
    }
