"""The list of meetings as table, timeline, calendar and map: one set, many views."""

from __future__ import annotations

import html
import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.test import Client, RequestFactory
from django.utils.http import urlencode
from pytest_django import DjangoAssertNumQueries

from meetings.models import Meeting, Process
from meetings.selection import browse_meetings
from parties.models import Party
from tests import factories as f
from tests.browse.pages import results_of, text_of

LIST = "/en/meetings/"
VIEWS = ("list", "table", "timeline", "calendar", "map")
# What a reader has already chosen; each facet is then counted beside it.
BASES = (
    "",
    "attended=true",
    "attended=false",
    "presence=refused",
    "direct=true&role=mediator",
    "party=haftar",
    "party=haftar&presence=present",
    "process=un-track&outlet_language=ar",
)


@pytest.fixture
def season(db: None) -> None:
    """Six meetings that differ in everything a facet counts."""
    haftar = f.PartyFactory(slug="haftar", name="Haftar", side="east", published=True)
    envoy = f.PartyFactory(slug="envoy", name="Envoy", side="un", published=True)
    un = f.PartyFactory(slug="un", kind="state", published=True)
    f.RelationFactory(source=envoy, target=un)
    city = f.PlaceFactory(slug="tripoli", name="Tripoli", lat=32.9, lon=13.2)
    hotel = f.PlaceFactory(slug="hotel", parent=city)
    rome = f.PlaceFactory(slug="rome", country="IT", lat=41.9, lon=12.5)
    track = f.ProcessFactory(slug="un-track", published=True)
    round_one = f.ProcessFactory(slug="round-one", parent=track, published=True)
    peace = f.TopicFactory(slug="peace")
    truce = f.TopicFactory(slug="truce", parent=peace)
    papers = [
        f.OutletFactory(slug="akhbar", language="ar"),
        f.OutletFactory(slug="news", language="en"),
    ]
    laid_out = [
        ("2020-02-03/2020-02-05", "Alpha", haftar, city, round_one, truce),
        ("2020-02-04", "Bravo", envoy, hotel, track, peace),
        ("2020-02", "Charlie", haftar, None, None, truce),
        ("2020-01-31", "Delta", envoy, rome, round_one, None),
        ("2019-12", "Echo", haftar, rome, None, peace),
        ("2019", "Foxtrot", envoy, None, track, None),
    ]
    for number, (date, title, party, place, process, topic) in enumerate(laid_out):
        meeting = f.MeetingFactory(
            slug=title.lower(),
            date=date,
            title=title,
            place=place,
            process=process,
            topic=topic,
            track="military" if number % 2 else "political",
            published=True,
        )
        f.ParticipationFactory(
            meeting=meeting,
            party=party,
            role="mediator" if number < 2 else "participant",
        )
        if number in (0, 3):
            other = envoy if party is haftar else haftar
            presence = "present" if number else "refused"
            f.ParticipationFactory(meeting=meeting, party=other, presence=presence)
        report = f.ReportFactory(outlet=papers[number % 2])
        f.MeetingCitationFactory(meeting=meeting, report=report)


def number_of(query: str) -> int:
    """How many meetings an anonymous reader finds."""
    request = RequestFactory().get("/", QueryDict(query))
    request.user = AnonymousUser()
    asked = browse_meetings(request)
    assert asked.is_valid(), asked.errors
    return int(asked.qs.count())


def options_of(client: Client, query: str) -> list[tuple[str, str, int]]:
    """Every value of every facet with its count."""
    body = client.get(f"{LIST}?{query}").content.decode()
    found = re.findall(
        r'name="(\w+)" value="([^"]+)"(?: checked)?>(?:<svg.*?</svg>)?'
        r'(?:<span[^>]*>)?[^<]*(?:</span>)?<span class="option-count">(\d+)<',
        body,
    )
    return [(name, value, int(count)) for name, value, count in found]


@pytest.mark.parametrize("base", BASES)
def test_the_count_of_a_value_is_what_choosing_it_gives(
    client: Client, season: None, base: str
) -> None:
    options = options_of(client, base)
    asked = re.findall(r"(\w+)=([\w-]+)", base)
    for name, value, count in options:
        if (name, value) in asked:
            continue
        # Counts are without the facet's own values, but for parties, which add up.
        kept = [pair for pair in asked if name == "party" or pair[0] != name]
        found = number_of(urlencode([*kept, (name, value)]))
        assert found == count, (base, name, value)


@pytest.fixture
def unnamed(season: None) -> None:
    """Participants without a name: for a party, in an office of one, for nobody known."""
    envoy = Party.objects.get(slug="envoy")
    army = f.PartyFactory(slug="army", kind="armed_force", published=True)
    office = f.PositionFactory(person=f.PartyFactory(), organisation=army)
    told: list[tuple[str, dict[str, object]]] = [
        ("charlie", {"on_behalf_of": envoy, "role": "host", "presence": "remote"}),
        ("charlie", {"capacity": office, "on_behalf_of": envoy, "presence": "apart"}),
        ("delta", {"capacity": office, "role": "chair", "presence": "walked_out"}),
        ("echo", {"role": "guarantor", "presence": "invited_absent"}),
        ("foxtrot", {"on_behalf_of": envoy, "role": "observer", "presence": "denied"}),
    ]
    for slug, fields in told:
        meeting = Meeting.objects.get(slug=slug)
        f.ParticipationFactory(
            meeting=meeting, party=None, placeholder="two officers", **fields
        )


