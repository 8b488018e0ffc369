"""Rows of meeting lists: date block, place, participants, and why a row matched."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from browse.charts.maps import Spot
from common import edtf
from common.standing import Standing
from meetings.analysis.certainty import ORIGINS, Certainty, certainty_of
from meetings.contested import contested_fields, contested_meetings
from meetings.language import localized_name, reader_language, with_reader_names
from meetings.models import (
    Meeting,
    MeetingCitation,
    MeetingPlace,
    OccurrenceStatus,
    Participation,
    PartyMeeting,
    Place,
    Via,
)
from meetings.people import Chip, PartyBook, whole_book
from meetings.titles import office_words
from parties.models import Party

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

    Reader = User | AnonymousUser

CHIPS_IN_A_ROW = 8
_MONTH = re.compile(r"\d{4}-\d{2}")


@dataclass(frozen=True)
class Reason:
    """Why a meeting belongs to a party that is not itself on the list."""

    party: Party
    through: Party | None
    title: str
    title_lang: str
    via: str


@dataclass
class MeetingRow:
    """One meeting of a list."""

    meeting: Meeting
    day: str
    rest: str
    venues: list[Venue]
    chips: list[Chip]
    more: int
    unnamed: list[str]
    report_count: int
    origins: int
    reasons: list[Reason] = field(default_factory=list)
    contested: frozenset[str] = frozenset()
    sides: list[str] = field(default_factory=list)

    @property
    def certainty(self) -> Certainty:
        """How well the record is evidenced."""
        return certainty_of(
            self.origins,
            verified=self.meeting.verified,
            contested=bool(self.contested),
        )

    @property
    def is_month(self) -> bool:
        """Say whether the date is a whole month, without marks of doubt."""
        return is_whole_month(self.meeting.date)

    @property
    def happened(self) -> bool:
        """Say whether the meeting was held as planned."""
        return bool(self.meeting.status == OccurrenceStatus.HELD)


@dataclass
class YearGroup:
    """The rows of one year."""

    year: int
    rows: list[MeetingRow]


@dataclass(frozen=True)
class Venue:
    """A place of a meeting: the place, what it lies in, the venue as reported."""

    place: Place | None
    parent: Place | None
    text: str


def venues_of(
    meetings: Iterable[Meeting], places: Mapping[int, Place] | None = None
) -> dict[int, list[Venue]]:
    """Return the venues of meetings by meeting id, each in its order.

    places: all that may be named, None to read them.
    """
    links = list(MeetingPlace.objects.filter(meeting__in=list(meetings)))
    if places is None:
        places = places_by_id(link.place_id for link in links)
    found: dict[int, list[Venue]] = defaultdict(list)
    for link in links:
        place = places.get(link.place_id or 0)
        parent = places.get(place.parent_id or 0) if place else None
        found[link.meeting_id].append(Venue(place, parent, link.venue_text))
    return found


def spot_of(at: Venue) -> Spot | None:
    """Return a venue's city, or place, for a map; None where it is no point."""
    place = at.parent if at.parent and at.parent.point else at.place
    if place is None or place.point is None:
        return None
    name, lang = localized_name(place)
    return Spot(name, *place.point, place.country, lang=lang)


def places_by_id(ids: Iterable[int | None]) -> dict[int, Place]:
    """Return places, and the places they lie in, with names for the reader."""
    wanted = {pk for pk in ids if pk is not None}
    around = Place.objects.filter(children__in=wanted).order_by().values("pk")
    places = with_reader_names(
        Place.objects.filter(Q(pk__in=wanted) | Q(pk__in=around))
    )
    return {place.pk: place for place in places}


@dataclass(frozen=True)
class Known:
    """What pages need not read again while the database stands as it does.

    Every place, the book of every party, and the contested fields of meetings by id.
    """

    places: dict[int, Place]
    book: PartyBook
    contested: dict[int, frozenset[str]]

    @classmethod
    def of(cls, standing: Standing, user: Reader) -> Known:
        """Return what this reader may know, named in the reader's language."""
        places = standing.records(with_reader_names(Place.objects.all()))
        return cls(
            {place.pk: place for place in places},
            whole_book(standing, user),
            standing.keep("contested", contested_meetings),
        )


def meeting_rows(
    meetings: Sequence[Meeting],
    user: Reader,
    asked: Iterable[Party] = (),
) -> list[MeetingRow]:
    """Lay out meetings as rows; `asked` are the parties the filter asks for."""
    return rows_and_book(meetings, user, asked)[0]


def rows_and_book(
    meetings: Sequence[Meeting],
    user: Reader,
    asked: Iterable[Party] = (),
    also: Iterable[int | None] = (),
    day: datetime.date | None = None,
    known: Known | None = None,
) -> tuple[list[MeetingRow], PartyBook]:
    """Lay out rows, and return the book of their parties and of those in `also`.

    day: see `PartyBook`. known: what need not be read.
    """
    wanted = {party.pk: party for party in asked}
    people: dict[int, list[Participation]] = defaultdict(list)
    for person in (
        Participation.objects.visible_to(user)
        .filter(meeting__in=meetings)
        .order_by("meeting", "listed_order", "pk")
    ):
        people[person.meeting_id].append(person)
    taking_part = (person.party_id for listed in people.values() for person in listed)
    ids = [*taking_part, *wanted, *also]
    book = known.book if known else PartyBook(ids, user, day)
    reasons = _reasons(meetings, wanted, book, user)
    venues = venues_of(meetings, known.places if known else None)
    counts = report_counts(meetings)
    none = (0, 0)
    contested = known.contested if known else contested_fields(meetings)
    rows = [
        _row(
            meeting,
            people[meeting.pk],
            book,
            wanted,
            venues=venues[meeting.pk],
            reports=counts.get(meeting.pk, none),
            reasons=reasons.get(meeting.pk, []),
            contested=contested.get(meeting.pk, frozenset()),
        )
        for meeting in meetings
    ]
    return rows, book


