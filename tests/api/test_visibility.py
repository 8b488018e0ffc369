"""Nobody learns through the API of what they may not see."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from editorial.models import ReviewState
from tests import factories as f
from tests.api.reading import ROOT, Get, slugs
from tests.story import Story

ADDRESSES = {
    "party": "parties",
    "meeting": "meetings",
    "statement": "statements",
    "agreement": "agreements",
    "process": "processes",
}
SEES = {
    "anonymous": {"published"},
    "reader": {"published"},
    "contributor": {"published"},
    "editor": set(ReviewState.values),
    "publisher": set(ReviewState.values),
    "administrator": set(ReviewState.values),
}


@pytest.mark.parametrize("role", SEES)
@pytest.mark.parametrize("state", ReviewState.values)
@pytest.mark.parametrize("kind", ADDRESSES)
def test_a_record_is_shown_to_those_who_may_see_it_and_404_for_others(
    request: pytest.FixtureRequest, db: None, kind: str, state: str, role: str
) -> None:
    record = f.ROOT_FACTORIES[kind](state=state)
    client = Client()
    if role != "anonymous":
        client.force_login(request.getfixturevalue(role))
    seen = state in SEES[role]
    one = client.get(f"{ROOT}{ADDRESSES[kind]}/{record.slug}/")
    assert one.status_code == (200 if seen else 404)
    listed = client.get(f"{ROOT}{ADDRESSES[kind]}/?page_size=500&fields=slug")
    assert (record.slug in slugs(listed.json())) is seen


@pytest.mark.parametrize("kind", ADDRESSES)
def test_a_contributor_sees_own_drafts(
    client: Client, contributor: Any, kind: str
) -> None:
    record = f.ROOT_FACTORIES[kind](draft=True, created_by=contributor)
    client.force_login(contributor)
    answer = client.get(f"{ROOT}{ADDRESSES[kind]}/{record.slug}/")
    assert answer.json()["state"] == "draft"


def test_what_hangs_on_a_published_meeting_stays_hidden_while_it_is_a_draft(
    get: Get, story: Story
) -> None:
    talks = story.talks
    statement = f.StatementFactory(slug="hidden-statement", meeting=talks)
    agreement = f.AgreementFactory(slug="hidden-agreement", meeting=talks)
    other = f.MeetingFactory(slug="hidden-meeting", title="Hidden meeting")
    other.links.create(target=talks, kind="prepares")
    f.CommitmentFactory(agreement=agreement, text="A hidden promise.")
    assert not statement.is_published
    shown = Client().get(f"{ROOT}meetings/{talks.slug}/?include=statements,agreements")
    assert "hidden" not in shown.content.decode().lower()
    for name in ("commitments", "statements", "agreements", "meetings"):
        listed = Client().get(f"{ROOT}{name}/").content.decode()
        assert "hidden" not in listed.lower(), name
    assert get("search/?q=hidden")["results"] == []


def test_a_hidden_party_is_left_out_of_what_it_takes_part_in(
    contributor: Any, client: Client, story: Story
) -> None:
    hidden = f.PartyFactory(slug="hidden-party", name="Hidden party", kind="ministry")
    own = f.MeetingFactory(
        slug="own-draft", parties=[story.haftar, hidden], created_by=contributor
    )
    row = own.participations.get(party=story.haftar)
    row.on_behalf_of = hidden
    row.capacity = f.PositionFactory(person=story.haftar, organisation=hidden)
    row.save()
    own.conveners.create(party=hidden)
    f.StatementFactory(slug="own-words", speaker=hidden, created_by=contributor)
    client.force_login(contributor)
    for address in (
        "meetings/own-draft/",
        "statements/own-words/",
        "parties/haftar/",
        "meetings/?party=haftar",
    ):
        answer = client.get(ROOT + address)
        assert answer.status_code == 200
        assert "hidden" not in answer.content.decode().lower(), address


def test_a_filter_does_not_tell_that_a_hidden_record_exists(get: Get) -> None:
    f.PartyFactory(slug="hidden")
    hidden = get("meetings/?party=hidden", 400)
    unknown = get("meetings/?party=unheard", 400)
    assert str(hidden).replace("hidden", "unheard") == str(unknown)
