"""The API's documentation page works under the site's strict content security policy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from devtools import chromium

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complains of: console, errors, failed requests."""
    return []


@pytest.fixture
def page(live_server: LiveServer, complaints: list[str]) -> Iterator[Page]:
    """A page of a Chromium that notes every complaint."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(chromium.find()), args=chromium.launch_args()
        )
        page = browser.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("requestfailed", lambda request: complaints.append(request.url))
        yield page
        browser.close()


def test_the_documentation_page_renders_and_tries_out_with_an_empty_console(
    live_server: LiveServer, page: Page, complaints: list[str]
) -> None:
    answer = page.goto(f"{live_server.url}/api/docs/")
    assert answer is not None
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    page.wait_for_selector(".opblock")
    assert page.locator(".opblock").count() == 24
    page.locator("#operations-topics-topics_list .opblock-summary-control").click()
    page.locator(".try-out__btn").click()
    page.locator(".execute").click()
    shown = page.locator(".live-responses-table .response-col_status").nth(1)
    assert shown.inner_text().startswith("200")
    outside = [
        address
        for address in page.evaluate(
            "performance.getEntriesByType('resource').map(entry => entry.name)"
        )
        if not address.startswith((live_server.url, "data:"))
    ]
    assert outside == []
    assert complaints == []
