"""Choosing the period of the network, and going to the lists of the same meetings."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from browse.pages.network_period import OWN
from parties.models import Party
from tests import factories as f
from tests.browse.pages import text_of


@pytest.fixture
def pair(db: None) -> None:
    """Let two parties meet in each of five years."""
    one = f.PartyFactory(slug="one", name="One", published=True)
    other = f.PartyFactory(slug="other", name="Other", published=True)
    for year in range(2015, 2020):
        date = f"{year}-05-01"
        f.MeetingFactory(published=True, parties=[one, other], date=date)


def test_the_bars_count_what_counts_among_all(client: Client, pair: None) -> None:
    page = client.get("/en/network/?unit=parties&from=2016&to=2017").context["page"]
    years = {year.year: (year.chosen, year.all) for year in page.months.wide.years}
    assert years == {
        2015: (0, 1),
        2016: (1, 1),
        2017: (1, 1),
        2018: (0, 1),
        2019: (0, 1),
    }


@pytest.mark.parametrize(
    ("query", "steps"),
    [
        ("from=2016&to=2017", ["2014–2015", "2018–2019"]),
        ("from=2019&to=2019", ["2018"]),
        ("from=2016", []),
        ("", []),
    ],
)
def test_a_step_leads_to_as_many_years_before_and_after(
    client: Client, pair: None, query: str, steps: list[str]
) -> None:
    page = client.get(f"/en/network/?unit=parties&{query}").context["page"]
    assert [step.words for step in page.steps] == steps
    for step in page.steps:
        asked = parse_qs(urlsplit(step.url).query)
        assert asked["from"] == [step.words.split("–")[0]]
        assert asked["to"] == [step.words.split("–")[-1]]
        assert asked["unit"] == ["parties"]
        assert client.get(step.url).status_code == 200


def test_without_a_pair_the_period_can_still_be_chosen(
    client: Client, pair: None
) -> None:
    page = client.get("/en/network/?unit=parties&from=1990&to=1990").content.decode()
    assert "data-brush" in page
    assert 'name="from"' in page


def test_the_lists_open_with_the_same_query_and_what_they_do_not_know_is_named(
    client: Client, pair: None
) -> None:
    address = (
        "/en/network/?unit=parties&small=true&party=one&from=2016&as_of=2018-01-01"
    )
    page = client.get(address)
    links = dict(page.context["page"].lists)
    assert list(links) == ["List", "Table", "Timeline", "Calendar", "Map"]
    for url in links.values():
        asked = parse_qs(urlsplit(url).query)
        assert (asked["party"], asked["from"], asked["to"]) == (
            ["one"],
            ["2016"],
            ["2018-01-01"],
        )
        assert asked.keys().isdisjoint(OWN)
        assert client.get(url).status_code == 200
    text = text_of(page)
    assert "They do not know: Who is joined, Small meetings only." in text


@pytest.mark.parametrize("view", ["graph", "matrix"])
def test_the_legend_names_the_sides_that_are_shown(
    client: Client, pair: None, view: str
) -> None:
    east = f.PartyFactory(slug="third", name="Third", published=True)
    f.AlignmentFactory(party=east, side="east", start="2011")
    one = Party.objects.get(slug="one")
    f.MeetingFactory(published=True, parties=[one, east], date="2018-02-01")
    page = client.get(f"/en/network/?unit=parties&view={view}")
    assert page.context["page"].sides == ["east"]
    assert '<ul class="legend"' in page.content.decode()
