"""Lists as files: CSV, JSON and NDJSON, streamed, over columns named one by one.

A column that is not listed cannot leak. Text in CSV is made harmless to spreadsheets
(`neutralise`, undone by `restore`); JSON is never altered.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import StreamingHttpResponse
from django.utils.encoding import force_str
from django.utils.functional import Promise

# What spreadsheets take for a formula, behind spaces and invisible characters.
_FORMULA = re.compile(
    "^(?:[\\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x1f]*"
    "[=+\\-@＝＋－＠﹢﹣﹦﹫]|[\t\r\n])"
)
_RESTORABLE = re.compile("^'+")
LIST_SEPARATOR = "; "


@dataclass(frozen=True)
class Column:
    """A machine key, the same in every language, and how to read it from a row."""

    name: str
    read: Callable[[Any], Any]


Columns = Sequence[Column]


@dataclass(frozen=True)
class Format:
    """A file format: its writer, media type and extension."""

    write: Callable[[Iterable[Any], Columns], Iterator[str]]
    media_type: str
    extension: str


def write_csv(rows: Iterable[Any], columns: Columns) -> Iterator[str]:
    """CSV with a byte order mark and a header, one piece a row."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    yield "\ufeff" + _line(writer, buffer, [column.name for column in columns])
    for row in rows:
        yield _line(writer, buffer, [_cell(column.read(row)) for column in columns])


def write_json(
    rows: Iterable[Any], columns: Columns, about: Mapping[str, Any] | None = None
) -> Iterator[str]:
    """A JSON array of objects; with `about`, `{"about": …, "results": […]}`."""
    yield f'{{"about": {as_json(about)}, "results": [' if about is not None else "["
    separator = "\n"
    for row in rows:
        yield separator + _object(row, columns)
        separator = ",\n"
    yield "\n]}\n" if about is not None else "\n]\n"


def write_ndjson(rows: Iterable[Any], columns: Columns) -> Iterator[str]:
    """One JSON object a line."""
    for row in rows:
        yield _object(row, columns) + "\n"


FORMATS = {
    "csv": Format(write_csv, "text/csv; charset=utf-8", "csv"),
    "json": Format(write_json, "application/json", "json"),
    "ndjson": Format(write_ndjson, "application/x-ndjson", "ndjson"),
}


def export_response(
    rows: Iterable[Any],
    columns: Columns,
    *,
    format_name: str,
    filename: str,
    about: Mapping[str, Any] | None = None,
) -> StreamingHttpResponse:
    """A download of rows; filename without extension. KeyError: unknown format.

    rows: best `queryset.iterator(chunk_size=…)`. about: licence and credits, written
    into JSON; other formats have no place for it.
    """
    chosen = FORMATS[format_name]
    if format_name == "json":
        pieces = write_json(rows, columns, about)
    else:
        pieces = chosen.write(rows, columns)
    return StreamingHttpResponse(
        (piece.encode() for piece in pieces),
        headers={
            "Content-Type": chosen.media_type,
            "Content-Disposition": (
                f'attachment; filename="{filename}.{chosen.extension}"'
            ),
        },
    )


def neutralise(text: str) -> str:
    """Prefix an apostrophe to text that a spreadsheet would run as a formula.

    Text that already begins with apostrophes before such a formula gets one more, so
    that `restore` is exact.
    """
    return f"'{text}" if _FORMULA.match(_RESTORABLE.sub("", text)) else text


def restore(text: str) -> str:
    """Undo `neutralise`."""
    if text.startswith("'") and _FORMULA.match(_RESTORABLE.sub("", text)):
        return text[1:]
    return text


def _line(writer: Any, buffer: io.StringIO, cells: Sequence[Any]) -> str:
    writer.writerow(cells)
    line = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return line


def _cell(value: Any) -> Any:
    """A value as CSV writes it: numbers as they are, text made harmless."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return neutralise(LIST_SEPARATOR.join(force_str(item) for item in value))
    return neutralise(force_str(value))


def _object(row: Any, columns: Columns) -> str:
    return as_json({column.name: column.read(row) for column in columns})


def as_json(value: Any) -> str:
    """JSON on one line; dates as ISO 8601, letters of every script as they are."""
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Promise):
        return force_str(value)
    raise TypeError(f"A column gave a {type(value).__name__}, which JSON cannot hold.")
