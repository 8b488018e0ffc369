"""Acceptance check 21: what a page weighs, and that its two style sheets are enough."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, Response

from libya_tracker.assets import SHEETS
from tests.browser.conftest import launched, wide
from tests.browser.test_pages import PAGES

# Makes pytest-django create the database; what is served is committed before.
pytestmark = pytest.mark.django_db

MEETING = "meetings/2020-01-19-berlin-conference/"
# Pages within the whole budget of 15,000 bytes and 2,500 elements.
SLIM = (
    *("", "meetings/", "meetings/?party=haftar", "meetings/?view=table"),
    *("meetings/?view=calendar&month=2020-02", "meetings/?view=map", MEETING),
    *("parties/", "parties/haftar/with/sarraj/", "network/?view=matrix"),
    *("statements/", "agreements/"),
    *("processes/", "timeline/?from=2019&to=2021", "places/", "places/tripoli/"),
    *("sources/", "reports/", "topics/", "topics/ceasefire/", "about/data/"),
    *("compare/?a=haftar&b=sarraj", "search/?q=Haftar"),
)
# Pages with more, each with its own bounds, which may only sink: bytes, elements.
MORE = {
    # A party is told on one page: months, maps, strips, counterparts and offices.
    "parties/haftar/": (17_500, 2_000),
    # 320 ties of 60 parties, each a link with its names, and the months above them.
    "network/": (18_500, 2_000),
    # A dot a month in each lane is a link to its meetings.
    "meetings/?view=timeline": (18_500, 2_200),
    # 33 lanes over 16 years, and every agreement by name, in drawing and in table.
    "timeline/": (27_500, 2_500),
    # A cell a party and kind of act, each a link: the page is one table.
    "agreements/signatories/": (15_000, 2_700),
    # Two tables with all pairs and parties, which the drawing shows in part.
    "network/?view=table": (15_000, 3_300),
}
# The selectors of other sheets that something on the page answers to.
STRAYS = """async ([addresses, sources, sheets]) => {
  const bare = (selector) => selector
    .replace(/::[a-z-]+(\\([^)]*\\))?/g, "")
    .replace(/:(hover|focus-visible|focus-within|focus|active|target)(?![a-z-])/g, "");
  const selectors = (rules) => [...rules].flatMap((one) =>
    one.selectorText ? [one.selectorText] : selectors(one.cssRules ?? []));
  const known = {};
  for (const [name, text] of Object.entries(sources)) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    known[name] = selectors(sheet.cssRules);
  }
  const strays = [];
  for (const address of addresses) {
    const text = await (await fetch(address)).text();
    const page = new DOMParser().parseFromString(text, "text/html");
    const linked = [...page.querySelectorAll("link[rel=stylesheet]")].flatMap((one) =>
      sheets[one.getAttribute("href").match(/css\\/([a-z-]+)/)[1]]);
    for (const name of Object.keys(known).filter((one) => !linked.includes(one))) {
      for (const one of known[name]) {
        if (page.querySelector(bare(one))) strays.push(`${address}: ${name}: ${one}`);
      }
    }
  }
  return strays;
}"""


@pytest.fixture(scope="module")
def browser(real_site: str) -> Iterator[Browser]:
    """One Chromium for this file, started after the data is loaded."""
    with launched() as started:
        yield started


def packed_sizes(page: Page, address: str) -> dict[str, list[int]]:
    """The bytes of each file that a first visit fetches, as gzip packs them, by kind."""
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address, wait_until="load")
    sizes: dict[str, list[int]] = {}
    for one in answers:
        packed = len(gzip.compress(one.body(), mtime=0))
        sizes.setdefault(one.request.resource_type, []).append(packed)
    return sizes


@pytest.mark.parametrize(
    "address", ["en/", "ar/", "en/meetings/", "ar/meetings/", "en/network/"]
)
def test_check_21_scripts_and_fonts_stay_within_their_budget(
    browser: Browser, real_site: str, address: str
) -> None:
    with wide(browser, real_site) as context:
        sizes = packed_sizes(context.new_page(), f"/{address}")
    assert sum(sizes["script"]) <= 22_000
    assert len(sizes.get("font", [])) <= 4


@pytest.mark.parametrize(
    ("address", "most", "elements"),
    [
        *((address, 15_000, 2_500) for address in SLIM),
        *((address, *bounds) for address, bounds in MORE.items()),
    ],
)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_check_21_a_page_stays_within_its_budget_of_bytes_and_elements(
    browser: Browser,
    real_site: str,
    language: str,
    address: str,
    most: int,
    elements: int,
) -> None:
    with wide(browser, real_site, java_script_enabled=False) as context:
        page = context.new_page()
        sizes = packed_sizes(page, f"/{language}/{address}")
        assert sum(sizes["document"]) <= most
        assert sum(sizes["stylesheet"]) <= 9_000
        assert page.locator("*").count() <= elements


def test_every_page_links_the_sheets_that_it_needs(
    browser: Browser, real_site: str
) -> None:
    folder = Path(settings.BASE_DIR) / "static" / "css"
    names = {name for sheet in SHEETS.values() for name in sheet}
    sources = {name: (folder / f"{name}.css").read_text("utf-8") for name in names}
    addresses = [f"/en/{address}" for address, _status in PAGES.values()]
    with wide(browser, real_site) as context:
        page = context.new_page()
        page.goto("/en/about/")
        asked = [addresses, sources, {key: [*value] for key, value in SHEETS.items()}]
        assert page.evaluate(STRAYS, asked) == []
