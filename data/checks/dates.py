"""EDTF dates as the checks compare them: strict bounds, unknown ends wide open."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from common.edtf import Edtf, EdtfError, parse
from data.checks.findings import Spot


@lru_cache(maxsize=20_000)
def _parsed(text: str) -> Edtf | None:
    try:
        return parse(text)
    except EdtfError:
        return None


def edtf(spot: Spot, name: str, value: str | None) -> None:
    """Report a text that is not an EDTF date; null passes."""
    if value is None:
        return
    try:
        parse(value)
    except EdtfError as error:
        spot.add(name, f"{value!r} is not an EDTF date: {error}")


def first(value: str | None) -> date:
    """The earliest day; the beginning of time when unknown, open or ill-formed."""
    parsed = _parsed(value) if value else None
    return parsed.earliest or date.min if parsed else date.min


def last(value: str | None) -> date:
    """The latest day; the end of time when unknown, open or ill-formed."""
    parsed = _parsed(value) if value else None
    return parsed.latest or date.max if parsed else date.max


def covers(start: str | None, end: str | None, when: str) -> bool:
    """Whether the span from `start` to `end` and the date may share a day."""
    return first(start) <= last(when) and last(end) >= first(when)
