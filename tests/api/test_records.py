"""What a record of each type carries."""

from __future__ import annotations

import pytest
from django.test import Client

from meetings.models import Contention
from parties.models import Alignment
from tests import factories as f
from tests.api.reading import LISTS, ROOT, Get, details
from tests.story import Story


@pytest.mark.parametrize("name", [name for name in LISTS if name != "topics"])
def test_every_record_says_what_and_where_it_is(
    get: Get, story: Story, name: str
) -> None:
    address = details(story)[name]
    record = get(address)
    assert record["url"] == f"http://testserver{ROOT}{address}"
    assert record["slug"] == address.split("/")[1]
    assert record["version"] == 1
    assert record["state"] == "published"
    assert record["type"] == {"parties": "party", "processes": "process"}.get(
        name, name[:-1]
    )
    assert record in get(f"{name}/")["results"]


def test_topics_name_their_upper_topic(get: Get) -> None:
    upper = f.TopicFactory(slug="security", name="Security")
    f.TopicFactory(slug="arms-embargo", name="Arms embargo", parent=upper)
    assert get("topics/arms-embargo/")["parent"] == {
        "slug": "security",
        "name": "Security",
    }
    assert [one["slug"] for one in get("topics/?parent=security")["results"]] == [
        "arms-embargo"
    ]


def test_a_meeting_says_in_what_office_and_for_whom_each_took_part(
    get: Get, story: Story
) -> None:
    talks = get(details(story)["meetings"])
    assert talks["html_url"] == f"http://testserver/en/meetings/{talks['slug']}/"
    assert talks["date"] == talks["date_earliest"] == talks["date_latest"]
    assert talks["date_in_words"] == "13 January 2020"
    sarraj, haftar, shoigu = talks["participations"]
    assert sarraj["party"] == {
        "slug": "sarraj",
        "name": "Fayez al-Sarraj",
        "kind": "person",
    }
    assert sarraj["on_behalf_of"]["slug"] == "gna"
    assert (sarraj["presence"], sarraj["attended"], sarraj["side"]) == (
        "apart",
        True,
        "west",
    )
    assert haftar["capacity"] is None
    assert shoigu["capacity"] == {
        "title": "Minister of Defence",
        "organisation": {"slug": "mod-ru", "name": "Ministry of Defence of Russia"},
        "status": "regular",
    }
    assert shoigu["capacity_as_reported"] is None


def test_the_side_is_that_of_the_meetings_date(get: Get, story: Story) -> None:
    Alignment.objects.filter(party=story.sarraj).update(end="2019")
    for alignment in Alignment.objects.filter(party=story.sarraj):
        alignment.end = "2019"
        alignment.save()
    f.AlignmentFactory(party=story.sarraj, side="neutral", start="2020")
    sarraj = get(details(story)["meetings"])["participations"][0]
    assert sarraj["side"] == "neutral"


def test_a_citation_gives_the_cited_words_and_where_the_report_is(
    get: Get, story: Story
) -> None:
    (cited,) = get(details(story)["meetings"])["citations"]
    assert cited["quote"] == "Haftar left Moscow without signing"
    assert (cited["start"], cited["end"]) == (0, len(cited["quote"]))
    report = cited["report"]
    assert report["source_url"] == story.report.url
    assert report["sha256"] == story.report.sha256
    assert report["agency"] is None
    assert report["outlet"]["slug"] == story.report.outlet.slug


def test_a_quote_is_cut_at_300_characters(get: Get, story: Story) -> None:
    report = f.ReportFactory(text="word " * 200)
    f.MeetingCitationFactory(
        meeting=story.visit, report=report, quote=("word " * 200).strip()
    )
    quotes = [
        cited["quote"]
        for cited in get(f"meetings/{story.visit.slug}/")["citations"]
        if cited["quote"]
    ]
    assert [len(quote) for quote in quotes] == [300]


@pytest.mark.parametrize("role", ["anonymous", "reader", "contributor", "editor"])
def test_the_text_of_a_report_is_nowhere_in_the_api(
    request: pytest.FixtureRequest, story: Story, role: str
) -> None:
    client = Client()
    if role != "anonymous":
        client.force_login(request.getfixturevalue(role))
    for address in (*details(story).values(), *(f"{name}/" for name in LISTS)):
        answer = client.get(ROOT + address).content.decode()
        assert "Sarraj had signed" not in answer, address


