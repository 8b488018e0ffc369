"""Dates that may be partial, approximate, uncertain, open or a choice (EDTF).

EDTF is the extended date format of ISO 8601-2. This package is the only place
that touches the `edtf` library, and it uses the library's grammar alone: the
library fails on the bounds of several valid forms, so bounds, refusals and words
are our own.

Bounds are strict: `~`, `?` and `%` do not widen them, and an open or unknown end
of an interval is None. Seasons are those of the northern hemisphere, whole months:
21 spring = March to May, 22 summer = June to August, 23 autumn = September to
November, 24 winter = December to February of the following year.
"""

from common.edtf.forms import EdtfError
from common.edtf.parsing import (
    Edtf,
    begins_on_a_day,
    lasts_known_days,
    normalise,
    parse,
    partial_date_bounds,
    precision,
    validate_edtf,
)
from common.edtf.words import describe, short

__all__ = [
    "Edtf",
    "EdtfError",
    "begins_on_a_day",
    "describe",
    "lasts_known_days",
    "normalise",
    "parse",
    "partial_date_bounds",
    "precision",
    "short",
    "validate_edtf",
]
