"""The list of processes and a process's page with its chain."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from browse.pages import process as page_module
from meetings.models import Process
from tests import factories as f
from tests.browse.pages import results_of, text_of
from tests.conftest import ClientOf
from tests.story import Story

BERLIN = "/en/processes/berlin-process/"


def page_of(client: Client, address: str) -> str:
    """The words of a page."""
    response = client.get(address)
    assert response.status_code == 200
    return text_of(response)


def body_of(client: Client, address: str) -> str:
    """The markup of a page."""
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


@pytest.fixture
def family(story: Story) -> dict[str, Process]:
    """The story's process with one below it and one beside it."""
    child = f.ProcessFactory(
        slug="moscow-follow-up",
        name="Moscow follow-up",
        kind="military",
        parent=story.process,
        start="2020-02",
        published=True,
    )
    other = f.ProcessFactory(
        slug="old-track", name="Old track", start="2012", end="2014", published=True
    )
    f.MeetingFactory(
        slug="round-one",
        title="Round one",
        date="2020-02-22",
        process=child,
        parties=[story.haftar],
        published=True,
    )
    f.MeetingFactory(
        slug="round-two",
        title="Round two",
        date="2020-03-10",
        status="cancelled",
        process=child,
        published=True,
    )
    return {"parent": story.process, "child": child, "other": other}


# The list ----------------------------------------------------------------------
def test_without_filters_the_tracks_stand_as_a_tree_with_their_numbers(
    client: Client, family: dict[str, Process]
) -> None:
    body = body_of(client, "/en/processes/")
    assert re.search(
        r"Moscow talks.*<ul class=\"track-list\">.*Moscow follow-up", body, re.S
    )
    page = page_of(client, "/en/processes/")
    assert "3 processes" in page
    assert re.search(r"Moscow talks .*? 3 meetings, 2 held 1 agreement", page)
    assert re.search(r"Moscow follow-up Military .*? 2 meetings, 1 held", page)
    assert "last meeting 22 Feb 2020" in page
    assert "Old track Political 2012 – 2014 no meeting on record" in page


def test_a_filter_lays_the_tracks_out_flat(
    client: Client, family: dict[str, Process]
) -> None:
    assert results_of(client, "/en/processes/?kind=military") == ["moscow-follow-up"]
    assert 'class="track-list">\n      <li>' in body_of(
        client, "/en/processes/?kind=military"
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("sponsor=state-ru", ["moscow-talks"]),
        ("party=state-ru", ["moscow-talks"]),
        ("party=haftar", ["moscow-follow-up", "moscow-talks"]),
        ("party=haftar&party=sarraj", ["moscow-talks"]),
        ("party=lna", []),
        ("from=2013&to=2013", ["moscow-talks", "old-track"]),
        ("from=2015&to=2019", ["moscow-talks"]),
        ("from=2021", ["moscow-follow-up", "moscow-talks"]),
        ("q=follow", ["moscow-follow-up"]),
        ("parent=moscow-talks", ["moscow-follow-up"]),
    ],
)
def test_processes_are_found_by_party_time_and_name(
    client: Client, family: dict[str, Process], query: str, found: list[str]
) -> None:
    assert results_of(client, f"/en/processes/?{query}") == found


def test_a_facets_count_is_what_following_it_finds(
    client: Client, family: dict[str, Process]
) -> None:
    body = body_of(client, "/en/processes/")
    for name in ("kind", "party", "sponsor"):
        counted = re.findall(
            rf'name="{name}" value="([^"]+)".*?option-count">(\d+)<', body
        )
        assert counted, name
        for value, count in counted:
            rows = results_of(client, f"/en/processes/?{name}={value}")
            assert len(rows) == int(count), (name, value)


def test_an_invalid_filter_of_processes_is_named(client: Client, db: None) -> None:
    response = client.get("/en/processes/?kind=wizard")
    assert response.status_code == 400
    assert "<code>kind</code>" in response.content.decode()


