"""What meetings, agreements and offices are called on Arabic pages."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.translation import override

from meetings.language import localized_title
from meetings.models import Meeting
from meetings.search import reindex
from tests.browse.files import body_of
from tests.story import Story

ARABIC = "محادثات وقف إطلاق النار في موسكو"


@pytest.fixture
def named(story: Story) -> Story:
    Meeting.objects.filter(pk=story.talks.pk).update(title_ar=ARABIC)
    reindex()
    return story


def test_the_page_shows_the_arabic_title_and_the_english_one_below_it(
    client: Client, named: Story
) -> None:
    body = client.get(f"/ar/meetings/{named.talks.slug}/").content.decode()
    assert f"<h1>{ARABIC}</h1>" in body
    assert '<p class="first-title" lang="en" dir="ltr">Ceasefire talks' in body
    assert f"<title>{ARABIC}" in body


def test_the_english_page_does_not_show_the_arabic_title(
    client: Client, named: Story
) -> None:
    body = client.get(f"/en/meetings/{named.talks.slug}/").content.decode()
    assert "<h1>Ceasefire talks in Moscow</h1>" in body
    assert ARABIC not in body


@pytest.mark.parametrize(
    "address",
    [
        "/ar/",
        "/ar/meetings/",
        "/ar/meetings/?view=table",
        "/ar/meetings/?view=calendar&month=2020-01",
        "/ar/meetings/dossier/",
        "/ar/meetings.atom",
        "/ar/meetings.ics",
        "/ar/parties/haftar/",
        "/ar/search/?q=Haftar",
        "/ar/search/?q=محادثات وقف إطلاق النار",
        "/ar/suggest/?q=Ceasefire",
    ],
)
def test_every_list_names_a_meeting_in_arabic(
    client: Client, named: Story, address: str
) -> None:
    body = body_of(client, address).replace(b"\r\n ", b"").decode()
    assert ARABIC in body
    assert "Ceasefire talks in Moscow" not in body


def test_without_an_arabic_title_the_english_one_is_marked(story: Story) -> None:
    with override("ar"):
        assert localized_title(story.talks) == (story.talks.title, "en")
