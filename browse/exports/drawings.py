"""What a drawing needs to stand alone as a file: colours, outlines, title and source."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from browse.pages.listing import tokens, without
from common.filters import StrictFilterSet
from common.keyset import PAGING_KEYS
from meetings.language import direction_of, reader_language

EDGE, HEAD, FOOT = 24, 74, 56
LONGEST_ADDRESS = 90
_TOKEN = re.compile(r"--([\w-]+): light-dark\((#\w{6}),")
_OUTLINE = re.compile(r'<path id="([\w-]+)" d="([^"]*)"/>')


@cache
def colours() -> dict[str, str]:
    """Return the site's light colours by name ("side_west"), from its tokens."""
    found = _TOKEN.findall(_static("css/tokens.css"))
    return {name.replace("-", "_"): colour for name, colour in found}


@cache
def outlines() -> dict[str, SafeString]:
    """Return the path data of the base map by shape: "land-libya"."""
    found = _OUTLINE.findall(_static("map/basemap.svg"))
    return {name: mark_safe(path) for name, path in found}  # noqa: S308


def _static(name: str) -> str:
    path = finders.find(name)
    if not isinstance(path, str):
        raise FileNotFoundError(name)
    return Path(path).read_text("utf-8")


def drawing_file(
    request: HttpRequest,
    asked: StrictFilterSet,
    template: str,
    *,
    title: str,
    page: str,
    size: tuple[float, float],
    name: str,
    **context: Any,
) -> HttpResponse:
    """Return a drawing as an SVG file that needs nothing beside it.

    page: the URL name of the page that shows it. size: of the drawing without its
    title and source. name: of the file.
    """
    width, height = size
    body = render_to_string(
        template,
        {
            **context,
            "title": title,
            "filters": _filters(request, asked),
            "source": _source(request, page),
            "colours": colours(),
            "rtl": direction_of(reader_language()) == "rtl",
            "lang": reader_language(),
            "width": width,
            "height": height,
            "edge": EDGE,
            "head": HEAD,
            "whole_width": width + 2 * EDGE,
            "whole_height": height + HEAD + FOOT,
            "credit_y": height + HEAD + FOOT - 30,
            "source_y": height + HEAD + FOOT - 14,
        },
    )
    response = HttpResponse(body, content_type="image/svg+xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.svg"'
    return response


def _filters(request: HttpRequest, asked: StrictFilterSet) -> str:
    active = tokens(request, asked, {})
    return " · ".join(f"{token.name}: {token.value}" for token in active)


def _source(request: HttpRequest, page: str) -> str:
    address = request.build_absolute_uri(reverse(page))
    query = without(request.GET, *PAGING_KEYS).urlencode()
    whole = f"{address}?{query}" if query else address
    return _("Source: Libya Tracker, %(address)s, %(day)s. Data: CC BY 4.0.") % {
        "address": whole if len(whole) <= LONGEST_ADDRESS else address,
        "day": timezone.localdate().isoformat(),
    }