def test_the_lists_queries_do_not_grow_with_the_processes(
    client: Client, family: dict[str, Process]
) -> None:
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    addresses = ("/ar/processes/", "/en/processes/?kind=political")
    few = {address: queries(address) for address in addresses}
    for _ in range(4):
        more = f.ProcessFactory(
            published=True, sponsors=[f.PartyFactory(published=True)]
        )
        f.MeetingFactory(process=more, published=True)
    for address in addresses:
        assert queries(address) <= few[address] + 1 <= 18


# The record --------------------------------------------------------------------
def test_the_page_says_how_much_was_held_and_leads_to_the_proof(
    client: Client, family: dict[str, Process]
) -> None:
    address = "/en/processes/moscow-talks/"
    page = page_of(client, address)
    assert "Of 3 meetings of this process and those below it, 2 took place." in page
    assert "The others: cancelled 1 ." in page
    assert "First held meeting: Ceasefire talks in Moscow, 13 January 2020." in (
        page.replace(" , ", ", ")
    )
    assert (
        "The longest pause between held meetings was 40 days: from Ceasefire talks in"
        " Moscow (13 Jan 2020) to Round one (22 Feb 2020)."
    ) in page
    body = body_of(client, address)
    for query, total in (
        ("process=moscow-talks", 3),
        ("process=moscow-talks&status=held&status=partly_held", 2),
        ("process=moscow-talks&status=cancelled", 1),
    ):
        assert f'href="/en/meetings/?{query.replace("&", "&amp;")}"' in body
        assert len(results_of(client, f"/en/meetings/?{query}")) == total


@pytest.mark.django_db
def test_a_draft_below_a_process_leaves_no_trace_on_its_page(client: Client) -> None:
    above = f.ProcessFactory(slug="above", published=True)
    f.MeetingFactory(process=above, published=True)
    f.ProcessFactory(slug="hidden-track", parent=above)
    page = page_of(client, "/en/processes/above/")
    assert "Of 1 meeting of this process, 1 took place." in page
    assert "those below it" not in page
    assert "hidden-track" not in client.get("/en/processes/above/").content.decode()


def test_the_chain_shows_who_signed_and_sets_apart_who_refused(
    client: Client, family: dict[str, Process]
) -> None:
    page = page_of(client, "/en/processes/moscow-talks/")
    chain = page[page.index("The chain, in order of time") :]
    assert chain.index("Ceasefire talks in Moscow") < chain.index("Draft ceasefire")
    assert chain.index("Draft ceasefire agreement") < chain.index("Round one")
    assert re.search(r"✓ Signed: Western Libya Fayez al-Sarraj", chain)
    assert re.search(r"✕ Refused: Eastern Libya Khalifa Haftar", chain)
    assert "1 commitment" in chain
    assert "1 statement" in chain
    assert "Western Libya 1 Eastern Libya 1 Global powers 1" in chain
    assert "Agreed at: Ceasefire talks in Moscow" in chain
    assert 'class="row-parties step-acts against"' in body_of(
        client, "/en/processes/moscow-talks/"
    )


def test_a_step_names_the_meetings_it_follows_or_prepares(
    client: Client, story: Story, family: dict[str, Process]
) -> None:
    story.talks.links.create(target=story.visit, kind="prepares")
    page = page_of(client, "/en/processes/moscow-talks/")
    assert "Prepares: Shoigu receives Haftar in Moscow (19 Feb 2020)" in page


def test_a_contested_or_unverified_step_says_so(client: Client, story: Story) -> None:
    f.ContentionFactory(meeting=story.talks)
    story.agreement.verified = False
    story.agreement.save()
    page = page_of(client, "/en/processes/moscow-talks/")
    assert page.count("accounts differ") == 1
    assert "unverified" in page


