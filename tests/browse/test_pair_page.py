"""The page of two parties, and its sentence above the list of meetings."""

from __future__ import annotations

import re

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests import factories as f
from tests.browse.pages import text_of
from tests.story import Story

PAIR = "/en/parties/haftar/with/shoigu/"


def met_again(story: Story, *dates: str) -> None:
    """Let Haftar and Shoigu meet on further days."""
    for date in dates:
        f.MeetingFactory(
            published=True,
            parties=[story.shoigu, story.haftar],
            date=date,
            title=f"They meet on {date}",
        )


def test_the_page_says_when_they_met_and_how_long_they_did_not(
    client: Client, story: Story
) -> None:
    met_again(story, "2020-03-01", "2021-03-01")
    response = client.get(PAIR)
    page = text_of(response)
    assert (
        "have met 3 times on record: first 19 February 2020 in Moscow , last"
        " 1 March 2021 . The longest gap between meetings: 365 days, from 1 March 2020"
        " to 1 March 2021 ."
    ) in page
    assert page.index("They meet on 2021-03-01") < page.index("365 days between")
    assert page.index("365 days between") < page.index("11 days between")
    assert "365 days between · the longest gap" in page
    body = response.content.decode()
    sentence = body[body.index("pair-sentence") :]
    links = re.findall(r'href="(/en/[^"]+)"', sentence[: sentence.index("</p>")])
    assert f"/en/meetings/{story.visit.slug}/" in links
    assert "/en/parties/haftar/" in links


def test_either_order_answers_and_names_one_main_address(
    client: Client, story: Story
) -> None:
    main = (
        '<link rel="canonical" href="http://testserver/en/parties/haftar/with/shoigu/">'
    )
    for address in (PAIR, "/en/parties/shoigu/with/haftar/"):
        response = client.get(address)
        assert response.status_code == 200
        assert main in response.content.decode()


def test_a_party_with_itself_or_with_nobody_is_not_found(
    client: Client, story: Story
) -> None:
    f.PartyOldSlugFactory(record=story.haftar, slug="hifter")
    for other in ("haftar", "hifter", "nobody"):
        assert client.get(f"/en/parties/haftar/with/{other}/").status_code == 404


def test_a_former_name_redirects_to_the_pair(client: Client, story: Story) -> None:
    f.PartyOldSlugFactory(record=story.haftar, slug="hifter")
    response = client.get("/ar/parties/hifter/with/shoigu/")
    assert (response.status_code, response["Location"]) == (
        301,
        "/ar/parties/haftar/with/shoigu/",
    )


def test_meetings_at_which_they_were_kept_apart_stand_apart_with_the_reason(
    client: Client, story: Story
) -> None:
    f.MeetingFactory(
        published=True,
        parties=[story.haftar, story.sarraj],
        status="postponed",
        title="A summit that was put off",
    )
    page = text_of(client.get("/en/parties/haftar/with/sarraj/"))
    apart = page[page.index("Not counted") :]
    assert "Indirect talks: the sides never sat together" in apart
    assert "A summit that was put off · Postponed" in apart


def test_a_contested_date_is_marked_in_the_chronology(
    client: Client, story: Story
) -> None:
    f.ContentionFactory(meeting=story.visit, field="date")
    body = client.get(PAIR).content.decode()
    assert f'href="/en/meetings/{story.visit.slug}/#accounts"' in body


def test_the_list_of_two_parties_begins_with_their_sentence(
    client: Client, story: Story
) -> None:
    both = client.get("/en/meetings/?party=shoigu&party=haftar")
    assert "have met once on record: 19 February 2020 in Moscow" in text_of(both)
    assert f'href="{PAIR}"' in both.content.decode()
    for query in ("party=haftar", "party=haftar&party=shoigu&party=sarraj", ""):
        assert "on record:" not in text_of(client.get(f"/en/meetings/?{query}"))


