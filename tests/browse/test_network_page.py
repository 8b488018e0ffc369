"""Who meets whom, as graph, matrix, table and files."""

from __future__ import annotations

import csv
import io
import re

import networkx
import pytest
from django.test import Client

from meetings.dataset.report import LoadReport
from tests.browse.pages import text_of


@pytest.fixture
def pairs_of(real_data: LoadReport, db: None, client: Client) -> dict[str, int]:
    """The number of pairs that each view and file of the same query gives."""
    query = "from=2019&to=2020&side=east"
    found = {}
    for view in ("graph", "matrix", "table"):
        page = text_of(client.get(f"/en/network/?{query}&view={view}"))
        said = re.search(r"(\d+) pairs? · \d+ parties", page)
        assert said
        found[view] = int(said[1])
    body = client.get(f"/en/network.csv?{query}").content.decode("utf-8-sig")
    found["csv"] = len(list(csv.reader(io.StringIO(body)))) - 1
    graphml = client.get(f"/en/network.graphml?{query}").content
    found["graphml"] = networkx.parse_graphml(graphml.decode()).number_of_edges()
    gexf = client.get(f"/en/network.gexf?{query}").content
    found["gexf"] = networkx.read_gexf(io.BytesIO(gexf)).number_of_edges()
    return found


def test_every_view_and_file_holds_the_same_pairs(pairs_of: dict[str, int]) -> None:
    assert len(set(pairs_of.values())) == 1
    assert pairs_of["csv"] > 100


def test_two_loads_give_the_same_picture(
    real_data: LoadReport, db: None, client: Client
) -> None:
    def picture() -> list[str]:
        body = client.get("/en/network/").content.decode()
        return re.findall(r'class="side-glyph[^>]+x="[^"]+" y="[^"]+"', body)

    assert picture() == picture()
    assert len(picture()) > 40


def test_a_party_keeps_its_place_under_a_filter(
    real_data: LoadReport, db: None, client: Client
) -> None:
    from meetings.network_places import stored_places

    kept = stored_places(bodies=True)
    assert len(kept) > 40
    client.get("/en/network/?from=2020")
    assert stored_places(bodies=True) == kept


def test_graphml_names_parties_by_slug_with_their_measures(
    real_data: LoadReport, db: None, client: Client
) -> None:
    graph = networkx.parse_graphml(client.get("/en/network.graphml").content.decode())
    lna = graph.nodes["lna"]
    assert lna["label"] == "Libyan National Army"
    assert lna["side"] == "east"
    assert lna["meetings"] > 50
    assert 0 <= lna["betweenness"] <= 1


def test_an_unknown_option_is_named(db: None, client: Client) -> None:
    page = client.get("/en/network/?view=globe")
    assert page.status_code == 400
    assert "view" in text_of(page)
    file = client.get("/en/network.csv?unit=planets")
    assert file.status_code == 400
    assert file.json()["errors"][0]["field"] == "unit"


def test_an_empty_selection_says_so(db: None, client: Client) -> None:
    page = client.get("/en/network/?from=2090")
    assert page.status_code == 200
    assert "No two parties met" in text_of(page)
    assert client.get("/en/network.gexf?from=2090").status_code == 200
