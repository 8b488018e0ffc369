"""The network as it stood on a day."""

from __future__ import annotations

import io

import networkx
from django.test import Client

from tests import factories as f
from tests.browse.pages import text_of


def test_as_of_a_day_later_meetings_are_left_out_and_sides_are_of_that_day(
    client: Client, db: None
) -> None:
    one = f.PartyFactory(slug="turncoat", name="Turncoat", published=True)
    other = f.PartyFactory(slug="neighbour", name="Neighbour", published=True)
    f.AlignmentFactory(party=one, side="west", start="2011", end="2014")
    f.AlignmentFactory(party=one, side="east", start="2015")
    for date in ("2012-01-01", "2016-01-01"):
        f.MeetingFactory(published=True, parties=[one, other], date=date)
    today = client.get("/en/network/?unit=parties")
    then = client.get("/en/network/?unit=parties&as_of=2013-06-01")
    assert "1 pair · 2 parties · 2 meetings" in text_of(today)
    assert "1 pair · 2 parties · 1 meeting " in text_of(then)
    assert "The record as it stood on 1 June 2013" in text_of(then)
    assert "side-east" in today.content.decode()
    assert "side-east" not in then.content.decode()
    proof = "/en/parties/neighbour/with/turncoat/?to=2013-06-01"
    assert proof in then.content.decode()
    assert client.get("/en/network/?as_of=2013").status_code == 400
    for query, side, meetings in (("", "east", 2), ("&as_of=2013-06-01", "west", 1)):
        address = f"/en/network.{{}}?unit=parties{query}"
        graphml = client.get(address.format("graphml")).content.decode()
        gexf = client.get(address.format("gexf")).content
        for graph in (
            networkx.parse_graphml(graphml),
            networkx.read_gexf(io.BytesIO(gexf)),
        ):
            assert graph.nodes["turncoat"]["side"] == side
            assert graph.edges["turncoat", "neighbour"]["meetings"] == meetings
