"""The rule of party-meeting rows, written down plainly and slowly, to compare with."""

from __future__ import annotations

import datetime

from meetings.models import Meeting, PartyMeeting
from parties.models import Relation

Row = tuple[int, int, int, str, bool, datetime.date | None, datetime.date | None]
ATTENDED = {"present", "remote", "apart", "walked_out"}
FIRST, LAST = datetime.date.min, datetime.date.max


def stored_rows() -> set[Row]:
    """Return the rows of the table."""
    return set(
        PartyMeeting.objects.values_list(
            "meeting_id",
            "party_id",
            "participation_id",
            "via",
            "attended",
            "date_earliest",
            "date_latest",
        )
    )


def expected_rows() -> set[Row]:
    """Compute all rows one by one, without the database's help."""
    return {row for meeting in Meeting.objects.all() for row in _rows_of(meeting)}


def _rows_of(meeting: Meeting) -> set[Row]:
    upward = _upward_on(meeting)
    rows: set[Row] = set()
    for taking_part in meeting.participations.all():
        seeds = {
            (taking_part.party_id, "direct"),
            (taking_part.on_behalf_of_id, "on_behalf_of"),
        }
        if taking_part.capacity:
            seeds.add((taking_part.capacity.organisation_id, "capacity"))
        start = {(party, via) for party, via in seeds if party is not None}
        above = _above({party for party, _ in start}, upward)
        rows |= {
            (
                meeting.pk,
                party,
                taking_part.pk,
                via,
                taking_part.presence in ATTENDED,
                meeting.date_earliest,
                meeting.date_latest,
            )
            for party, via in start | {(party, "part_of") for party in above}
        }
    return rows


def _upward_on(meeting: Meeting) -> list[tuple[int, int]]:
    low, high = meeting.date_earliest or FIRST, meeting.date_latest or LAST
    return [
        (relation.source_id, relation.target_id)
        for relation in Relation.objects.all()
        if relation.kind in ("part_of", "ministry_of")
        and (relation.start_earliest or FIRST) <= high
        and low <= (relation.end_latest or LAST)
    ]


def _above(parties: set[int], upward: list[tuple[int, int]]) -> set[int]:
    found: set[int] = set()
    edge = parties
    while edge:
        edge = {target for source, target in upward if source in edge} - found
        found |= edge
    return found
