"""Statements on pages: side by side, one by one, and as a list over time."""

from __future__ import annotations

import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meetings.models import StatementOldSlug
from meetings.titles import statement_title
from tests import factories as f
from tests.browse.pages import results_of, text_of
from tests.story import Story


def _said(story: Story, gist: str, **what: object) -> None:
    f.StatementFactory(meeting=story.talks, gist=gist, published=True, **what)


def test_readouts_of_two_sides_stand_side_by_side_on_a_meeting_s_page(
    client: Client, story: Story
) -> None:
    _said(story, "The government signed.", speaker=story.sarraj)
    answer = client.get(f"/en/meetings/{story.talks.slug}/")
    heads = re.findall(
        r'<div class="readout-side">\s*<h3>(.*?)</h3>', answer.content.decode()
    )
    assert [re.sub("<[^>]+>", "", head) for head in heads] == [
        "Western Libya",
        "Eastern Libya",
    ]
    said = text_of(answer).partition("What was said")[2]
    assert (
        said.index("Western Libya")
        < said.index("The government signed.")
        < said.index("Eastern Libya")
        < said.index("The draft ignores the demands of the army.")
    )


def test_one_side_alone_is_a_plain_list(client: Client, story: Story) -> None:
    _said(story, "We shall come back.", speaker=story.haftar, date="2020-01-18")
    body = client.get(f"/en/meetings/{story.talks.slug}/").content.decode()
    assert "We shall come back." in body
    assert "readout-side" not in body


def test_a_body_s_statement_stands_on_the_side_of_the_body(
    client: Client, story: Story
) -> None:
    _said(story, "Russia hosted.", speaker=None, on_behalf_of=story.mod_ru)
    _said(story, "Nobody knows who.", speaker=f.PartyFactory(published=True))
    said = text_of(client.get(f"/en/meetings/{story.talks.slug}/"))
    said = said.partition("What was said")[2]
    order = ("Eastern Libya", "Global powers", "Russia hosted.", "No side recorded")
    places = [said.index(words) for words in (*order, "Nobody knows who.")]
    assert places == sorted(places)


# The list ---------------------------------------------------------------------------
def test_the_list_shows_who_said_what_about_which_meeting(
    client: Client, story: Story
) -> None:
    page = text_of(client.get("/en/statements/"))
    row = page[page.index("14 Jan") :]
    assert "2020" in page
    order = (
        "Eastern Libya Khalifa Haftar",
        "on behalf of Libyan National Army",
        "The draft ignores the demands of the army.",
        "Rejects",
        "Ceasefire talks in Moscow",
        "1 source",
    )
    places = [row.index(words) for words in order]
    assert places == sorted(places)


def test_facets_count_what_the_list_would_hold(client: Client, story: Story) -> None:
    security = f.TopicFactory(slug="security")
    truce = f.TopicFactory(slug="truce", parent=security)
    about = f.MeetingFactory(process=story.process, topic=truce, published=True)
    text = f.AgreementFactory(meeting=about, process=story.process, published=True)
    _said(story, "We signed.", speaker=story.sarraj, stance="supports")
    for slug in ("one", "two"):
        f.StatementFactory(slug=slug, meeting=about, agreement=text, published=True)
    body = client.get("/en/statements/").content.decode()
    checked = re.findall(
        r'name="(stance|side|kind|speaker|process|topic)" value="([^"]+)".*?'
        r'option-count">(\d+)',
        body,
    )
    assert {name for name, _value, _count in checked} == {
        *("stance", "side", "kind", "speaker", "process", "topic")
    }
    for name, value, count in checked:
        found = results_of(client, f"/en/statements/?{name}={value}")
        assert len(found) == int(count), (name, value)


def test_one_party_reads_as_what_it_said_over_time(
    client: Client, story: Story
) -> None:
    _said(story, "We shall sign.", speaker=story.haftar, date="2020-02-20")
    query = "party=haftar&process=moscow-talks"
    page = text_of(client.get(f"/en/statements/?{query}&ordering=date"))
    assert "What Khalifa Haftar said on “Moscow talks”" in page
    summary = page[page.index("Over time") :]
    for words in ("rejects 1", "announces 1", "14 Jan 2020", "20 Feb 2020"):
        assert words in summary
    assert page.index("The draft ignores") < page.index("We shall sign.")
    newest = text_of(client.get(f"/en/statements/?{query}"))
    assert newest.index("We shall sign.") < newest.index("The draft ignores")


def test_two_parties_are_a_plain_list(client: Client, story: Story) -> None:
    page = text_of(client.get("/en/statements/?party=haftar&party=lna"))
    assert "Over time" not in page
    assert "1 statement" in page


def test_a_state_s_page_offers_what_its_ministries_said(
    client: Client, story: Story
) -> None:
    _said(story, "Russia hosted.", speaker=None, on_behalf_of=story.mod_ru)
    page = client.get("/en/statements/?party=state-ru")
    assert "1 more statement was made in its offices" in text_of(page)
    with_them = text_of(client.get("/en/statements/?party=state-ru&through=true"))
    assert "Russia hosted." in with_them
    assert "more statement" not in with_them


