"""Two parties: when they met, how long they did not, and what does not count."""

from __future__ import annotations

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from pytest_django import DjangoAssertNumQueries

from meetings.analysis.pairs import (
    Hindrance,
    Pair,
    meetings_of_both,
    pair_of,
    parties_named,
)
from meetings.analysis.sentences import (
    PlainWords,
    cities_of,
    pair_sentences,
    since_last_sentence,
)
from parties.models import Party
from tests import factories as f
from tests.story import Story

READER = AnonymousUser()


def named(*slugs: str) -> tuple[Party, Party]:
    """Return two parties by slug."""
    found = parties_named(Party.objects.visible_to(None), (slugs[0], slugs[1]))
    assert found is not None, slugs
    return found


def pair(one: str, other: str) -> Pair:
    """Return what is on record of two parties."""
    parties = named(one, other)
    return pair_of(parties, READER, meetings_of_both(READER, parties))


def said(found: Pair) -> str:
    """Return the sentences about a pair."""
    return " ".join(pair_sentences(found, cities_of(found.met), PlainWords()))


def test_those_kept_apart_did_not_meet(story: Story) -> None:
    found = pair("haftar", "sarraj")
    assert found.met == []
    assert [one.why for one in found.missed] == [Hindrance.INDIRECT]
    assert "No meeting of Khalifa Haftar and Fayez al-Sarraj is on record." in said(
        found
    )
    assert "1 further meeting with both is not counted" in said(found)


def test_a_minister_does_not_meet_his_own_ministry(story: Story) -> None:
    found = pair("shoigu", "mod-ru")
    assert (found.met, found.missed) == ([], [])


def test_a_state_meets_whom_its_minister_meets(story: Story) -> None:
    f.ParticipationFactory(
        meeting=f.MeetingFactory(
            published=True, parties=[story.haftar], date="2020-03-01"
        ),
        party=story.shoigu,
        capacity=story.minister_of_defence,
    )
    assert pair("state-ru", "haftar").count == 1


def test_what_was_not_held_or_refused_is_named_apart(story: Story) -> None:
    both = [story.haftar, story.sarraj]
    f.MeetingFactory(
        published=True, parties=both, status="cancelled", date="2021-01-01"
    )
    refused = f.MeetingFactory(
        published=True, parties=[story.haftar], date="2021-02-01"
    )
    f.ParticipationFactory(meeting=refused, party=story.sarraj, presence="refused")
    found = pair("haftar", "sarraj").missed[1:]
    assert [one.why for one in found] == [Hindrance.NOT_HELD, Hindrance.ABSENT]
    assert [(party.slug, how) for party, how in found[1].absent] == [
        ("sarraj", "refused")
    ]


@pytest.mark.parametrize(
    ("first", "second", "days", "words"),
    [
        ("2020-02-01", "2020-02-02", 1, "Between the two meetings lie 1 day,"),
        ("2020-02-03/2020-02-08", "2020-02-20", 12, "lie 12 days, from 8 February"),
        ("2020-02", "2020-03-11", 11, "lie at least 11 days, from February 2020"),
        ("2020-02-01~", "2020-03-11", 39, "about 39 days, from about 1 February"),
        ("[2020-02-01,2020-02-02]", "2020-03-11", 38, "at least 38 days, from one of"),
    ],
)
def test_a_gap_is_exact_only_between_known_days(
    story: Story, first: str, second: str, days: int, words: str
) -> None:
    for date in (first, second):
        f.MeetingFactory(
            published=True, parties=[story.sarraj, story.shoigu], date=date
        )
    found = pair("sarraj", "shoigu")
    assert [gap.days for gap in found.gaps] == [days]
    assert words in said(found)


def test_a_gap_to_a_contested_day_is_not_exact(story: Story) -> None:
    meetings = [
        f.MeetingFactory(
            published=True, parties=[story.sarraj, story.shoigu], date=date
        )
        for date in ("2020-02-01", "2020-02-03")
    ]
    parties = named("sarraj", "shoigu")
    f.ContentionFactory(meeting=meetings[1], field="date")
    found = pair_of(parties, READER, meetings_of_both(READER, parties))
    assert [gap.exact for gap in found.gaps] == [False]


def test_the_time_since_the_last_meeting_is_counted_to_a_day(story: Story) -> None:
    found = pair("haftar", "shoigu")
    assert since_last_sentence(found, datetime.date(2020, 3, 1)) == (
        "From the last meeting to 1 March 2020: 11 days."
    )
    assert since_last_sentence(found, datetime.date(2020, 1, 1)) == ""


def test_a_draft_is_neither_met_nor_missed(story: Story) -> None:
    f.MeetingFactory(draft=True, parties=[story.haftar, story.sarraj])
    f.MeetingFactory(draft=True, parties=[story.haftar, story.sarraj], status="denied")
    found = pair("haftar", "sarraj")
    assert (found.count, len(found.missed)) == (0, 1)


def test_many_meetings_take_as_many_queries_as_few(
    story: Story, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for month in range(1, 10):
        f.MeetingFactory(
            published=True,
            parties=[story.haftar, story.sarraj],
            date=f"2021-0{month}-01",
        )
    parties = named("haftar", "sarraj")
    with django_assert_max_num_queries(3):
        pair_of(parties, READER, meetings_of_both(READER, parties))
