"""Lists as Atom feeds (RFC 4287), newest change first, in pages (RFC 5005)."""

from __future__ import annotations

import datetime
import hashlib
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from browse.exports.about import rights
from browse.exports.file import File, lasting_id
from browse.exports.told import Glossary, Told
from common.keyset import Page, paginate, query_for, read_cursor, scope_of
from common.text import printable
from meetings.language import direction_of, reader_language

ENTRIES_ON_A_PAGE = 200
MEDIA_TYPE = "application/atom+xml"
# When a feed without entries last changed: a date is required and none is known.
BEGINNING = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


class PagedFeed(Atom1Feed):
    """An Atom feed that leads to its other pages, and names languages."""

    def latest_post_date(self) -> datetime.datetime:
        """Return when the newest entry changed; the same for ever without entries."""
        return max((one["updateddate"] for one in self.items), default=BEGINNING)

    def add_root_elements(self, handler: Any) -> None:
        """Add the neighbouring pages and the address of the list itself."""
        super().add_root_elements(handler)
        for relation, address in self.feed["pages"].items():
            if address:
                handler.addQuickElement(
                    "link", "", {"rel": relation, "href": address, "type": MEDIA_TYPE}
                )

    def add_item_elements(self, handler: Any, item: Any) -> None:
        """Write an entry, its title in the language of the title."""
        told: Told = item["told"]
        language = {"xml:lang": told.title_lang} if told.title_lang else {}
        handler.addQuickElement("title", item["title"], language)
        handler.addQuickElement("link", "", {"href": item["link"], "rel": "alternate"})
        handler.addQuickElement("id", item["unique_id"])
        handler.addQuickElement("updated", rfc3339_date(item["updateddate"]))
        if item["pubdate"]:
            handler.addQuickElement("published", rfc3339_date(item["pubdate"]))
        for category in item["categories"]:
            handler.addQuickElement("category", "", {"term": category})
        for address in told.sources:
            handler.addQuickElement("link", "", {"href": address, "rel": "related"})
        handler.addQuickElement("summary", item["summary"], {"type": "text"})
        handler.addQuickElement("content", item["content"], {"type": "html"})


def feed(file: File, format_name: str) -> HttpResponseBase:
    """A page of a list as a feed; 304 when the reader has it already.

    Raises PagingError for a cursor of another list or query.
    """
    request = file.request
    page = paginate(
        file.records(),
        order=file.wanted.feed_order,
        scope=scope_of(request.path, request.GET),
        cursor=read_cursor(request.GET),
        page_size=ENTRIES_ON_A_PAGE,
    )
    written = _feed(file, page)
    glossary = Glossary(request.user)
    for row in page.results:
        _add(written, file, row, glossary)
    body = written.writeString("utf-8").encode()
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"Content-Type": f"{MEDIA_TYPE}; charset=utf-8", "ETag": etag}
    response = HttpResponse(body, headers=headers)
    return get_conditional_response(request, etag=etag, response=response) or response


def _feed(file: File, page: Page[Any]) -> PagedFeed:
    query = file.request.GET
    first = query.copy()
    first.pop("cursor", None)
    addresses = {
        "first": first.urlencode(),
        "previous": page.previous and query_for(query, page.previous),
        "next": page.next and query_for(query, page.next),
    }
    path = file.request.path
    pages = {
        relation: file.root + path + (f"?{found}" if found else "")
        for relation, found in addresses.items()
        if found is not None
    }
    known_by = lasting_id("feed", file.name, scope_of("", query))
    return PagedFeed(
        title=f"{settings.SITE_NAME}: {file.wanted.label}",
        link=file.list_address,
        description=None,
        language=reader_language(),
        author_name=settings.SITE_NAME,
        author_link=f"{file.root}/",
        feed_url=file.address,
        feed_copyright=rights(),
        feed_guid=known_by.urn,
        pages=pages,
    )


def _add(written: PagedFeed, file: File, row: Any, glossary: Glossary) -> None:
    assert file.wanted.tell is not None  # noqa: S101 - feeds are of told lists
    told = file.wanted.tell(row, glossary)
    lines = [*([told.when] if told.when else []), *([told.where] if told.where else [])]
    written.add_item(
        title=printable(told.title),
        link=file.page_of(row),
        description="",
        unique_id=file.lasting_id(row).urn,
        updateddate=row.changed_at or BEGINNING,
        pubdate=getattr(row, "first_published_at", None),
        categories=[printable(one) for one in told.categories],
        told=told,
        summary=printable(" · ".join(lines)),
        content=_content(lines, told),
    )


def _content(lines: list[str], told: Told) -> SafeString:
    """The lines as paragraphs, then the addresses of the reports."""
    direction = direction_of(reader_language())
    paragraphs = ((printable(line),) for line in [*lines, *told.lines])
    links = ((address, address) for address in told.sources)
    return format_html(
        '<div dir="{}">{}{}</div>',
        direction,
        format_html_join("", '<p dir="auto">{}</p>', paragraphs),
        format_html_join("", '<p><a href="{}" dir="ltr">{}</a></p>', links),
    )