def test_each_counterpart_of_a_party_leads_to_the_page_of_the_pair(
    client: Client, story: Story
) -> None:
    body = client.get("/en/parties/haftar/").content.decode()
    assert f'<a href="{PAIR}">1</a>' in body


def test_the_page_is_in_arabic_with_arabic_names(client: Client, story: Story) -> None:
    page = text_of(client.get("/ar/parties/haftar/with/sarraj/"))
    assert "خليفة حفتر" in page
    assert "فائز السراج" in page


def test_a_long_pair_takes_as_many_queries_as_a_short_one(
    client: Client,
    story: Story,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    met_again(story, *(f"2021-{month:02d}-01" for month in range(1, 13)))
    with django_assert_max_num_queries(21):
        client.get("/ar/parties/haftar/with/shoigu/")


def test_the_list_of_two_parties_takes_at_most_twelve_queries(
    client: Client,
    story: Story,
    standing_still: None,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    met_again(story, *(f"2021-{month:02d}-01" for month in range(1, 13)))
    client.get("/ar/meetings/")  # reads what is kept while the database stands
    with django_assert_max_num_queries(12):
        client.get("/ar/meetings/?party=haftar&party=shoigu")


def test_a_period_leaves_out_the_meetings_before_and_after(
    client: Client, story: Story
) -> None:
    met_again(story, "2020-03-01", "2021-03-01")
    response = client.get(f"{PAIR}?from=2020-03&to=2021")
    page = text_of(response)
    assert "have met 2 times on record" in page
    assert "Counted from March 2020 to 2021." in page
    assert "Shoigu receives Haftar in Moscow" not in page
    assert "From 2020-03" in page or "March 2020" in page
    assert "?from=2020-03&amp;to=2021" in response.content.decode()


def test_the_network_leads_to_the_meetings_of_its_period(
    client: Client, story: Story
) -> None:
    met_again(story, "2021-03-01")
    body = client.get("/en/network/?unit=parties&from=2021").content.decode()
    assert f"{PAIR}?from=2021" in body
    assert "have met once on record" in text_of(client.get(f"{PAIR}?from=2021"))


def test_a_wrong_period_of_two_parties_is_refused_by_name(
    client: Client, story: Story
) -> None:
    for query, name in (("from=soon", "from"), ("from=2021&to=2020", "from")):
        response = client.get(f"{PAIR}?{query}")
        assert response.status_code == 400
        assert f"<code>{name}</code>" in response.content.decode()
    assert client.get(f"{PAIR}?track=military").status_code == 400


def test_what_was_said_and_agreed_stands_between_the_meetings(
    client: Client, story: Story
) -> None:
    for parties, date in (
        ([story.haftar, story.sarraj], "2020-01-01"),
        ([story.haftar, story.sarraj], "2020-06-01"),
    ):
        f.MeetingFactory(
            published=True, parties=parties, date=date, title=f"They meet on {date}"
        )
    page = text_of(client.get("/en/parties/haftar/with/sarraj/"))
    order = [
        page.index("They meet on 2020-06-01"),
        page.index("The draft ignores the demands of the army."),
        page.index("Draft ceasefire agreement (Moscow)"),
        page.index("They meet on 2020-01-01"),
    ]
    assert order == sorted(order)


def test_who_else_was_there_leaves_out_those_who_came_for_the_two(
    client: Client, story: Story
) -> None:
    other = f.PartyFactory(name="A Third Party", published=True)
    meeting = f.MeetingFactory(
        published=True,
        parties=[story.haftar, other],
        date="2021-01-01",
        level="minister",
    )
    f.ParticipationFactory(
        meeting=meeting, party=story.shoigu, capacity=story.minister_of_defence
    )
    page = text_of(client.get("/en/parties/haftar/with/mod-ru/"))
    there = page[page.index("Who else was there") :]
    assert "A Third Party 1" in there
    assert "Sergei Shoigu" not in there
    assert "Ministers 1" in there
