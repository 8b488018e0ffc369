"""Statements on pages: side by side, one by one, and as a list over time."""

from __future__ import annotations

import re

from django.test import Client

from tests import factories as f
from tests.browse.pages import text_of
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
