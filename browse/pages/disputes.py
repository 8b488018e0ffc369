"""Facts on which sources differ, with every reported value and its sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q

from browse.pages.sources import Mark, SourceList, field_words
from common import edtf
from meetings.language import localized_name, reader_language, with_reader_names
from meetings.models import ContendedValue, ContendedValueCitation, Contention, Place


@dataclass
class Account:
    """One of the reported values, in the reader's words where it has such."""

    words: str
    language: str
    preferred: bool
    marks: list[Mark]


@dataclass
class Dispute:
    """A fact on which sources differ, with the reported values."""

    contention: Contention
    accounts: list[Account]

    @property
    def field_words(self) -> str:
        """The fact in dispute, in words."""
        return field_words(self.contention.field)


def disputes_of(owned: Q, sources: SourceList) -> list[Dispute]:
    """Return the contested facts of records, entering the sources of each value.

    owned: which, of records that the reader may see: `Q(statement=statement)`.
    """
    cited = ContendedValueCitation.objects.select_related(
        "report__outlet", "report__agency"
    ).defer("report__text")
    values = ContendedValue.objects.prefetch_related(
        Prefetch("citations", queryset=cited)
    )
    contentions = list(
        Contention.objects.filter(owned).prefetch_related(
            Prefetch("values", queryset=values)
        )
    )
    places = _places(contentions)
    return [
        Dispute(
            contention,
            [
                _account(contention.field, value, places, sources)
                for value in contention.values.all()
            ],
        )
        for contention in contentions
    ]


def _places(contentions: list[Contention]) -> dict[str, Place]:
    """The places among contested values, by slug; no query where there are none."""
    slugs = {
        value.parsed
        for contention in contentions
        if contention.field == "places"
        for value in contention.values.all()
        if value.parsed
    }
    if not slugs:
        return {}
    found = with_reader_names(Place.objects.filter(slug__in=slugs))
    return {place.slug: place for place in found}


def _account(
    field: str, value: Any, places: dict[str, Place], sources: SourceList
) -> Account:
    words, language = value.text, "en"
    if field == "date" and value.parsed:
        language = reader_language()
        words = edtf.describe(value.parsed, language)
    elif field == "places" and value.parsed in places:
        words, language = localized_name(places[value.parsed])
    marks = sources.cite(value.citations.all(), "account")
    return Account(words, language, value.preferred, marks)
