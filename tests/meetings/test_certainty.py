"""How well a meeting is evidenced, counted from its reports and doubts."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from meetings.analysis.certainty import Certainty, certainty_of
from meetings.models import Meeting
from tests import factories as f
from tests.browse.pages import text_of


@pytest.mark.parametrize(
    ("origins", "verified", "contested", "step"),
    [
        (0, True, False, Certainty.NONE),
        (1, True, False, Certainty.SINGLE),
        (1, False, True, Certainty.SINGLE),
        (2, True, False, Certainty.WELL),
        (5, True, False, Certainty.WELL),
        (2, False, False, Certainty.DOUBT),
        (3, True, True, Certainty.DOUBT),
    ],
)
def test_the_step_follows_from_origins_and_doubts(
    origins: int, verified: bool, contested: bool, step: Certainty
) -> None:
    found = certainty_of(origins, verified=verified, contested=contested)
    assert found is step


def meeting_of(*origins: tuple[object, object], **fields: object) -> Meeting:
    """A published meeting that rests on reports of outlets, perhaps of agencies."""
    meeting: Meeting = f.MeetingFactory(published=True, **fields)
    former = list(meeting.citations.values_list("pk", flat=True))
    for outlet, agency in origins:
        report = f.ReportFactory(outlet=outlet, agency=agency)
        f.MeetingCitationFactory(meeting=meeting, report=report)
    meeting.citations.filter(pk__in=former).delete()
    return meeting


def test_list_and_page_say_the_same_of_a_meeting(client: Client, db: None) -> None:
    paper, daily, wire = (f.OutletFactory() for _ in range(3))
    contested = meeting_of((paper, None), (daily, None))
    f.ContentionFactory(meeting=contested, field="date")
    told = {
        "single report": [
            meeting_of((paper, None)),
            meeting_of((paper, wire), (daily, wire)),
        ],
        "some doubt": [contested],
        "well evidenced": [meeting_of((paper, None), (daily, wire))],
    }
    body = client.get("/en/meetings/").content.decode()
    rows = body.split('<article class="meeting-row">')[1:]
    assert len(rows) == 4
    for words, meetings in told.items():
        for meeting in meetings:
            (row,) = [one for one in rows if f"/meetings/{meeting.slug}/" in one]
            assert re.search(rf'class="certainty-\d">{words} · \d source', row)
            page = text_of(client.get(f"/en/meetings/{meeting.slug}/"))
            assert f"Evidence {words.capitalize()} what the dots say" in page


def test_the_dots_are_explained_where_they_stand(client: Client, db: None) -> None:
    meeting_of((f.OutletFactory(), None))
    assert "●○○ single report: one origin only." in text_of(client.get("/en/meetings/"))
    assert "All reports are of one origin" in text_of(client.get("/en/about/method/"))
