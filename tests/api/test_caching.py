"""How long an answer may be kept, and that an unchanged one is not sent twice."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.api.reading import ROOT
from tests.story import Story

ADDRESSES = ["meetings/", "meetings/2020-01-13-moscow-talks/", "", "search/?q=Moscow"]
ADDRESSES += ["network/", "compare/?a=haftar&b=sarraj"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_everybody_may_see_is_kept_for_a_minute(
    client: Client, story: Story, address: str
) -> None:
    answer = client.get(ROOT + address)
    assert answer["Cache-Control"] == "public, max-age=60"
    assert "Cookie" in answer["Vary"]
    again = client.get(ROOT + address, headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    assert again.content == b""


def test_a_changed_record_is_sent_again(client: Client, story: Story) -> None:
    address = f"{ROOT}meetings/{story.visit.slug}/"
    etag = client.get(address)["ETag"]
    story.visit.summary = "They spoke about Libya."
    story.visit.save()
    again = client.get(address, headers={"If-None-Match": etag})
    assert again.status_code == 200
    assert again["ETag"] != etag


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_somebody_signed_in_sees_is_kept_by_nobody(
    client: Client, editor: Any, story: Story, address: str
) -> None:
    client.force_login(editor)
    answer = client.get(ROOT + address)
    assert answer["Cache-Control"] == "private, no-store"
    assert "ETag" not in answer


def test_an_error_is_kept_by_nobody(client: Client, db: None) -> None:
    assert client.get(f"{ROOT}meetings/unheard/")["Cache-Control"] == "no-store"


def test_head_answers_as_get_without_a_body(client: Client, story: Story) -> None:
    head, get = client.head(f"{ROOT}meetings/"), client.get(f"{ROOT}meetings/")
    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == get["ETag"]
