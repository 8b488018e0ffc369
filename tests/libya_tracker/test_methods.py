"""Public pages are only read: any other method is 405, before tokens are asked for."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.story import Story

PAGES = [
    "/en/",
    "/ar/",
    "/en/meetings/",
    "/en/meetings/2020-01-13-any/",
    "/en/parties/",
    "/en/parties/any/",
    "/en/search/",
    "/en/meetings.csv",
    "/healthz",
    "/readyz",
    "/favicon.ico",
]


def ask(address: str, method: str) -> Any:
    """What a browser is answered that has no token."""
    return Client(enforce_csrf_checks=True).generic(method, address, b"a=b")


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "FOO"])
@pytest.mark.parametrize("address", PAGES)
def test_a_public_page_names_the_methods_it_answers(address: str, method: str) -> None:
    answer = ask(address, method)
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD"
    assert "only for reading" in answer.content.decode()


def test_a_public_page_is_read_by_get_and_head(story: Story) -> None:
    for address in ("/en/", "/en/meetings/", f"/en/parties/{story.haftar.slug}/"):
        assert ask(address, "GET").status_code == 200
        assert ask(address, "HEAD").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/admin/login/", "/i18n/setlang/"])
def test_what_is_sent_without_token_is_still_refused(address: str) -> None:
    assert ask(address, "POST").status_code == 403
