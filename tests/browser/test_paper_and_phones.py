"""The record's longest pages on paper and on phones, and its most crowded picture."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import launched, wide

pytestmark = pytest.mark.django_db
PHONE = {"width": 320, "height": 640}
CHAIN = "/en/processes/berlin-process/"


@pytest.fixture(scope="module")
def browser(real_site: str) -> Iterator[Browser]:
    """One Chromium for this file."""
    with launched() as started:
        yield started


@pytest.fixture
def paper(browser: Browser, real_site: str) -> Iterator[Page]:
    """A page as it is printed."""
    with wide(browser, real_site) as window:
        page = window.new_page()
        page.emulate_media(media="print")
        yield page


@pytest.fixture
def phone(browser: Browser, real_site: str) -> Iterator[Page]:
    """A page on a small phone."""
    with wide(browser, real_site, viewport=PHONE) as window:
        yield window.new_page()


@pytest.mark.parametrize(
    ("slug", "sources", "most"),
    [
        ("2021-06-23-berlin-2", 5, 2),
        ("2016-05-16-vienna-ministerial", 4, 2),
        ("2020-01-19-berlin-conference", 8, 3),
    ],
)
def test_a_conference_of_more_than_twenty_prints_on_few_sheets(
    paper: Page, slug: str, sources: int, most: int
) -> None:
    for language in ("en", "ar"):
        paper.goto(f"/{language}/meetings/{slug}/")
        assert paper.locator(".source").count() == sources
        assert paper.locator(".participant").count() > 20
        printed = paper.pdf(format="A4", prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) <= most


@pytest.mark.parametrize(
    "address",
    ["/en/meetings/?view=timeline&lanes=process", "/ar/timeline/", "/en/timeline/"],
)
def test_the_names_of_lanes_are_read_on_a_small_phone(
    phone: Page, address: str
) -> None:
    phone.goto(address)
    sizes = phone.evaluate(
        """() => {
          const drawn = document.querySelector(".lanes.narrow");
          const box = drawn.getBoundingClientRect();
          const scale = box.width / drawn.viewBox.baseVal.width;
          return [...drawn.querySelectorAll(".lane-name, .chart-year")].map((one) => {
            const own = one.getBoundingClientRect();
            const size = parseFloat(getComputedStyle(one).fontSize) * scale;
            return [size, own.left - box.left, box.right - own.right];
          });
        }"""
    )
    assert len(sizes) > 10
    assert min(size for size, _left, _right in sizes) >= 11
    # Two units: what a glyph may stand out of its advance.
    assert min(min(left, right) for _size, left, right in sizes) > -2


def test_the_years_of_a_chain_fold_on_a_phone_but_not_that_of_a_link(
    phone: Page,
) -> None:
    phone.goto(CHAIN)
    years = phone.locator(".drawer:has(.chain)")
    assert years.count() > 1
    steps = phone.locator(".chain .step")
    assert not any(step.is_visible() for step in steps.all())
    years.first.locator("summary").click()
    assert years.first.locator(".step").first.is_visible()
    last = str(steps.last.get_attribute("id"))
    phone.goto("about:blank")
    phone.goto(f"{CHAIN}#{last}")
    assert phone.locator(f"#{last}").is_visible()
    assert not years.first.locator(".step").first.is_visible()


def test_a_chain_stands_open_on_a_wide_screen_and_without_scripts(
    browser: Browser, real_site: str
) -> None:
    for options in ({}, {"viewport": PHONE, "java_script_enabled": False}):
        with wide(browser, real_site, **options) as window:
            page = window.new_page()
            page.goto(CHAIN)
            steps = page.locator(".chain .step")
            assert steps.count() > 12
            assert all(step.is_visible() for step in steps.all())
            summary = page.locator(".drawer:has(.chain) > summary").first
            assert summary.is_visible() == bool(options)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_name_of_the_network_lies_on_another_or_on_a_mark(
    browser: Browser, real_site: str, language: str
) -> None:
    with wide(browser, real_site) as window:
        page = window.new_page()
        page.goto(f"/{language}/network/")
        named, overlaps = page.evaluate(
            """() => {
              const boxes = (what) =>
                [...document.querySelectorAll(what)].map((one) => one.getBoundingClientRect());
              const names = boxes(".network-name");
              const marks = boxes(".network-graph .side-glyph");
              const cross = (one, other) =>
                Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 &&
                Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 3;
              const found = names.flatMap((one, place) =>
                [...names.slice(place + 1), ...marks].filter((other) => cross(one, other)));
              return [names.length, found.length];
            }"""
        )
    assert named > 50
    assert overlaps == 0
