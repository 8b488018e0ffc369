"""What the files say, read back by the libraries that others read them with."""

from __future__ import annotations

import datetime
import json
import re
from typing import Any

import feedparser
import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from browse.exports.registry import LISTS
from common.edtf import parse
from meetings.models import Meeting, OccurrenceStatus
from tests import factories as f
from tests.browse.files import (
    READERS,
    body_of,
    csv_rows,
    entries,
    events,
    features,
    feed_pages,
    json_rows,
    names_in_file,
    ndjson_rows,
)
from tests.story import Story

FILES = [(name, form) for name, held in LISTS.items() for form in held.formats]
# What the story has none of, to ask for.
NOTHING = {
    "meetings": "from=1999&to=1999",
    "parties": "country=NO",
    "statements": "from=1999&to=1999",
    "agreements": "from=1999&to=1999",
    "commitments": "obligor=haftar",
    "processes": "q=Antarctic",
    "topics": "q=Antarctic",
    "places": "country=NO",
    "sources": "q=Antarctic",
    "reports": "q=Antarctic",
}
AWKWARD = 'Say "no"; =1+1, \\n {}\tنعم\u200f\x0b <b>&amp;</b>'


def of(rows: list[Any], slug: str) -> Any:
    """The row of a record."""
    return next(row for row in rows if row["slug"] == slug)


@pytest.mark.parametrize(("name", "form"), FILES)
def test_every_file_of_a_list_holds_the_records_of_its_table(
    client: Client, story: Story, name: str, form: str
) -> None:
    f.TopicFactory()
    table = names_in_file(client, f"/en/{name}", "csv", "")
    assert table
    assert sorted(names_in_file(client, f"/en/{name}", form, "")) == sorted(table)
    assert sorted(names_in_file(client, f"/ar/{name}", form, "")) == sorted(table)


@pytest.mark.parametrize(("name", "form"), FILES)
def test_a_file_of_nothing_can_be_read(
    client: Client, story: Story, name: str, form: str
) -> None:
    assert names_in_file(client, f"/en/{name}", form, NOTHING[name]) == []


@pytest.mark.parametrize(("name", "form"), FILES)
def test_every_file_names_its_licence_in_a_header(
    client: Client, story: Story, name: str, form: str
) -> None:
    answer = client.get(f"/en/{name}.{form}")
    assert answer["Link"] == (
        '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'
    )


@pytest.mark.parametrize("form", READERS)
def test_licence_and_credits_stand_in_the_file_where_it_has_a_place_for_them(
    client: Client, story: Story, form: str
) -> None:
    text = re.sub(r"\r\n ", "", body_of(client, f"/en/meetings.{form}").decode())
    has_a_place = form not in {"csv", "ndjson"}
    assert ("GeoNames" in text) is has_a_place
    assert ("creativecommons.org/licenses/by/4.0" in text) is has_a_place


@pytest.mark.parametrize("name", LISTS)
def test_columns_are_the_same_in_both_languages_and_in_every_table(
    client: Client, story: Story, name: str
) -> None:
    f.TopicFactory()
    in_english = csv_rows(client, f"/en/{name}.csv")
    assert csv_rows(client, f"/ar/{name}.csv") == in_english
    in_json = json_rows(client, f"/en/{name}.json")
    assert ndjson_rows(client, f"/ar/{name}.ndjson") == in_json
    assert [list(row) for row in in_json] == [list(row) for row in in_english]


@pytest.mark.parametrize("name", LISTS)
def test_every_row_leads_to_its_page_and_to_the_api(
    client: Client, story: Story, name: str
) -> None:
    f.TopicFactory()
    for row in json_rows(client, f"/en/{name}.json"):
        answer = client.get(row["api_url"])
        assert answer.status_code == 200
        assert answer.json()["slug"] == row["slug"]
        assert answer.json()["html_url"] == row["url"]
        if row["url"]:
            assert client.get(row["url"]).status_code == 200


@pytest.mark.parametrize("root", ["meeting", "statement", "agreement"])
def test_a_contested_field_is_named_with_all_its_values(
    client: Client, story: Story, root: str
) -> None:
    record = {
        "meeting": story.talks,
        "statement": story.statement,
        "agreement": story.agreement,
    }[root]
    contention = f.ContentionFactory(
        **{"meeting": None, root: record}, field="date", note="Two agencies differ."
    )
    for place, (day, shown) in enumerate([("2020-01-13", True), ("2020-01-14", False)]):
        contention.values.create(text=day, preferred=shown, position=place)
    row = of(json_rows(client, f"/en/{root}s.json"), record.slug)
    assert row["contested"] == ["date"]
    assert row["reported_values"] == ["date: 2020-01-13 (shown) | 2020-01-14"]


