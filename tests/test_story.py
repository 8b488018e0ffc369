"""The cast and the story that other tests build on stand by themselves."""

from __future__ import annotations

from django.db import connection

from editorial.actions import obstacles
from tests.story import Story


def test_the_story_passes_every_deferred_rule_of_the_database(story: Story) -> None:
    connection.check_constraints()
    assert story.talks.citations.count() == 1
    assert story.talks.party_meetings.filter(party=story.state_ru).exists()
    assert obstacles([story.talks]) == {}