@pytest.mark.parametrize(
    "base",
    [
        "",
        "party=envoy",
        "party=envoy&direct=true",
        "party=army&attended=true",
        "presence=remote",
        "role=host&attended=true",
        "on_behalf_of=envoy",
        "party=envoy&role=host",
        "party_any=army&party_any=envoy&presence=apart",
    ],
)
def test_who_came_without_a_name_is_counted_as_it_is_found(
    client: Client, unnamed: None, base: str
) -> None:
    test_the_count_of_a_value_is_what_choosing_it_gives(client, unnamed, base)


def test_an_unnamed_participant_is_found_by_role_and_presence(
    client: Client, unnamed: None
) -> None:
    counted = {(name, value): count for name, value, count in options_of(client, "")}
    assert counted["role", "guarantor"] == counted["presence", "invited_absent"] == 1
    assert counted["role", "host"] == counted["presence", "remote"] == 1
    assert results_of(client, f"{LIST}?role=guarantor") == ["echo"]
    assert results_of(client, f"{LIST}?party=envoy&presence=denied") == ["foxtrot"]
    assert results_of(client, f"{LIST}?party=army&role=chair") == ["delta"]


def test_the_facets_count_outlets_languages_processes_topics_and_people(
    client: Client, season: None
) -> None:
    counted = {(name, value): count for name, value, count in options_of(client, "")}
    assert counted["outlet", "akhbar"] == counted["outlet_language", "ar"] == 3
    assert counted["process", "un-track"] == 4
    assert counted["process", "round-one"] == 2
    assert counted["topic", "peace"] == 4
    assert counted["topic", "truce"] == 2
    assert counted["role", "mediator"] == 2
    assert counted["presence", "refused"] == 1


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_says_the_same_count_and_leads_to_the_others(
    client: Client, season: None, view: str
) -> None:
    page = client.get(f"{LIST}?from=2020-02&view={view}")
    assert "3 meetings of 6" in text_of(page)
    body = html.unescape(page.content.decode())
    assert 'href="/en/meetings/?from=2020-02"' in body
    assert 'href="/en/meetings/?from=2020-02&view=map"' in body
    assert 'href="/en/network/?from=2020-02&view=matrix"' in body
    assert 'href="/en/meetings.csv?from=2020-02"' in body


def test_a_change_of_filters_keeps_the_view(client: Client, season: None) -> None:
    body = client.get(f"{LIST}?view=timeline&lanes=party").content.decode()
    assert '<input type="hidden" name="view" value="timeline">' in body
    assert '<input type="hidden" name="lanes" value="party">' in body


@pytest.mark.parametrize(
    "query", ["view=globe", "lanes=side", "month=2020", "column=x"]
)
def test_an_unknown_way_to_show_them_is_named(
    client: Client, db: None, query: str
) -> None:
    page = client.get(f"{LIST}?{query}")
    assert page.status_code == 400
    assert f"<code>{query.split('=')[0]}</code>" in page.content.decode()


def test_files_and_api_know_no_views(client: Client, db: None) -> None:
    for address in ("/en/meetings.csv", "/api/v1/meetings/"):
        assert client.get(f"{address}?view=table").status_code == 400


def test_the_table_shows_the_columns_asked_for(client: Client, season: None) -> None:
    page = text_of(client.get(f"{LIST}?view=table&column=country&column=process"))
    assert "Country Process" in page
    assert "Italy" in page
    assert "Alpha Libya Process" in page


def test_titles_are_ordered_both_ways_and_by_pages(
    client: Client, season: None
) -> None:
    rising = results_of(client, f"{LIST}?view=table&ordering=title")
    assert rising == ["alpha", "bravo", "charlie", "delta", "echo", "foxtrot"]
    assert results_of(client, f"{LIST}?ordering=-title") == rising[::-1]
    first = client.get("/api/v1/meetings/?ordering=title&page_size=4").json()
    second = client.get(first["next"]).json()
    assert [row["slug"] for row in second["results"]] == rising[4:]


def test_a_dot_of_the_timeline_leads_to_its_month_and_lane(
    client: Client, season: None
) -> None:
    body = html.unescape(client.get(f"{LIST}?view=timeline").content.decode())
    assert "<title>Political, February 2020: 2</title>" in body
    assert 'href="?track=political&counted_in=2020-02"' in body
    assert 'href="?view=timeline&from=2019&to=2019"' in body


def test_lanes_of_processes_hold_what_lies_below_them(
    client: Client, season: None
) -> None:
    body = client.get(f"{LIST}?view=timeline&lanes=process").content.decode()
    assert re.findall(r'lane-total">(\d+)<', body)[0] == "4"


