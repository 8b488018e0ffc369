"""Rebuilding the rows that say which parties belong to which meetings, and why.

A party belongs to a meeting directly, as the organisation of the office in which
somebody took part, or as the party on whose behalf somebody took part; and upward
from all these over `part_of` and `ministry_of` relations valid on the meeting's
dates, to any depth (`UNION` makes circles end). Other relations never count.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction

from meetings.models import Meeting, Participation
from meetings.models.participation import ATTENDED
from parties.models import UPWARD_KINDS

WANTED = """
WITH RECURSIVE belongs(meeting_id, participation_id, party_id, via) AS (
    SELECT p.meeting_id, p.id, seed.party_id, seed.via
    FROM meetings_participation p
    LEFT JOIN parties_position c ON c.id = p.capacity_id
    CROSS JOIN LATERAL (VALUES
        (p.party_id, 'direct'),
        (c.organisation_id, 'capacity'),
        (p.on_behalf_of_id, 'on_behalf_of')
    ) AS seed(party_id, via)
    WHERE seed.party_id IS NOT NULL AND p.meeting_id = ANY(%(meetings)s)
  UNION
    SELECT b.meeting_id, b.participation_id, r.target_id, 'part_of'
    FROM belongs b
    JOIN meetings_meeting m ON m.id = b.meeting_id
    JOIN parties_relation r ON r.source_id = b.party_id
        AND r.kind = ANY(%(upward)s) AND r.span && m.span
),
wanted AS (
    SELECT b.*, p.presence = ANY(%(attended)s) AS attended,
           m.date_earliest, m.date_latest
    FROM belongs b
    JOIN meetings_participation p ON p.id = b.participation_id
    JOIN meetings_meeting m ON m.id = b.meeting_id
)
"""
REMOVE = (
    WANTED  # noqa: S608 - both pieces stand here
    + """
DELETE FROM meetings_partymeeting old
WHERE old.meeting_id = ANY(%(meetings)s) AND NOT EXISTS (
    SELECT 1 FROM wanted w
    WHERE (w.meeting_id, w.party_id, w.participation_id, w.via)
        = (old.meeting_id, old.party_id, old.participation_id, old.via)
)
"""
)
ADD = (
    WANTED
    + """
INSERT INTO meetings_partymeeting AS old (
    meeting_id, party_id, participation_id, via, attended, date_earliest, date_latest
)
SELECT meeting_id, party_id, participation_id, via, attended, date_earliest, date_latest
FROM wanted
ON CONFLICT (meeting_id, party_id, participation_id, via) DO UPDATE
SET attended = EXCLUDED.attended,
    date_earliest = EXCLUDED.date_earliest,
    date_latest = EXCLUDED.date_latest
WHERE (old.attended, old.date_earliest, old.date_latest) IS DISTINCT FROM
      (EXCLUDED.attended, EXCLUDED.date_earliest, EXCLUDED.date_latest)
"""
)


@transaction.atomic
def rebuild_party_meetings(meetings: Iterable[int] | None = None) -> int:
    """Make the rows of these meetings (None: of all) right; return rows changed."""
    ids = (
        list(Meeting.objects.values_list("pk", flat=True))
        if meetings is None
        else sorted(set(meetings))
    )
    values: dict[str, Any] = {
        "meetings": ids,
        "upward": [str(kind) for kind in UPWARD_KINDS],
        "attended": [str(presence) for presence in ATTENDED],
    }
    changed = 0
    with connection.cursor() as cursor:
        for statement in (REMOVE, ADD):
            cursor.execute(statement, values)
            changed += cursor.rowcount
    return changed


DOWNWARD = """
WITH RECURSIVE below(id) AS (
    SELECT unnest(%(parties)s::bigint[])
  UNION
    SELECT r.source_id FROM below JOIN parties_relation r ON r.target_id = below.id
    WHERE r.kind = ANY(%(upward)s)
)
SELECT DISTINCT p.meeting_id FROM meetings_participation p
LEFT JOIN parties_position c ON c.id = p.capacity_id
JOIN below ON below.id IN (p.party_id, p.on_behalf_of_id, c.organisation_id)
UNION
SELECT meeting_id FROM meetings_partymeeting WHERE party_id = ANY(%(parties)s)
"""


def meetings_touched_by(party: int) -> list[int]:
    """Return the ids of meetings whose rows may change when the record of
    this party (an id) does.

    These are the meetings of the party and of everything that belongs to it, now or
    before the change.
    """
    values: dict[str, Any] = {
        "parties": [party],
        "upward": [str(kind) for kind in UPWARD_KINDS],
    }
    with connection.cursor() as cursor:
        cursor.execute(DOWNWARD, values)
        found = {row[0] for row in cursor.fetchall()}
    held = Participation.objects.filter(capacity__person=party)
    return sorted(found | set(held.values_list("meeting_id", flat=True)))
