"""Acceptance checks 5 to 12 and 19: the list of meetings under an analyst's hands."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import launched, listen, wide

# Makes pytest-django create the database; what is served is committed before.
pytestmark = pytest.mark.django_db

LIST = "/en/meetings/"
COUNT = ".count-line b"
# Each part of the page that a filter must change.
PARTS = {
    "count": ".count-line",
    "rows": ".results",
    "facets": ".facets",
    "months": ".histogram.wide",
    "quarters": ".histogram.narrow",
    "Libya": ".maps section:nth-of-type(1)",
    "abroad": ".maps section:nth-of-type(2)",
}
CHOICES = {
    "party": ("haftar", "sarraj", "unsmil", "state-tr", "state-eg"),
    "side": ("west", "east", "un", "global"),
    "track": ("political", "military", "economic"),
    "from": ("2012", "2014-06", "2016"),
    "to": ("2020-03", "2021", "2024-12-31"),
}
SEEDS = (0, 1, 4, 6, 7)


@pytest.fixture(scope="module")
def browser(real_site: str) -> Iterator[Browser]:
    """One Chromium for this file, started after the data is loaded."""
    with launched() as started:
        yield started


@pytest.fixture
def page(browser: Browser, real_site: str) -> Iterator[Page]:
    """A fresh window as wide as a desk's screen; its console stays empty."""
    with wide(browser, real_site) as window:
        page = window.new_page()
        complaints = listen(page)
        yield page
        assert complaints == []


def count_of(page: Page) -> int:
    """The number of meetings that the page says it lists."""
    return int(page.locator(COUNT).inner_text())


def rows_of(page: Page) -> list[str]:
    """The addresses of the meetings listed."""
    return page.eval_on_selector_all(  # type: ignore[no-any-return]
        "[data-row-link]", "links => links.map((one) => one.getAttribute('href'))"
    )


def parts_of(page: Page) -> dict[str, str]:
    """The text and drawing of each part."""
    return {name: page.locator(where).inner_html() for name, where in PARTS.items()}


def numbers(words: list[str]) -> int:
    """The sum of the last number of each: "2020: 41 meetings", "Cairo: 7"."""
    return sum(int(re.findall(r"\d+", one)[-1]) for one in words)


def labels_of(page: Page, selector: str) -> list[str]:
    """The accessible names of links in a drawing."""
    return page.eval_on_selector_all(  # type: ignore[no-any-return]
        selector,
        """links => links.map((one) =>
          one.getAttribute("aria-label") ?? one.querySelector(":scope > title").textContent)""",
    )


def counted_at(page: Page, address: str) -> int:
    """The number of meetings that the page of an address lists."""
    body = page.request.get(address).text()
    found = re.search(r'class="count-line"[^>]*><b>(\d+)</b>', body)
    return int(found[1]) if found else -1


def random_filters(seed: int) -> str:
    """A query of two or three filters, always the same for a seed."""
    chance = random.Random(seed)  # noqa: S311
    names = sorted(chance.sample(sorted(CHOICES), chance.choice((2, 3))))
    return "&".join(f"{name}={chance.choice(CHOICES[name])}" for name in names)


def test_check_05_and_06_a_tick_changes_everything_at_once_and_works_without_scripts(
    browser: Browser, real_site: str, page: Page
) -> None:
    page.goto(LIST)
    before = parts_of(page)
    page.evaluate("window.sameDocument = true")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.resource_type))
    page.locator("[name=party][value=haftar]").check()
    expect(page).to_have_url(re.compile(r"/en/meetings/\?party=haftar$"))
    expect(page.locator("#list-status")).to_contain_text("meetings of")
    after = parts_of(page)
    assert [name for name in PARTS if before[name] == after[name]] == []
    assert page.evaluate("window.sameDocument")
    assert (asked.count("xhr"), asked.count("document")) == (1, 0)
    expect(page.locator("[name=party][value=haftar]")).to_be_focused()
    told = page.locator("#list-status").inner_text()
    assert told == page.locator(".count-line").inner_text()

    with wide(browser, real_site, java_script_enabled=False) as window:
        plain = window.new_page()
        plain.goto(LIST)
        plain.locator("[name=party][value=haftar]").check()
        plain.get_by_role("button", name="Show results").click()
        assert plain.url == page.url
        assert count_of(plain) == count_of(page)
        assert rows_of(plain) == rows_of(page)


