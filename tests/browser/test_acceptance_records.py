"""Acceptance checks 14 to 16, 18, 22, 23 and 25: records, network, Arabic, files."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import launched, listen, wide

# Makes pytest-django create the database; what is served is committed before.
pytestmark = pytest.mark.django_db

MEETING = "meetings/2020-01-19-berlin-conference/"
# One record of so many is looked at, so that every year has some.
EVERY = 15
# The faults of records: pages are fetched and read as the browser reads them.
FAULTS = """async (addresses) => {
  const faults = [];
  for (const address of addresses) {
    const text = await (await fetch(address)).text();
    const record = new DOMParser().parseFromString(text, "text/html");
    const say = (what) => faults.push(`${address}: ${what}`);
    for (const fact of record.querySelectorAll(".deck > p, .participant")) {
      if (!fact.querySelector(".citations a[href^='#']")) say(fact.textContent.trim());
    }
    for (const mark of record.querySelectorAll(".citations a")) {
      const aim = record.getElementById(mark.getAttribute("href").slice(1));
      if (!aim?.matches(".source")) say(`nothing at ${mark.getAttribute("href")}`);
    }
    const sources = [...record.querySelectorAll(".source")];
    if (!sources.length) say("no source");
    for (const one of sources) {
      if (!record.querySelector(`a[href="#${one.id}"]`)) say(`${one.id} is never cited`);
    }
  }
  return faults;
}"""
# Words in Latin letters that readers of Arabic know as such.
KNOWN = [
    "Atom",
    "BibTeX",
    "CSV",
    "EDTF",
    "GEXF",
    "GeoJSON",
    "GeoNames",
    "GraphML",
    "JSON",
    "NDJSON",
    "RIS",
    "SHA",
    "SVG",
    "Wikidata",
    "iCalendar",
]
# Texts without an Arabic letter which nothing marks as being in another language.
FOREIGN = """(known) => {
  const found = new Set();
  const look = (element, text) => {
    const words = text.match(/[A-Za-z]{3,}/g) ?? [];
    const marked = element.closest("[lang]") !== document.documentElement;
    const excused = element.closest("code, kbd, .written-address, [dir=ltr]");
    if (marked || excused || /[\\u0600-\\u06ff]/.test(text)) return;
    if (words.some((one) => !known.includes(one))) found.add(text.trim());
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) look(walk.currentNode.parentElement, walk.currentNode.data);
  for (const name of ["aria-label", "placeholder", "title", "alt"]) {
    for (const one of document.querySelectorAll(`[${name}]`)) {
      look(one, one.getAttribute(name));
    }
  }
  return [...found];
}"""
IN_ARABIC = (
    *("", "meetings/?party=haftar&from=2020", "meetings/?view=table", MEETING),
    *("parties/", "parties/haftar/", "parties/haftar/with/sarraj/", "network/"),
    *("network/?view=matrix", "processes/", "timeline/?from=2019&to=2021"),
    *("statements/", "agreements/", "places/tripoli/", "reports/?lang=ar"),
    *("compare/?a=haftar&b=sarraj", "search/?q=Berlin", "topics/ceasefire/"),
    *("data/", "about/method/"),
)


@pytest.fixture(scope="module")
def browser(real_site: str) -> Iterator[Browser]:
    """One Chromium for this file, started after the data is loaded."""
    with launched() as started:
        yield started


@pytest.fixture(scope="module")
def window(browser: Browser, real_site: str) -> Iterator[Page]:
    """One page as wide as a desk's screen for every test that leaves no trace."""
    with wide(browser, real_site) as context:
        yield context.new_page()


def test_check_14_every_fact_of_a_record_leads_to_a_source_and_every_source_is_cited(
    window: Page,
) -> None:
    table = window.request.get("/en/meetings.csv").text().removeprefix("\ufeff")
    slugs = [row["slug"] for row in csv.DictReader(io.StringIO(table))]
    assert len(slugs) > 600
    window.goto("/en/about/")
    addresses = [f"/en/meetings/{slug}/" for slug in slugs[::EVERY]]
    assert window.evaluate(FAULTS, addresses) == []


def test_check_15_the_cite_box_names_version_day_and_an_address_that_works(
    window: Page,
) -> None:
    window.goto(f"/en/{MEETING}")
    words = window.locator("#cite-text").inner_text()
    version = window.locator(".fact-list dt", has_text="Version")
    number = version.locator("xpath=following-sibling::dd[1]").inner_text()
    assert "2020-01-19-berlin-conference" in words
    assert re.search(rf"\bversion {number}\b", words, re.IGNORECASE)
    assert re.search(r"\b20\d\d\b", words)
    link = window.locator(".cite-box a", has_text="Permanent address")
    address = str(link.get_attribute("href"))
    assert address in words
    title = window.locator("h1").inner_text()
    link.click()
    assert window.locator("h1").inner_text() == title


@pytest.mark.parametrize("address", IN_ARABIC)
def test_check_16_an_arabic_page_leaves_nothing_untranslated_and_unmarked(
    window: Page, address: str
) -> None:
    window.goto(f"/ar/{address}", wait_until="domcontentloaded")
    assert window.evaluate(FOREIGN, KNOWN) == []


