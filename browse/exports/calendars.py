"""Lists as calendars (RFC 5545): one event a record, whole days."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, TimezoneStandard, vText

from browse.exports.about import rights
from browse.exports.file import File, download
from browse.exports.told import Glossary, Told
from common.text import printable
from meetings.language import reader_language

ONE_DAY = datetime.timedelta(days=1)
REFRESHED_EVERY = datetime.timedelta(hours=12)
END = b"END:VCALENDAR\r\n"


def calendar(file: File, format_name: str) -> HttpResponseBase:
    """A list as events; the language is fixed now, the pieces are written later."""
    glossary = Glossary(file.request.user)
    pieces = _pieces(file, file.rows(), glossary, reader_language())
    return download(file, pieces, "text/calendar; charset=utf-8", format_name)


def _pieces(
    file: File, rows: Iterator[Any], glossary: Glossary, language: str
) -> Iterator[bytes]:
    with translation.override(language):
        head = _head(file)
    yield head.to_ical().removesuffix(END)
    empty = True
    for row in rows:
        with translation.override(language):
            event = _event(file, row, glossary)
        yield event.to_ical()
        empty = False
    if empty:
        yield _greenwich().to_ical()
    yield END


def _head(file: File) -> Calendar:
    name = f"{settings.SITE_NAME}: {file.wanted.label}"
    head = Calendar()
    head.add("prodid", f"-//{settings.SITE_NAME}//{file.name}//EN")
    head.add("version", "2.0")
    head.add("calscale", "GREGORIAN")
    for key in ("name", "x-wr-calname"):
        head.add(key, vText(name))
    for key in ("description", "x-wr-caldesc"):
        head.add(key, vText(rights()))
    head.add("url", file.list_address)
    head.add("source", file.address)
    head.add("refresh-interval", REFRESHED_EVERY, parameters={"VALUE": "DURATION"})
    head.add("x-published-ttl", "PT12H")
    return head


def _event(file: File, row: Any, glossary: Glossary) -> Event:
    assert file.wanted.tell is not None  # noqa: S101 - calendars are of told lists
    told = file.wanted.tell(row, glossary)
    event = Event()
    event.add("uid", str(file.lasting_id(row)))
    event.add("dtstamp", row.changed_at)
    event.add("last-modified", row.changed_at)
    event.add("sequence", row.version)
    if told.first and told.last:
        event.add("dtstart", told.first)
        event.add("dtend", told.last + ONE_DAY)
    language = {"LANGUAGE": told.title_lang or reader_language()}
    event.add("summary", printable(told.title), parameters=language)
    event.add("description", printable(_description(told)))
    if told.where:
        event.add("location", printable(told.where))
    if told.point:
        event.add("geo", (told.point[1], told.point[0]))
    if told.categories:
        event.add("categories", [printable(one) for one in told.categories])
    event.add("url", file.page_of(row))
    event.add("status", told.standing)
    event.add("transp", "TRANSPARENT")
    return event


def _description(told: Told) -> str:
    """The lines of a record; the date too, where the days alone would mislead."""
    lines = list(told.lines)
    if not told.is_one_day:
        lines.insert(0, _("Date: %(date)s") % {"date": told.when})
    lines += [_("Source: %(address)s") % {"address": one} for one in told.sources]
    return "\n".join([*lines, rights()])


def _greenwich() -> Timezone:
    """A calendar must hold something; without events it holds a time zone."""
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", "Etc/UTC")
    standard.add("dtstart", datetime.datetime(1970, 1, 1))  # noqa: DTZ001 - local
    for key in ("tzoffsetfrom", "tzoffsetto"):
        standard.add(key, datetime.timedelta(0))
    zone.add_component(standard)
    return zone
