"""What may be wrong in an agreement or a statement and deserves a second look.

A doubt names the row and the field and says what to check. It forbids nothing: people
sign for bodies in which no office of theirs is recorded, and reports err.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.db import connection
from django.utils.translation import gettext as _

from meetings.models import Agreement, OccurrenceStatus, Signature, Stance, Statement
from parties.models import UPWARD_KINDS

# Per signature of a person for somebody: was there an office in the body, or in a part
# of it, on the date; was there ever one; was there a meeting on its behalf.
REPRESENTED = """
WITH RECURSIVE signed AS (
    SELECT s.id, s.party_id AS person, s.on_behalf_of_id AS body,
           CASE WHEN s.date = '' THEN a.span
                ELSE daterange(s.date_earliest, s.date_latest, '[]') END AS span
    FROM meetings_signature s
    JOIN meetings_agreement a ON a.id = s.agreement_id
    JOIN parties_party p ON p.id = s.party_id AND p.kind = 'person'
    WHERE a.id = %(agreement)s
      AND s.on_behalf_of_id IS NOT NULL AND s.on_behalf_of_id <> s.party_id
),
below(body, part, span) AS (
    SELECT DISTINCT body, body, '(,)'::daterange FROM signed
  UNION
    SELECT b.body, r.source_id, b.span * r.span
    FROM below b JOIN parties_relation r
        ON r.target_id = b.part AND r.kind = ANY(%(upward)s)
    WHERE NOT isempty(b.span * r.span)
),
held AS (
    SELECT s.id, p.span * b.span && s.span AS then
    FROM signed s
    JOIN below b ON b.body = s.body
    JOIN parties_position p ON p.person_id = s.person AND p.organisation_id = b.part
    WHERE NOT isempty(p.span * b.span)
)
SELECT s.id,
       EXISTS (SELECT 1 FROM held WHERE held.id = s.id),
       EXISTS (SELECT 1 FROM held WHERE held.id = s.id AND held.then)
       OR EXISTS (
           SELECT 1 FROM meetings_participation t
           JOIN below b ON b.part = t.on_behalf_of_id
           WHERE t.party_id = s.person AND b.body = s.body
       )
FROM signed s
"""
# Whoever announces a meeting or calls for one speaks before it.
AHEAD = (Stance.ANNOUNCES, Stance.CALLS_FOR)
HELD = (OccurrenceStatus.HELD, OccurrenceStatus.PARTLY_HELD)


def doubts_of_agreement(agreement: Agreement) -> list[str]:
    """List signatures for bodies that the person did not represent, and dates that
    lie before the meeting where it was agreed."""
    signatures = list(agreement.signatures.select_related("party", "on_behalf_of"))
    return [
        *_not_representing(agreement, signatures),
        *_before_its_meeting(agreement, signatures),
    ]


def doubts_of_statement(statement: Statement) -> list[str]:
    """List an office not held on the date, and a date before the meeting spoken of."""
    return [*_office_not_held(statement), *_before_what_it_is_about(statement)]


def _not_representing(
    agreement: Agreement, signatures: list[Signature]
) -> Iterator[str]:
    if not any(row.on_behalf_of_id for row in signatures):
        return
    upward = [str(kind) for kind in UPWARD_KINDS]
    with connection.cursor() as cursor:
        cursor.execute(REPRESENTED, {"agreement": agreement.pk, "upward": upward})
        found = {pk: (ever, then) for pk, ever, then in cursor.fetchall()}
    for row in signatures:
        ever, then = found.get(row.pk, (True, True))
        if not then:
            yield (_not_then(agreement, row) if ever else _never(row))


def _never(row: Signature) -> str:
    return _(
        "signatures, “%(row)s”, on behalf of: no office of %(person)s in %(body)s or"
        " in a part of it is recorded, and no meeting on its behalf. Check whom"
        " %(person)s represented, or add the office."
    ) % {"row": row, "person": row.party, "body": row.on_behalf_of}


def _not_then(agreement: Agreement, row: Signature) -> str:
    return _(
        "signatures, “%(row)s”, on behalf of: no office of %(person)s in %(body)s or"
        " in a part of it covers %(date)s. Check the date and the dates of the office."
    ) % {
        "row": row,
        "person": row.party,
        "body": row.on_behalf_of,
        "date": row.date or agreement.date,
    }


def _before_its_meeting(
    agreement: Agreement, signatures: list[Signature]
) -> Iterator[str]:
    meeting = agreement.meeting
    if meeting is None:
        return
    facts = {"meeting": meeting.title, "when": meeting.date}
    if _before(agreement.date_latest, meeting.date_earliest):
        yield _(
            "date agreed: %(date)s lies before the meeting “%(meeting)s” (%(when)s)"
            " where it was agreed. Check both dates."
        ) % {"date": agreement.date, **facts}
    for row in (*signatures, *agreement.dates.all()):
        if _before(row.date_latest, meeting.date_earliest):
            yield _(
                "%(table)s, “%(row)s”, date: %(date)s lies before the meeting"
                " “%(meeting)s” (%(when)s) where it was agreed. Check both dates."
            ) % {
                "table": row._meta.verbose_name_plural,
                "row": row,
                "date": row.date,
                **facts,
            }


def _office_not_held(statement: Statement) -> Iterator[str]:
    office = statement.capacity
    if office is None or not (
        _before(statement.date_latest, office.start_earliest)
        or _before(office.end_latest, statement.date_earliest)
    ):
        return
    yield _(
        "office: %(person)s did not hold “%(title)s” on %(date)s. Check the date and"
        " the dates of the office."
    ) % {"person": statement.speaker, "title": office.title, "date": statement.date}


def _before_what_it_is_about(statement: Statement) -> Iterator[str]:
    meeting = statement.meeting
    if (
        meeting is None
        or meeting.status not in HELD
        or statement.stance in AHEAD
        or not _before(statement.date_latest, meeting.date_earliest)
    ):
        return
    yield _(
        "date: %(date)s lies before the meeting “%(meeting)s” (%(when)s) that the"
        " statement is about. Check the date and the meeting; both are right if the"
        " speaker looked ahead."
    ) % {"date": statement.date, "meeting": meeting.title, "when": meeting.date}


def _before(one: datetime.date | None, other: datetime.date | None) -> bool:
    return one is not None and other is not None and one < other
