"""A running site with data that other threads see, and one Chromium for a module."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, connections
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Request,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from devtools import chromium
from tests.real import Loaded, connected_to, copied, copy_of
from tests.story import tell_story

WIDE: Any = {"width": 1440, "height": 900}


@contextmanager
def _serve() -> Iterator[str]:
    """Serve what is committed in the connected database.

    `live_server` empties the database after each test, which would cost a load of the
    dataset for every page.
    """
    server = LiveServer("localhost")
    try:
        yield str(server.url)
    finally:
        server.stop()
        _wait_until_alone()


def _wait_until_alone() -> None:
    """Wait until the threads that served have let go of the database."""
    others = (
        "SELECT state, left(query, 100) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    for _ in range(100):
        with connection.cursor() as cursor:
            cursor.execute(others)
            left = cursor.fetchall()
        if not left:
            return
        time.sleep(0.05)
    pytest.fail(f"Five seconds after its end the site still holds {left}.")


@pytest.fixture(scope="module")
def real_site(
    loaded: Loaded, django_db_blocker: DjangoDbBlocker
) -> Generator[str, None, None]:
    """The address of a site that shows the dataset of data/."""
    with django_db_blocker.unblock(), copy_of(loaded), _serve() as address:
        yield address


@pytest.fixture(scope="module")
def story_site(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Generator[str, None, None]:
    """The address of a site that shows the story of tests/story.py."""
    with django_db_blocker.unblock(), copied("story") as name, connected_to(name):
        tell_story()
        with _serve() as address:
            yield address


@contextmanager
def launched() -> Iterator[Browser]:
    """A Chromium for as long as the block lasts.

    Playwright keeps a loop in this thread, beside which the ORM would refuse to work,
    and works with another connection than without it; that one is closed here.
    """
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(
            executable_path=str(chromium.find()), args=chromium.launch_args()
        )
        try:
            yield browser
        finally:
            browser.close()
            connections.close_all()


def listen(page: Page) -> list[str]:
    """Return a list that grows with each complaint of the page's console."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def failed(request: Request) -> None:
        # What the browser itself gives up when a page is left is nobody's fault.
        if request.failure != "net::ERR_ABORTED":
            complaints.append(request.url)

    page.on("requestfailed", failed)
    return complaints


def wide(browser: Browser, site: str, **options: Any) -> BrowserContext:
    """A fresh window on the site, as wide as a desk's screen, in English and light."""
    chosen = {"locale": "en-GB", "color_scheme": "light", "viewport": WIDE, **options}
    context = browser.new_context(base_url=site, reduced_motion="reduce", **chosen)
    context.set_default_timeout(15_000)
    return context
