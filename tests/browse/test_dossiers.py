"""Dossiers: every meeting of a set in full, with one list of sources."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from browse.pages import meeting_dossier as pages
from tests import factories as f
from tests.browse.pages import text_of
from tests.story import Story

pytestmark = pytest.mark.django_db
DOSSIER = "/en/meetings/dossier/"


def page_of(client: Client, address: str = DOSSIER) -> str:
    """The words of a dossier."""
    answer = client.get(address)
    assert answer.status_code == 200
    return text_of(answer)


def test_a_dossier_says_what_was_asked_and_how_much_was_found(
    client: Client, story: Story
) -> None:
    page = page_of(client, f"{DOSSIER}?party=haftar&from=2020-01&to=2020-01")
    assert "Asked for Party: Khalifa Haftar; From: January 2020; To: January" in page
    assert "Found 1 meeting" in page
    assert "http://testserver/en/meetings/dossier/?party=haftar" in page
    assert story.talks.title in page
    assert story.visit.title not in page


def test_it_holds_people_statements_agreements_and_written_addresses(
    client: Client, story: Story
) -> None:
    page = page_of(client)
    assert "Khalifa Haftar" in page
    assert story.statement.gist in page
    assert story.agreement.title in page
    assert str(story.report.url) in page


def test_its_marks_lead_to_the_numbers_of_its_own_sources(
    client: Client, story: Story
) -> None:
    body = client.get(DOSSIER).content.decode()
    led_to = set(re.findall(r'href="#(source-\d+)"', body))
    assert led_to
    assert led_to == set(re.findall(r'<li id="(source-\d+)"', body))


def test_the_oldest_comes_first_unless_asked_otherwise(client: Client) -> None:
    f.MeetingFactory(title="Earlier", date="2019", published=True)
    f.MeetingFactory(title="Later", date="2021", published=True)
    page = page_of(client)
    assert page.index("Earlier") < page.index("Later")
    page = page_of(client, f"{DOSSIER}?ordering=-date")
    assert page.index("Later") < page.index("Earlier")


def test_a_party_s_dossier_holds_its_meetings_and_takes_the_filters(
    client: Client, story: Story
) -> None:
    other = f.MeetingFactory(title="Without him", published=True)
    page = page_of(client, "/en/parties/haftar/dossier/")
    assert "All meetings of Khalifa Haftar" in page
    assert story.talks.title in page
    assert other.title not in page
    page = page_of(client, "/en/parties/haftar/dossier/?to=2020-01")
    assert story.talks.title in page
    assert story.visit.title not in page


def test_an_unknown_filter_is_named_and_nothing_is_shown(
    client: Client, story: Story
) -> None:
    for address in (DOSSIER, "/en/parties/haftar/dossier/"):
        answer = client.get(f"{address}?colour=red")
        assert answer.status_code == 400
        assert "colour" in text_of(answer)
        assert story.talks.title not in text_of(answer)


def test_too_many_meetings_are_refused_with_the_limit_and_the_years(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "MOST_MEETINGS", 2)
    for day in ("2019-05-01", "2020-01-02", "2020-03-04"):
        f.MeetingFactory(date=day, title=f"On {day}", published=True)
    answer = client.get(f"{DOSSIER}?track=political")
    assert "A dossier holds at most 2 meetings; 3 match." in text_of(answer)
    assert "On 2019" not in text_of(answer)
    year = re.search(r'href="([^"]+from=2020[^"]*)"', answer.content.decode())
    assert year
    assert "On 2020-03-04" in page_of(client, year[1].replace("&amp;", "&"))


def test_presence_and_refusal_are_said(client: Client) -> None:
    meeting = f.MeetingFactory(published=True)
    f.ParticipationFactory(meeting=meeting, presence="refused")
    agreement = f.AgreementFactory(meeting=meeting, published=True)
    f.SignatureFactory(agreement=agreement, action="refused")
    page = page_of(client)
    assert "refused to come" in page
    assert "Refused" in page


def _queries(client: Client) -> int:
    with CaptureQueriesContext(
        connection,
    ) as made:
        assert client.get(DOSSIER).status_code == 200
    return len(made)


def _a_meeting() -> None:
    place = f.PlaceFactory()
    meeting = f.MeetingFactory(published=True, place=place)
    office = f.PositionFactory()
    f.ParticipationFactory(meeting=meeting, party=office.person, capacity=office)
    f.StatementFactory(meeting=meeting, published=True)
    agreement = f.AgreementFactory(meeting=meeting, published=True)
    f.SignatureFactory(agreement=agreement)


def test_many_meetings_take_as_many_queries_as_one(client: Client) -> None:
    _a_meeting()
    one = _queries(client)
    for _ in range(4):
        _a_meeting()
    assert _queries(client) == one
    assert one <= 25


def test_the_list_and_the_party_link_their_dossiers(
    client: Client, story: Story
) -> None:
    body = client.get("/en/meetings/?party=haftar").content.decode()
    assert 'href="/en/meetings/dossier/?party=haftar"' in body
    body = client.get("/en/parties/haftar/").content.decode()
    assert 'href="/en/parties/haftar/dossier/"' in body
