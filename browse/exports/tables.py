"""Lists as tables: CSV, JSON and one JSON object a line."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.utils import timezone

from browse.exports.about import ABOUT
from browse.exports.file import File
from common.export import export_response


def table(file: File, format_name: str) -> HttpResponseBase:
    """A list as a table; JSON says whose it is and which list it holds."""
    return export_response(
        file.rows(),
        file.columns,
        format_name=format_name,
        filename=f"{file.name}-{timezone.localdate():%Y-%m-%d}",
        about={**ABOUT, "list": file.name, "address": file.list_address},
    )
