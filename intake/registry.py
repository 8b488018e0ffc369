"""What is known, read from the database: only what the public may see.

A draft, a withdrawn party or a meeting under review never shows itself in a
proposal: whoever reads a report is told nothing that its pages would not tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from intake.extract.known import (
    PARENTAL,
    Known,
    KnownMeeting,
    KnownParty,
    Office,
    bounds,
    places_of,
)
from meetings.models import Meeting, MeetingPlace, Participation, Place, PlaceName
from parties.models import Party, PartyName, PartyOldSlug, Position, Relation


def load_known() -> Known:
    """Return the published parties, offices and meetings, and the gazetteer.

    About ten queries, whatever the size. Names come in the order in which they were
    entered, the party's own name first.
    """
    known = Known()
    known.parties = _parties()
    known.offices = _offices()
    known.places = places_of(_place_rows())
    cities = {place.slug: place.city for place in known.places}
    known.meetings = _meetings(cities)
    known.note_activity()
    return known


def old_slugs() -> dict[str, str]:
    """Return the present slug of each party by its former ones."""
    rows = PartyOldSlug.objects.filter(record__in=Party.objects.published())
    return dict(rows.values_list("slug", "record__slug"))


def _texts(rows: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for slug, text in rows:
        found[slug].append(text)
    return found


def _parties() -> dict[str, KnownParty]:
    rows = PartyName.objects.visible_to(None).order_by("pk")
    names = _texts(rows.values_list("party__slug", "text"))
    relations = Relation.objects.visible_to(None).filter(kind__in=PARENTAL)
    parents = _texts(
        relations.order_by("pk").values_list("source__slug", "target__slug")
    )
    parties = Party.objects.published().order_by("pk")
    fields = ("slug", "kind", "name", "country", "began", "ended")
    return {
        slug: KnownParty(
            slug,
            kind,
            name,
            country,
            tuple(dict.fromkeys([name, *names[slug]])),
            tuple(parents[slug]),
            # A person's life is not when an office or body existed.
            *(bounds(None, None) if kind == "person" else bounds(began, ended)),
        )
        for slug, kind, name, country, began, ended in parties.values_list(*fields)
    }


def _offices() -> list[Office]:
    rows = Position.objects.visible_to(None).order_by("pk")
    fields = ("person__slug", "organisation__slug", "title", "start", "end")
    return [
        Office(person, organisation, title, *bounds(start, end))
        for person, organisation, title, start, end in rows.values_list(*fields)
    ]


def _place_rows() -> list[dict[str, object]]:
    rows = PlaceName.objects.order_by("pk").values_list("place__slug", "text")
    names = _texts(rows)
    places = Place.objects.order_by("pk")
    fields = ("slug", "name", "kind", "country", "parent__slug")
    return [
        {
            "id": slug,
            "name": name,
            "kind": kind,
            "country": country,
            "parent": parent,
            "names": [{"text": text} for text in names[slug]],
        }
        for slug, name, kind, country, parent in places.values_list(*fields)
    ]


def _meetings(cities: dict[str, str | None]) -> list[KnownMeeting]:
    parties: dict[int, set[str]] = defaultdict(set)
    rows = Participation.objects.visible_to(None)
    for pk, *slugs in rows.values_list(
        "meeting_id", "party__slug", "on_behalf_of__slug"
    ):
        parties[pk].update(slug for slug in slugs if slug)
    where: dict[int, str] = {}
    places = MeetingPlace.objects.visible_to(None).order_by("position", "pk")
    for pk, place in places.values_list("meeting_id", "place__slug"):
        where.setdefault(pk, place or "")
    fields = ("pk", "slug", "date_earliest", "date_latest", "format")
    return [
        KnownMeeting(
            slug,
            earliest,
            latest,
            cities.get(where.get(pk, "")),
            frozenset(parties[pk]),
            kind,
        )
        for pk, slug, earliest, latest, kind in Meeting.objects.published()
        .order_by("pk")
        .values_list(*fields)
    ]
