"""What must hold inside a meeting's record, beyond single rows."""

from __future__ import annotations

from django.db import connection
from django.db.models import F
from django.utils.translation import gettext as _
from psycopg2.extras import DateRange

from common import edtf
from meetings.models import Format, LinkKind, Meeting, Participation, Role
from parties.models import Position

PARENTS = """
WITH RECURSIVE up(meeting, path) AS (
    SELECT target_id, ARRAY[source_id, target_id]
    FROM meetings_meetinglink WHERE source_id = %(meeting)s AND kind = 'part_of'
  UNION
    SELECT l.target_id, up.path || l.target_id
    FROM up JOIN meetings_meetinglink l
        ON l.source_id = up.meeting AND l.kind = 'part_of'
    WHERE up.meeting <> %(meeting)s
      AND (l.target_id = %(meeting)s OR NOT l.target_id = ANY(up.path))
)
SELECT path FROM up WHERE meeting = %(meeting)s LIMIT 1
"""


def problems_of_meeting(meeting: Meeting) -> list[str]:
    """List circles, links against time, offices not held then, hosts of calls."""
    return [
        *_circle(meeting),
        *_links_against_time(meeting),
        *_offices_not_held(meeting),
        *_hosts_of_calls(meeting),
    ]


def missing_of_meeting(meeting: Meeting) -> list[str]:
    """List what a meeting needs before publication beside published parties."""
    missing = []
    if not meeting.citations.exists():
        missing.append(_("citations: a published meeting needs a citation."))
    if not meeting.participations.exists():
        missing.append(_("participations: a meeting needs a participant."))
    return missing


def _circle(meeting: Meeting) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(PARENTS, {"meeting": meeting.pk})
        row = cursor.fetchone()
    if row is None:
        return []
    titles = Meeting.objects.in_bulk(row[0])
    path = " → ".join(titles[key].title for key in row[0])
    return [_("related meetings: “part of” forms a circle: %(path)s.") % {"path": path}]


def _links_against_time(meeting: Meeting) -> list[str]:
    problems = []
    for link in meeting.links.select_related("target"):
        mine, other = edtf.parse(meeting.date), edtf.parse(link.target.date)
        if link.kind == LinkKind.FOLLOWS and _before(mine, other):
            problems.append(
                _("related meetings: it cannot follow “%(title)s”, which is later.")
                % {"title": link.target.title}
            )
        if link.kind == LinkKind.PREPARES and _before(other, mine):
            problems.append(
                _("related meetings: it cannot prepare “%(title)s”, which is earlier.")
                % {"title": link.target.title}
            )
    return problems


def _before(one: edtf.Edtf, other: edtf.Edtf) -> bool:
    return bool(one.latest and other.earliest and one.latest < other.earliest)


def _offices_not_held(meeting: Meeting) -> list[str]:
    wrong = meeting.participations.filter(capacity__isnull=False).exclude(
        capacity__span__overlap=meeting_span(meeting)
    )
    return [
        _("participations: %(person)s did not hold “%(title)s” on %(date)s.")
        % {
            "person": row.party,
            "title": row.capacity and row.capacity.title,
            "date": meeting.date,
        }
        for row in wrong.select_related("party", "capacity")
    ]


def offices_left_behind(person: int) -> list[str]:
    """List the meetings that show an office of this person (an id) outside its dates."""
    rows = Participation.objects.filter(capacity__person=person).exclude(
        capacity__span__overlap=F("meeting__span")
    )
    return [
        _("offices: “%(title)s” no longer covers the meeting “%(meeting)s” (%(slug)s).")
        % {
            "title": row.capacity and row.capacity.title,
            "meeting": row.meeting,
            "slug": row.meeting.slug,
        }
        for row in rows.select_related("capacity", "meeting")
    ]


def _hosts_of_calls(meeting: Meeting) -> list[str]:
    if meeting.format != Format.PHONE_CALL:
        return []
    return [
        _("participations: a telephone call has no host, but %(party)s is one.")
        % {"party": row}
        for row in meeting.participations.filter(role=Role.HOST)
    ]


def meeting_span(meeting: Meeting) -> DateRange:
    """Return the meeting's dates as a range for `__overlap`, both ends included."""
    return span_of_date(meeting.date)


def span_of_date(date: str) -> DateRange:
    """Return a date as a range for `__overlap`, both ends included."""
    dates = edtf.parse(date)
    return DateRange(dates.earliest, dates.latest, "[]")


def fill_capacities(meeting: Meeting) -> None:
    """Fill in the office of each person who held exactly one on the meeting's date.

    Rows with an office, or with an office as reported that names another one, keep
    what the editor wrote.
    """
    empty = meeting.participations.filter(
        capacity__isnull=True, party__kind="person", capacity_as_reported=""
    )
    for row in empty.select_related("party"):
        row.capacity = only_office(row, meeting)
        if row.capacity:
            row.save(update_fields=["capacity"])


def only_office(participation: Participation, meeting: Meeting) -> Position | None:
    """Return the one office a participant held on the meeting's date, else None."""
    return only_office_of(participation.party_id, meeting.date)


def only_office_of(person: int | None, date: str) -> Position | None:
    """Return the one office that a person (an id) held on a date, else None."""
    span = span_of_date(date)
    held = Position.objects.filter(person=person, span__overlap=span)[:2]
    return held[0] if len(held) == 1 else None
