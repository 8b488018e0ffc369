"""A contested fact is marked wherever it is shown; when a record was last checked."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from meetings.contested import contested_fields
from meetings.models import ContendedValue
from tests import factories as f
from tests.browse.pages import text_of
from tests.story import Story


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("date", "accounts differ (the date)"),
        ("places", "accounts differ (the place)"),
        ("status", "accounts differ (whether it took place)"),
        ("participations", "accounts differ (the participants)"),
    ],
)
def test_a_contested_fact_of_a_meeting_is_marked_in_rows_and_on_its_page(
    client: Client, story: Story, field: str, words: str
) -> None:
    assert "accounts differ" not in text_of(client.get("/en/meetings/"))
    f.ContentionFactory(meeting=story.visit, field=field)
    own = f"/en/meetings/{story.visit.slug}/"
    for address in ("/en/meetings/", "/en/parties/haftar/", "/en/"):
        response = client.get(address)
        assert words in text_of(response), address
        assert f'href="{own}#accounts"' in response.content.decode()
    body = client.get(own).content.decode()
    assert 'class="contested" href="#accounts"' in body
    assert 'id="accounts"' in body


def test_a_contested_statement_is_marked_on_the_meeting_and_the_party(
    client: Client, story: Story
) -> None:
    f.ContentionFactory(meeting=None, statement=story.statement, field="gist")
    for address in (f"/en/meetings/{story.talks.slug}/", "/en/parties/haftar/"):
        page = text_of(client.get(address))
        assert "accounts differ (what was said)" in page, address


def test_a_contested_agreement_is_marked_on_the_meeting(
    client: Client, story: Story
) -> None:
    f.ContentionFactory(meeting=None, agreement=story.agreement, field="signatures")
    page = text_of(client.get(f"/en/meetings/{story.talks.slug}/"))
    assert "accounts differ (the signatures)" in page


def test_reported_values_are_said_in_words(client: Client, story: Story) -> None:
    days = f.ContentionFactory(meeting=story.talks, field="date")
    ContendedValue.objects.create(
        contention=days,
        text="2020-01-13/2020-01-14",
        parsed="2020-01-13/2020-01-14",
    )
    places = f.ContentionFactory(meeting=story.talks, field="places")
    ContendedValue.objects.create(contention=places, text="Moscow", parsed="moscow")
    english = text_of(client.get(f"/en/meetings/{story.talks.slug}/"))
    assert "13 to 14 January 2020" in english
    arabic = text_of(client.get(f"/ar/meetings/{story.talks.slug}/"))
    assert arabic.count("موسكو") > 1


def test_the_contested_fields_of_many_records_take_one_query(
    story: Story, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for field in ("date", "participations.haftar"):
        f.ContentionFactory(meeting=story.visit, field=field)
    with django_assert_num_queries(1):
        found = contested_fields([story.visit, story.talks])
    assert found == {story.visit.pk: frozenset({"date", "participations"})}
    with django_assert_num_queries(0):
        assert contested_fields([]) == {}


def test_a_record_says_when_a_report_of_it_was_last_read(
    client: Client, story: Story
) -> None:
    own = f"/en/meetings/{story.talks.slug}/"
    assert "Last checked no day on record Last changed on" in text_of(client.get(own))
    story.report.retrieved = datetime.date(2026, 11, 23)
    story.report.save()
    assert "Last checked 23 November 2026 the latest day" in text_of(client.get(own))