def by_year(rows: Iterable[MeetingRow]) -> list[YearGroup]:
    """Group rows that are in order of date by year."""
    return [
        YearGroup(year, list(group))
        for year, group in groupby(rows, key=lambda row: row.meeting.sort_date.year)
    ]


def every_year(counted: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Fill (year, count) pairs, newest first, with the years in between that have 0.

    A table of years that leaves empty ones out hides the silences.
    """
    counts = dict(counted)
    if not counts:
        return []
    years = range(max(counts), min(counts) - 1, -1)
    return [(year, counts.get(year, 0)) for year in years]


def report_counts(meetings: Sequence[Meeting]) -> dict[int, tuple[int, int]]:
    """Return how many reports each meeting cites, and of how many origins, by its id.

    One query, unless `with_report_counts` has counted them.
    """
    if all(hasattr(meeting, "report_count") for meeting in meetings):
        return {one.pk: (one.report_count, one.origin_count) for one in meetings}  # type: ignore[attr-defined]
    counted = (
        MeetingCitation.objects.filter(meeting__in=list(meetings))
        .order_by()
        .values("meeting")
        .annotate(reports=Count("report", distinct=True), origins=ORIGINS)
    )
    return {row["meeting"]: (row["reports"], row["origins"]) for row in counted}


def with_report_counts(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Annotate `report_count` and `origin_count`, for the rows of the page only."""
    cited = MeetingCitation.objects.filter(meeting=OuterRef("pk")).order_by()
    by_meeting = cited.values("meeting")
    reports = by_meeting.annotate(n=Count("report", distinct=True)).values("n")
    origins = by_meeting.annotate(n=ORIGINS).values("n")
    return meetings.annotate(
        report_count=Coalesce(Subquery(reports), 0),
        origin_count=Coalesce(Subquery(origins), 0),
    )


def _row(
    meeting: Meeting,
    people: list[Participation],
    book: PartyBook,
    wanted: dict[int, Party],
    *,
    venues: list[Venue],
    reports: tuple[int, int],
    reasons: list[Reason],
    contested: frozenset[str],
) -> MeetingRow:
    chips = [
        chip
        for person in people
        if (
            chip := book.chip(
                person.party_id, meeting.sort_date, matched=person.party_id in wanted
            )
        )
    ]
    sides = list(dict.fromkeys(chip.side for chip in chips if chip.side))
    # The parties asked for come first where not all fit.
    if len(chips) > CHIPS_IN_A_ROW + 1:
        chips.sort(key=lambda chip: not chip.matched)
        shown, more = chips[:CHIPS_IN_A_ROW], len(chips) - CHIPS_IN_A_ROW
    else:
        shown, more = chips, 0
    day, rest = date_block(meeting.date, meeting.sort_date.year)
    return MeetingRow(
        meeting=meeting,
        day=day,
        rest=rest,
        venues=venues,
        chips=shown,
        more=more,
        unnamed=[person.placeholder for person in people if person.party_id is None],
        report_count=reports[0],
        origins=reports[1],
        reasons=reasons,
        contested=contested,
        sides=sides,
    )


def is_whole_month(date: str) -> bool:
    """Say whether a date is a month and nothing more, as 2020-02."""
    return _MONTH.fullmatch(date) is not None


def date_block(date: str, year: int) -> tuple[str, str]:
    """Split a date for the margin of a row: a day and its month, or ("", all of it).

    Under the heading of its year a plain day gives ("19", "Feb"), a month "Feb".
    """
    language = reader_language()
    if is_whole_month(date):
        return "", edtf.short(date, language).removesuffix(f" {year}")
    try:
        day = datetime.date.fromisoformat(date)
    except ValueError:
        return "", edtf.short(date, language)
    month = edtf.short(f"{day:%Y-%m}", language)
    return str(day.day), month.removesuffix(f" {year}")


def _reasons(
    meetings: Sequence[Meeting],
    wanted: dict[int, Party],
    book: PartyBook,
    user: Reader,
) -> dict[int, list[Reason]]:
    """Say for each meeting how a party asked for, but not listed, belongs to it."""
    if not wanted:
        return {}
    rows = list(
        PartyMeeting.objects.visible_to(user)
        .filter(meeting__in=meetings, party__in=wanted)
        .select_related("participation__capacity")
        .order_by("meeting", "participation__listed_order", "pk")
    )
    direct = {(row.meeting_id, row.party_id) for row in rows if row.via == Via.DIRECT}
    found: dict[int, list[Reason]] = defaultdict(list)
    seen: set[tuple[int, int, int]] = set()
    for row in rows:
        key = (row.meeting_id, row.party_id, row.participation_id)
        if (row.meeting_id, row.party_id) in direct or key in seen:
            continue
        seen.add(key)
        found[row.meeting_id].append(_reason(row, book, wanted[row.party_id]))
    return found


def _reason(row: PartyMeeting, book: PartyBook, asked: Party) -> Reason:
    """Put a party-meeting row in the words a reader understands."""
    person = row.participation
    title, title_lang = office_words(person)
    return Reason(
        party=book.party(row.party_id) or asked,
        through=book.party(person.party_id),
        title=title,
        title_lang=title_lang,
        via=row.via,
    )
