"""A record as a reference: BibTeX, RIS, and a line in the Chicago style.

The three are in English, as the titles of the record are; only the address leads to
the page in the reader's language.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass

from common import edtf

SITE = "Libya Tracker"
MEDIA_TYPES = {
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
}
_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_BIBTEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{char: f"\\{char}" for char in "&%$#_{}"},
}


@dataclass(frozen=True)
class Reference:
    """What a reader cites: a page of the site as it was on a day.

    key: a name that no other record has. date: that of the record, EDTF, "" for none.
    version: 0 for a page that follows from many records.
    """

    key: str
    title: str
    url: str
    read: datetime.date
    date: str = ""
    version: int = 0

    @property
    def notes(self) -> list[str]:
        """The date of the record, its version and the day of reading, in words."""
        return [
            *([edtf.describe(self.date, "en")] if self.date else []),
            *([f"version {self.version}"] if self.version else []),
            f"read on {edtf.describe(self.read.isoformat(), 'en')}",
        ]

    @property
    def _parts(self) -> tuple[str, ...]:
        """Year, month and day of a date without doubt, as far as they are known."""
        found = _DAY.fullmatch(self.date)
        return tuple(part for part in found.groups() if part) if found else ()


def chicago(reference: Reference) -> str:
    """Return a note of a bibliography in the Chicago style.

    The date of the record belongs to what is cited; the site gives its own as version.
    """
    title = _plain(reference.title)
    if reference.date:
        title += f", {edtf.describe(reference.date, 'en')}"
    version = f" Version {reference.version}." if reference.version else ""
    read = edtf.describe(reference.read.isoformat(), "en")
    return f"{SITE}. “{title}.”{version} Accessed {read}. {reference.url}."


def bibtex(reference: Reference) -> str:
    """Return an entry of BibTeX, which BibLaTeX reads too."""
    fields = {
        "author": f"{{{_escaped(SITE)}}}",
        "title": f"{{{_escaped(reference.title)}}}",
        "date": "-".join(reference._parts),
        "year": reference._parts[0] if reference._parts else "",
        "version": str(reference.version or ""),
        "url": reference.url,
        "urldate": reference.read.isoformat(),
        "note": _escaped("; ".join(reference.notes)),
        "langid": "english",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@online{{{reference.key},", *lines, "}", ""])


def ris(reference: Reference) -> str:
    """Return a record of RIS: a tag a line, closed by carriage return and line feed."""
    lines = [
        ("TY", "ELEC"),
        ("ID", reference.key),
        ("AU", f"{SITE},"),
        ("TI", _plain(reference.title)),
        ("T2", SITE),
        ("PY", reference._parts[0] if reference._parts else ""),
        ("DA", _slashed(reference._parts)),
        ("ET", f"version {reference.version}" if reference.version else ""),
        ("UR", reference.url),
        ("Y2", _slashed(tuple(reference.read.isoformat().split("-")))),
        ("N1", _plain("; ".join(reference.notes))),
        ("LA", "en"),
    ]
    kept = [f"{tag}  - {value}" for tag, value in lines if value]
    return "\r\n".join([*kept, "ER  - ", ""])


WRITERS = {"bib": bibtex, "ris": ris}


def _slashed(parts: tuple[str, ...]) -> str:
    """Write a date as RIS does: year, month, day and nothing, between slashes."""
    return "/".join((*parts, *("",) * (4 - len(parts)))) if parts else ""


def _plain(text: str) -> str:
    """Return a text on one line, without characters that cannot be seen."""
    seen = (" " if unicodedata.category(char) == "Cc" else char for char in text)
    return " ".join("".join(seen).split())


def _escaped(text: str) -> str:
    """Return a text in which no character means anything to TeX."""
    return "".join(_BIBTEX.get(char, char) for char in _plain(text))
