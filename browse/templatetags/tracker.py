"""Template tags of the public pages: sides, dates, names, languages, addresses."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from browse.pages.sources import field_words
from common import edtf
from common.standing import standing_of
from editorial.countries import country_name
from meetings.language import (
    direction_of,
    localized_name,
    localized_title,
    reader_language,
)
from meetings.models import Meeting
from parties.models import Side

register = template.Library()

# One shape a side, so that colour is never the only sign.
_SHAPES = {
    Side.WEST: mark_safe('<circle cx="6" cy="6" r="4.7"/>'),
    Side.EAST: mark_safe('<path d="M1.7 1.7h8.6v8.6H1.7z"/>'),
    Side.NEUTRAL: mark_safe('<path d="M6 .7 11.3 6 6 11.3.7 6z"/>'),
    Side.UN: mark_safe('<path d="M6 1.1 11.4 10.7H.6z"/>'),
    Side.REGIONAL: mark_safe('<path d="M6 .6 10.7 3.3v5.4L6 11.4 1.3 8.7V3.3z"/>'),
    Side.GLOBAL: mark_safe(
        '<circle cx="6" cy="6" r="3.8" fill="none" stroke="currentColor"'
        ' stroke-width="2.3"/>'
    ),
    Side.OTHER: mark_safe(
        '<path d="M4.7 1h2.6v3.7H11v2.6H7.3V11H4.7V7.3H1V4.7h3.7z"/>'
    ),
}


@register.simple_tag
def lang_attrs(language: str) -> str:
    """Return lang and dir attributes where a text is not in the page's language."""
    if not language or language.split("-")[0] == reader_language():
        return ""
    return format_html(' lang="{}" dir="{}"', language, direction_of(language))


@register.filter
def foreign(text: str, language: str = "en") -> str:
    """Wrap a text in its own language and direction where the page's differ."""
    attributes = lang_attrs(language)
    if not attributes or not text:
        return text
    return format_html("<bdi{}>{}</bdi>", attributes, text)


# Sides ------------------------------------------------------------------------
@register.simple_tag
def side_glyph(side: str) -> SafeString:
    """Return the shape of a side, hidden from screen readers: a word stands beside it."""
    if side not in _SHAPES:
        return mark_safe("")
    return format_html(
        '<svg class="side-glyph side-{}" viewBox="0 0 12 12" aria-hidden="true">{}</svg>',
        side,
        _SHAPES[Side(side)],
    )


@register.simple_tag
def side_mark(side: str) -> SafeString:
    """Return the shape of a side that says its word to those who do not see it."""
    if side not in _SHAPES:
        return mark_safe("")
    return format_html(
        '<svg class="side-glyph side-{}" viewBox="0 0 12 12" role="img" aria-label="{}">'
        "{}</svg>",
        side,
        side_word(side),
        _SHAPES[Side(side)],
    )


@register.simple_tag
def side_shape(side: str) -> SafeString:
    """Return the bare shape of a side, a small ring for none, in a 12 by 12 box."""
    none = mark_safe(
        '<circle cx="6" cy="6" r="3" fill="none" stroke="currentColor"'
        ' stroke-width="1.5"/>'
    )
    return _SHAPES[Side(side)] if side in _SHAPES else none


@register.simple_tag
def side_paint(side: str, colours: dict[str, str]) -> SafeString:
    """Return the colour of a side as attributes, for a drawing without style sheets."""
    colour = colours.get(f"side_{side}", colours["side_other"])
    return format_html('fill="{}" color="{}"', colour, colour)


@register.filter
def side_word(side: str) -> str:
    """Return the reader's word for a side; empty for none."""
    return str(Side(side).label) if side in Side.values else ""


# Names ------------------------------------------------------------------------
@register.filter
def reader_name(named: Any) -> str:
    """Return a party's or place's name for the reader, marked where it is foreign."""
    name, language = localized_name(named)
    return foreign(name, language)


@register.filter
def reader_title(titled: Any) -> str:
    """Return a record's or office's title for the reader, marked where it is foreign."""
    title, language = localized_title(titled)
    return foreign(title, language)


@register.filter
def title_words(titled: Any) -> str:
    """Return a record's title for the reader, without marks."""
    return localized_title(titled)[0]


@register.filter
def title_language(titled: Any) -> str:
    """Return the language of the title that the reader gets."""
    return localized_title(titled)[1]


register.filter(country_name)
register.filter("fact_words", field_words)


@register.simple_tag(takes_context=True)
def last_change(context: Context) -> datetime.datetime | None:
    """Return when a published meeting last changed; None when there is none."""
    published = Meeting.objects.published()

    def make() -> datetime.datetime | None:
        newest = published.aggregate(newest=Max("changed_at"))
        found: datetime.datetime | None = newest["newest"]
        return found

    request = context.get("request")
    return standing_of(request).keep("last change", make) if request else make()


# Dates ------------------------------------------------------------------------
@register.filter(name="edtf")
def edtf_words(text: str) -> str:
    """Say an EDTF date in full words: "3 to 8 February 2020"."""
    return edtf.describe(text, reader_language()) if text else ""


@register.filter
def edtf_short(text: str) -> str:
    """Say an EDTF date briefly: "3–8 Feb 2020"."""
    return edtf.short(text, reader_language()) if text else ""


@register.filter
def listed(words: list[str]) -> str:
    """Join words with the comma of the page's language."""
    return _(", ").join(words)


@register.filter
def unlocalized(number: float) -> str:
    """Write a number for a drawing: with a point, whatever the page's language."""
    return f"{number:g}"


# Addresses --------------------------------------------------------------------
@dataclass(frozen=True)
class LanguageVersion:
    """The same page in one of the site's languages."""

    code: str
    name: str
    direction: str
    path: str
    absolute: str
    current: bool


def _without_language(path: str) -> str | None:
    """Return a path behind its language prefix, or None when it has none."""
    for code, _words in settings.LANGUAGES:
        if path.startswith(f"/{code}/"):
            return path[len(code) + 1 :]
    return None


@register.simple_tag(takes_context=True)
def language_versions(context: template.Context) -> list[LanguageVersion]:
    """Return this page in every language, with the same path and query."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return []
    rest = _without_language(request.path)
    query = request.META.get("QUERY_STRING", "")
    found = []
    for code, _words in settings.LANGUAGES:
        path = f"/{code}{rest if rest is not None else '/'}"
        if rest is not None and query:
            path += f"?{query}"
        found.append(
            LanguageVersion(
                code=code,
                name=get_language_info(code)["name_local"],
                direction=direction_of(code),
                path=path,
                absolute=request.build_absolute_uri(path),
                current=code == reader_language(),
            )
        )
    return found


@register.simple_tag(takes_context=True)
def canonical_url(context: template.Context) -> str:
    """Return the page's own address without its query, or "" outside a request.

    A page with several addresses says which one in `canonical_path`.
    """
    request: HttpRequest | None = context.get("request")
    if request is None:
        return ""
    return request.build_absolute_uri(context.get("canonical_path") or request.path)


@register.simple_tag(takes_context=True)
def with_parameter(context: template.Context, **replace: str) -> str:
    """Return the page's query with some parameters replaced (dropped when empty)."""
    query = context["request"].GET.copy()
    for name, value in replace.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"?{query.urlencode()}" if query else "?"
