"""A meeting's page: who, for whom, how present, what came of it, from which source."""

from __future__ import annotations

import re

from django.contrib.auth.models import AnonymousUser
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from editorial.models import User
from meetings.models import (
    ContendedValue,
    ContendedValueCitation,
    MeetingLink,
    MeetingOldSlug,
)
from tests import factories as f
from tests.browse.pages import text_of
from tests.conftest import ClientOf
from tests.story import Story


def page_of(client: Client, slug: str, language: str = "en") -> str:
    """The words of a meeting's page."""
    response = client.get(f"/{language}/meetings/{slug}/")
    assert response.status_code == 200
    return text_of(response)


def test_participants_stand_by_side_with_office_and_whom_they_represented(
    client: Client, story: Story
) -> None:
    page = page_of(client, story.talks.slug)
    west, east = page.index("Western Libya"), page.index("Eastern Libya")
    assert west < page.index("Fayez al-Sarraj", west) < east
    assert "On behalf of Government of National Accord" in page
    assert "Minister of Defence, Ministry of Defence of Russia" in page
    assert "host" in page


def test_sides_kept_apart_are_said_to_have_been_apart(
    client: Client, story: Story
) -> None:
    page = page_of(client, story.talks.slug)
    assert "never sat in one room" in page
    assert page.count("was never in one room with the other side") == 2


def test_other_presences_are_explained(client: Client, story: Story) -> None:
    meeting = f.MeetingFactory(published=True)
    f.ParticipationFactory(meeting=meeting, party=story.haftar, presence="refused")
    f.ParticipationFactory(meeting=meeting, party=story.sarraj, presence="walked_out")
    page = page_of(client, meeting.slug)
    assert "Refused to come." in page
    assert "Came and walked out." in page


def test_an_office_as_reported_stands_beside_the_office_held(
    client: Client, story: Story
) -> None:
    meeting = f.MeetingFactory(published=True, date="2020-02-19")
    f.ParticipationFactory(
        meeting=meeting,
        party=story.shoigu,
        capacity=story.minister_of_defence,
        capacity_as_reported="army general",
        name_as_reported="S. Shoygu",
    )
    page = page_of(client, meeting.slug)
    assert "Minister of Defence, Ministry of Defence of Russia" in page
    assert "As reported: army general" in page
    assert "Named in the report: S. Shoygu" in page


def test_who_signed_and_who_refused_is_shown(client: Client, story: Story) -> None:
    page = page_of(client, story.talks.slug)
    assert "Signed" in page
    assert re.search(r"Refused .{0,20}Eastern Libya Khalifa Haftar", page)
    assert "Both sides stop firing." in page


def test_a_statement_is_shown_as_a_paraphrase_with_its_stance(
    client: Client, story: Story
) -> None:
    response = client.get(f"/en/meetings/{story.talks.slug}/")
    page = text_of(response)
    assert "The draft ignores the demands of the army." in page
    assert "rejects" in page
    assert "not quotations" in page
    quoted = re.findall(r"<q[ >].*?</q>", response.content.decode())
    assert not any("ignores the demands" in quote for quote in quoted)


def test_each_fact_leads_to_a_source_of_the_list(client: Client, story: Story) -> None:
    body = client.get(f"/en/meetings/{story.talks.slug}/").content.decode()
    marks = set(re.findall(r'href="#(source-\d+)"', body))
    rows = set(re.findall(r'id="(source-\d+)"', body))
    assert marks == rows != set()


def test_a_source_shows_its_quote_and_never_the_stored_text(
    client: Client, story: Story
) -> None:
    page = page_of(client, story.talks.slug)
    assert "Haftar leaves Moscow without signing" in page
    assert "Haftar left Moscow without signing" in page
    assert "Sarraj had signed" not in page