def test_an_agreement_says_who_signed_and_who_refused(get: Get, story: Story) -> None:
    draft = get(details(story)["agreements"])
    acts = [(one["party"]["slug"], one["action"]) for one in draft["signatures"]]
    assert acts == [("sarraj", "signed"), ("haftar", "refused")]
    assert draft["signatures"][0]["on_behalf_of"]["slug"] == "gna"
    assert draft["meeting"]["slug"] == story.talks.slug
    (promise,) = draft["commitments"]
    assert get(f"commitments/{promise['id']}/")["text"] == "Both sides stop firing."


def test_a_statement_says_who_spoke_for_whom_about_what(get: Get, story: Story) -> None:
    said = get(details(story)["statements"])
    assert said["speaker"]["slug"] == "haftar"
    assert said["on_behalf_of"] == {"slug": "lna", "name": "Libyan National Army"}
    assert (said["stance"], said["meeting"]["slug"]) == ("rejects", story.talks.slug)


def test_a_party_has_names_offices_relations_sides_and_counts(
    get: Get, story: Story
) -> None:
    f.PartyIdentifierFactory(party=story.shoigu, scheme="wikidata", value="Q4531")
    shoigu = get("parties/shoigu/")
    assert "سيرغي شويغو" in [name["text"] for name in shoigu["names"]]
    assert shoigu["positions"][0]["organisation"]["slug"] == "mod-ru"
    assert shoigu["alignments"][0]["basis"] == "editorial"
    assert shoigu["identifiers"] == [{"scheme": "wikidata", "value": "Q4531"}]
    assert shoigu["counts"] == {
        "meetings": 2,
        "meetings_direct": 2,
        "statements": 0,
        "agreements": 0,
    }
    russia = get("parties/state-ru/")
    assert [row["kind"] for row in russia["related_from"]] == ["ministry_of"]
    assert russia["counts"]["meetings"] == 1
    assert russia["counts"]["meetings_direct"] == 0


def test_a_contested_fact_lists_the_values_that_are_reported(
    get: Get, story: Story
) -> None:
    contention: Contention = f.ContentionFactory(
        meeting=story.talks, note="They differ."
    )
    contention.values.create(text="12 January", parsed="2020-01-12")
    (shown,) = get(details(story)["meetings"])["contentions"]
    assert shown["field"] == "date"
    assert shown["values"] == [
        {
            "text": "12 January",
            "parsed": "2020-01-12",
            "preferred": False,
            "citations": [],
        }
    ]


def test_search_says_which_name_matched(get: Get, story: Story) -> None:
    found = get("search/?q=حفتر")["results"]
    assert (found[0]["type"], found[0]["slug"]) == ("party", "haftar")
    assert found[0]["matched_name"] == "خليفة حفتر"
    assert 0 < found[0]["score"] <= 1


def test_search_is_cut_and_counts_what_it_cuts(get: Get, story: Story) -> None:
    for _ in range(3):
        f.MeetingFactory(title="Airport talks", published=True)
    answer = get("search/?q=Airport&limit=2&type=meeting&type=agreement")
    assert len(answer["results"]) == 2
    assert answer["counts"] == {"meeting": 3, "agreement": 0}


def test_search_keeps_to_the_types_asked_for(get: Get, story: Story) -> None:
    found = get("search/?q=Moscow&type=place&type=meeting")["results"]
    assert {row["type"] for row in found} == {"place", "meeting"}


# What an endpoint cannot answer without.
NEEDED = {"search": "?q=Moscow", "compare": "?a=haftar&b=state-ru"}


def test_the_index_names_every_endpoint_and_the_licences(
    client: Client, story: Story
) -> None:
    for address in ("/api/", ROOT):
        index = client.get(address).json()
        assert index["licence"]["name"] == "CC BY 4.0"
        assert index["credits"][0]["who"] == "GeoNames"
        for name, url in index["endpoints"].items():
            query = NEEDED.get(name, "")
            assert client.get(url + query).status_code == 200