def test_check_07_back_brings_the_earlier_list_and_a_reload_the_same_rows(
    page: Page,
) -> None:
    page.goto(LIST)
    whole = count_of(page)
    page.locator("[name=party][value=haftar]").check()
    expect(page).to_have_url(re.compile("party=haftar"))
    expect(page.locator(COUNT)).not_to_have_text(str(whole))
    rows, narrowed = rows_of(page), count_of(page)
    page.reload()
    assert (rows_of(page), count_of(page)) == (rows, narrowed)
    page.go_back()
    expect(page.locator(COUNT)).to_have_text(str(whole))
    expect(page.locator("[name=party][value=haftar]")).not_to_be_checked()
    assert page.url.endswith(LIST)
    # What scripts add to a page is still there.
    page.locator("#theme-button").click()
    expect(page.locator("#theme-button")).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("seed", SEEDS)
def test_check_08_and_12_bars_dots_count_line_and_files_agree(
    page: Page, seed: int
) -> None:
    query = random_filters(seed)
    page.goto(f"{LIST}?{query}")
    count = count_of(page)
    for size in ("wide", "narrow"):
        assert numbers(labels_of(page, f".histogram.{size} a")) == count, query
    table = csv.DictReader(
        io.StringIO(page.request.get(f"/en/meetings.csv?{query}").text())
    )
    assert len(list(table)) == count, query
    told = page.request.get(f"/en/meetings.json?{query}").json()["results"]
    assert len(told) == count, query
    beside = page.locator(".maps .facet-note")
    off_the_map = re.findall(r"\d+(?= calls?\.| without)", beside.inner_text())
    elsewhere = beside.locator("a").all_inner_texts()
    on_the_map = labels_of(page, ".maps .map a")
    assert numbers([*on_the_map, *elsewhere, *off_the_map]) == count, query


@pytest.mark.parametrize("query", ["", "party=haftar&from=2016"])
def test_check_09_a_facet_value_counts_what_choosing_it_gives(
    page: Page, query: str
) -> None:
    page.goto(f"{LIST}?{query}")
    chance = random.Random(9)  # noqa: S311
    for facet in page.locator(".facet").all():
        boxes = facet.locator("input[type=checkbox]:not(:checked)").all()
        for box in chance.sample(boxes, min(2, len(boxes))):
            name, value = box.get_attribute("name"), box.get_attribute("value")
            shown = box.locator("xpath=..").locator(".option-count").text_content()
            assert shown is not None
            address = f"{LIST}?{query}&{name}={value}"
            assert counted_at(page, address) == int(shown), address