def test_differing_accounts_stand_side_by_side_with_their_sources(
    client: Client, story: Story
) -> None:
    contention = f.ContentionFactory(
        meeting=story.talks, field="date", note="The day differs."
    )
    first = ContendedValue.objects.create(contention=contention, text="2020-01-12")
    ContendedValue.objects.create(contention=contention, text="2020-01-14", position=1)
    ContendedValueCitation.objects.create(value=first, report=story.report)
    page = page_of(client, story.talks.slug)
    assert "Where accounts differ" in page
    assert "The date : The day differs." in page
    assert page.index("2020-01-12") < page.index("2020-01-14")
    assert "source not recorded" in page


def test_related_meetings_are_named_from_both_ends(
    client: Client, story: Story
) -> None:
    MeetingLink.objects.create(source=story.visit, kind="follows", target=story.talks)
    assert "Followed by · 19 Feb 2020" in page_of(client, story.talks.slug)
    assert "Follows · 13 Jan 2020" in page_of(client, story.visit.slug)


def test_the_cite_box_holds_address_version_and_date(
    client: Client, story: Story
) -> None:
    page = page_of(client, story.talks.slug)
    assert "version 1" in page
    assert f"http://testserver/en/meetings/{story.talks.slug}/" in page
    assert "13 January 2020" in page


def test_what_did_not_take_place_says_so_first(client: Client, db: None) -> None:
    meeting = f.MeetingFactory(status="cancelled", published=True)
    page = page_of(client, meeting.slug)
    assert "Cancelled: it did not take place." in page
    assert "Who was to take part" in page


def test_nobody_s_coming_is_in_question_where_nothing_took_place(
    client: Client, db: None
) -> None:
    cancelled = f.MeetingFactory(status="cancelled", published=True)
    held = f.MeetingFactory(published=True)
    for meeting in (cancelled, held):
        f.ParticipationFactory(meeting=meeting, presence="expected")
    assert "was expected" not in page_of(client, cancelled.slug).lower()
    assert "was expected" in page_of(client, held.slug).lower()


def test_an_unverified_record_is_marked(client: Client, db: None) -> None:
    meeting = f.MeetingFactory(verified=False, published=True)
    assert "rests on general knowledge" in page_of(client, meeting.slug)


def test_an_unknown_place_is_said_to_be_not_reported(client: Client, db: None) -> None:
    assert "not reported" in page_of(client, f.MeetingFactory(published=True).slug)


def test_a_draft_is_not_found_by_an_anonymous_reader(
    client_of: ClientOf, anonymous: AnonymousUser, editor: User
) -> None:
    draft = f.MeetingFactory(draft=True)
    address = f"/en/meetings/{draft.slug}/"
    assert client_of(anonymous).get(address).status_code == 404
    assert client_of(editor).get(address).status_code == 200


def test_a_draft_statement_stays_off_the_page(client: Client, story: Story) -> None:
    f.StatementFactory(draft=True, meeting=story.talks, gist="Not yet checked.")
    assert "Not yet checked." not in page_of(client, story.talks.slug)


def test_an_unknown_address_is_not_found(client: Client, db: None) -> None:
    assert client.get("/en/meetings/no-such-meeting/").status_code == 404


def test_an_old_address_redirects_for_ever(client: Client, story: Story) -> None:
    MeetingOldSlug.objects.create(record=story.talks, slug="moscow-2020")
    response = client.get("/en/meetings/moscow-2020/")
    assert response.status_code == 301
    assert response["Location"] == f"/en/meetings/{story.talks.slug}/"


def test_arabic_names_stand_on_the_arabic_page_and_english_text_is_marked(
    client: Client, story: Story
) -> None:
    response = client.get(f"/ar/meetings/{story.talks.slug}/")
    body = response.content.decode()
    assert 'lang="ar" dir="rtl"' in body
    assert "خليفة حفتر" in body
    assert "موسكو" in body
    assert '<h1 lang="en" dir="ltr">Ceasefire talks in Moscow</h1>' in body


def test_writing_to_a_page_is_not_allowed(client: Client, story: Story) -> None:
    assert client.post(f"/en/meetings/{story.talks.slug}/").status_code == 405


def test_a_meeting_page_takes_at_most_twenty_five_queries(
    client: Client,
    story: Story,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(25):
        client.get(f"/ar/meetings/{story.talks.slug}/")
