"""At which rank two parties met."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from meetings.analysis.ranks import Parity, Rank, rank_of, ranks_at
from parties.models import Party, Position
from tests import factories as f
from tests.browse.pages import text_of


@pytest.mark.parametrize(
    ("title", "kind", "rank"),
    [
        ("Prime minister", "government", Rank.HEAD),
        ("Deputy prime minister", "government", Rank.DEPUTY),
        ("President", "legislature", Rank.HEAD),
        ("Presidential spokesman", "state", Rank.OFFICIAL),
        ("Chairman", "political_body", Rank.HEAD),
        ("Chairman", "company", Rank.OFFICIAL),
        ("Minister of defence", "ministry", Rank.MINISTER),
        ("Minister of state for foreign affairs", "ministry", Rank.DEPUTY),
        ("Secretary of state", "ministry", Rank.MINISTER),
        ("Special envoy for Libya", "ministry", Rank.MINISTER),
        (
            "Special Representative of the Secretary-General and head of UNSMIL",
            "mission",
            Rank.MINISTER,
        ),
        ("Secretary-general", "international_organization", Rank.HEAD),
        ("Ambassador to Libya", "mission", Rank.DEPUTY),
        ("Commander", "armed_force", Rank.MINISTER),
        ("Commander", "armed_group", Rank.OFFICIAL),
        ("Chief of the general staff", "armed_force", Rank.DEPUTY),
        ("Head of the Audit Bureau", "state", Rank.OFFICIAL),
    ],
)
def test_a_rank_follows_from_title_and_body(title: str, kind: str, rank: Rank) -> None:
    office = Position(title=title, organisation=Party(kind=kind))
    assert rank_of(office) == rank


def test_ranks_are_compared_by_the_offices_of_the_day(client: Client, db: None) -> None:
    body = f.PartyFactory(kind="ministry", published=True)
    state = f.PartyFactory(kind="state", published=True)
    one = f.PartyFactory(slug="amir", name="Amir", published=True)
    other = f.PartyFactory(slug="basim", name="Basim", published=True)
    deputy, minister = (
        f.PositionFactory(
            person=one, organisation=body, title=title, start=start, end=end
        )
        for title, start, end in (
            ("Deputy minister of defence", "2011", "2014-12-31"),
            ("Minister of defence", "2015-01-01", "2017-12-31"),
        )
    )
    head = f.PositionFactory(
        person=other, organisation=state, title="Prime minister", start="2010"
    )
    meetings = []
    for date, own in (
        ("2012-01-01", deputy),
        ("2016-01-01", minister),
        ("2020-01-01", None),
    ):
        meeting = f.MeetingFactory(date=date, published=True)
        f.ParticipationFactory(meeting=meeting, party=one, capacity=own)
        f.ParticipationFactory(meeting=meeting, party=other, capacity=head)
        meetings.append(meeting)
    found = ranks_at((one, other), meetings, AnonymousUser())
    assert [at.first.rank if at.first else None for at in found] == [
        Rank.DEPUTY,
        Rank.MINISTER,
        None,
    ]
    assert [at.parity for at in found] == [
        Parity.SECOND,
        Parity.SECOND,
        Parity.UNKNOWN,
    ]
    text = text_of(client.get("/en/parties/amir/with/basim/"))
    assert "Basim at a higher rank 2" in text
    assert "An office is not recorded 1" in text
    assert "office not recorded – Prime minister" in text