def test_a_refused_filter_of_the_list_is_named(client: Client, story: Story) -> None:
    answer = client.get("/en/statements/?stance=likes")
    assert answer.status_code == 400
    assert "stance" in text_of(answer)
    assert results_of(client, "/en/statements/?stance=likes") == []


def test_the_list_takes_few_queries_however_long(client: Client, story: Story) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/en/statements/?process=moscow-talks")
        return len(queries)

    def more(times: int) -> None:
        for number in range(times):
            office = f.PositionFactory()
            _said(story, f"Gist {number}", speaker=office.person, capacity=office)

    more(1)
    few = asked()
    more(6)
    assert asked() <= few <= 16


# The record -------------------------------------------------------------------------
def test_a_statement_s_page_says_who_spoke_for_whom_about_what(
    client: Client, story: Story
) -> None:
    answer = client.get(f"/en/statements/{story.statement.slug}/")
    page = text_of(answer)
    title = (
        "Khalifa Haftar, 14 January 2020: The draft ignores the demands of the army."
    )
    assert title in page
    assert f"“{title}”, version" in page
    for words in (
        "Rejects",
        "Press statement",
        "On behalf of Libyan National Army",
        "Ceasefire talks in Moscow",
        "Moscow talks",
        "the speaker’s own words are not on record",
    ):
        assert words in page
    assert page.count("The draft ignores the demands of the army.") >= 3


def test_the_speaker_s_own_words_stand_apart_in_their_language(
    client: Client, story: Story
) -> None:
    f.StatementFactory(
        slug="own-words",
        original_text="لا حل عسكريا",
        original_lang="ar",
        published=True,
    )
    body = client.get("/en/statements/own-words/").content.decode()
    assert '<blockquote lang="ar" dir="rtl"><p><q>لا حل عسكريا</q></p>' in body
    assert "The speaker’s own words, in the original: Arabic" in body


def test_others_on_the_matter_stand_beside_it_without_it(
    client: Client, story: Story
) -> None:
    _said(story, "We signed.", speaker=story.sarraj)
    _said(story, "Russia hosted.", speaker=None, on_behalf_of=story.mod_ru)
    page = text_of(client.get(f"/en/statements/{story.statement.slug}/"))
    others = page.partition("Others on the same matter")[2].partition("Sources")[0]
    order = ("Western Libya", "We signed.", "Global powers", "Russia hosted.")
    places = [others.index(words) for words in order]
    assert places == sorted(places)
    assert "The draft ignores" not in others


def test_what_the_speaker_said_before_and_after_is_one_step_away(
    client: Client, story: Story
) -> None:
    for slug, date in (("before", "2019"), ("after", "2021-05"), ("later", "2022")):
        f.StatementFactory(slug=slug, speaker=story.haftar, date=date, published=True)
    f.StatementFactory(slug="hidden", speaker=story.haftar, date="2020-01-15")
    body = client.get(f"/en/statements/{story.statement.slug}/").content.decode()
    assert re.findall(r'href="/en/statements/(\w+)/" rel="(prev|next)"', body) == [
        ("before", "prev"),
        ("after", "next"),
    ]


def test_a_contested_fact_of_a_statement_is_laid_out(
    client: Client, story: Story
) -> None:
    contention = f.ContentionFactory(
        meeting=None, statement=story.statement, field="gist"
    )
    contention.values.create(text="He would sign in two days.")
    page = text_of(client.get(f"/en/statements/{story.statement.slug}/"))
    assert "Where accounts differ" in page
    assert "He would sign in two days." in page
    assert "accounts differ" in text_of(client.get("/en/statements/"))


def test_a_former_name_of_a_statement_leads_to_it(client: Client, story: Story) -> None:
    StatementOldSlug.objects.create(record=story.statement, slug="former")
    answer = client.get("/en/statements/former/")
    assert answer.status_code == 301
    assert answer["Location"] == f"/en/statements/{story.statement.slug}/"


def test_statements_are_linked_wherever_they_stand(
    client: Client, story: Story
) -> None:
    address = f'href="/en/statements/{story.statement.slug}/"'
    for page in (
        f"meetings/{story.talks.slug}/",
        "parties/haftar/",
        "search/?q=draft",
        "statements/",
    ):
        assert address in client.get(f"/en/{page}").content.decode(), page
    api = client.get(f"/api/v1/statements/{story.statement.slug}/").json()
    assert api["html_url"].endswith(f"/en/statements/{story.statement.slug}/")


def test_a_long_gist_is_cut_between_words_in_a_title(story: Story) -> None:
    story.statement.gist = "word " * 60
    title = statement_title(story.statement, story.haftar)
    assert title.startswith("Khalifa Haftar, 14 January 2020: word word")
    assert title.endswith("word…")
    assert len(title) < 150
