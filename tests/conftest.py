"""The cast and the tools that every test may ask for."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator
from uuid import uuid4

import hypothesis
import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import translation

from editorial import roles
from editorial.models import User
from tests.factories import UserFactory
from tests.real import loaded as loaded
from tests.real import real_data as real_data
from tests.story import Story, tell_story

# No test is timed; a run in CI tries the same examples each time.
hypothesis.settings.register_profile(
    "tracker", deadline=None, derandomize=bool(os.environ.get("CI"))
)
hypothesis.settings.load_profile("tracker")

ClientOf = Callable[[User | AnonymousUser | None], Client]


def pytest_configure(config: pytest.Config) -> None:
    """Let WhiteNoise miss the collected static files: tests serve none."""
    config.addinivalue_line("filterwarnings", "ignore:No directory at:UserWarning")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None, None, None]:
    """Bring the role groups back after a test that empties the whole database."""
    result = yield
    marker = item.get_closest_marker("django_db")
    emptied = bool(marker and marker.kwargs.get("transaction")) or bool(
        {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    )
    if emptied and nextitem is not None:  # after the last test the database is gone
        from pytest_django.plugin import blocking_manager_key

        with item.config.stash[blocking_manager_key].unblock():
            roles.sync_groups(apps)
    return result


@pytest.fixture(autouse=True)
def in_english() -> Generator[None, None, None]:
    """Let no test leave its reader's language to the next."""
    yield
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def anonymous() -> AnonymousUser:
    """Somebody who is not signed in."""
    return AnonymousUser()


@pytest.fixture
def reader(db: None) -> User:
    """Signed in, without further rights."""
    return UserFactory(username="reader", role=roles.READER)


@pytest.fixture
def contributor(db: None) -> User:
    """Writes own drafts."""
    return UserFactory(username="contributor", role=roles.CONTRIBUTOR)


@pytest.fixture
def other_contributor(db: None) -> User:
    """Another one who writes own drafts."""
    return UserFactory(username="other-contributor", role=roles.CONTRIBUTOR)


@pytest.fixture
def editor(db: None) -> User:
    """Edits every record."""
    return UserFactory(username="editor", role=roles.EDITOR)


@pytest.fixture
def publisher(db: None) -> User:
    """Edits, publishes and retracts."""
    return UserFactory(username="publisher", role=roles.PUBLISHER)


@pytest.fixture
def administrator(db: None) -> User:
    """Manages accounts and reads everything."""
    return UserFactory(username="administrator", role=roles.ADMINISTRATOR)


@pytest.fixture
def client_of() -> ClientOf:
    """Return a function that gives a browser signed in as somebody (or nobody)."""

    def make(user: User | AnonymousUser | None) -> Client:
        client = Client()
        if isinstance(user, User):
            client.force_login(user)
        return client

    return make


@pytest.fixture
def story(db: None) -> Story:
    """The Moscow talks of January 2020 and what belongs to them, all published."""
    return tell_story()


@pytest.fixture
def standing_still(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database as if nobody changed it, here or elsewhere on its server."""
    state = f"SELECT '{uuid4()}', current_database(), NULL::text"
    monkeypatch.setattr("common.standing.SNAPSHOT", state)
