"""What a page costs a reader: bytes, elements, fonts, paint, shifts and waiting."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Response, sync_playwright

from benchmarks import budgets
from devtools import chromium

OBSERVE = """() => new Promise((done) => {
  const seen = { paint: 0, shift: 0 };
  const watch = (type, take) => new PerformanceObserver(
    (list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  watch("largest-contentful-paint", (one) => { seen.paint = one.startTime; });
  watch("layout-shift", (one) => { if (!one.hadRecentInput) seen.shift += one.value; });
  setTimeout(() => done(seen), 500);
})"""


@dataclass
class Weighed:
    """One first visit: kilobytes by kind as they travelled, and what was seen."""

    name: str
    kilobytes: dict[str, float] = field(default_factory=dict)
    font_files: int = 0
    foreign: int = 0
    elements: int = 0
    paint_ms: float = 0
    shift: float = 0

    @property
    def without_fonts(self) -> float:
        """Kilobytes of everything but fonts."""
        return sum(size for kind, size in self.kilobytes.items() if kind != "font")

    @property
    def misses(self) -> list[str]:
        """The budgets that this page does not keep, in words."""
        held = {
            "HTML KB": (self.kilobytes.get("document", 0), budgets.HTML_KB),
            "scripts KB": (self.kilobytes.get("script", 0), budgets.SCRIPTS_KB),
            "styles KB": (self.kilobytes.get("stylesheet", 0), budgets.STYLES_KB),
            "first load KB": (self.without_fonts, budgets.FIRST_LOAD_KB),
            "with fonts KB": (
                sum(self.kilobytes.values()),
                budgets.FIRST_LOAD_WITH_FONTS_KB,
            ),
            "elements": (self.elements, budgets.ELEMENTS),
            "font files": (self.font_files, budgets.FONT_FILES),
            "foreign requests": (self.foreign, budgets.FOREIGN),
            "paint ms": (self.paint_ms, budgets.PAINT_MS),
            "shift": (self.shift, budgets.SHIFT),
        }
        return [
            f"{name} {have:.4g} > {most:.4g}"
            for name, (have, most) in held.items()
            if have > most
        ]


def weigh(port: int) -> tuple[list[Weighed], float]:
    """Visit each page for the first time; return them and the round trip of a filter."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(chromium.find()), args=chromium.launch_args()
        )
        site = f"http://127.0.0.1:{port}"
        pages = [_visit(browser, site, *page) for page in budgets.WEIGHED]
        trips = sorted(_round_trip(browser, site) for _ in range(5))
        browser.close()
    return pages, trips[2]


def _visit(browser: Browser, site: str, name: str, address: str) -> Weighed:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(site + address, wait_until="networkidle")
    found = Weighed(name)
    for answer in answers:
        kind = answer.request.resource_type
        size = answer.request.sizes()["responseBodySize"] / 1_000
        found.kilobytes[kind] = found.kilobytes.get(kind, 0) + size
        found.font_files += kind == "font"
        found.foreign += not answer.url.startswith((site, "data:"))
    found.elements = page.evaluate("document.querySelectorAll('*').length")
    seen: dict[str, Any] = page.evaluate(OBSERVE)
    found.paint_ms, found.shift = seen["paint"], seen["shift"]
    context.close()
    return found


def _round_trip(browser: Browser, site: str) -> float:
    """Milliseconds from choosing a party to the new list, with the wait for more."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"{site}/en/meetings/", wait_until="networkidle")
    begun = time.perf_counter()
    page.locator("[name=party][value=haftar]").check()
    page.locator(".token", has_text="Haftar").wait_for()
    taken = (time.perf_counter() - begun) * 1_000
    context.close()
    return taken
