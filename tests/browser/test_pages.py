"""Every page of the real data in both languages, as a browser and axe see it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.http import HttpRequest, HttpResponse
from django.urls import path
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django import Settings

from libya_tracker import urls
from tests.browser.conftest import WIDE, launched, listen, wide

# Makes pytest-django create the database; what is served is committed before.
pytestmark = pytest.mark.django_db

# Address below the language prefix, and the status that it deserves.
PAGES = {
    "home": ("", 200),
    "data": ("data/", 200),
    "meetings": ("meetings/", 200),
    "meetings filtered": ("meetings/?party=haftar&track=military&from=2020", 200),
    "meetings as a table": ("meetings/?view=table&column=sides&column=process", 200),
    "meetings in lanes": ("meetings/?view=timeline&lanes=party&party=haftar", 200),
    "meetings of a month": ("meetings/?view=calendar&month=2020-02", 200),
    "meetings on maps": ("meetings/?view=map&from=2019", 200),
    "meetings, none match": ("meetings/?party=shoigu&from=2011&to=2012", 200),
    "meetings, bad filter": ("meetings/?from=2020-13", 400),
    "Moscow talks": ("meetings/2020-01-13-moscow-talks/", 200),
    "Shoigu and Haftar": ("meetings/2020-02-19-shoigu-haftar-moscow/", 200),
    "Berlin Conference": ("meetings/2020-01-19-berlin-conference/", 200),
    "parties": ("parties/", 200),
    "party haftar": ("parties/haftar/", 200),
    "party state-ru": ("parties/state-ru/", 200),
    "party gna": ("parties/gna/", 200),
    "Haftar with Sarraj": ("parties/haftar/with/sarraj/", 200),
    "Haftar and Sarraj": ("meetings/?party=haftar&party=sarraj", 200),
    "Rome, accounts differ": ("meetings/2020-02-18-rome-2plus2/", 200),
    "Haftar in 2019": ("parties/haftar/?as_of=2019-04-04", 200),
    "party, bad day": ("parties/haftar/?as_of=soon", 400),
    "Haftar with Sarraj, some years": (
        "parties/haftar/with/sarraj/?from=2017&to=2019",
        200,
    ),
    "compare, form": ("compare/", 200),
    "compare two parties": ("compare/?a=haftar&b=sarraj", 200),
    "compare two periods": (
        "compare/?a=state-ru&period_a=2014/2018&period_b=2019/2021",
        200,
    ),
    "network": ("network/", 200),
    "network, matrix": ("network/?view=matrix", 200),
    "network, table": ("network/?view=table&from=2020&to=2020", 200),
    "network, bad wish": ("network/?view=cube", 400),
    "processes": ("processes/", 200),
    "processes filtered": ("processes/?kind=military&party=haftar&from=2020", 200),
    "Berlin process": ("processes/berlin-process/", 200),
    "UN process, agreements": ("processes/un-facilitation/?steps=agreements", 200),
    "process, bad wish": ("processes/berlin-process/?year=soon", 400),
    "timeline": ("timeline/?from=2019&to=2021", 200),
    "topics": ("topics/", 200),
    "topic ceasefire": ("topics/ceasefire/", 200),
    "search, process": ("search/?q=Berlin", 200),
    "statements": ("statements/", 200),
    "statements of one party": (
        "statements/?party=unsmil&process=berlin-process&ordering=date",
        200,
    ),
    "one statement": ("statements/2020-01-13-lavrov-progress/", 200),
    "agreements": ("agreements/?from=2019&to=2020", 200),
    "agreements, bad filter": ("agreements/?action=sang", 400),
    "what each party signed": ("agreements/signatories/", 200),
    "Moscow draft": ("agreements/2020-01-13-moscow-draft-ceasefire/", 200),
    "Geneva ceasefire": ("agreements/2020-10-23-geneva-permanent-ceasefire/", 200),
    "places": ("places/?process=jmc-5-5-talks", 200),
    "place tripoli": ("places/tripoli/", 200),
    "sources": ("sources/", 200),
    "outlet": ("sources/libya-herald/", 200),
    "reports": ("reports/?lang=ar", 200),
    "report": ("reports/dw-9ff56760e8e1/", 200),
    "search": (f"search/?q={quote('حفتر')}", 200),
    "search, nothing asked": ("search/", 200),
    "dossier of a month": ("meetings/dossier/?from=2020-01&to=2020-01", 200),
    "dossier, too many": ("meetings/dossier/", 200),
    "dossier of Haftar": ("parties/haftar/dossier/?from=2020&to=2020", 200),
    "short links": ("views/?address=/en/meetings/?party=haftar", 200),
    "short links, refused": ("views/?address=/en/nowhere/", 400),
    "about": ("about/", 200),
    "about, data": ("about/data/", 200),
    "about, method": ("about/method/", 200),
    "about, licences": ("about/licences/", 200),
    "not found": ("meetings/2020-01-01-nothing-of-the-kind/", 404),
}
WIDTHS = (320, 390, 1440)
DIRECTION = {"en": "ltr", "ar": "rtl"}
# What the browser itself says of a refusal that we asked for.
OWN_LINE = re.compile(r"Failed to load resource: .* status of 40[04] \(.*\)")
# The rules of axe that colours and width can break; the others saw the same HTML.
CHANGING = [
    "color-contrast",
    "link-in-text-block",
    "scrollable-region-focusable",
    "target-size",
]
# A colour on its way to another would be measured half-way.
SETTLED = "Promise.allSettled(document.getAnimations().map((one) => one.finished))"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Visit:
    """What one opening of a page showed."""

    status: int
    policy: str
    html: str
    language: str
    direction: str
    complaints: list[str]
    origins: set[str]
    overflow: dict[int, int] = field(default_factory=dict)
    faults: dict[str, list[str]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def browser(real_site: str) -> Iterator[Browser]:
    """One Chromium for this file, started after the data is loaded."""
    with launched() as started:
        yield started


def _faults(page: Page, **options: Any) -> list[str]:
    """What axe finds, each as one line."""
    context = {"exclude": [["#swagger-ui"]]} if "/api/" in page.url else None
    chosen = {"resultTypes": ["violations"], **options}
    found: Any = Axe().run(page, context=context, options=chosen)
    return [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in found.response["violations"]
        for node in violation["nodes"]
    ]


def _visit(context: BrowserContext, address: str) -> Visit:
    page = context.new_page()
    complaints = listen(page)
    seen: set[str] = set()
    page.on("response", lambda answer: seen.add(answer.url))
    answer = page.goto(address, wait_until="load")
    assert answer is not None
    if "/api/" in address:
        page.wait_for_selector(".opblock")
    visit = Visit(
        status=answer.status,
        policy=answer.headers["content-security-policy"],
        html=answer.text(),
        language=page.evaluate("document.documentElement.lang"),
        direction=page.evaluate(
            "document.dir || getComputedStyle(document.body).direction"
        ),
        complaints=complaints,
        origins=set(),
    )
    visit.faults["light, wide"] = _faults(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        visit.overflow[width] = page.evaluate(OVERFLOW)
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    page.evaluate(SETTLED)
    visit.faults["dark, narrow"] = _faults(page, runOnly=CHANGING)
    page.close()
    visit.origins = {
        "/".join(url.split("/")[:3]) for url in seen if not url.startswith("data:")
    }
    return visit


Visits = Callable[[str, str], Visit]


@pytest.fixture(scope="module")
def visit(browser: Browser, real_site: str) -> Visits:
    """Give the visit of a page in a language; each page is opened once."""
    known: dict[tuple[str, str], Visit] = {}
    # One window a language, so that fonts and styles are fetched once.
    windows = {code: wide(browser, real_site, locale=code) for code in DIRECTION}

    def get(name: str, language: str) -> Visit:
        if (name, language) not in known:
            where = PAGES[name][0] if name in PAGES else None
            address = OTHERS[name] if where is None else f"/{language}/{where}"
            known[name, language] = _visit(windows[language], address)
        return known[name, language]

    return get


# Pages without a language prefix; they follow the browser's language.
OTHERS = {"admin login": "/admin/login/", "API documentation": "/api/docs/"}
# What shows a page's other sides is opened in the language that bends a page more.
OTHER_SIDES = {
    "meetings, none match",
    "Shoigu and Haftar",
    "party state-ru",
    "party gna",
    "Haftar and Sarraj",
    "Haftar in 2019",
    "party, bad day",
    "Haftar with Sarraj, some years",
    "compare two periods",
    "network, bad wish",
    "processes filtered",
    "UN process, agreements",
    "process, bad wish",
    "search, process",
    "statements of one party",
    "agreements, bad filter",
    "Geneva ceasefire",
    "search, nothing asked",
    "dossier, too many",
    "short links, refused",
}
EVERY = [
    (name, language)
    for name in PAGES
    for language in DIRECTION
    if language == "ar" or name not in OTHER_SIDES
]
EVERY += [("admin login", "en"), ("admin login", "ar"), ("API documentation", "en")]
each = pytest.mark.parametrize(("name", "language"), EVERY)


@each
def test_a_page_answers_in_its_language_and_direction(
    visit: Visits, name: str, language: str
) -> None:
    seen = visit(name, language)
    assert seen.status == PAGES.get(name, ("", 200))[1]
    assert (seen.language, seen.direction) == (language, DIRECTION[language])


@each
def test_a_page_leaves_the_console_empty(
    visit: Visits, name: str, language: str
) -> None:
    complaints = visit(name, language).complaints
    assert [line for line in complaints if not OWN_LINE.fullmatch(line)] == []


@each
def test_a_page_takes_everything_from_its_own_site(
    visit: Visits, real_site: str, name: str, language: str
) -> None:
    assert visit(name, language).origins == {real_site}


@each
def test_a_page_is_served_under_a_strict_policy_without_inline_code(
    visit: Visits, name: str, language: str
) -> None:
    seen = visit(name, language)
    assert "default-src 'none'" in seen.policy
    assert "unsafe" not in seen.policy
    assert re.findall(r"<[^>]*\s(?:style|on[a-z]+)\s*=[^>]*>", seen.html) == []
    assert re.findall(r"<style\b|<script(?![^>]*\ssrc=)[^>]*>", seen.html) == []


@each
def test_a_page_is_never_wider_than_the_screen(
    visit: Visits, name: str, language: str
) -> None:
    assert visit(name, language).overflow == dict.fromkeys(WIDTHS, 0)


@each
def test_axe_finds_no_fault_on_a_page_light_or_dark(
    visit: Visits, name: str, language: str
) -> None:
    faults = visit(name, language).faults
    assert faults == {"light, wide": [], "dark, narrow": []}


def test_a_filter_gives_the_same_list_without_scripts(
    browser: Browser, real_site: str
) -> None:
    seen = []
    for scripts in (True, False):
        context = wide(browser, real_site, java_script_enabled=scripts)
        page = context.new_page()
        page.goto("/en/meetings/?from=2015")
        before = page.locator("[data-row-link]").first.inner_text()
        page.locator("[name=party][value=haftar]").check()
        if scripts:
            page.wait_for_url("**party=haftar**")
            page.locator(".token", has_text="Haftar").wait_for()
        else:
            page.get_by_role("button", name="Show results").click()
        rows = page.locator("[data-row-link]").all_inner_texts()
        assert rows
        assert before != rows[0] or len(rows) > 1
        query = sorted(page.url.partition("?")[2].split("&"))
        seen.append(([part for part in query if part[-1] != "="], rows))
        context.close()
    assert seen[0] == seen[1]


def _break(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("This page is broken on purpose.")


def test_a_broken_page_says_so_in_both_languages_and_in_our_style(
    browser: Browser, real_site: str, settings: Settings
) -> None:
    settings.ROOT_URLCONF = (path("en/broken/", _break), *urls.urlpatterns)
    context = wide(browser, real_site)
    page = context.new_page()
    complaints = listen(page)
    answer = page.goto("/en/broken/")
    assert answer is not None
    assert answer.status == 500
    assert page.locator("h1").inner_text() == "Something went wrong on our side"
    assert page.locator("[lang=ar][dir=rtl]").count() == 1
    assert "broken on purpose" not in answer.text()
    assert page.evaluate("document.styleSheets.length") >= 3
    assert [line for line in complaints if "status of 500" not in line] == []
    assert _faults(page) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate(OVERFLOW) == 0
    page.set_viewport_size(WIDE)
    context.close()
