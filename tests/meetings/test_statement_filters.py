"""Which statements each filter finds: the same for page, file and API."""

from __future__ import annotations

from typing import Any

import pytest

from tests import factories as f
from tests.meetings.asking import found
from tests.story import Story


@pytest.fixture
def processes(story: Story) -> dict[str, Any]:
    """A tree: peace > moscow-talks (of the story) > drafting; and another one."""
    peace = f.ProcessFactory(slug="peace", published=True)
    story.process.parent = peace
    story.process.save()
    drafting = f.ProcessFactory(slug="drafting", parent=story.process, published=True)
    other = f.ProcessFactory(slug="other", published=True)
    return {"peace": peace, "drafting": drafting, "other": other}


def test_a_process_finds_what_was_said_about_its_meetings_and_all_below_it(
    story: Story, processes: dict[str, Any]
) -> None:
    below = f.MeetingFactory(process=processes["drafting"], published=True)
    f.StatementFactory(slug="below", meeting=below, published=True)
    f.StatementFactory(slug="elsewhere", published=True)
    here = story.statement.slug
    assert found("process=peace") == {here, "below"}
    assert found("process=moscow-talks") == {here, "below"}
    assert found("process=drafting") == {"below"}
    assert found("process=other") == set()
    assert found("process=other&process=drafting") == {"below"}


def test_a_process_finds_what_was_said_about_its_agreements(
    story: Story, processes: dict[str, Any]
) -> None:
    about = f.AgreementFactory(process=processes["other"], published=True)
    f.StatementFactory(slug="on-the-text", agreement=about, published=True)
    assert found("process=other") == {"on-the-text"}


def test_a_topic_is_that_of_the_meeting_or_where_the_agreement_was_made(
    story: Story,
) -> None:
    security = f.TopicFactory(slug="security")
    truce = f.TopicFactory(slug="truce", parent=security)
    meeting = f.MeetingFactory(topic=truce, published=True)
    text = f.AgreementFactory(meeting=meeting, published=True)
    f.StatementFactory(slug="on-the-meeting", meeting=meeting, published=True)
    f.StatementFactory(slug="on-the-text", agreement=text, published=True)
    assert found("topic=security") == {"on-the-meeting", "on-the-text"}
    assert found("topic=truce&process=moscow-talks") == set()


def test_the_side_is_that_of_the_speaker_on_the_date(story: Story) -> None:
    changer = f.PartyFactory(published=True)
    f.AlignmentFactory(party=changer, side="east", end="2019-12-31")
    f.AlignmentFactory(party=changer, side="west", start="2020-01-01")
    f.StatementFactory(slug="then", speaker=changer, date="2019-05", published=True)
    f.StatementFactory(
        slug="later",
        speaker=changer,
        on_behalf_of=story.lna,
        date="2020-05-01",
        published=True,
    )
    assert found("side=east") == {story.statement.slug, "then"}
    assert found("side=west") == {"later"}
    assert found("side=west&side=east") == {story.statement.slug, "then", "later"}


def test_where_the_speaker_has_no_side_that_of_the_party_spoken_for_counts(
    story: Story,
) -> None:
    nobody = f.PartyFactory(published=True)
    f.StatementFactory(slug="own", speaker=nobody, published=True)
    f.StatementFactory(
        slug="for", speaker=nobody, on_behalf_of=story.gna, published=True
    )
    f.StatementFactory(
        slug="body", speaker=None, on_behalf_of=story.gna, published=True
    )
    assert found("side=west") == {"for", "body"}


def test_a_party_is_found_as_speaker_and_as_the_one_spoken_for(story: Story) -> None:
    here = story.statement.slug
    assert found("party=haftar") == found("party=lna") == {here}
    assert found("party=haftar&party=lna") == {here}
    assert found("party=haftar&party=gna") == set()
    assert found("on_behalf_of=lna") == {here}
    assert found("on_behalf_of=haftar") == set()


def test_through_finds_offices_and_ministries_while_they_belonged(story: Story) -> None:
    f.StatementFactory(
        slug="minister",
        speaker=story.shoigu,
        capacity=story.minister_of_defence,
        date="2020-02-19",
        published=True,
    )
    f.StatementFactory(
        slug="ministry", speaker=None, on_behalf_of=story.mod_ru, published=True
    )
    f.StatementFactory(slug="private", speaker=story.shoigu, published=True)
    corps = f.PartyFactory(kind="armed_force", published=True)
    f.RelationFactory(source=corps, target=story.mod_ru, start="2023-01-01")
    for year in ("2022", "2023"):
        f.StatementFactory(
            slug=f"corps-{year}",
            speaker=None,
            on_behalf_of=corps,
            date=f"{year}-06-01",
            published=True,
        )
    assert found("party=state-ru") == set()
    said = {"minister", "ministry", "corps-2023"}
    assert found("party=state-ru&through=true") == said
    assert found("party=state-ru&through=false") == set()
    assert found("party=mod-ru&party=state-ru&through=true") == said
    assert found("party=lna&through=true") == {story.statement.slug}


def test_a_circle_of_bodies_ends(story: Story) -> None:
    f.RelationFactory(source=story.gna, target=story.lna)
    f.RelationFactory(source=story.lna, target=story.gna)
    assert found("party=gna&through=true") == {story.statement.slug}


def test_the_language_is_that_of_the_speaker_s_own_words(story: Story) -> None:
    f.StatementFactory(
        slug="arabic",
        original_text="لا حل عسكريا",
        original_lang="ar",
        published=True,
    )
    assert found("lang=ar") == found("lang=AR") == {"arabic"}
    assert found("lang=en") == set()


def test_a_draft_meeting_or_process_leads_nobody_to_a_statement(
    story: Story, contributor: Any, editor: Any
) -> None:
    hidden = f.ProcessFactory(slug="hidden", parent=story.process)
    topic = f.TopicFactory(slug="secret")
    meeting = f.MeetingFactory(process=hidden, topic=topic)
    f.StatementFactory(slug="mine", meeting=meeting, created_by=contributor)
    for query in ("process=moscow-talks", "topic=secret"):
        assert "mine" not in found(query, contributor)
        assert "mine" in found(query, editor)
