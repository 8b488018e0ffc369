"""Who hosts whom: what is counted at a place, and what is not."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser

from meetings.analysis.hosting import Hosting, Precision, hosting
from meetings.analysis.places import held_meetings, meetings_at, place_tree
from meetings.models import Place
from parties.models import Party
from tests import factories as f
from tests.story import Story

NOBODY = AnonymousUser()


def hosting_at(place: Place, user: Any = NOBODY) -> Hosting:
    """What a user sees of a place and all that lies in it."""
    here = place_tree().below(place.pk)
    return hosting(here, place.country, held_meetings(user), user)


def names(ids: list[int]) -> list[str]:
    """The slugs of parties, in their order."""
    found = Party.objects.in_bulk(ids)
    return [found[pk].slug for pk in ids]


def test_hosts_and_guests_are_told_apart(story: Story) -> None:
    story.talks.conveners.create(party=story.state_ru)
    found = hosting_at(story.moscow)
    by_party = {host.party: (host.hosted, host.convened) for host in found.hosts}
    assert by_party == {story.shoigu.pk: (1, 0), story.state_ru.pk: (0, 1)}
    counted = {guest.party: guest.meetings for guest in found.guests}
    assert counted == {
        story.haftar.pk: 2,
        story.sarraj.pk: 1,
        story.shoigu.pk: 1,
    }


def test_guests_from_the_places_country_stand_apart(story: Story) -> None:
    Party.objects.filter(pk=story.shoigu.pk).update(country="RU")
    found = hosting_at(story.moscow)
    assert names([one.party for one in found.guests_from(here=True)]) == ["shoigu"]
    away = {one.party for one in found.guests_from(here=False)}
    assert away == {story.haftar.pk, story.sarraj.pk}


def test_who_did_not_come_was_not_received(story: Story) -> None:
    absent = f.PartyFactory(published=True, side="west")
    f.ParticipationFactory(meeting=story.visit, party=absent, presence="refused")
    found = hosting_at(story.moscow)
    assert absent.pk not in {guest.party for guest in found.guests}
    assert found.sides == {"west": 1, "east": 2}


def test_a_meeting_that_was_called_off_counts_for_nobody(story: Story) -> None:
    f.MeetingFactory(
        status="cancelled", parties=[story.haftar], place=story.moscow, published=True
    )
    assert hosting_at(story.moscow).meetings == 2


def test_a_draft_counts_for_editors_only(story: Story, editor: Any) -> None:
    f.MeetingFactory(draft=True, parties=[story.haftar], place=story.moscow)
    assert hosting_at(story.moscow).meetings == 2
    assert hosting_at(story.moscow, editor).meetings == 3


def test_a_meeting_at_a_venue_counts_for_its_city_once(story: Story) -> None:
    kremlin = f.PlaceFactory(kind="palace", country="RU", parent=story.moscow)
    met = f.MeetingFactory(place=kremlin, date="2021-05-01", published=True)
    met.places.create(place=story.moscow, position=1)
    found = hosting_at(story.moscow)
    assert found.meetings == 3
    assert found.years == [(2021, 1), (2020, 2)]
    assert hosting_at(kremlin).meetings == 1


def test_precision_is_the_most_exact_thing_that_is_said(story: Story) -> None:
    region = f.PlaceFactory(kind="region")
    town = f.PlaceFactory(kind="town", parent=region)
    hotel = f.PlaceFactory(kind="hotel", parent=town)
    for place in (region, town, hotel):
        f.MeetingFactory(place=place, published=True)
    told = f.MeetingFactory(published=True)
    told.places.create(place=region, venue_text="a tent near the border")
    assert hosting_at(region).precision == Precision(venue=2, settlement=1, area=1)


def test_the_meetings_of_a_place_include_those_inside_it(story: Story) -> None:
    kremlin = f.PlaceFactory(kind="palace", country="RU", parent=story.moscow)
    f.MeetingFactory(slug="inside", place=kremlin, date="2021", published=True)
    f.MeetingFactory(slug="hidden", place=kremlin, draft=True)
    found = meetings_at([story.moscow.pk, kremlin.pk], NOBODY)
    assert [one["slug"] for one in found[story.moscow.pk]] == [
        "inside",
        story.visit.slug,
        story.talks.slug,
    ]
    assert [one["slug"] for one in found[kremlin.pk]] == ["inside"]
