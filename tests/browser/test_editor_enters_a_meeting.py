"""The way of a meeting: entered by an editor with its evidence, made public by a publisher."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from devtools import chromium
from editorial.models import User
from tests.factories import (
    OutletHostFactory,
    PartyFactory,
    PlaceFactory,
    PositionFactory,
)

PASSWORD = "sand-and-sea-1951"
ADDRESS = "https://www.observer.example/news/shoigu-haftar"
TEXT = "👍 استقبل شويغو حفتر.\nSergei Shoigu received Khalifa Haftar in Moscow today."
QUOTE = "Sergei Shoigu received Khalifa Haftar in Moscow"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complains of: console, errors, policy."""
    return []


@pytest.fixture
def browser_page(
    cast_and_parties: None, live_server: LiveServer, complaints: list[str]
) -> Iterator[Page]:
    """A page of a Chromium that notes every complaint; opened after the data is made."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(chromium.find()), args=chromium.launch_args()
        )
        page = browser.new_page(base_url=live_server.url, viewport=_WIDE)
        page.set_default_timeout(15_000)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: dialog.accept())
        yield page
        browser.close()


_WIDE: Any = {"width": 1400, "height": 1000}


@pytest.fixture
def cast_and_parties(live_server: LiveServer, editor: User, publisher: User) -> None:
    """An editor and a publisher with passwords; two published parties and a city."""
    for user in (editor, publisher):
        user.set_password(PASSWORD)
        user.save()
    shoigu = PartyFactory(slug="shoigu", name="Sergei Shoigu", published=True)
    PartyFactory(
        slug="haftar", name="Khalifa Haftar", arabic="خليفة حفتر", published=True
    )
    PositionFactory(
        person=shoigu, title="Minister of Defence", start="2012", end="2024"
    )
    PlaceFactory(slug="moscow", name="Moscow", country="RU")
    OutletHostFactory(host="observer.example", outlet__name="Observer")


def _sign_in(page: Page, name: str) -> None:
    page.context.clear_cookies()
    page.goto("/admin/login/")
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")


def _choose(page: Page, field: str, term: str, shown: str) -> None:
    page.click(f"#id_{field} + .select2 .select2-selection")
    page.fill(".select2-container--open .select2-search__field", term)
    option = page.locator(".select2-results__option", has_text=shown)
    option.first.click()
    expect(page.locator(f"#id_{field} + .select2")).to_contain_text(shown)


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
        _choose(page, f"participations-{number}-party", term, shown)
    page.click("#places-group .add-row a")
    _choose(page, "places-0-place", "moscow", "Moscow")
    page.click("#citations-group .add-row a")
    _choose(page, "citations-0-report", "observer", "Shoigu receives Haftar")


def _take_words(page: Page) -> None:
    page.click("#citations-0 .take-words")
    area = page.locator(".words-panel textarea")
    expect(area).to_have_value(TEXT)
    area.evaluate(
        "(area, quote) => { const at = area.value.indexOf(quote);"
        " area.focus(); area.setSelectionRange(at, at + quote.length); }",
        QUOTE,
    )
    page.click(".words-panel .default")
    expect(page.locator("#id_citations-0-quote")).to_have_value(QUOTE)
    start = TEXT.index(QUOTE)
    expect(page.locator("#id_citations-0-start")).to_have_value(str(start))
    expect(page.locator("#id_citations-0-end")).to_have_value(str(start + len(QUOTE)))


def test_an_editor_enters_a_meeting_and_a_publisher_publishes_it(
    browser_page: Page, complaints: list[str]
) -> None:
    page = browser_page
    _sign_in(page, "editor")
    _store_report(page)
    page.goto("/admin/sources/report/add/")
    page.fill("#id_url", ADDRESS)
    page.press("#id_url", "Tab")
    expect(page.locator(".known-report a")).to_contain_text("Shoigu receives Haftar")
    with page.expect_event("dialog"):  # what was typed here is not saved
        page.goto("/admin/")

    _enter_meeting(page)
    _take_words(page)
    page.locator("[name=_continue]").first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    expect(page.locator(".messagelist .info")).to_contain_text("Minister of Defence")
    assert page.input_value("#id_slug") == "2020-02-18-shoigu-haftar-moscow"
    expect(page.locator(".review-verbs")).not_to_contain_text("Publish")
    page.click(".review-verbs >> text=Submit for review")
    expect(page.locator(".review-state")).to_have_text("in review")
    form = page.url

    _sign_in(page, "publisher")
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
    assert complaints == []
