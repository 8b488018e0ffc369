"""The pages of outlets and reports, and what may be seen of what rests on them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from browse.pages.sources import short_address
from sources.models import Outlet
from tests import factories as f
from tests.browse.pages import results_of, text_of
from tests.conftest import ClientOf
from tests.story import Story

MOST_IN_A_LIST = 14


def page_of(client: Client, address: str) -> str:
    """The words of a page."""
    response = client.get(address)
    assert response.status_code == 200
    return text_of(response)


def test_a_report_lists_every_fact_that_rests_on_it(
    client: Client, story: Story
) -> None:
    f.StatementCitationFactory(
        statement=story.statement, report=story.report, relation="contradicts"
    )
    f.PartyCitationFactory(
        party=story.shoigu, position=story.minister_of_defence, report=story.report
    )
    page = page_of(client, f"/en/reports/{story.report.slug}/")
    assert "3 citations are on record." in page
    assert (
        "Ceasefire talks in Moscow Meeting 13 January 2020"
        " Supports: the record as a whole Haftar left Moscow without signing" in page
    )
    assert "The draft ignores the demands of the army. Statement" in page
    assert "Contradicts : the record as a whole" in page
    assert "Sergei Shoigu Party Supports: the record as a whole – Minister of" in page


def test_a_contested_value_is_a_fact_of_its_record(
    client: Client, story: Story
) -> None:
    contention = f.ContentionFactory(meeting=story.visit, field="date")
    value = contention.values.create(text="20 February 2020")
    value.citations.create(report=story.report)
    page = page_of(client, f"/en/reports/{story.report.slug}/")
    assert "Shoigu receives Haftar in Moscow" in page
    assert "Supports: the date – 20 February 2020 sources differ" in page
    facts = client.get(f"/api/v1/reports/{story.report.slug}/?include=facts").json()
    assert [one for one in facts["facts"] if one["contested"]] == [
        {
            "type": "meeting",
            "slug": story.visit.slug,
            "url": f"http://testserver/api/v1/meetings/{story.visit.slug}/",
            "field": "date",
            "contested": True,
            "detail": "20 February 2020",
            "relation": "supports",
            "quote": None,
        }
    ]


def test_a_report_never_tells_that_a_draft_cites_it(
    client: Client, client_of: ClientOf, editor: Any, story: Story
) -> None:
    report = f.ReportFactory(slug="quiet")
    draft = f.MeetingFactory(title="Secret talks", draft=True)
    f.MeetingCitationFactory(meeting=draft, report=report)
    office = f.PositionFactory(
        person=story.haftar,
        organisation=f.PartyFactory(kind="ministry", draft=True),
        title="Secret office",
    )
    f.PartyCitationFactory(party=story.haftar, position=office, report=report)
    address = "/en/reports/quiet/"
    assert "No public record cites this report." in page_of(client, address)
    assert "Secret" not in page_of(client, address)
    listed = page_of(client, "/en/reports/")
    assert f"{report.title} {report.outlet.name} · 14 January 2020" in listed
    assert "0 records cite it" in listed
    outlet = client.get(f"/api/v1/outlets/{report.outlet.slug}/").json()
    assert outlet["counts"] == {"reports": 1, "records": 0}
    seen = page_of(client_of(editor), address)
    assert "Secret talks" in seen
    assert "Secret office" in seen


def test_the_stored_text_is_shown_to_nobody_here(
    client: Client, client_of: ClientOf, editor: Any, story: Story
) -> None:
    for reader in (client, client_of(editor)):
        page = page_of(reader, f"/en/reports/{story.report.slug}/")
        assert "Sarraj had signed" not in page
        assert str(story.report.sha256) in page


def test_an_outlet_says_what_rests_on_it_alone(client: Client, story: Story) -> None:
    outlet = story.report.outlet
    shared = f.MeetingFactory(
        title="Told twice", published=True, citations__report=story.report
    )
    f.MeetingCitationFactory(meeting=shared, report=f.ReportFactory())
    again = f.MeetingFactory(title="Told here only", published=True, citations=0)
    for _ in range(2):
        f.MeetingCitationFactory(meeting=again, report=f.ReportFactory(outlet=outlet))
    page = page_of(client, f"/en/sources/{outlet.slug}/")
    assert "reports 3 records that cite them 3 rest on this outlet alone 2" in page
    alone = page[page.index("What rests on this outlet alone") :]
    assert "Told here only" in alone
    assert "Told twice" not in alone


def test_reliability_is_said_in_words_also_where_it_is_missing(
    client: Client, story: Story
) -> None:
    outlet = story.report.outlet
    address = f"/en/sources/{outlet.slug}/"
    assert "Reliability not graded" in page_of(client, address)
    Outlet.objects.filter(pk=outlet.pk).update(reliability="B")
    assert "Reliability B: usually reliable" in page_of(client, address)
    assert results_of(client, "/en/sources/?reliability=B") == [outlet.slug]
    assert outlet.slug not in results_of(client, "/en/sources/?reliability=ungraded")


def test_outlets_with_most_reports_come_first_and_filters_narrow(
    client: Client, story: Story
) -> None:
    wire = f.OutletFactory(slug="wire", kind="wire", language="ar", country="TN")
    f.ReportFactory.create_batch(3, outlet=wire)
    assert results_of(client, "/en/sources/")[0] == "wire"
    for query in ("kind=wire", "language=ar", "country=TN"):
        assert results_of(client, f"/en/sources/?{query}") == ["wire"]


def test_an_address_stands_in_the_letters_of_its_language() -> None:
    address = "https://www.eanlibya.com/%D9%84%D9%8A%D8%A8%D9%8A%D8%A7/?page=2"
    assert short_address(address) == "eanlibya.com/ليبيا"
    assert (
        short_address("https://tass.com/politics/1121877")
        == "tass.com/politics/1121877"
    )


def test_a_wrong_grade_is_named(client: Client, story: Story) -> None:
    response = client.get("/en/sources/?reliability=Z")
    assert response.status_code == 400
    assert "<code>reliability</code>" in response.content.decode()


def test_reports_are_found_by_outlet_language_and_date(
    client: Client, story: Story
) -> None:
    late = f.ReportFactory(slug="late", lang="ar", published="2021-03-01", title="")
    assert results_of(client, "/en/reports/?lang=ar") == ["late"]
    assert results_of(client, "/en/reports/?from=2021") == ["late"]
    assert results_of(client, f"/en/reports/?outlet={late.outlet.slug}") == ["late"]
    assert f"Untitled report, {late.outlet.name}, 1 Mar 2021" in page_of(
        client, "/en/reports/?lang=ar"
    )


def test_a_records_sources_lead_to_all_facts_of_the_report(
    client: Client, story: Story
) -> None:
    body = client.get(f"/en/meetings/{story.talks.slug}/").content.decode()
    assert f'<a href="/en/reports/{story.report.slug}/">all facts' in body


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/en/sources/", MOST_IN_A_LIST),
        ("/en/reports/", MOST_IN_A_LIST),
        ("/en/reports/many/", 20),
        ("/ar/sources/many-outlet/", 30),
    ],
)
def test_pages_of_sources_take_as_many_queries_for_many_rows(
    client: Client, story: Story, address: str, most: int
) -> None:
    report = f.ReportFactory(slug="many", outlet__slug="many-outlet")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    def grow() -> None:
        for factory in (
            f.MeetingFactory,
            f.StatementFactory,
            f.AgreementFactory,
            f.ProcessFactory,
            f.PartyFactory,
        ):
            factory(published=True, citations=1, citations__report=report)
        f.ReportFactory(outlet=report.outlet)

    grow()
    few = queries()
    for _ in range(3):
        grow()
    assert queries() <= few <= most
