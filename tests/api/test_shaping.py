"""`fields` trims records, `include` nests them, `matched` gives reasons."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from editorial.models import User
from meetings.models import Via
from tests import factories as f
from tests.api.reading import LISTS, Get, details, slugs
from tests.conftest import ClientOf
from tests.story import Story


@pytest.mark.parametrize("name", LISTS)
def test_fields_trims_records_to_those_named(get: Get, story: Story, name: str) -> None:
    for record in get(f"{name}/?fields=url,slug,version")["results"]:
        assert set(record) == {"url", "slug", "version"}


def test_fields_trims_a_single_record(get: Get, story: Story) -> None:
    assert get("parties/haftar/?fields=name") == {"name": "Khalifa Haftar"}


@pytest.mark.parametrize("query", ["fields=titel", "fields=slug,", "fields="])
def test_an_unknown_or_empty_field_is_refused(
    get: Get, story: Story, query: str
) -> None:
    for address in ("meetings/", details(story)["meetings"]):
        (error,) = get(f"{address}?{query}", 400)["errors"]
        assert error["field"] == "fields"


def test_an_unknown_include_is_refused_with_the_known_ones(
    get: Get, story: Story
) -> None:
    (error,) = get("meetings/?include=everything", 400)["errors"]
    assert error["field"] == "include"
    assert "statements, agreements" in error["message"]


def test_statements_and_agreements_are_references_until_included(
    get: Get, story: Story
) -> None:
    address = details(story)["meetings"]
    plain = get(address)
    assert set(plain["statements"][0]) == {"slug", "url"}
    assert plain["agreements"][0]["slug"] == story.agreement.slug
    whole = get(f"{address}?include=statements,agreements")
    assert whole["statements"] == [get(details(story)["statements"])]
    assert whole["agreements"] == [get(details(story)["agreements"])]


def test_a_statement_takes_in_its_whole_meeting_and_agreement(
    get: Get, story: Story
) -> None:
    story.statement.agreement = story.agreement
    story.statement.save()
    address = details(story)["statements"]
    plain = get(address)
    assert set(plain["agreement"]) == {"slug", "title", "url"}
    assert plain["side"] == "east"
    whole = get(f"{address}?include=meeting,agreement")
    assert whole["meeting"] == get(details(story)["meetings"])
    assert whole["agreement"] == get(details(story)["agreements"])
    (listed,) = get("statements/?include=meeting&fields=slug,meeting")["results"]
    assert listed == {"slug": plain["slug"], "meeting": whole["meeting"]}


def test_a_statement_about_nothing_on_record_takes_in_nothing(
    get: Get, story: Story
) -> None:
    f.StatementFactory(slug="alone", published=True)
    whole = get("statements/alone/?include=meeting,agreement")
    assert whole["meeting"] is whole["agreement"] is None


def test_a_party_found_through_another_comes_with_the_reason(
    get: Get, story: Story
) -> None:
    (talks,) = get("meetings/?party=state-ru")["results"]
    assert talks["matched"] == [
        {
            "party": "state-ru",
            "via": Via.PART_OF,
            "through": {"slug": "shoigu", "name": "Sergei Shoigu"},
        }
    ]


def test_a_party_that_took_part_itself_needs_no_reason(get: Get, story: Story) -> None:
    for record in get("meetings/?party=shoigu")["results"]:
        assert record["matched"] == []


def test_direct_leaves_out_those_found_through_others(get: Get, story: Story) -> None:
    assert slugs(get("meetings/?party=state-ru&direct=true")) == []


def test_an_editor_reads_the_same_reasons_as_everybody(
    client_of: ClientOf, editor: User, anonymous: AnonymousUser, story: Story
) -> None:
    address = "/api/v1/meetings/?party=state-ru&fields=slug,matched"
    public = client_of(anonymous).get(address).json()["results"]
    assert any(record["matched"] for record in public)
    assert client_of(editor).get(address).json()["results"] == public