def test_awkward_text_survives_every_format(client: Client, db: None) -> None:
    f.MeetingFactory(slug="awkward", title=AWKWARD, summary=AWKWARD, published=True)
    for read in (csv_rows, json_rows, ndjson_rows):
        (row,) = read(client, f"/en/meetings.{read.__name__.split('_')[0]}")
        assert row["title"] == row["summary"] == AWKWARD
    (feature,) = features(client, "/en/meetings.geojson")
    assert feature["properties"]["title"] == AWKWARD
    # A vertical tab can stand neither in a calendar nor in XML.
    printable = AWKWARD.replace("\x0b", "")
    (event,) = events(client, "/en/meetings.ics")
    assert str(event["SUMMARY"]) == printable
    assert printable in str(event["DESCRIPTION"])
    (entry,) = entries(client, "/en/meetings.atom")
    assert entry.title == printable


# Calendars --------------------------------------------------------------------
def test_an_event_has_what_rfc_5545_asks_for(client: Client, story: Story) -> None:
    body = body_of(client, "/en/meetings.ics")
    lines = body.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    read = Calendar.from_ical(body)
    assert read["VERSION"] == "2.0"
    assert read["PRODID"]
    found = read.walk("VEVENT")
    assert len({str(event["UID"]) for event in found}) == len(found) == 2
    for event in found:
        assert isinstance(event.decoded("DTSTART"), datetime.date)
        assert event.decoded("DTSTAMP").tzinfo is not None
        assert event.decoded("LAST-MODIFIED") == event.decoded("DTSTAMP")
        assert not event.errors


def test_a_calendar_without_events_still_holds_a_component(
    client: Client, db: None
) -> None:
    read = Calendar.from_ical(body_of(client, "/en/meetings.ics"))
    assert [one.name for one in read.subcomponents] == ["VTIMEZONE"]


@pytest.mark.parametrize(
    ("date", "start", "end", "said"),
    [
        ("2020-02-19", "2020-02-19", "2020-02-20", False),
        ("2020-02-03/2020-02-08", "2020-02-03", "2020-02-09", True),
        ("2020-05", "2020-05-01", "2020-06-01", True),
        ("2020-05-12~", "2020-05-12", "2020-05-13", True),
        ("2019-12-31", "2019-12-31", "2020-01-01", False),
        ("2020-02/..", "2020-02-01", "2020-02-02", True),
        ("../2020-02", "2020-02-29", "2020-03-01", True),
    ],
)
def test_an_event_lasts_whole_days_and_says_when_its_date_is_not_one_day(
    client: Client, db: None, date: str, start: str, end: str, said: bool
) -> None:
    f.MeetingFactory(date=date, published=True)
    (event,) = events(client, "/en/meetings.ics")
    assert event.decoded("DTSTART").isoformat() == start
    assert event.decoded("DTEND").isoformat() == end
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert str(event["DESCRIPTION"]).startswith("Date: ") is said


@pytest.mark.parametrize("date", ["1800", "2100-12-31", "20XX", "[1999..]", "/2020"])
def test_every_date_that_can_be_stored_has_a_known_day(date: str) -> None:
    read = parse(date)
    assert read.earliest or read.latest


@pytest.mark.parametrize("status", OccurrenceStatus.values)
def test_an_event_is_confirmed_tentative_or_cancelled(
    client: Client, db: None, status: str
) -> None:
    f.MeetingFactory(status=status, published=True)
    (event,) = events(client, "/en/meetings.ics")
    confirmed = {"held": "CONFIRMED", "partly_held": "CONFIRMED"}
    off = {"cancelled": "CANCELLED", "denied": "CANCELLED"}
    assert event["STATUS"] == {**confirmed, **off}.get(status, "TENTATIVE")


def test_an_event_tells_people_place_sources_and_licence(
    client: Client, story: Story
) -> None:
    (event,) = events(client, "/ar/meetings.ics?party=sarraj")
    said = str(event["DESCRIPTION"])
    for words in ("فائز السراج", "خليفة حفتر", str(story.report.url), "CC BY 4.0"):
        assert words in said
    assert str(event["LOCATION"]) == "موسكو"
    assert event["GEO"].to_ical() == "55.75;37.62"
    assert str(event["SUMMARY"]) == story.talks.title
    assert event["SUMMARY"].params["LANGUAGE"] == "en"
    assert str(event["URL"]).endswith(f"/ar/meetings/{story.talks.slug}/")
    assert event["SEQUENCE"] == story.talks.version


def test_the_same_state_gives_the_same_calendar_under_the_same_identifiers(
    client: Client, story: Story
) -> None:
    once, again = (body_of(client, "/en/meetings.ics") for _ in range(2))
    assert once == again
    there = {str(event["UID"]) for event in events(client, "/ar/meetings.ics")}
    assert there == {str(event["UID"]) for event in events(client, "/en/meetings.ics")}


# Feeds ------------------------------------------------------------------------
def test_a_feed_says_whose_it_is_and_where_its_list_is(
    client: Client, story: Story
) -> None:
    (page,) = feed_pages(client, "/en/meetings.atom?party=haftar")
    links = {link.rel: link.href for link in page.feed.links}
    assert links["self"].endswith("/en/meetings.atom?party=haftar")
    assert links["alternate"].endswith("/en/meetings/?party=haftar")
    assert page.version == "atom10"
    assert "CC BY 4.0" in page.feed.rights
    assert page.feed.author == "Libya Tracker"


