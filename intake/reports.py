"""Reports as they come in: files, folders and JSON lines, checked before reading.

Every refusal is an InputError that names the field and says how to mend it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from intake.extract.lexicons import LANGUAGES
from intake.extract.pipeline import LONGEST_TEXT

EARLIEST = date(1900, 1, 1)
# A character of UTF-8 takes at most four bytes.
LARGEST_FILE = 4 * LONGEST_TEXT
LINES = (".jsonl", ".ndjson")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LETTERS = re.compile(r"[^\W\d_]")
_UNREAD_SCRIPTS = re.compile(
    "[\u0370-\u03ff\u0530-\u05ff\u0900-\u0eff\u10a0-\u10ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
# Pairs that UTF-8 leaves behind when it is read as Windows-1252 or Latin-1.
_TWICE_ENCODED = re.compile("[ÂÃØÙÐÑÄÅ][\u0080-\u00bfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]")
_FORMATS = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "an office document or archive",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"{\\rtf": "an RTF document",
    b"\x1f\x8b": "a compressed file",
}


class InputError(ValueError):
    """What was given cannot be read as a report: which field, and the remedy.

    `report` names the report when its own fields tell.
    """

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field, self.problem, self.report = field, problem, ""


@dataclass(frozen=True, slots=True)
class Report:
    """One report to read: its text and what is known of its publication."""

    name: str
    text: str
    published: date
    lang: str | None = None
    outlet: str = ""
    url: str = ""


def day(value: object, today: date, field: str = "published") -> date:
    """Return the day of publication; InputError when missing, unreadable or to come."""
    text = "" if value is None else str(value).strip()
    if not text:
        raise InputError(
            field,
            "is missing. Give the day on which the report was published as YYYY-MM-DD:"
            " “yesterday” and “on Tuesday” are counted from it.",
        )
    try:
        if not _DAY.fullmatch(text):
            raise ValueError(text)
        found = date.fromisoformat(text)
    except ValueError:
        raise InputError(
            field, f"“{text[:40]}” is no day. Write YYYY-MM-DD, as in 2020-02-19."
        ) from None
    if found > today:
        raise InputError(
            field, f"{found} is in the future (today is {today}). Check the year."
        )
    if found < EARLIEST:
        raise InputError(field, f"{found} is before {EARLIEST.year}. Check the year.")
    return found


def language(value: object) -> str | None:
    """Return the language code, or None to tell it from the text."""
    code = "" if value is None else str(value).strip().lower()
    if code and code not in LANGUAGES:
        raise InputError(
            "lang",
            f"“{code[:20]}” is not read. Give one of {', '.join(LANGUAGES)}, or leave"
            " it out and the text tells.",
        )
    return code or None


def clean(text: str) -> str:
    """Return the text as it is when it can be a report; InputError otherwise."""
    if not text.strip():
        raise InputError("text", "is empty. Give the words of the report.")
    if len(text) > LONGEST_TEXT:
        raise InputError(
            "text",
            f"holds {len(text):,} characters; at most {LONGEST_TEXT:,} are read. Give"
            " one report at a time.",
        )
    head = text.lstrip()[:200].lower()
    if head.startswith(("<!doctype html", "<html", "<?xml")):
        raise InputError(
            "text", "is the code of a web page. Give the words that readers see."
        )
    if "\x00" in text or len(re.findall("[\x01-\x08\x0e-\x1f]", text)) * 50 > len(text):
        raise InputError("text", "is not text. Give a plain text file in UTF-8.")
    _check_letters(text)
    return text


def _check_letters(text: str) -> None:
    letters = len(_LETTERS.findall(text))
    if text.count("\ufffd") * 50 > len(text) or text.count("?") > letters:
        raise InputError(
            "text", "has lost its letters. Take it again from its source, as UTF-8."
        )
    if len(_TWICE_ENCODED.findall(text)) * 20 > letters + 80:
        raise InputError(
            "text",
            "was decoded with the wrong character set (it reads like “Ø§Ù„”). Save it"
            " again as UTF-8 from its source.",
        )
    if len(_UNREAD_SCRIPTS.findall(text)) * 2 > letters:
        raise InputError(
            "lang",
            f"the text is in none of the languages that are read: {', '.join(LANGUAGES)}.",
        )


def decode(content: bytes) -> str:
    """Return the text of a file's bytes: UTF-8, or UTF-16 that says so."""
    for mark, what in _FORMATS.items():
        if content.startswith(mark):
            raise InputError(
                "file", f"is {what}. Save the report as plain text, UTF-8."
            )
    charset = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(charset)
    except UnicodeDecodeError as error:
        if content.count(0) > 0:
            raise InputError(
                "file", "is not text. Give a plain text file in UTF-8."
            ) from error
        raise InputError(
            "file",
            f"is not UTF-8 (byte {error.start + 1}). Save it as UTF-8; on a command"
            " line: iconv -f windows-1256 -t utf-8 OLD > NEW (or windows-1251, -1252,"
            " -1254 for Cyrillic, Western or Turkish letters).",
        ) from error


def read_bytes(path: Path, largest: int = LARGEST_FILE) -> bytes:
    """Return a file's bytes; InputError when it is not there or far too large."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise InputError("file", f"{path} is not a file.")
        if size > largest:
            raise InputError(
                "file",
                f"{path} holds {size:,} bytes; at most {largest:,} are read. Give one"
                " report, not a collection.",
            )
        return path.read_bytes()
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise InputError("file", f"{path} cannot be read: {why}.") from error


def from_row(
    row: object, today: date, name: str, published: object = None, lang: object = None
) -> Report:
    """Build a report from the fields of a JSON object; given values fill gaps."""
    if not isinstance(row, Mapping):
        raise InputError(
            "line", "is no JSON object. Write {“text”: …, “published”: …} on one line."
        )
    name = str(row.get("id") or row.get("name") or name)
    try:
        return _from_mapping(row, today, name, published, lang)
    except InputError as error:
        error.report = name
        raise


def _from_mapping(
    row: Mapping[str, Any], today: date, name: str, published: object, lang: object
) -> Report:
    text = row.get("text")
    if not isinstance(text, str):
        raise InputError("text", "is missing. Give the words of the report.")
    return Report(
        name,
        clean(text),
        day(row.get("published") or published, today),
        language(row.get("lang") or lang),
        str(row.get("outlet") or ""),
        str(row.get("url") or ""),
    )


def from_file(
    path: Path,
    today: date,
    published: object = None,
    lang: object = None,
    **known: str,
) -> Report:
    """Read one text file or one JSON object.

    Of a file that is named after a day, such as `2020-02-19-tass.txt`, that day is
    the day of publication when none is given.
    """
    if path.suffix == ".json":
        row = _parsed(decode(read_bytes(path)))
        return from_row(row, today, path.name, published, lang)
    text = clean(decode(read_bytes(path)))
    named = _DAY.match(path.name)
    found = day(published or (named and named.group()), today)
    return Report(path.name, text, found, language(lang), **known)


def _parsed(line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError as error:
        raise InputError("line", f"is no JSON ({error}).") from error


def lines_of(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (name, line) of a file of JSON lines, empty ones left out."""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield f"{path.name}:{number}", line.decode("utf-8-sig", "replace")


def from_line(
    line: str, today: date, name: str, published: object = None, lang: object = None
) -> Report:
    """Build a report from one JSON line."""
    return from_row(_parsed(line), today, name, published, lang)
