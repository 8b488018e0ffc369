"""An agreement in the API: who acted and from which side, what was promised and kept."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.api.reading import ROOT, Get, details, slugs
from tests.story import Story


def record(get: Get, story: Story, query: str = "") -> Any:
    """The story's agreement as the API answers it."""
    return get(details(story)["agreements"] + query)


def test_each_signature_says_from_which_side_it_came(get: Get, story: Story) -> None:
    envoy = f.PartyFactory(slug="envoy", published=True)
    f.SignatureFactory(
        agreement=story.agreement, party=envoy, on_behalf_of=story.lna, position=2
    )
    nobody = f.PartyFactory(slug="nobody-known", published=True)
    f.SignatureFactory(agreement=story.agreement, party=nobody, position=3)
    sides = {
        row["party"]["slug"]: row["side"] for row in record(get, story)["signatures"]
    }
    assert sides == {
        "sarraj": "west",
        "haftar": "east",
        "envoy": "east",
        "nobody-known": None,
    }


def test_a_commitment_in_its_agreement_says_who_must_keep_it_and_whether_it_was(
    get: Get, story: Story
) -> None:
    promise = story.agreement.commitments.get()
    promise.obligor, promise.due = story.gna, "2020-02"
    promise.save()
    promise.statuses.create(as_of="2020-03-01", status="breached", note="Shelling.")
    promise.statuses.create(as_of="2020-02-01", status="1")
    (shown,) = record(get, story)["commitments"]
    assert shown["obligor"]["slug"] == "gna"
    assert (shown["due"], shown["due_latest"]) == ("2020-02", "2020-02-29")
    assert [row["status"] for row in shown["statuses"]] == ["1", "breached"]
    alone = get(f"commitments/{promise.pk}/")
    assert alone["statuses"] == shown["statuses"]
    assert alone["obligor"] == shown["obligor"]


def test_meeting_statements_and_process_come_whole_when_included(
    get: Get, story: Story
) -> None:
    said = f.StatementFactory(agreement=story.agreement, published=True)
    plain = record(get, story)
    assert set(plain["meeting"]) == {"slug", "title", "url"}
    assert set(plain["process"]) == {"slug", "name"}
    assert [set(row) for row in plain["statements"]] == [{"slug", "url"}]
    whole = record(get, story, "?include=meeting,statements,process")
    assert whole["meeting"] == get(details(story)["meetings"])
    process = get(details(story)["processes"])
    assert {"names", "sponsors", "citations"} < set(whole["process"])
    assert whole["process"] == {key: process[key] for key in whole["process"]}
    assert whole["statements"] == [get(f"statements/{said.slug}/")]


def test_an_agreement_without_meeting_or_process_includes_none(
    get: Get, db: None
) -> None:
    bare = f.AgreementFactory(published=True)
    whole = get(f"agreements/{bare.slug}/?include=meeting,statements,process")
    assert (whole["meeting"], whole["process"], whole["statements"]) == (None, None, [])


def test_a_hidden_meeting_is_not_included(get: Get, editor: Any, db: None) -> None:
    hidden = f.MeetingFactory(draft=True)
    agreement = f.AgreementFactory(published=True)
    type(agreement).objects.filter(pk=agreement.pk).update(meeting=hidden)
    whole = get(f"agreements/{agreement.slug}/?include=meeting")
    assert whole["meeting"] is None


def test_fields_trims_an_agreement_with_what_is_included(
    get: Get, story: Story
) -> None:
    answer = get("agreements/?include=meeting&fields=slug,meeting")["results"]
    assert [set(row) for row in answer] == [{"slug", "meeting"}]
    assert answer[0]["meeting"]["participations"]


def test_the_new_filters_work_in_the_api(get: Get, story: Story) -> None:
    assert slugs(get("agreements/?side=east&action=refused")) == [story.agreement.slug]
    assert slugs(get("agreements/?across_sides=true")) == []
    assert slugs(get(f"agreements/?meeting={story.talks.slug}")) == [
        story.agreement.slug
    ]
    (error,) = get("agreements/?across_sides=both", 400)["errors"]
    assert error["field"] == "across_sides"
    assert len(get("commitments/?q=firing&from=2020&to=2020")["results"]) == 1


@pytest.mark.parametrize("name", ["", "meeting", "statements", "process"])
def test_a_list_takes_no_more_queries_for_more_agreements(
    client: Client, story: Story, name: str
) -> None:
    address = f"{ROOT}agreements/" + (f"?include={name}" if name else "")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    few = queries()
    for _ in range(5):
        meeting = f.MeetingFactory(parties=[story.haftar], published=True)
        agreement = f.AgreementFactory(
            meeting=meeting, process=story.process, published=True
        )
        f.SignatureFactory(agreement=agreement, party=story.sarraj)
        f.CommitmentFactory(agreement=agreement)
        f.StatementFactory(agreement=agreement, published=True)
    assert queries() <= few + 1  # names of parties are first asked for with more rows
    assert queries() <= 10
