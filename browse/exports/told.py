"""Records told in a few lines, as feeds and calendars show them to people."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from browse.exports.cells import Point, contested, meeting_points, reports
from browse.pages.sources import field_words
from common import edtf
from meetings.language import (
    localized_name,
    localized_title,
    reader_language,
    with_reader_names,
)
from meetings.models import (
    OccurrenceStatus,
    Place,
    PlaceKind,
    Presence,
    Process,
    Topic,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

CONFIRMED, TENTATIVE, CANCELLED = "CONFIRMED", "TENTATIVE", "CANCELLED"
STANDING = {
    OccurrenceStatus.HELD: CONFIRMED,
    OccurrenceStatus.PARTLY_HELD: CONFIRMED,
    OccurrenceStatus.CANCELLED: CANCELLED,
    OccurrenceStatus.DENIED: CANCELLED,
}
LONGEST_TITLE = 120


@dataclass(frozen=True)
class Told:
    """A record in words: its title, and lines in the reader's language.

    `date` is EDTF with its known first and last day. `standing` is that of an event
    in a calendar. `point` is longitude and latitude.
    """

    title: str
    title_lang: str
    date: str
    first: datetime.date | None
    last: datetime.date | None
    lines: list[str]
    sources: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    where: str = ""
    point: Point | None = None
    standing: str = CONFIRMED

    @property
    def when(self) -> str:
        """The date in words."""
        return edtf.describe(self.date, reader_language()) if self.date else ""

    @property
    def is_one_day(self) -> bool:
        """Say whether the date is one known day, without a doubt."""
        day = self.first if self.first == self.last else None
        return day is not None and self.date == day.isoformat()


class Glossary:
    """The reader's names of places, processes and topics, by kind and slug."""

    def __init__(self, user: User | AnonymousUser) -> None:
        self._names: dict[tuple[str, str], str] = {}
        in_a_city = Place.objects.filter(
            parent__kind__in=(PlaceKind.CITY, PlaceKind.TOWN)
        ).values_list("slug", "parent__slug", "parent__name")
        self._cities = {
            slug: {"slug": city, "name": name} for slug, city, name in in_a_city
        }
        if reader_language() == "en":
            return
        for kind, records in (
            ("place", Place.objects.all()),
            ("process", Process.objects.visible_to(user)),
            ("topic", Topic.objects.all()),
        ):
            for record in with_reader_names(records):
                self._names[kind, record.slug] = localized_name(record)[0]

    def name(self, kind: str, named: dict[str, Any]) -> str:
        """Name a place, process or topic that was read as slug and English name."""
        return self._names.get((kind, named["slug"]), str(named["name"]))

    def city(self, place: dict[str, Any]) -> str:
        """Name the city or town in which a venue lies, "" where there is none."""
        city = self._cities.get(place["slug"])
        return self.name("place", city) if city else ""


def tell_meeting(row: Any, glossary: Glossary) -> Told:
    """Tell who met, where, how and with what outcome."""
    people = [_participant(one) for one in row.participations.all()]
    kinds = [row.get_format_display(), row.get_track_display()]
    where = [_venue(held, glossary) for held in row.where_held]
    title, title_lang = localized_title(row)
    return Told(
        title=title,
        title_lang=title_lang,
        **_dated(row),
        lines=_filled(
            _line(_("Took place"), row.get_status_display()),
            _line(_("Format"), _("; ").join(kinds)),
            _line(_("Who took part"), _("; ").join(people)),
            row.summary,
            row.outcome and _line(_("Outcome"), row.outcome),
            *_doubts(row),
        ),
        sources=reports(row),
        categories=_categories(
            kinds[1],
            *(glossary.name("process", one) for one in row.of_processes),
            *(glossary.name("topic", one) for one in row.about),
        ),
        where=_("; ").join(where),
        point=next(iter(meeting_points(row)), None),
        standing=STANDING.get(row.status, TENTATIVE),
    )