def test_entries_keep_their_identifiers_in_both_languages_and_on_every_host(
    client: Client, story: Story
) -> None:
    in_english = entries(client, "/en/meetings.atom")
    elsewhere = feedparser.parse(
        client.get("/ar/meetings.atom", headers={"host": "127.0.0.1"}).content
    ).entries
    assert [one.id for one in elsewhere] == [one.id for one in in_english]
    assert all(one.id.startswith("urn:uuid:") for one in in_english)
    assert "/ar/meetings/" in elsewhere[0].link


def test_the_newest_change_comes_first_whatever_the_date(
    client: Client, story: Story
) -> None:
    changed = timezone.now() + datetime.timedelta(days=1)
    Meeting.objects.filter(pk=story.talks.pk).update(changed_at=changed)
    first, second = entries(client, "/en/meetings.atom")
    assert first.link.endswith(f"{story.talks.slug}/")
    assert second.link.endswith(f"{story.visit.slug}/")
    moment = datetime.datetime.fromisoformat(first.updated)
    assert moment == changed


def test_a_feed_of_many_records_is_read_page_by_page(client: Client, db: None) -> None:
    made = f.MeetingFactory.create_batch(203, published=True)
    pages = feed_pages(client, "/en/meetings.atom")
    assert [len(page.entries) for page in pages] == [200, 3]
    ids = [entry.id for page in pages for entry in page.entries]
    assert len(set(ids)) == len(made)
    assert {page.feed.id for page in pages} == {pages[0].feed.id}
    previous = [link.href for link in pages[1].feed.links if link.rel == "previous"]
    assert [one.id for one in entries(client, previous[0])[:200]] == ids[:200]


def test_a_cursor_of_another_list_is_refused_by_name(client: Client, db: None) -> None:
    f.MeetingFactory.create_batch(201, published=True)
    (link,) = [
        link.href
        for link in feed_pages(client, "/en/meetings.atom")[0].feed.links
        if link.rel == "next"
    ]
    answer = client.get(link.replace("/en/meetings", "/en/statements"))
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "cursor"


@pytest.mark.parametrize("name", ["meetings", "statements", "agreements", "reports"])
def test_an_unchanged_feed_is_not_sent_again(
    client: Client, story: Story, name: str
) -> None:
    first = client.get(f"/en/{name}.atom")
    again = client.get(f"/en/{name}.atom", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert again["Cache-Control"] == "public, max-age=60"
    make = {"meetings": f.MeetingFactory, "statements": f.StatementFactory}.get(name)
    if make:
        make(published=True)
        changed = client.get(
            f"/en/{name}.atom", headers={"if-none-match": first["ETag"]}
        )
        assert changed.status_code == 200


def test_a_feed_without_entries_never_changes(client: Client, db: None) -> None:
    (page,) = feed_pages(client, "/en/statements.atom")
    assert page.feed.updated.startswith("2000-01-01")


@pytest.mark.parametrize("name", ["meetings", "parties", "search"])
def test_a_list_page_tells_feed_readers_of_its_feed(
    client: Client, story: Story, name: str
) -> None:
    page = client.get(f"/en/{name}/?q=haftar").content.decode()
    head = page.partition("</head>")[0]
    told = 'type="application/atom+xml"' in head
    assert told is (name == "meetings")
    assert ("/en/meetings.atom?q=haftar" in head) is told


# Maps -------------------------------------------------------------------------
def test_a_meeting_lies_at_its_places_longitude_first(
    client: Client, story: Story
) -> None:
    rome = f.PlaceFactory(slug="rome", country="IT", lat=41.89, lon=12.48)
    story.talks.places.create(place=rome, position=1)
    unknown = f.MeetingFactory(published=True)
    found = {one["id"]: one for one in features(client, "/en/meetings.geojson")}
    assert found[story.visit.slug]["geometry"] == {
        "type": "Point",
        "coordinates": [37.62, 55.75],
    }
    assert found[story.talks.slug]["geometry"]["type"] == "MultiPoint"
    assert len(found[story.talks.slug]["geometry"]["coordinates"]) == 2
    assert found[unknown.slug]["geometry"] is None


def test_a_map_says_of_each_feature_what_the_table_says(
    client: Client, story: Story
) -> None:
    for name in ("meetings", "places"):
        found = [one["properties"] for one in features(client, f"/en/{name}.geojson")]
        assert found == json_rows(client, f"/en/{name}.json")


def test_a_map_names_its_licence_beside_its_features(
    client: Client, story: Story
) -> None:
    about = json.loads(body_of(client, "/en/places.geojson"))["about"]
    assert about["licence"] == "CC BY 4.0"
    assert "GeoNames" in about["credits"]
    assert about["address"] == "http://testserver/en/places/"