def test_check_10_a_token_drops_its_filter_only_and_no_address_has_empty_parameters(
    page: Page,
) -> None:
    page.goto(f"{LIST}?party=haftar&party=sarraj&from=2015")
    page.locator(".token", has_text="Sarraj").click()
    expect(page).to_have_url(re.compile(r"/en/meetings/\?party=haftar&from=2015$"))
    page.locator(".token", has_text="2015").click()
    expect(page).to_have_url(re.compile(r"/en/meetings/\?party=haftar$"))
    links = page.eval_on_selector_all(
        "a[href]", "links => links.map((one) => one.getAttribute('href'))"
    )
    assert [one for one in links if re.search(r"[?&]\w+=(&|$)", one)] == []
    page.locator(".token", has_text="Clear all").click()
    expect(page).to_have_url(re.compile(r"/en/meetings/$"))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_check_11_dragging_over_a_year_and_its_label_give_the_same_meetings(
    page: Page, language: str
) -> None:
    page.goto(f"/{language}/meetings/")
    chart = page.locator(".histogram.wide")
    box, target = chart.bounding_box(), chart.locator("a[aria-label^='2020']")
    year = target.locator("rect").bounding_box()
    assert box is not None
    assert year is not None
    slot = year["width"] / 13
    height = box["y"] + box["height"] / 2
    page.mouse.move(year["x"] + slot / 2, height)
    page.mouse.down()
    page.mouse.move(year["x"] + year["width"] - slot / 2, height, steps=5)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"\?from=2020-01&to=2020-12$"))
    expect(page.locator(".token")).to_have_count(3)
    dragged = (count_of(page), rows_of(page))
    page.locator(".token").last.click()
    expect(page).to_have_url(re.compile(r"/meetings/$"))
    target.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?from=2020&to=2020$"))
    assert (count_of(page), rows_of(page)) == dragged


