"""The way of a communiqué: one form and one save, then made public by a publisher."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from editorial.models import User
from meetings.models import Agreement, Meeting
from tests.browser.desk import (
    choose,
    choose_more,
    desk,
    give_passwords,
    sign_in,
    take_words,
)
from tests.factories import MeetingFactory, PartyFactory, ReportFactory

ENDORSERS = [
    "Algeria", "China", "Egypt", "France", "Germany", "Italy",
    "Russia", "Turkey", "United Arab Emirates", "United Kingdom", "Congo", "Ghana",
]  # fmt: skip
REFUSING = {"حفتر": "Khalifa Haftar", "سراج": "Fayez al-Sarraj"}
POINTS = [f"Point {number} of the conclusions." for number in range(1, 9)]
TEXT = "Twelve states endorsed the conclusions in Berlin. اختتم مؤتمر برلين."
QUOTE = "Twelve states endorsed the conclusions"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def conference(live_server: LiveServer, editor: User, publisher: User) -> Meeting:
    """A published meeting, its report, the parties, and two who may sign in."""
    give_passwords(editor, publisher)
    for name in ENDORSERS:
        PartyFactory(name=name, kind="state", published=True)
    PartyFactory(name="Khalifa Haftar", arabic="خليفة حفتر", published=True)
    PartyFactory(name="Fayez al-Sarraj", arabic="فائز السراج", published=True)
    ReportFactory(title="Berlin concludes", text=TEXT)
    made: Meeting = MeetingFactory(
        title="Berlin Conference", date="2020-01-19", published=True
    )
    return made


def _type_communique(page: Page) -> None:
    page.fill("#id_title", "Conclusions of the Berlin Conference")
    page.select_option("#id_kind", "communique")
    assert page.input_value("#id_date") == "2020-01-19"
    choose_more(page, "parties_one", ENDORSERS)
    page.select_option("#id_action_one", "endorsed")
    for term, shown in REFUSING.items():
        choose(page, "parties_two", term, shown)
    page.select_option("#id_action_two", "refused")
    page.fill("#id_commitment_lines", "\n".join(POINTS))
    page.click("#citations-group .add-row a")
    choose(page, "citations-0-report", "berlin", "Berlin concludes")
    take_words(page, "citations-0", TEXT, QUOTE)


def _signatures(slug: str) -> list[tuple[str, str]]:
    answer: Any = Client().get(f"/api/v1/agreements/{slug}/")
    assert answer.status_code == 200
    return [
        (row["party"]["name"], row["action"]) for row in answer.json()["signatures"]
    ]


def _way_of_a_communique(page: Page, conference: Meeting) -> Agreement:
    sign_in(page, "editor")
    page.goto(f"/admin/meetings/meeting/{conference.pk}/change/")
    page.click("text=Add an agreement of this meeting")
    _type_communique(page)
    page.locator("[name=_continue]").first.click()
    expect(page.locator(".messagelist")).to_contain_text(
        "14 rows added to “Signatures”"
    )
    expect(page.locator("#signatures-group tr.has_original")).to_have_count(14)
    expect(page.locator("#commitments-group .has_original")).to_have_count(8)
    page.click(".review-verbs >> text=Submit for review")
    expect(page.locator(".review-state")).to_have_text("in review")
    form = page.url

    sign_in(page, "publisher")
    page.goto(form)
    page.click(".review-verbs >> text=Publish")
    expect(page.locator(".review-state")).to_have_text("published")
    return Agreement.objects.get()


def test_an_editor_enters_a_communique_in_one_save_and_a_publisher_publishes_it(
    conference: Meeting, live_server: LiveServer
) -> None:
    with desk(live_server.url) as (page, complaints):
        agreement = _way_of_a_communique(page, conference)
        assert agreement.slug == "2020-01-19-conclusions-of-the-berlin-conference"
        assert agreement.meeting == conference
        assert _signatures(agreement.slug) == [
            *((name, "endorsed") for name in ENDORSERS),
            *((name, "refused") for name in REFUSING.values()),
        ]
        assert [row.text for row in agreement.commitments.all()] == POINTS
        assert agreement.citations.get().quote == QUOTE
        page.context.clear_cookies()
        page.goto(f"/en/meetings/{conference.slug}/")
        for name in ("Conclusions of the Berlin Conference", "Khalifa Haftar"):
            expect(page.locator("main")).to_contain_text(name)
        assert complaints == []
