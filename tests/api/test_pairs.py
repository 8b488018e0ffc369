"""Two parties in the API: how often they met, and how long they did not."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests import factories as f
from tests.api.reading import ROOT, Get
from tests.browse.pages import text_of
from tests.story import Story

PAIR = "parties/haftar/with/shoigu/"


@pytest.fixture
def met(story: Story) -> Story:
    """Let Haftar and Shoigu meet twice more, a year apart."""
    for date in ("2020-03-01", "2021-03-01"):
        f.MeetingFactory(
            slug=f"met-{date}",
            published=True,
            parties=[story.shoigu, story.haftar],
            date=date,
        )
    return story


def test_a_pair_answers_count_ends_gaps_and_meetings(get: Get, met: Story) -> None:
    answer = get(PAIR)
    assert answer["type"] == "pair"
    assert [party["slug"] for party in answer["parties"]] == ["haftar", "shoigu"]
    assert answer["count"] == len(answer["meetings"]) == 3
    assert answer["first"]["slug"] == met.visit.slug
    assert answer["first"]["place"] == "Moscow"
    assert answer["last"]["date"] == "2021-03-01"
    assert [(gap["days"], gap["exact"]) for gap in answer["gaps"]] == [
        (11, True),
        (365, True),
    ]
    assert answer["longest_gap"] == {
        "from": {"slug": "met-2020-03-01", "date": "2020-03-01"},
        "to": {"slug": "met-2021-03-01", "date": "2021-03-01"},
        "days": 365,
        "exact": True,
        "certainty": "exact",
    }
    assert [one["reason"] for one in answer["apart"]] == ["indirect"]
    assert answer["html_url"] == "http://testserver/en/parties/haftar/with/shoigu/"


def test_from_and_to_bound_what_is_counted(get: Get, met: Story) -> None:
    answer = get(PAIR + "?from=2020-03&to=2020-12")
    assert (answer["count"], answer["gaps"], answer["apart"]) == (1, [], [])
    assert answer["since_last"] == {
        "days": 305,
        "until": "2020-12-31",
        "exact": True,
        "certainty": "exact",
    }
    assert answer["sentence"].endswith("Counted from March 2020 to December 2020.")
    assert "From the last meeting to 31 December 2020: 305 days." in answer["sentence"]


def test_a_contested_day_makes_a_gap_inexact(get: Get, met: Story) -> None:
    f.ContentionFactory(meeting=met.visit, field="date")
    answer = get(PAIR)
    assert [gap["exact"] for gap in answer["gaps"]] == [False, True]
    assert answer["first"]["date_contested"] is True


def test_who_was_absent_is_named(get: Get, met: Story) -> None:
    meeting = f.MeetingFactory(
        published=True, parties=[met.haftar], slug="refused", date="2022-01-01"
    )
    f.ParticipationFactory(meeting=meeting, party=met.shoigu, presence="refused")
    missed = get(PAIR)["apart"][-1]
    assert (missed["meeting"]["slug"], missed["reason"]) == ("refused", "absent")
    assert missed["absent"] == [{"party": "shoigu", "presence": "refused"}]


def test_the_sentence_is_in_the_language_asked_for(client: Client, met: Story) -> None:
    answer = client.get(ROOT + PAIR, headers={"accept-language": "ar"})
    assert "خليفة حفتر" in answer.json()["sentence"]


def test_page_and_api_say_the_same(get: Get, client: Client, met: Story) -> None:
    page = text_of(client.get("/en/parties/haftar/with/shoigu/"))
    page = re.sub(r" ([.,])", r"\1", page)
    first, second = get(PAIR)["sentence"].split(". ")[:2]
    assert first in page
    assert second in page


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("since=2020", "since"),
        ("from=soon", "from"),
        ("from=", "from"),
        ("from=2021&to=2020", "from"),
        ("to=2020&to=2021", "to"),
        ("cursor=abc", "cursor"),
        ("date_match=within", "date_match"),
    ],
)
def test_other_parameters_are_refused_by_name(
    get: Get, met: Story, query: str, name: str
) -> None:
    assert name in str(get(f"{PAIR}?{query}", 400))


def test_a_party_with_itself_or_with_nobody_is_not_found(get: Get, met: Story) -> None:
    f.PartyOldSlugFactory(record=met.haftar, slug="hifter")
    for other in ("haftar", "hifter", "nobody"):
        get(f"parties/haftar/with/{other}/", 404)


def test_a_former_slug_moves_with_its_query(client: Client, met: Story) -> None:
    f.PartyOldSlugFactory(record=met.haftar, slug="hifter")
    answer = client.get(f"{ROOT}parties/shoigu/with/hifter/?from=2020")
    assert answer.status_code == 301
    assert answer["Location"] == (
        "http://testserver/api/v1/parties/shoigu/with/haftar/?from=2020"
    )


def test_an_unchanged_pair_is_not_sent_twice(client: Client, met: Story) -> None:
    first = client.get(ROOT + PAIR)
    again = client.get(ROOT + PAIR, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert "public" in first["Cache-Control"]


def test_a_pair_takes_at_most_eight_queries(
    client: Client,
    met: Story,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(8):
        client.get(ROOT + PAIR)
