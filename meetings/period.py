"""A part of time as a reader asked for it, for whatever has a span."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet

from common.edtf import partial_date_bounds

Records = TypeVar("Records", bound=QuerySet[Any])


@dataclass(frozen=True)
class Period:
    """From a year, month or day to another, each as it was written; "" is no end.

    A record lies in it as with `from` and `to` of a list: where its dates overlap.
    """

    start: str = ""
    end: str = ""

    @property
    def first_day(self) -> datetime.date | None:
        """The first day, None where there is no beginning."""
        return partial_date_bounds(self.start)[0] if self.start else None

    @property
    def last_day(self) -> datetime.date | None:
        """The last day, None where there is no end."""
        return partial_date_bounds(self.end)[1] if self.end else None

    def of(self, records: Records) -> Records:
        """Keep the records of the period."""
        if not (self.start or self.end):
            return records
        asked = DateRange(self.first_day, self.last_day, "[]")
        return records.filter(span__overlap=asked)

    def query(self, *pairs: tuple[str, str]) -> str:
        """Return pairs of a query, and the period's ends after them, as a query."""
        ends = [("from", self.start), ("to", self.end)]
        return urlencode([*pairs, *(end for end in ends if end[1])])


ALL_TIME = Period()