def test_the_switch_leaves_only_agreements_and_their_meetings(
    client: Client, family: dict[str, Process]
) -> None:
    page = page_of(client, "/en/processes/moscow-talks/?steps=agreements")
    chain = page[page.index("The chain, in order of time") :]
    assert "2 of 4 steps" in chain
    assert "Ceasefire talks in Moscow" in chain
    assert "Draft ceasefire agreement" in chain
    assert "Round one" not in chain


def test_a_year_of_the_chain_has_an_address_of_its_own(
    client: Client, story: Story
) -> None:
    f.MeetingFactory(
        title="A year later", date="2021-05-01", process=story.process, published=True
    )
    page = page_of(client, "/en/processes/moscow-talks/?year=2021")
    chain = page[page.index("The chain, in order of time") :]
    assert "1 of 3 steps" in chain
    assert "A year later" in chain
    assert "Draft ceasefire" not in chain
    assert "No step of this year is on record" in page_of(
        client, "/en/processes/moscow-talks/?year=1999"
    )


def test_a_very_long_chain_shows_its_last_year_and_leads_to_the_others(
    client: Client, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_module, "MOST_AT_ONCE", 2)
    f.MeetingFactory(
        title="A year later", date="2021-05-01", process=story.process, published=True
    )
    body = body_of(client, "/en/processes/moscow-talks/")
    assert 'href="?year=2020#chain"' in body
    assert 'href="?year=2021#chain" aria-current="true"' in body
    assert "1 of 3 steps" in page_of(client, "/en/processes/moscow-talks/")


@pytest.mark.parametrize(
    ("query", "named"),
    [("steps=all", "steps"), ("year=soon", "year"), ("colour=red", "colour")],
)
def test_an_unknown_wish_about_the_chain_is_refused_by_name(
    client: Client, story: Story, query: str, named: str
) -> None:
    response = client.get(f"/en/processes/moscow-talks/?{query}")
    assert response.status_code == 400
    assert f"<code>{named}</code>" in response.content.decode()


def test_the_page_says_where_the_process_stands(
    client: Client, family: dict[str, Process]
) -> None:
    body = body_of(client, "/en/processes/moscow-follow-up/")
    assert '<a href="/en/processes/moscow-talks/">Moscow talks</a>' in body
    assert '<strong aria-current="page">Moscow follow-up</strong>' in body
    assert "Sponsors Global powers Russia" in page_of(
        client, "/en/processes/moscow-talks/"
    )


def test_a_draft_process_is_not_found_and_stands_in_no_tree(
    client_of: ClientOf, anonymous: AnonymousUser, story: Story
) -> None:
    f.ProcessFactory(
        slug="secret-track", name="Secret track", parent=story.process, draft=True
    )
    client = client_of(anonymous)
    assert client.get("/en/processes/secret-track/").status_code == 404
    for address in ("/en/processes/", "/en/processes/moscow-talks/"):
        assert "Secret track" not in page_of(client, address)


def test_an_old_address_of_a_process_redirects(client: Client, story: Story) -> None:
    story.process.old_slugs.create(slug="talks-of-moscow")
    response = client.get("/ar/processes/talks-of-moscow/")
    assert response.status_code == 301
    assert response["Location"] == "/ar/processes/moscow-talks/"


def test_the_meeting_page_leads_to_its_process(client: Client, story: Story) -> None:
    assert 'href="/en/processes/moscow-talks/"' in body_of(
        client, f"/en/meetings/{story.talks.slug}/"
    )


def test_the_pages_queries_do_not_grow_with_the_chain(
    client: Client, story: Story
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/ar/processes/moscow-talks/").status_code == 200
        return len(captured)

    few = queries()
    for _ in range(5):
        child = f.ProcessFactory(parent=story.process, published=True)
        met = f.MeetingFactory(
            process=child, parties=[f.PartyFactory(published=True)], published=True
        )
        met.links.create(target=story.talks, kind="follows")
        text = f.AgreementFactory(meeting=met, process=child, published=True)
        f.SignatureFactory(agreement=text)
    assert queries() <= few <= 20
