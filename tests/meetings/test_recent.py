"""What changed lately, who met most often, and who met again after a long time."""

from __future__ import annotations

import datetime

from django.contrib.auth.models import AnonymousUser

from meetings.analysis.gaps import Certainty, when_met
from meetings.analysis.network import Options, encounters
from meetings.analysis.recent import (
    OftenMet,
    Silence,
    busiest_pairs,
    changed_lately,
    days_around,
    delegations,
    in_earlier_years,
    silences_broken,
)
from meetings.models import Agreement, Meeting, Statement
from parties.models import Party
from tests import factories as f

READER = AnonymousUser()


def people(*names: str) -> list[Party]:
    """Return published persons of these names."""
    return [f.PartyFactory(name=name, published=True) for name in names]


def met(date: str, *parties: Party) -> Meeting:
    """Let parties meet."""
    meeting: Meeting = f.MeetingFactory(date=date, parties=parties, published=True)
    return meeting


def test_the_record_changed_last_comes_first_and_a_draft_never(db: None) -> None:
    old = f.MeetingFactory(date="2025-01-01", published=True)
    f.MeetingFactory(draft=True, date="2026-01-01")
    statement = f.StatementFactory(date="2019-01-01", published=True)
    agreement = f.AgreementFactory(date="2020-01-01", published=True)
    for model, record, day in (
        (Meeting, old, 1),
        (Statement, statement, 3),
        (Agreement, agreement, 3),
    ):
        changed = datetime.datetime(2026, 5, day, 12, tzinfo=datetime.UTC)
        model.objects.filter(pk=record.pk).update(changed_at=changed)
    found = changed_lately(8)
    assert [(one.kind, one.slug) for one in found] == [
        ("agreement", agreement.slug),
        ("statement", statement.slug),
        ("meeting", old.slug),
    ]
    assert [one.day.day for one in found] == [3, 3, 1]
    assert found[1].title == statement.gist
    assert len(changed_lately(2)) == 2


def test_a_week_of_the_year_crosses_its_end_and_holds_the_leap_day() -> None:
    assert (12, 31) in days_around(datetime.date(2026, 1, 2))
    assert (2, 29) in days_around(datetime.date(2026, 2, 28))
    assert len(days_around(datetime.date(2026, 6, 15))) == 7


def test_meetings_of_this_week_in_earlier_years_are_of_known_day(db: None) -> None:
    kept = [met(date) for date in ("2019-11-22", "2013-11-28")]
    for date in ("2019-11-21", "2019-11", "2019-11-25~", "2026-11-24"):
        met(date)
    f.MeetingFactory(date="2018-11-25", status="cancelled", published=True)
    f.MeetingFactory(date="2018-11-25", draft=True)
    day = datetime.date(2026, 11, 25)
    assert in_earlier_years(day, READER, 6) == kept
    assert in_earlier_years(day, READER, 1) == kept[:1]


def test_the_busiest_pairs_met_more_than_once_and_did_not_come_together(
    db: None,
) -> None:
    one, other, aide = people("Guest", "Host", "Aide")
    body = f.PartyFactory(kind="government", published=True)
    for month, there in enumerate(
        [(one, aide), (one, aide), (one, other), (one, other, aide)], start=1
    ):
        meeting = f.MeetingFactory(date=f"2020-0{month}-01", published=True)
        for person in there:
            sent = {} if person == other else {"on_behalf_of": body}
            f.ParticipationFactory(meeting=meeting, party=person, **sent)
    rooms = encounters(Meeting.objects.visible_to(None), READER, Options())
    found = busiest_pairs(rooms, delegations(rooms, READER), 5)
    assert found == [OftenMet((one.pk, other.pk), 2)]


def test_a_silence_is_broken_after_more_than_a_year(db: None) -> None:
    one, other, third = people("One", "Other", "Third")
    first = met("2018-01-01", one, other)
    met("2018-06-01", one, third)
    again = met("2019-01-02", one, other, third)
    met("2019-06-01", one, other)
    visible = Meeting.objects.visible_to(None)
    rooms = encounters(visible, READER, Options())
    times = {meeting.pk: when_met(meeting) for meeting in visible}
    stood_for = delegations(rooms, READER)
    found = silences_broken(rooms, times, list(times), stood_for, 5)
    assert found == [
        Silence((one.pk, other.pk), first.pk, again.pk, 366, Certainty.EXACT)
    ]
    assert silences_broken(rooms, times, [first.pk], stood_for, 5) == []
