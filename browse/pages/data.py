"""The page for those who want the data: every list with its size and its files."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from browse.exports.about import LICENCE
from browse.exports.links import export_links
from browse.exports.registry import LISTS
from browse.pages.citing import isolated
from common import edtf
from meetings.language import reader_language


@dataclass(frozen=True)
class ListRow:
    """A list, how many records of it this reader may see, and its files."""

    label: str
    url: str
    count: int
    files: list[dict[str, str]]


@dataclass(frozen=True)
class DataPage:
    """Everything that the page lays out."""

    rows: list[ListRow]
    citation: str
    feed_example: str
    calendar_example: str


def data_page(request: HttpRequest) -> DataPage:
    """Count every list, and say how to follow and how to cite the data."""
    rows = []
    for name, held in LISTS.items():
        path = f"{reverse('home')}{name}/"
        rows.append(
            ListRow(
                label=str(held.label),
                url=path if _is_page(path) else "",
                count=held.browse(request).queryset.order_by().count(),
                files=export_links(path),
            )
        )
    return DataPage(
        rows=rows,
        citation=_citation(request),
        feed_example=_file_address(request, "meetings", "atom"),
        calendar_example=_file_address(request, "meetings", "ics"),
    )


def _is_page(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def _file_address(request: HttpRequest, name: str, ending: str) -> str:
    path = reverse("export", args=[name, ending])
    return request.build_absolute_uri(f"{path}?party=haftar")


def _citation(request: HttpRequest) -> str:
    today = timezone.localdate().isoformat()
    return _("%(site)s, data set, %(licence)s, %(address)s, read on %(day)s") % {
        "site": settings.SITE_NAME,
        "licence": LICENCE,
        "address": isolated(request.build_absolute_uri(request.path)),
        "day": edtf.describe(today, reader_language()),
    }
