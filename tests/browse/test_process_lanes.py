"""The processes side by side over time."""

from __future__ import annotations

import datetime
import html
import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from browse.charts.lanes import Lane, LaneDrawing, Month, Text, draw_lanes
from browse.charts.shapes import discs
from tests import factories as f
from tests.browse.pages import results_of, text_of
from tests.story import Story

YEARS = (2019, 2020)


def day(text: str) -> datetime.date:
    """Return a day."""
    return datetime.date.fromisoformat(text)


def lane(**kwargs: object) -> Lane:
    """Return a lane of two years."""
    given = {"begin": day("2019-01-01"), "end": day("2020-12-31"), **kwargs}
    return Lane("Talks", "/talks/", **given)  # type: ignore[arg-type]


def drawn(*lanes: Lane, **options: object) -> LaneDrawing:
    """Draw lanes of two years."""
    return draw_lanes(lanes, years=YEARS, **options)  # type: ignore[arg-type]


def test_a_dot_stands_in_its_month_and_is_as_large_as_its_meetings_are_many() -> None:
    months = [Month(2019, 1, 1), Month(2020, 1, 16)]
    few, many = drawn(lane(months=months), width=240).rows[0].dots
    assert (few.x, many.x) == (5, 125)
    assert (few.count, many.count) == (1, 16)
    assert few.radius < many.radius


def test_quarters_gather_their_months() -> None:
    months = [Month(2019, 2, 1), Month(2019, 3, 2), Month(2019, 4, 4)]
    dots = drawn(lane(months=months), grain=3).rows[0].dots
    assert [dot.count for dot in dots] == [3, 4]
    assert [dot.period for dot in dots] == ["2019-02/2019-03", "2019-04"]


def test_a_bar_ends_at_the_edge_and_time_runs_to_the_left_in_arabic() -> None:
    whole = lane(begin=day("2011-01-01"), end=day("2020-01-01"))
    left, right = drawn(whole, width=240), drawn(whole, width=240, rtl=True)
    assert (left.rows[0].x, left.rows[0].width) == (0, 120)
    assert (right.rows[0].x, right.rows[0].width) == (120, 120)
    assert [year.x for year in right.years] == [120, 0]


def test_known_agreements_are_named_where_there_is_room() -> None:
    texts = [
        Text(day("2019-12-01"), "First agreement", known=True),
        Text(day("2019-12-15"), "Second agreement", known=True),
        Text(day("2020-01-15"), "Unknown agreement"),
        Text(day("2022-01-15"), "Later agreement"),
    ]
    marks = drawn(lane(texts=texts), width=400).rows[0].diamonds
    assert [(mark.text.name[:6], mark.anchor) for mark in marks] == [
        ("First ", "start"),
        ("Second", ""),
        ("Unknow", ""),
    ]


def test_the_timeline_counts_a_meeting_below_its_upper_process(
    client: Client, story: Story
) -> None:
    part = f.ProcessFactory(name="Military part", parent=story.process, published=True)
    f.MeetingFactory(process=part, date="2021-05-01", published=True)
    f.MeetingFactory(process=part, date="2021-05-01", draft=True)
    response = client.get("/en/timeline/")
    page = text_of(response)
    assert "1 process · meetings: 2 · agreements: 1" in page
    assert "1 meeting belongs to no process and is not drawn." in page
    assert "Military part" not in page
    body = response.content.decode()
    assert "process=moscow-talks&amp;counted_in=2021-05" in body
    assert '<a href="/en/meetings/?process=moscow-talks">2</a>' in body


def test_a_dot_opens_exactly_the_meetings_it_counts(
    client: Client, story: Story
) -> None:
    dates = ("2021-05-31/2021-06-02", "2021-06-30", "2021-01-20", "2021", "2021-06")
    for date in dates:
        f.MeetingFactory(process=story.process, date=date, published=True)
    body = html.unescape(client.get("/en/timeline/?from=2021-06-01").content.decode())
    dots = re.findall(
        r'href="([^"]*counted_in=[^"]*)"[^>]*><title>[^<]*: (\d+)</title>', body
    )
    assert [int(count) for _address, count in dots] == [1, 2]
    for address, count in dots:
        assert len(results_of(client, address)) == int(count)


def test_the_timeline_takes_the_filters_of_meetings(
    client: Client, story: Story
) -> None:
    assert "meetings: 1 · agreements: 1" in text_of(
        client.get("/en/timeline/?party=haftar&from=2020&to=2020")
    )
    assert "No process has" in text_of(client.get("/en/timeline/?from=2021"))
    refused = client.get("/en/timeline/?from=soon")
    assert refused.status_code == 400
    assert "from" in text_of(refused)
    assert client.get("/en/timeline/?colour=red").status_code == 400


def test_the_timeline_takes_few_queries_however_many_meetings_there_are(
    client: Client, story: Story
) -> None:
    for number in range(12):
        process = f.ProcessFactory(published=True)
        f.MeetingFactory(process=process, date=f"20{11 + number}-01-01", published=True)
        f.AgreementFactory(process=process, published=True)
    client.get("/en/timeline/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/ar/timeline/")
    assert len(queries) <= 14


def test_discs_are_two_half_circles_each() -> None:
    assert discs([(10, 25, 2.6), (20.5, 25, 3)]) == (
        "M7.4 25a2.6 2.6 0 1 0 5.2 0a2.6 2.6 0 1 0 -5.2 0"
        "M17.5 25a3 3 0 1 0 6 0a3 3 0 1 0 -6 0"
    )