def tell_statement(row: Any, glossary: Glossary) -> Told:
    """Tell who said what, for whom, about which meeting or agreement."""
    who = [_name(one) for one in (row.speaker, row.on_behalf_of) if one]
    title = f"{who[0] if who else row.get_kind_display()}: {row.gist}"
    meeting, agreement = row.about_meeting, row.about_agreement
    kinds = [row.get_kind_display(), row.get_stance_display()]
    return Told(
        title=_short(title),
        title_lang="" if reader_language() != "en" else "en",
        **_dated(row),
        lines=_filled(
            _line(_("Kind"), _("; ").join(kinds)),
            row.speaker and _line(_("Speaker"), _name(row.speaker)),
            row.on_behalf_of and _line(_("On behalf of"), _name(row.on_behalf_of)),
            row.gist,
            meeting and _line(_("About the meeting"), meeting["title"]),
            agreement and _line(_("About the agreement"), agreement["title"]),
            *_doubts(row),
        ),
        sources=reports(row),
        categories=_categories(*kinds),
    )


def tell_agreement(row: Any, glossary: Glossary) -> Told:
    """Tell what was agreed, and who signed, refused or withdrew."""
    actions = [
        f"{_name(one.party)} ({one.get_action_display()})"
        for one in row.signatures.all()
    ]
    kinds = [row.get_kind_display(), row.get_stage_display()]
    title, title_lang = localized_title(row)
    process = row.of_process and glossary.name("process", row.of_process)
    return Told(
        title=title,
        title_lang=title_lang,
        **_dated(row),
        lines=_filled(
            _line(_("Kind"), _("; ").join(_filled(*kinds))),
            actions and _line(_("Parties"), _("; ").join(actions)),
            row.summary,
            *(f"• {one['text']}" for one in row.promises),
            *_doubts(row),
        ),
        sources=reports(row),
        categories=_categories(*kinds, process),
    )


def tell_report(row: Any, glossary: Glossary) -> Told:
    """Tell which outlet published what; its text is not read."""
    return Told(
        title=_short(row.title or row.url or row.slug),
        title_lang=row.lang if row.title else "",
        date=row.published,
        first=row.published_earliest,
        last=row.published_latest,
        lines=_filled(
            _line(_("Outlet"), row.outlet.name),
            row.agency and _line(_("Agency"), row.agency.name),
            row.byline and _line(_("Byline"), row.byline),
        ),
        sources=_filled(row.url),
    )


def _dated(row: Any) -> dict[str, Any]:
    first, last = row.date_earliest, row.date_latest
    return {"date": row.date, "first": first or last, "last": last or first}


def _filled(*words: Any) -> list[str]:
    return [str(word) for word in words if word]


def _categories(*words: Any) -> list[str]:
    return list(dict.fromkeys(_filled(*words)))


def _line(label: str, words: str) -> str:
    return _("%(label)s: %(words)s") % {"label": label, "words": words}


def _name(party: Any) -> str:
    return localized_name(party)[0]


def _participant(one: Any) -> str:
    """Name a participant, and say how it took part where that is not plain."""
    name = _name(one.party) if one.party else one.placeholder
    if one.presence == Presence.PRESENT:
        return str(name)
    return f"{name} ({one.get_presence_display()})"


def _venue(held: dict[str, Any], glossary: Glossary) -> str:
    place = held["place"]
    words: Iterable[str] = _filled(
        held["venue_text"],
        place["slug"] and glossary.name("place", place),
        place["slug"] and glossary.city(place),
    )
    return _(", ").join(words)


def _doubts(row: Any) -> list[str]:
    """Say what is unverified, and on which facts the reports differ."""
    found = []
    if not row.verified:
        note = row.verification_note or _("not confirmed by a cited report")
        found.append(_line(_("Not verified"), note))
    if fields := [field_words(name) for name in contested(row)]:
        found.append(_line(_("Reports differ on"), _(", ").join(fields)))
    return found


def _short(text: str) -> str:
    if len(text) <= LONGEST_TITLE:
        return text
    return text[: LONGEST_TITLE - 1].rstrip() + "…"
