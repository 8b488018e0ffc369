"""pytest plugin: a PostgreSQL and a Valkey for the run, unless URLs name others.

Loaded with `-p`, because pytest-django reads the settings before any conftest.py. Only
the controlling process starts servers; pytest-xdist's workers inherit the two URLs.
"""

import os
from collections.abc import Generator

import pytest

from devtools import chromium, project, services
from devtools.console import Problem

SETTINGS = {
    "SECRET_KEY": "only-for-tests-and-never-for-a-site-that-people-reach",
    "STATIC_FROM_SOURCE": "true",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
}
started = pytest.StashKey[services.Services]()
left_out = pytest.StashKey[list[str]]()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(
    early_config: pytest.Config,
) -> Generator[None, None, None]:
    """Start what is missing before pytest-django reads the settings."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        os.environ.update(SETTINGS)
        try:
            found = services.ephemeral()
            early_config.stash[started] = found
            project.compile_translations(found.environment())
        except Problem as problem:
            raise pytest.UsageError(str(problem)) from problem
        os.environ["DATABASE_URL"] = found.database_url
        os.environ["REDIS_URL"] = found.redis_url
    return (yield)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what was started."""
    if started in config.stash:
        config.stash[started].stop()


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Without a Chromium, take the browser tests out and remember which."""
    browser = []
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker("browser")
        if item.get_closest_marker("browser"):
            browser.append(item)
    if not browser or chromium.find():
        return
    if os.environ.get("BROWSER_TESTS") == "required":
        raise pytest.UsageError(
            f"the browser tests are required and there is no Chromium: {chromium.HOW}"
        )
    config.stash[left_out] = [item.nodeid for item in browser]
    config.hook.pytest_deselected(items=browser)
    items[:] = [item for item in items if item not in browser]


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say loudly which tests were left out and how to get them."""
    names = config.stash.get(left_out, [])
    if not names and config.getoption("numprocesses", None) and not chromium.find():
        names = ["tests/browser/"]  # what the other processes left out
    if not names:
        return
    terminalreporter.section("LEFT OUT: no Chromium found", red=True, bold=True)
    for name in names:
        terminalreporter.line(f"  {name}")
    terminalreporter.line(f"Browser tests were left out. {chromium.HOW}.", red=True)
