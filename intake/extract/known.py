"""What is known before a report is read: parties, their offices, places, meetings.

Plain data, filled from the database (`intake.registry`) or from the dataset's files
(`from_dataset`), so that the stages below need neither.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import yaml

from common.edtf import EdtfError, partial_date_bounds

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ALWAYS = (date(1, 1, 1), date(9999, 12, 31))
PARENTAL = ("part_of", "ministry_of")
Row = Mapping[str, Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Office:
    """A tenure: who held which title where, from the first to the last possible day."""

    person: str
    organisation: str
    title: str
    start: date
    end: date

    def held_on(self, day: date) -> bool:
        """Say whether the tenure may cover the day."""
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class KnownParty:
    """A party with every stored spelling of its name.

    `parents` are the bodies it belongs to or is a ministry of; `start` and `end` the
    first and last possible day of its existence.
    """

    slug: str
    kind: str
    name: str
    country: str
    names: tuple[str, ...]
    parents: tuple[str, ...] = ()
    start: date = _ALWAYS[0]
    end: date = _ALWAYS[1]

    @property
    def is_person(self) -> bool:
        """Say whether it is a person."""
        return self.kind == "person"


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place with its spellings; `city` is the English name of the city it is in."""

    slug: str
    kind: str
    country: str
    city: str | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnownMeeting:
    """A recorded meeting, for telling that a report speaks of it."""

    slug: str
    earliest: date | None
    latest: date | None
    city: str | None
    parties: frozenset[str]
    format: str


@dataclass(slots=True)
class Known:
    """The registry and gazetteer, with the lookups that the stages share."""

    parties: dict[str, KnownParty] = field(default_factory=dict)
    places: list[KnownPlace] = field(default_factory=list)
    offices: list[Office] = field(default_factory=list)
    meetings: list[KnownMeeting] = field(default_factory=list)
    active: dict[str, set[int]] = field(default_factory=dict)
    _built: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, key: str, build: Callable[[Known], T]) -> T:
        """Return what a stage builds from the registry, built at its first use."""
        if key not in self._built:
            self._built[key] = build(self)
        found: T = self._built[key]
        return found

    def offices_of(self, person: str) -> list[Office]:
        """Return the person's tenures."""
        return [office for office in self.offices if office.person == person]

    def note_activity(self) -> None:
        """Work out the years in which each party met anybody or held an office."""
        for meeting in self.meetings:
            if meeting.earliest:
                for party in meeting.parties:
                    self.active.setdefault(party, set()).add(meeting.earliest.year)
        for office in self.offices:
            first, last = (
                office.start.year,
                min(office.end.year, office.start.year + 15),
            )
            if first > 1900:
                years = self.active.setdefault(office.person, set())
                years.update(range(first, last + 1))


def bounds(start: str | None, end: str | None) -> tuple[date, date]:
    """Return the first and last possible day of a tenure given as EDTF texts."""
    return (_edge(start, 0) or _ALWAYS[0], _edge(end, 1) or _ALWAYS[1])


def _edge(text: str | None, side: int) -> date | None:
    if not text:
        return None
    try:
        return partial_date_bounds(str(text).strip("~?%"))[side]
    except EdtfError:
        return None


def from_dataset(folder: Path) -> Known:
    """Read registry, gazetteer and meetings from the dataset's YAML files."""
    known = Known()
    for row in _rows(folder, "parties"):
        known.parties[row["id"]] = _party(row)
        for position in row.get("positions") or []:
            start, end = bounds(position.get("from"), position.get("to"))
            office = Office(
                row["id"], position["organisation"], position["title"], start, end
            )
            known.offices.append(office)
    known.places = places_of(_rows(folder, "places"))
    cities = {place.slug: place.city for place in known.places}
    known.meetings = [_meeting(row, cities) for row in _rows(folder, "meetings")]
    known.note_activity()
    return known


def _rows(folder: Path, name: str) -> list[Row]:
    with (folder / f"{name}.yaml").open(encoding="utf-8") as file:
        content = yaml.load(file, Loader=_Loader)  # noqa: S506 - safe loader
    rows: list[Row] = content[name]
    return rows


def _party(row: Row) -> KnownParty:
    texts = [row["name"], *(name["text"] for name in row.get("names") or [])]
    names = tuple(dict.fromkeys(texts))
    country = row.get("country") or ""
    parents = tuple(
        relation["target"]
        for relation in row.get("relations") or []
        if relation["type"] in PARENTAL
    )
    start, end = bounds(row.get("founded"), row.get("dissolved"))
    return KnownParty(
        row["id"], row["kind"], row["name"], country, names, parents, start, end
    )


def places_of(rows: Sequence[Row]) -> list[KnownPlace]:
    """Build the gazetteer; a venue is given the town it lies in, a region none."""
    by_id = {row["id"]: row for row in rows}
    found = []
    for row in rows:
        top = row
        while top.get("parent") and top["kind"] not in ("city", "town"):
            top = by_id[top["parent"]]
        city = None if top["kind"] in ("region", "country") else _plain(top["name"])
        texts = [row["name"], *(name["text"] for name in row.get("names") or [])]
        names = tuple(dict.fromkeys(texts))
        place = KnownPlace(row["id"], row["kind"], row["country"], city, names)
        found.append(place)
    return found


def _plain(name: str) -> str:
    """Return a city's name without what tells it from others: “Oyo (Congo)”."""
    return name.partition("(")[0].partition(",")[0].strip()


def _meeting(row: Row, cities: Mapping[str, str | None]) -> KnownMeeting:
    earliest = latest = None
    try:
        first, _, last = str(row["date"]).partition("/")
        earliest = partial_date_bounds(first.strip("~?%"))[0]
        latest = partial_date_bounds((last or first).strip("~?%"))[1]
    except EdtfError:
        earliest = latest = None
    place = row.get("place") or {}
    parties = {part["party"] for part in row.get("participants") or []}
    parties |= {part.get("on_behalf_of") for part in row.get("participants") or []}
    parties.discard(None)
    city = cities.get(place["id"]) if place.get("id") else None
    return KnownMeeting(
        row["id"], earliest, latest, city, frozenset(parties), row["format"]
    )