def test_lanes_of_parties_are_those_asked_for(client: Client, season: None) -> None:
    query = "party_any=haftar&party_any=envoy"
    body = html.unescape(
        client.get(f"{LIST}?view=timeline&lanes=party&{query}").content.decode()
    )
    lanes = re.findall(r'lane-name"[^>]*>(\w+) <', body)
    assert set(lanes) == {"Haftar", "Envoy"}
    assert f"?{query}&party=haftar&counted_in=2020-01" in body


@pytest.mark.parametrize("lanes", ["track", "party", "process"])
@pytest.mark.parametrize(
    "base", ["", "from=2020-02-04&party=haftar", "to=2020-01&process=un-track"]
)
def test_a_dot_and_a_cell_open_exactly_the_meetings_they_count(
    client: Client, season: None, lanes: str, base: str
) -> None:
    f.MeetingFactory(
        date="2019-12-30/2020-02-10",
        parties=[Party.objects.get(slug="haftar")],
        process=Process.objects.get(slug="un-track"),
        published=True,
    )
    page = client.get(f"{LIST}?view=timeline&lanes={lanes}&{base}")
    body = html.unescape(page.content.decode())
    dots = re.findall(
        r'href="\?([^"]*counted_in=[^"]+)"[^>]*><title>[^<]*: (\d+)</title>', body
    )
    cells = re.findall(r'href="\?([^"]*counted_in=\d{4})">(\d+)<', body)
    assert len(dots) >= 2
    assert len(cells) >= 2
    for query, count in (*dots, *cells):
        assert number_of(query) == int(count), query


def test_the_calendar_puts_meetings_on_their_days_and_the_others_beside(
    client: Client, season: None
) -> None:
    page = text_of(client.get(f"{LIST}?view=calendar&month=2020-02"))
    assert "3 Monday Alpha 4 Tuesday continued Alpha Bravo 5 Wednesday" in page
    assert "day not known Feb 2020 Charlie" in page
    assert "Before January 2020" in page


def test_the_calendar_opens_at_the_newest_meeting(client: Client, season: None) -> None:
    page = text_of(client.get(f"{LIST}?view=calendar&to=2020-01"))
    assert "January 2020 Before December 2019" in page


def test_the_calendar_opens_at_a_month_with_a_meeting_on_a_day(
    client: Client, season: None
) -> None:
    f.MeetingFactory(date="2020-08", published=True)
    f.MeetingFactory(date="2020-07-01/2020-07-20", published=True)
    f.MeetingFactory(date="2021", published=True)
    page = text_of(client.get(f"{LIST}?view=calendar"))
    assert "February 2020 Before January 2020" in page
    assert "4 Tuesday continued Alpha Bravo" in page
    page = text_of(client.get(f"{LIST}?view=calendar&from=2020-08"))
    assert "January 2021 Before August 2020" in page


def test_a_month_without_a_meeting_leads_to_the_next_one(
    client: Client, season: None
) -> None:
    page = client.get(f"{LIST}?view=calendar&month=2020-09&party=haftar")
    assert "No meeting of this selection falls on this month" in text_of(page)
    assert "party=haftar" in page.content.decode().split('id="month-before"')[1][:120]


def test_the_map_leads_to_the_list_of_each_place(client: Client, season: None) -> None:
    body = html.unescape(client.get(f"{LIST}?view=map&from=2019").content.decode())
    assert 'href="?from=2019&place=rome"' in body
    assert text_of(client.get(f"{LIST}?view=map")).count("Tripoli Libya 2") == 1


def test_small_meetings_are_those_of_few_in_the_room(client: Client, db: None) -> None:
    two = f.MeetingFactory(
        parties=[f.PartyFactory(published=True) for _ in range(2)], published=True
    )
    three = f.MeetingFactory(
        parties=[f.PartyFactory(published=True) for _ in range(2)], published=True
    )
    f.ParticipationFactory(meeting=three, party=None, placeholder="a general")
    f.ParticipationFactory(meeting=two, presence="refused")
    f.MeetingFactory(published=True)
    assert results_of(client, f"{LIST}?most_parties=2") == [two.slug]
    assert len(results_of(client, f"{LIST}?most_parties=3")) == 2
    assert client.get(f"{LIST}?most_parties=1").status_code == 400


def test_a_view_that_nobody_asked_for_before_takes_at_most_twelve_queries(
    client: Client,
    season: None,
    standing_still: None,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    views = [f"view={view}" for view in VIEWS]
    lanes = [f"view=timeline&lanes={lanes}" for lanes in ("party", "process")]
    asked = (
        "view=table&column=process",
        "party=haftar&party=envoy&from=2020",
        "q=talks",
    )
    for path in (LIST, "/ar/meetings/"):
        client.get(path)  # reads what is kept while the database stands
        for query in (*views, *lanes, *asked):
            with django_assert_max_num_queries(12):
                assert client.get(f"{path}?{query}&side=east").status_code == 200
