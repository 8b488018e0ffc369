"""The extraction knows what the public may know, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from intake.registry import load_known, old_slugs
from tests import factories as f
from tests.story import Story

pytestmark = pytest.mark.django_db


def test_the_story_is_known_with_names_offices_places_and_meetings(
    story: Story,
) -> None:
    known = load_known()
    assert known.parties["haftar"].names == ("Khalifa Haftar", "خليفة حفتر")
    (office,) = known.offices_of("shoigu")
    assert (office.organisation, office.title) == ("mod-ru", "Minister of Defence")
    assert (office.start, office.end) == (date(2012, 11, 6), date(2024, 5, 12))
    (moscow,) = [place for place in known.places if place.slug == "moscow"]
    assert (moscow.city, moscow.names) == ("Moscow", ("Moscow", "موسكو"))
    visit = next(m for m in known.meetings if m.slug == story.visit.slug)
    assert (visit.city, visit.earliest) == ("Moscow", date(2020, 2, 19))
    assert {"shoigu", "haftar"} <= visit.parties
    assert 2020 in known.active["haftar"]


@pytest.mark.parametrize("state", ["draft", "in_review", "retracted"])
def test_what_is_not_published_is_not_known(story: Story, state: str) -> None:
    hidden = f.PartyFactory(slug="hidden", name="Hidden Person", state=state)
    f.PartyNameFactory(party=hidden, text="Another Name")
    f.PositionFactory(person=hidden, title="Secret Minister")
    f.MeetingFactory(slug="hidden-meeting", date="2020-02-19", state=state)
    known = load_known()
    assert "hidden" not in known.parties
    assert not [office for office in known.offices if office.person == "hidden"]
    assert "hidden-meeting" not in {meeting.slug for meeting in known.meetings}


def test_former_slugs_lead_to_the_present_one(story: Story) -> None:
    f.PartyOldSlugFactory(record=story.haftar, slug="khalifa-haftar")
    assert old_slugs() == {"khalifa-haftar": "haftar"}
