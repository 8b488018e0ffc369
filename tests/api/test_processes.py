"""Processes and topics in the API: counts, children, and the chain."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meetings.models import Process
from tests import factories as f
from tests.api.reading import ROOT, Get, slugs
from tests.story import Story

TALKS = "processes/moscow-talks/"


@pytest.fixture
def child(story: Story) -> Process:
    """A process below that of the story, with one meeting that was announced."""
    made: Process = f.ProcessFactory(
        slug="follow-up", name="Follow-up", parent=story.process, published=True
    )
    f.MeetingFactory(
        slug="round-one", date="2020-02-22", status="announced", process=made,
        published=True,
    )  # fmt: skip
    return made


def test_a_process_counts_and_names_what_lies_below_it(
    get: Get, child: Process
) -> None:
    record = get(TALKS)
    assert record["counts"] == {"meetings": 2, "held": 1, "agreements": 1}
    assert record["children"] == [
        {
            "slug": "follow-up",
            "name": "Follow-up",
            "url": f"http://testserver{ROOT}processes/follow-up/",
        }
    ]
    assert (record["chain"], record["meetings"], record["agreements"]) == (None,) * 3


def test_include_gives_children_whole_and_meetings_by_name(
    get: Get, child: Process
) -> None:
    record = get(f"{TALKS}?include=children,meetings,agreements")
    (below,) = record["children"]
    assert (below["type"], below["counts"]["meetings"]) == ("process", 1)
    assert [(one["slug"], one["status"]) for one in record["meetings"]] == [
        ("2020-01-13-moscow-talks", "held"),
        ("round-one", "announced"),
    ]
    assert slugs({"results": record["agreements"]}) == [
        "2020-01-13-moscow-ceasefire-draft"
    ]
    assert record["chain"] is None


def test_the_chain_gives_every_step_with_who_signed_and_who_refused(
    get: Get, story: Story, child: Process
) -> None:
    story.talks.links.create(target=story.visit, kind="prepares")
    record = get(f"{TALKS}?include=chain&fields=slug,chain")
    assert set(record) == {"slug", "chain"}
    talks, draft, announced = record["chain"]
    assert (talks["type"], talks["kind"], talks["status"]) == (
        "meeting",
        "indirect",
        "held",
    )
    assert talks["sides"] == {"west": 1, "east": 1, "global": 1}
    assert [(link["relation"], link["meeting"]["slug"]) for link in talks["links"]] == [
        ("prepares", story.visit.slug)
    ]
    assert draft["type"] == "agreement"
    assert draft["meeting"]["slug"] == story.talks.slug
    assert [(act["party"]["slug"], act["action"]) for act in draft["signed"]] == [
        ("sarraj", "signed")
    ]
    assert draft["signed"][0]["on_behalf_of"]["slug"] == "gna"
    assert [(act["party"]["slug"], act["action"]) for act in draft["refused"]] == [
        ("haftar", "refused")
    ]
    assert draft["commitments"] == 1
    assert announced["status"] == "announced"
    assert announced["processes"] == [{"slug": "follow-up", "name": "Follow-up"}]


def test_a_chain_keeps_to_what_is_published(get: Get, story: Story) -> None:
    f.MeetingFactory(slug="secret", process=story.process, draft=True)
    f.AgreementFactory(slug="secret-text", process=story.process, draft=True)
    f.ProcessFactory(slug="secret-child", parent=story.process, draft=True)
    record = get(f"{TALKS}?include=chain,meetings,agreements,children")
    assert "secret" not in str(record)


def test_an_unchanged_chain_is_not_sent_again(client: Client, story: Story) -> None:
    address = f"{ROOT}{TALKS}?include=chain"
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_many_chains_take_as_many_queries_as_one(client: Client, story: Story) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(f"{ROOT}processes/?include=chain,children")
        assert answer.status_code == 200
        return len(captured)

    few = queries()
    for _ in range(5):
        more = f.ProcessFactory(parent=story.process, published=True)
        met = f.MeetingFactory(process=more, parties=[story.haftar], published=True)
        f.SignatureFactory(
            agreement=f.AgreementFactory(meeting=met, process=more, published=True)
        )
    assert queries() <= few + 1 <= 20


def test_search_finds_processes_and_topics_by_a_name_in_any_script(
    get: Get, story: Story
) -> None:
    story.process.names.create(text="محادثات موسكو", lang="ar", kind="official")
    topic = f.TopicFactory(slug="ceasefire", name="Ceasefire")
    f.TopicNameFactory(topic=topic, text="Прекращение огня", lang="ru")
    (found,) = get("search/?q=محادثات موسكو&type=process")["results"]
    assert (found["type"], found["slug"]) == ("process", "moscow-talks")
    assert found["matched_name"] == "محادثات موسكو"
    (found,) = get("search/?q=прекращение огня&type=topic")["results"]
    assert (found["type"], found["slug"]) == ("topic", "ceasefire")
    assert found["html_url"] == "http://testserver/en/topics/ceasefire/"
    f.ProcessFactory(name="Secret track", draft=True)
    assert get("search/?q=Secret track&type=process")["results"] == []