def test_check_16_filters_stand_on_the_right_in_arabic_and_english_texts_say_so(
    window: Page,
) -> None:
    query = "?party=haftar&from=2020"
    window.goto(f"/ar/meetings/{query}")
    filters = window.locator(".facets").bounding_box()
    results = window.locator(".results").bounding_box()
    assert filters is not None
    assert results is not None
    assert filters["x"] >= results["x"] + results["width"]
    window.locator(".language-switch").click()
    expect(window).to_have_url(re.compile(rf"/en/meetings/{re.escape(query)}$"))
    window.goto("/ar/meetings/2020-01-13-moscow-talks/")
    for english in (".deck span[lang]", ".statement > p", ".first-title"):
        words = window.locator(english)
        assert words.count() > 0
        for one in words.all():
            assert one.get_attribute("lang") == "en"
            assert one.get_attribute("dir") == "ltr"


def network_count(page: Page, view: str, query: str) -> tuple[str, int]:
    """What the network's page says it holds, and the pairs that the view draws."""
    page.goto(f"/en/network/?view={view}&{query}")
    marks = {"graph": (".tie", 1), "matrix": (".matrix td a", 2)}
    pairs = "td a[href*='/with/']"
    selector, times = marks.get(view, (f".network-picture {pairs}", 1))
    line = page.locator(".count-line").inner_text()
    return line, page.locator(selector).count() // times


def test_check_18_graph_matrix_and_table_hold_the_same_pairs(window: Page) -> None:
    query = "from=2020-01-13&to=2020-01-14"
    found = {view: network_count(window, view, query) for view in ("graph", "matrix")}
    found["table"] = network_count(window, "table", query)
    assert len(set(found.values())) == 1, found
    line, drawn = found["graph"]
    assert drawn == int(line.split()[0]) > 0


def test_check_18_each_mark_is_a_focusable_link_with_name_and_number(
    window: Page,
) -> None:
    window.goto("/en/network/")
    drawing = window.locator(".network-graph").inner_html()
    names = window.eval_on_selector_all(
        ".network-graph a",
        """(links) => links.map((one) => {
          one.focus();
          const focused = document.activeElement === one && one.getAttribute("href");
          return focused ? one.querySelector(":scope > title").textContent : "";
        })""",
    )
    assert names
    assert [one for one in names if not re.fullmatch(r".*\w.*: \d+", one)] == []
    tabbed = window.locator(".network-graph a:not([tabindex='-1'])").count()
    assert tabbed == window.locator(".network-graph .side-glyph").count() > 0
    window.reload()
    assert window.locator(".network-graph").inner_html() == drawing


@pytest.mark.parametrize("language", ["en", "ar"])
def test_check_22_a_narrow_screen_keeps_every_control_and_room_to_hit_it(
    browser: Browser, real_site: str, language: str
) -> None:
    ids = "(all) => all.map((one) => one.name + '=' + one.value)"
    controls = "#filters input:not([type=hidden]), #filters select"
    with wide(browser, real_site) as desk, wide(browser, real_site) as phone:
        large, small = desk.new_page(), phone.new_page()
        complaints = listen(small)
        small.set_viewport_size({"width": 320, "height": 256})
        for page in (large, small):
            page.goto(f"/{language}/meetings/?party=haftar")
            page.eval_on_selector_all(
                "details", "all => all.forEach((one) => { one.open = true; })"
            )
        wanted = large.eval_on_selector_all(controls, ids)
        assert small.eval_on_selector_all(controls, ids) == wanted
        hidden = small.eval_on_selector_all(
            f"{controls}, .results a, .export-links a, .token, .main-nav a, .switch a",
            "all => all.filter((one) => !one.checkVisibility()).map((one) => one.id)",
        )
        assert hidden == []
        checked: Any = Axe().run(small, options={"runOnly": ["target-size"]})
        assert checked.response["violations"] == []
        assert checked.response["passes"] != []
        assert complaints == []


@pytest.mark.parametrize("spelling", ["Haftar", "Hifter", "حفتر"])
def test_check_23_each_spelling_finds_one_party(window: Page, spelling: str) -> None:
    window.goto("/en/meetings/")
    window.locator("#site-search").press_sequentially(spelling)
    best = window.locator(".suggestions a[href*='/parties/']").first
    expect(best).to_have_attribute("href", "/en/parties/haftar/")
    window.locator("#site-search").press("Enter")
    expect(window).to_have_url(re.compile(r"/en/search/\?q="))
    party = window.locator(".results a[href*='/parties/'], main a[href*='/parties/']")
    expect(party.first).to_have_attribute("href", "/en/parties/haftar/")


def test_check_25_a_table_says_its_encoding_and_keeps_arabic(window: Page) -> None:
    answer = window.request.get("/ar/parties.csv")
    assert answer.body().startswith(b"\xef\xbb\xbf")
    assert "charset=utf-8" in answer.headers["content-type"].lower()
    rows = csv.reader(io.StringIO(answer.text().removeprefix("\ufeff")))
    cells = [cell for row in rows for cell in row]
    assert any("حفتر" in cell for cell in cells)
    assert [cell for cell in cells if re.match(r"[=+@]|-(?!\d)", cell)] == []
