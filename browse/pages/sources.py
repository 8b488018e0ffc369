"""The numbered sources of a page, and the marks that lead from a fact to them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.utils.encoding import uri_to_iri
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sources.citing import public_quote
from sources.models import Citation, Relation, Report

# What a citation supports, by the first part of its field path.
_FIELDS = {
    "": _("the record as a whole"),
    "title": _("the title"),
    "date": _("the date"),
    "places": _("the place"),
    "format": _("the format"),
    "status": _("whether it took place"),
    "track": _("the track"),
    "level": _("the level"),
    "summary": _("the summary"),
    "outcome": _("the outcome"),
    "participations": _("the participants"),
    "conveners": _("the conveners"),
    "statement": _("a statement"),
    "agreement": _("an agreement"),
    "account": _("one of the differing accounts"),
    "office": _("an office"),
    "positions": _("an office"),
    "alignment": pgettext_lazy("what a source supports", "a side"),
    "name": _("the name"),
    "signatures": _("the signatures"),
    "commitments": _("the commitments"),
    "gist": _("what was said"),
}


def field_words(path: str) -> str:
    """Say a field path in the reader's language: "participations.haftar"."""
    first = path.split(".")[0]
    return str(_FIELDS.get(first, first.replace("_", " ")))


def short_address(url: str | None) -> str:
    """Return host and path of an address to read, without scheme and query.

    An Arabic or Russian path stands in its letters: "%D9%81" is "ف".
    """
    parts = urlsplit(uri_to_iri(url or ""))
    return (parts.netloc.removeprefix("www.") + parts.path).rstrip("/")


@dataclass(frozen=True)
class Mark:
    """A number behind a fact; it leads to the source of that number."""

    number: int
    contradicts: bool


@dataclass
class Source:
    """One report of the page's list of sources."""

    number: int
    report: Report
    uses: list[str] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)
    contradicts: bool = False

    @property
    def short_address(self) -> str:
        """Host and path of the report's address, without the scheme."""
        return short_address(self.report.url)


class SourceList:
    """Reports in the order in which a page first cites them, numbered from 1."""

    def __init__(self) -> None:
        self._by_report: dict[int, Source] = {}

    def __iter__(self) -> Iterator[Source]:
        return iter(self._by_report.values())

    def __len__(self) -> int:
        return len(self._by_report)

    @property
    def last_read(self) -> datetime.date | None:
        """The latest day on which one of the reports was read; None for none."""
        days = (source.report.retrieved for source in self)
        return max((day for day in days if day), default=None)

    def cite(self, citations: Iterable[Citation], use: str = "") -> list[Mark]:
        """Enter citations and return their marks, in order of number, each once.

        `use` says what they support where their own field path does not; citations
        need their report and its outlet loaded.
        """
        marks: dict[int, Mark] = {}
        for citation in citations:
            source = self._source(citation.report)
            contradicts = citation.relation == Relation.CONTRADICTS
            self._note(source, citation, use, contradicts)
            marks[source.number] = Mark(source.number, contradicts)
        return [marks[number] for number in sorted(marks)]

    def _source(self, report: Report) -> Source:
        if report.pk not in self._by_report:
            self._by_report[report.pk] = Source(len(self._by_report) + 1, report)
        return self._by_report[report.pk]

    def _note(
        self, source: Source, citation: Citation, use: str, contradicts: bool
    ) -> None:
        words = field_words(citation.field or use)
        if words not in source.uses:
            source.uses.append(words)
        quote = public_quote(citation.quote)
        if quote and quote not in source.quotes:
            source.quotes.append(quote)
        source.contradicts |= contradicts


class FactMarks:
    """The marks of one record's facts: those of the fact, else of the whole record."""

    def __init__(self, sources: SourceList, citations: Iterable[Citation]) -> None:
        self._by_field: dict[str, list[Citation]] = {}
        for citation in citations:
            self._by_field.setdefault(citation.field, []).append(citation)
        self._sources = sources
        for cited in self._by_field.values():
            sources.cite(cited)

    def of(self, *paths: str) -> list[Mark]:
        """Return the marks of the first of these field paths that has citations."""
        return self.only_of(*paths, "")

    def only_of(self, *paths: str) -> list[Mark]:
        """As `of`, but the sources of the whole record do not stand in."""
        for path in paths:
            if path in self._by_field:
                return self._sources.cite(self._by_field[path])
        return []
