"""A set of meetings on paper: every meeting in full, and one list of sources."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.db.models.functions import ExtractYear
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone

from browse.pages.listing import (
    Listing,
    filter_errors,
    record_labels,
    tokens,
    without,
)
from browse.pages.outcomes import (
    AgreementView,
    StatementView,
    agreement_party_ids,
    agreement_view,
    agreements_of,
    statement_party_ids,
    statement_view,
    statements_of,
    with_report,
)
from browse.pages.record import STATUS_NOTES, SideGroup, side_groups
from browse.pages.rows import Venue, venues_of
from browse.pages.sources import FactMarks, Mark, SourceList
from common.filters import StrictFilterSet
from common.keyset import PAGING_KEYS
from meetings.contested import contested_fields
from meetings.models import (
    Agreement,
    Meeting,
    MeetingCitation,
    MeetingConvener,
    OccurrenceStatus,
    Participation,
    Statement,
)
from meetings.people import Chip, PartyBook
from meetings.selection import browse_meetings
from parties.models import Party

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

    Reader = User | AnonymousUser

MOST_MEETINGS = 200


@dataclass
class Entry:
    """One meeting of a dossier, with the numbers of its sources."""

    meeting: Meeting
    url: str
    status_note: str
    venues: list[Venue]
    groups: list[SideGroup]
    conveners: list[Chip]
    statements: list[StatementView]
    agreements: list[AgreementView]
    contested: frozenset[str]
    marks: FactMarks

    @property
    def record_marks(self) -> list[Mark]:
        """The sources of the meeting as a whole."""
        return self.marks.of()

    @property
    def date_marks(self) -> list[Mark]:
        """The sources of the date, where it has its own."""
        return self.marks.only_of("date")

    @property
    def place_marks(self) -> list[Mark]:
        """The sources of the place, where it has its own."""
        return self.marks.only_of("places")

    @property
    def summary_marks(self) -> list[Mark]:
        """The sources of the summary, else of the record."""
        return self.marks.of("summary")

    @property
    def outcome_marks(self) -> list[Mark]:
        """The sources of the outcome, else of the record."""
        return self.marks.of("outcome")


@dataclass
class Year:
    """The meetings of one year."""

    year: int
    entries: list[Entry]


@dataclass(frozen=True)
class YearLink:
    """A year of a set that is too large, and the address of its own dossier."""

    year: int
    count: int
    url: str


@dataclass
class Dossier:
    """Everything that a dossier lays out; without meetings where there are too many."""

    listing: Listing
    party: Party | None
    side: str
    read: datetime.date
    address: str
    list_url: str
    years: list[Year]
    sources: SourceList
    narrower: list[YearLink]

    @property
    def most(self) -> int:
        """How many meetings a dossier holds at most."""
        return MOST_MEETINGS

    @property
    def too_many(self) -> bool:
        """Say whether the set is larger than a dossier may be."""
        return self.listing.total > MOST_MEETINGS

    @property
    def page_url(self) -> str:
        """The address of the page, also where the PDF is asked for."""
        return self.address.replace("/dossier.pdf", "/dossier/", 1)

    @property
    def pdf_url(self) -> str:
        """The address of the same dossier as a PDF."""
        return self.page_url.replace("/dossier/", "/dossier.pdf", 1)

    @property
    def file_name(self) -> str:
        """What the PDF is called when it is kept."""
        about = self.party.slug if self.party else "meetings"
        return f"dossier-{about}-{self.read.isoformat()}.pdf"

    @property
    def oldest_first(self) -> bool:
        """Say in which order the meetings stand."""
        return bool(self.listing.filterset.data.get("ordering") != "-date")


def meeting_dossier(request: HttpRequest, party: Party | None = None) -> Dossier:
    """Lay out the meetings that a query finds, of one party where that is given."""
    query = without(request.GET, *PAGING_KEYS)
    if party is not None:
        query.appendlist("party", party.slug)
    asked = browse_meetings(request, query)
    errors = filter_errors(request, asked)
    page = Listing(filterset=asked, path=request.path, tokens=[], errors=errors)
    found, narrower = _found(request, page)
    book_ids = [party.pk] if party else []
    years, sources, book = _laid_out(found, request.user, book_ids)
    return Dossier(
        listing=page,
        party=party,
        side=book.latest_side(party.pk) if party else "",
        read=timezone.localdate(),
        address=request.build_absolute_uri(),
        list_url=_list_url(query),
        years=years,
        sources=sources,
        narrower=narrower,
    )


def _list_url(query: QueryDict) -> str:
    encoded = query.urlencode()
    address = reverse("meeting_list")
    return f"{address}?{encoded}" if encoded else address


def _found(request: HttpRequest, page: Listing) -> tuple[list[Meeting], list[YearLink]]:
    """Return the meetings, oldest first unless asked otherwise, or years to choose."""
    asked = page.filterset
    if page.errors:
        return [], []
    page.tokens = tokens(request, asked, record_labels(asked))
    page.total = asked.qs.order_by().count()
    if page.total > MOST_MEETINGS:
        return [], _narrower(request, asked)
    newest = asked.data.get("ordering") == "-date"
    order = ("-sort_date", "-pk") if newest else ("sort_date", "pk")
    return list(asked.qs.order_by(*order)), []


def _narrower(request: HttpRequest, asked: StrictFilterSet) -> list[YearLink]:
    """Return the years of a set with their own dossiers, unless it asks for dates."""
    if "from" in asked.data or "to" in asked.data:
        return []
    years = (
        asked.qs.order_by()
        .annotate(held=ExtractYear("sort_date"))
        .values_list("held")
        .annotate(Count("pk", distinct=True))
        .order_by("held")
    )
    found = []
    for year, count in years:
        query = without(request.GET, *PAGING_KEYS)
        query["from"] = query["to"] = str(year)
        found.append(YearLink(year, count, f"{request.path}?{query.urlencode()}"))
    return found


@dataclass
class _Loaded:
    """What belongs to the meetings of a dossier, by meeting id."""

    people: dict[int, list[Participation]]
    conveners: dict[int, list[MeetingConvener]]
    statements: dict[int, list[Statement]]
    agreements: dict[int, list[Agreement]]
    citations: dict[int, list[MeetingCitation]]
    venues: dict[int, list[Venue]]
    contested: dict[int, frozenset[str]]


def _laid_out(
    meetings: list[Meeting], user: Reader, also: Iterable[int]
) -> tuple[list[Year], SourceList, PartyBook]:
    loaded = _load(meetings, user)
    book = PartyBook([*also, *_party_ids(loaded)], user)
    sources = SourceList()
    entries = [_entry(meeting, loaded, book, sources) for meeting in meetings]
    by_year = groupby(entries, key=lambda entry: entry.meeting.sort_date.year)
    return [Year(year, list(group)) for year, group in by_year], sources, book


def _load(meetings: list[Meeting], user: Reader) -> _Loaded:
    """Read the parts of all meetings at once, so that many cost no more than one."""
    here = Q(meeting__in=meetings)
    people = Participation.objects.visible_to(user).filter(here)
    return _Loaded(
        people=_by_meeting(
            people.select_related("capacity").order_by("meeting", "listed_order", "pk")
        ),
        conveners=_by_meeting(MeetingConvener.objects.visible_to(user).filter(here)),
        statements=_by_meeting(statements_of(user, here)),
        agreements=_by_meeting(agreements_of(user, here)),
        citations=_by_meeting(with_report(MeetingCitation.objects.filter(here))),
        venues=venues_of(meetings),
        contested=contested_fields(meetings),
    )


def _by_meeting(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.meeting_id].append(row)
    return found


def _party_ids(loaded: _Loaded) -> Iterable[int | None]:
    for people in loaded.people.values():
        for person in people:
            yield from (person.party_id, person.on_behalf_of_id)
            yield person.capacity.organisation_id if person.capacity else None
    for conveners in loaded.conveners.values():
        yield from (row.party_id for row in conveners)
    for statements in loaded.statements.values():
        yield from statement_party_ids(statements)
    for agreements in loaded.agreements.values():
        yield from agreement_party_ids(agreements)


def _entry(
    meeting: Meeting, loaded: _Loaded, book: PartyBook, sources: SourceList
) -> Entry:
    key = meeting.pk
    marks = FactMarks(sources, loaded.citations[key])
    people, day = loaded.people[key], meeting.sort_date
    conveners = (book.chip(row.party_id, day) for row in loaded.conveners[key])
    return Entry(
        meeting=meeting,
        url=reverse("meeting", args=[meeting.slug]),
        status_note=str(STATUS_NOTES.get(OccurrenceStatus(meeting.status), "")),
        venues=loaded.venues.get(key, []),
        groups=side_groups(people, book, day, marks, meeting.status),
        conveners=[chip for chip in conveners if chip],
        statements=[
            statement_view(row, book, sources) for row in loaded.statements[key][::-1]
        ],
        agreements=[
            agreement_view(row, book, sources) for row in loaded.agreements[key]
        ],
        contested=loaded.contested.get(key, frozenset()),
        marks=marks,
    )
