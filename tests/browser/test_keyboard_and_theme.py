"""Keys, theme and language switch: what scripts add to every page."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import launched, listen, wide

# Makes pytest-django create the database; what is served is committed before.
pytestmark = pytest.mark.django_db

LIST = "/en/meetings/"


@pytest.fixture(scope="module")
def browser(story_site: str) -> Iterator[Browser]:
    """One Chromium for this file, started after the story is told."""
    with launched() as started:
        yield started


@pytest.fixture
def page(browser: Browser, story_site: str) -> Iterator[Page]:
    """The list of meetings in a fresh window; its console stays empty."""
    context = wide(browser, story_site)
    page = context.new_page()
    complaints = listen(page)
    page.goto(LIST)
    yield page
    assert complaints == []
    context.close()


def test_the_slash_key_goes_to_the_search_field_and_escape_leaves_it(
    page: Page,
) -> None:
    page.keyboard.press("/")
    field = page.locator("#site-search")
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    page.keyboard.press("Escape")
    expect(field).not_to_be_focused()


def test_j_and_k_move_through_the_rows_and_stop_at_their_ends(page: Page) -> None:
    rows = page.locator("[data-row-link]")
    assert rows.count() >= 2
    page.keyboard.press("j")
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("k")
    expect(rows.nth(0)).to_be_focused()
    for _ in range(rows.count() + 2):
        page.keyboard.press("j")
    expect(rows.last).to_be_focused()


def test_keys_are_letters_while_somebody_writes(page: Page) -> None:
    field = page.locator("#site-search")
    field.focus()
    page.keyboard.type("jk/?")
    expect(field).to_have_value("jk/?")
    expect(page.locator("#key-help")).to_be_hidden()


def test_the_question_mark_shows_the_keys_and_escape_closes_them(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.locator("#key-help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#key-help")).to_be_hidden()


def test_arrows_walk_through_suggestions_and_escape_puts_them_away(
    page: Page,
) -> None:
    field, links = page.locator("#site-search"), page.locator(".suggestions a")
    field.press_sequentially("moscow")
    expect(links.first).to_be_visible()
    expect(page.locator("#suggest-status")).to_contain_text("suggestion")
    page.keyboard.press("ArrowDown")
    expect(links.first).to_be_focused()
    page.keyboard.press("Escape")
    expect(links).to_have_count(0)
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(field).not_to_be_focused()


def test_the_keys_are_those_of_the_same_place_on_an_arabic_keyboard(
    page: Page,
) -> None:
    send = """([key, code]) => document.body.dispatchEvent(
        new KeyboardEvent("keydown", { key, code, bubbles: true }))"""
    page.evaluate(send, ["ت", "KeyJ"])
    expect(page.locator("[data-row-link]").first).to_be_focused()
    page.evaluate(send, ["ظ", "Slash"])
    expect(page.locator("#site-search")).to_be_focused()


def test_the_first_tab_stop_leads_to_the_content(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_the_theme_button_pins_a_theme_that_outlives_a_reload(page: Page) -> None:
    button = page.locator("#theme-button")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    dark = page.evaluate(paper)
    assert dark != light
    page.reload()
    assert page.evaluate(paper) == dark
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    assert page.evaluate(paper) == light


def test_the_theme_follows_the_system_until_one_is_pinned(page: Page) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.emulate_media(color_scheme="dark")
    page.reload()
    assert page.evaluate(paper) != light
    expect(page.locator("#theme-button")).to_have_attribute("aria-pressed", "true")


def test_the_language_switch_keeps_the_page_and_its_query(page: Page) -> None:
    query = "?party=haftar&from=2020"
    page.goto(f"{LIST}{query}")
    page.locator(".language-switch").click()
    page.wait_for_url("**/ar/**")
    assert page.url.endswith(f"/ar/meetings/{query}")
    assert page.evaluate("document.dir") == "rtl"
    page.locator(".language-switch").click()
    page.wait_for_url("**/en/**")
    assert page.url.endswith(f"{LIST}{query}")


def test_the_language_switch_follows_a_filter_chosen_without_a_page_load(
    page: Page,
) -> None:
    page.evaluate("window.sameDocument = true")
    page.locator("[name=party][value=haftar]").check()
    page.wait_for_url("**party=haftar**")
    assert page.evaluate("window.sameDocument")
    expect(page.locator("[name=party][value=haftar]")).to_be_focused()
    page.locator(".language-switch").click()
    page.wait_for_url("**/ar/**")
    assert "party=haftar" in page.url
    page.go_back()
    page.wait_for_url("**/en/**")
    expect(page.locator("[name=party][value=haftar]")).to_be_checked()


def test_the_copy_button_works_by_keyboard_and_says_what_it_did(page: Page) -> None:
    page.goto("/en/parties/haftar/with/shoigu/")
    page.locator("[data-copy=cite-text]").focus()
    page.keyboard.press("Enter")
    said = page.locator("#cite-text + .copy-line [role=status]")
    expect(said).to_have_text(re.compile("Copied|Selected: copy it"))
    if said.inner_text() != "Copied":
        chosen = page.evaluate("getSelection().toString()")
        assert chosen == page.locator("#cite-text").inner_text()