def test_check_12_a_dot_leads_to_the_meetings_at_its_place_only(page: Page) -> None:
    page.goto(f"{LIST}?party=haftar")
    dot = page.get_by_role("link", name=re.compile("^Moscow: "))
    shown = numbers([dot.locator("title").text_content() or ""])
    dot.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?party=haftar&place=moscow$"))
    # The dot counts a meeting once, at its first place; the list, at each of them.
    assert count_of(page) >= shown > 0
    table = page.request.get("/en/meetings.csv?party=haftar&place=moscow").text()
    spots = {(one["lat"], one["lon"]) for one in csv.DictReader(io.StringIO(table))}
    assert spots
    assert {(float(north) // 1, float(east) // 1) for north, east in spots} == {
        (55, 37)
    }


def test_check_19_where_nothing_matches_one_step_brings_meetings_back(
    page: Page,
) -> None:
    page.goto(f"{LIST}?party=shoigu&from=2011&to=2012")
    assert count_of(page) == 0
    steps = page.locator(".empty-state li")
    promised = {
        one.locator("a").get_attribute("href"): numbers([one.inner_text()])
        for one in steps.all()
    }
    assert any(promised.values())
    for address, count in promised.items():
        assert counted_at(page, str(address)) == count


def test_a_second_tick_is_not_lost_while_the_first_is_answered(page: Page) -> None:
    page.goto(LIST)
    held: list[Route] = []
    page.route("**/en/meetings/?*", lambda route: held.append(route))
    with page.expect_request("**/en/meetings/?*"):
        page.locator("[name=party][value=haftar]").check()
    page.locator("[name=track][value=military]").check()
    assert len(held) == 1
    page.unroute("**/en/meetings/?*")  # lets the request go that is held
    expect(page).to_have_url(re.compile(r"\?party=haftar&track=military$"))
    expect(page.locator("[name=track][value=military]")).to_be_checked()
    expect(page.locator("[name=party][value=haftar]")).to_be_checked()


def test_enter_in_a_field_makes_one_step_of_history(page: Page) -> None:
    page.goto(LIST)
    steps = page.evaluate("history.length")
    page.locator("#filter-q").fill("Moscow")
    page.locator("#filter-q").press("Enter")
    expect(page.locator(".token")).to_have_count(2)
    page.locator("[name=track][value=military]").check()
    expect(page.locator(".token")).to_have_count(3)
    assert page.evaluate("history.length") == steps + 2


def test_folds_search_words_and_place_on_the_screen_outlive_a_tick(page: Page) -> None:
    page.goto(LIST)
    facet = page.locator(".facet", has=page.locator("[name=country][value=RU]"))
    facet.locator("summary").first.click()
    facet.locator("[data-facet-search]").fill("russia")
    expect(page).to_have_url(re.compile("more=country$"))
    box = page.locator("[name=country][value=RU]")
    box.scroll_into_view_if_needed()
    top = "document.activeElement.getBoundingClientRect().top"
    box.focus()
    before = page.evaluate(top)
    box.check()
    expect(page).to_have_url(re.compile("country=RU"))
    expect(box).to_be_focused()
    expect(facet.locator("[data-facet-search]")).to_have_value("russia")
    expect(page.locator("[name=country][value=EG]")).to_be_hidden()
    assert abs(page.evaluate(top) - before) < 2
    box.uncheck()
    expect(page).to_have_url(re.compile(r"/meetings/\?more=country$"))
    expect(box).to_be_focused()
    assert abs(page.evaluate(top) - before) < 2
    facet.locator("[data-facet-search]").fill("")
    expect(page.locator("[name=country][value=EG]")).to_be_visible()


def test_all_values_of_a_long_facet_come_by_a_link_and_stay(page: Page) -> None:
    page.goto(LIST)
    rest = page.locator("[name=party]")
    few = rest.count()
    page.locator("#more-party").click()
    expect(page).to_have_url(re.compile(r"/meetings/\?more=party$"))
    expect(page.locator("#more-party")).to_be_focused()
    assert rest.count() > few + 8
    last = rest.last
    value = last.get_attribute("value")
    last.check()
    expect(page).to_have_url(re.compile(rf"party={value}.*more=party$"))
    expect(page.locator(f"[name=party][value={value}]")).to_be_focused()


def test_words_in_a_long_facet_find_a_value_that_was_not_there_yet(page: Page) -> None:
    page.goto(LIST)
    rare = page.locator("[name=party][value=state-dz]")
    expect(rare).to_have_count(0)
    search = page.locator("#find-party")
    search.press_sequentially("Alger", delay=40)
    expect(rare).to_be_visible()
    expect(page.locator("[name=party][value=un]")).to_be_hidden()
    expect(search).to_have_value("Alger")
    expect(search).to_be_focused()


def test_drawers_of_a_narrow_screen_stay_as_the_reader_left_them(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(LIST)
    filters, maps = (
        page.locator(".facets > .drawer"),
        page.locator(".context > .drawer"),
    )
    filters.locator("> summary").click()
    page.locator("[name=party][value=haftar]").check()
    expect(page).to_have_url(re.compile("party=haftar"))
    expect(page.locator(".token").first).to_be_visible()
    assert filters.get_attribute("open") is not None
    assert maps.get_attribute("open") is None
    page.go_back()
    expect(page).to_have_url(re.compile("/meetings/$"))
    expect(filters).not_to_have_attribute("open", "")


def test_a_date_that_is_none_is_named_and_the_field_keeps_the_focus(
    browser: Browser, real_site: str
) -> None:
    with wide(browser, real_site) as window:
        page = window.new_page()
        page.goto(LIST)
        page.locator("#filter-from").fill("2020-13")
        page.locator("#filter-from").press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("from")
        expect(page.locator("#filter-from")).to_be_focused()
        expect(page.locator("#filter-from")).to_have_value("2020-13")
        expect(page.locator("#list-status")).to_be_empty()
        page.locator("#filter-from").fill("2020")
        page.locator("#filter-from").press("Enter")
        expect(page.get_by_role("alert")).to_have_count(0)
        expect(page.locator("#list-status")).to_contain_text("meetings of")
        page.go_back()
        expect(page.get_by_role("alert")).to_contain_text("from")


def test_a_failed_answer_is_asked_for_once_more_as_a_page(
    browser: Browser, real_site: str
) -> None:
    with wide(browser, real_site) as window:
        page = window.new_page()
        page.goto(LIST)
        page.route(
            "**/en/meetings/?*", lambda route: route.fulfill(status=503), times=1
        )
        page.locator("[name=party][value=haftar]").check()
        expect(page.locator(".token").first).to_contain_text("Haftar")
        assert page.url.endswith("?party=haftar")
