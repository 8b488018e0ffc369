"""Every answer carries the site's policies, and what accounts see is kept nowhere."""

from __future__ import annotations

import pytest
from django.test import Client

from editorial.models import User
from tests.conftest import ClientOf

pytestmark = pytest.mark.django_db
ADDRESSES = [
    "/en/",
    "/en/meetings/nothing-here/",
    "/en/meetings/?q=%ff",
    "/api/v1/meetings",
    "/api/v1/meetings?q=%00",
    "/admin/login/",
    "/static/css/base.css",
    "/static/%00",
    "/healthz",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_carries_the_policies(client: Client, address: str) -> None:
    headers = client.get(address).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "address", ["/en/", "/en/parties/", "/en/search/?q=a", "/en/meetings.csv", "/en/no"]
)
def test_a_page_for_an_account_is_stored_in_no_cache(
    client_of: ClientOf, contributor: User, address: str
) -> None:
    answer = client_of(contributor).get(address)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "no-store" not in Client().get(address).headers.get("Cache-Control", "")


def test_a_refused_way_back_after_signing_in_leads_to_the_admin(
    contributor: User,
) -> None:
    contributor.set_password("seven-green-doors")
    contributor.save()
    answer = Client().post(
        "/admin/login/",
        {
            "username": contributor.username,
            "password": "seven-green-doors",
            "next": "//evil.example/",
        },
    )
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/admin/"
