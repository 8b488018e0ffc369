"""What a meeting was for its main parties: the first on record, or the first since."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from meetings.models import Meeting
from tests import factories as f
from tests.story import Story


def firsts(client: Client, meeting: Meeting) -> list[tuple[str, str]]:
    """Return the sentences of a meeting's page with their addresses."""
    body = client.get(f"/en/meetings/{meeting.slug}/").content.decode()
    found = re.search(r'<ul class="firsts">(.*?)</ul>', body, re.DOTALL)
    links = re.findall(r'href="([^"]+)">([^<]+)<', found[1] if found else "")
    return [(words, address) for address, words in links]


def test_a_first_meeting_says_so_and_leads_to_the_pair(
    client: Client, story: Story
) -> None:
    assert firsts(client, story.visit) == [
        (
            "First meeting on record of Sergei Shoigu with Khalifa Haftar",
            "/en/parties/haftar/with/shoigu/",
        )
    ]


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2020-03-01", "since 19 February 2020 (11 days)"),
        ("2020-03", "since 19 February 2020 (at least 11 days)"),
    ],
)
def test_a_later_meeting_says_how_long_they_had_not_met(
    client: Client, story: Story, date: str, words: str
) -> None:
    later = f.MeetingFactory(
        published=True, parties=[story.shoigu, story.haftar], date=date
    )
    assert [said for said, _address in firsts(client, later)] == [
        f"First meeting of Sergei Shoigu with Khalifa Haftar {words}"
    ]


def test_indirect_talks_and_meetings_not_held_are_no_first_meeting(
    client: Client, story: Story
) -> None:
    planned = f.MeetingFactory(
        published=True, parties=[story.sarraj, story.haftar], status="cancelled"
    )
    assert firsts(client, story.talks) == firsts(client, planned) == []


def test_the_two_sides_of_libya_come_first_also_at_a_conference(
    client: Client, story: Story
) -> None:
    everybody = [story.shoigu, story.sarraj, story.haftar]
    conference = f.MeetingFactory(
        published=True, parties=everybody, format="conference", date="2021-01-01"
    )
    across = "First meeting on record of Fayez al-Sarraj with Khalifa Haftar"
    assert [said for said, _address in firsts(client, conference)] == [across]
    bilateral = f.MeetingFactory(published=True, parties=everybody, date="2021-06-01")
    said = [words for words, _address in firsts(client, bilateral)]
    assert said == [
        "First meeting of Fayez al-Sarraj with Khalifa Haftar since 1 January 2021"
        " (151 days)",
        "First meeting of Sergei Shoigu with Fayez al-Sarraj since 1 January 2021"
        " (151 days)",
        "First meeting of Sergei Shoigu with Khalifa Haftar since 1 January 2021"
        " (151 days)",
    ]


def test_a_draft_before_it_is_not_counted_for_the_public(
    client: Client, story: Story
) -> None:
    f.MeetingFactory(
        draft=True, parties=[story.shoigu, story.haftar], date="2019-01-01"
    )
    assert "First meeting on record" in firsts(client, story.visit)[0][0]


def test_members_of_one_delegation_do_not_meet_each_other(
    client: Client, story: Story
) -> None:
    deputy = f.PartyFactory(name="A deputy", published=True)
    f.ParticipationFactory(
        meeting=story.visit, party=deputy, on_behalf_of=story.mod_ru, listed_order=5
    )
    row = story.visit.participations.get(party=story.shoigu)
    row.capacity = story.minister_of_defence
    row.save()
    f.ParticipationFactory(
        meeting=story.visit, listed_order=6, party=None, placeholder="x"
    )
    assert all("A deputy" not in said for said, _a in firsts(client, story.visit))


def test_many_earlier_meetings_take_no_more_queries(
    client: Client, story: Story, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for month in range(1, 10):
        f.MeetingFactory(
            published=True,
            parties=[story.shoigu, story.haftar],
            date=f"2019-0{month}-01",
        )
    with django_assert_max_num_queries(26):
        client.get(f"/ar/meetings/{story.visit.slug}/")
