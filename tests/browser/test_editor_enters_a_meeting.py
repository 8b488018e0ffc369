"""The way of a meeting: entered by an editor with its evidence, made public by a publisher."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from editorial.models import User
from tests.browser.desk import choose, desk, give_passwords, sign_in, take_words
from tests.factories import (
    OutletHostFactory,
    PartyFactory,
    PlaceFactory,
    PositionFactory,
)

ADDRESS = "https://www.observer.example/news/shoigu-haftar"
TEXT = "👍 استقبل شويغو حفتر.\nSergei Shoigu received Khalifa Haftar in Moscow today."
QUOTE = "Sergei Shoigu received Khalifa Haftar in Moscow"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast_and_parties(live_server: LiveServer, editor: User, publisher: User) -> None:
    """An editor and a publisher with passwords; two published parties and a city."""
    give_passwords(editor, publisher)
    shoigu = PartyFactory(slug="shoigu", name="Sergei Shoigu", published=True)
    PartyFactory(
        slug="haftar", name="Khalifa Haftar", arabic="خليفة حفتر", published=True
    )
    PositionFactory(
        person=shoigu, title="Minister of Defence", start="2012", end="2024"
    )
    PlaceFactory(slug="moscow", name="Moscow", country="RU")
    OutletHostFactory(host="observer.example", outlet__name="Observer")


def _store_report(page: Page) -> None:
    page.goto("/admin/sources/report/add/")
    page.fill("#id_url", ADDRESS)
    page.fill("#id_title", "Shoigu receives Haftar")
    # The address names its outlet as soon as the field is left.
    expect(page.locator("#id_outlet + .select2")).to_contain_text("Observer")
    page.fill("#id_text", TEXT)
    page.locator("[name=_save]").first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def _enter_meeting(page: Page) -> None:
    page.goto("/admin/meetings/meeting/add/")
    page.fill("#id_title", "Shoigu receives Haftar in Moscow")
    page.fill("#id_date", "2020-02-18/2020-02-19")
    meaning = page.locator(".field-date .edtf-meaning").first
    expect(meaning).to_have_text("18 to 19 February 2020")
    page.select_option("#id_format", "bilateral")
    page.select_option("#id_track", "military")
    for number, (term, shown) in enumerate(
        [("Шойгу", "Sergei Shoigu"), ("حفتر", "Khalifa Haftar")]
    ):
        page.click("#participations-group .add-row a")
        choose(page, f"participations-{number}-party", term, shown)
    page.click("#places-group .add-row a")
    choose(page, "places-0-place", "moscow", "Moscow")
    page.click("#citations-group .add-row a")
    choose(page, "citations-0-report", "observer", "Shoigu receives Haftar")


def test_an_editor_enters_a_meeting_and_a_publisher_publishes_it(
    cast_and_parties: None, live_server: LiveServer
) -> None:
    with desk(live_server.url) as (page, complaints):
        _way_of_a_meeting(page)
        assert complaints == []


def _way_of_a_meeting(page: Page) -> None:
    sign_in(page, "editor")
    _store_report(page)
    page.goto("/admin/sources/report/add/")
    page.fill("#id_url", ADDRESS)
    page.press("#id_url", "Tab")
    expect(page.locator(".known-report a")).to_contain_text("Shoigu receives Haftar")
    with page.expect_event("dialog"):  # what was typed here is not saved
        page.goto("/admin/")

    _enter_meeting(page)
    take_words(page, "citations-0", TEXT, QUOTE)
    page.locator("[name=_continue]").first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    expect(page.locator(".messagelist .info")).to_contain_text("Minister of Defence")
    assert page.input_value("#id_slug") == "2020-02-18-shoigu-haftar-moscow"
    expect(page.locator(".review-verbs")).not_to_contain_text("Publish")
    page.click(".review-verbs >> text=Submit for review")
    expect(page.locator(".review-state")).to_have_text("in review")
    form = page.url

    sign_in(page, "publisher")
    page.goto(form)
    page.click(".review-verbs >> text=Publish")
    expect(page.locator(".review-state")).to_have_text("published")

    page.context.clear_cookies()
    page.goto("/en/meetings/2020-02-18-shoigu-haftar-moscow/")
    body = page.locator("body")
    expect(body).to_contain_text("Khalifa Haftar")
    expect(body).to_contain_text("Minister of Defence")
    expect(body).to_contain_text(QUOTE)
    expect(body).not_to_contain_text(re.compile("استقبل"))
