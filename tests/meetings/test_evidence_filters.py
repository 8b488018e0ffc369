"""How well a record is evidenced can be asked for, on pages, in the API and in files."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from editorial.models import User
from tests import factories as f
from tests.browse.pages import results_of
from tests.conftest import ClientOf

HOSTS = {
    "meetings": f.MeetingFactory,
    "statements": f.StatementFactory,
    "agreements": f.AgreementFactory,
}
each = pytest.mark.parametrize("name", HOSTS)


def slugs(client: Client, name: str, query: str) -> list[str]:
    """The records that the API finds."""
    answer = client.get(f"/api/v1/{name}/?{query}")
    assert answer.status_code == 200, answer.content[:300]
    return [row["slug"] for row in answer.json()["results"]]


@each
def test_single_source_finds_what_rests_on_exactly_one_report(
    client: Client, db: None, name: str
) -> None:
    report = f.ReportFactory()
    HOSTS[name](slug="one", published=True)
    HOSTS[name](slug="twice", published=True, citations=2, citations__report=report)
    HOSTS[name](slug="two", published=True, citations=2)
    assert sorted(slugs(client, name, "single_source=true")) == ["one", "twice"]
    assert slugs(client, name, "single_source=false") == ["two"]


@each
def test_contested_finds_what_reports_differ_on(
    client: Client, db: None, name: str
) -> None:
    quarrelled = HOSTS[name](slug="quarrelled", published=True)
    HOSTS[name](slug="agreed", published=True)
    own = {name.removesuffix("s"): quarrelled}
    f.ContentionFactory(**{"meeting": None, **own})
    assert slugs(client, name, "contested=true") == ["quarrelled"]
    assert slugs(client, name, "contested=false") == ["agreed"]


@each
def test_verified_finds_what_is_marked_as_unverified(
    client: Client, db: None, name: str
) -> None:
    HOSTS[name](slug="guessed", published=True, verified=False)
    HOSTS[name](slug="proven", published=True)
    assert slugs(client, name, "verified=false") == ["guessed"]
    assert slugs(client, name, "verified=true") == ["proven"]


@each
def test_exact_date_leaves_out_what_is_not_known_to_the_day(
    client: Client, db: None, name: str
) -> None:
    days = ("2020-02-19", "2020-02-03/2020-02-08", "2020-02-19~")
    no_days = ("2020-02", "2020", "2020-02/2020-04", "2020-02-19/..")
    for place, date in enumerate(days + no_days):
        HOSTS[name](slug=f"number-{place}", published=True, date=date)
    found = slugs(client, name, "exact_date=true")
    assert sorted(found) == ["number-0", "number-1", "number-2"]
    assert len(slugs(client, name, "exact_date=false")) == len(no_days)


def test_has_place_finds_meetings_without_a_known_place(
    client: Client, db: None
) -> None:
    f.MeetingFactory(slug="somewhere", published=True, place=f.PlaceFactory())
    venue = f.MeetingFactory(slug="in-a-tent", published=True)
    venue.places.create(venue_text="a tent in the desert")
    f.MeetingFactory(slug="by-telephone", published=True)
    assert slugs(client, "meetings", "has_place=true") == ["somewhere"]
    assert set(slugs(client, "meetings", "has_place=false")) == {
        "in-a-tent",
        "by-telephone",
    }


def test_has_original_finds_statements_with_the_speakers_words(
    client: Client, db: None
) -> None:
    f.StatementFactory(slug="told", published=True)
    f.StatementFactory(slug="quoted", published=True, original_text="Нет войне")
    assert slugs(client, "statements", "has_original=true") == ["quoted"]
    assert slugs(client, "statements", "has_original=false") == ["told"]


def test_has_signatories_finds_agreements_on_which_nobody_is_known_to_have_acted(
    client: Client, db: None
) -> None:
    f.SignatureFactory(agreement=f.AgreementFactory(slug="refused", published=True))
    f.AgreementFactory(slug="unsigned", published=True)
    assert slugs(client, "agreements", "has_signatories=true") == ["refused"]
    assert slugs(client, "agreements", "has_signatories=false") == ["unsigned"]


def test_parties_are_found_by_source_by_verification_and_by_arabic_name(
    client: Client, db: None
) -> None:
    f.PartyCitationFactory(party__slug="cited")
    f.PartyFactory(slug="arabic", arabic="الاسم", published=True)
    f.PartyFactory(slug="guessed", verified=False, published=True)
    assert slugs(client, "parties", "sourced=true") == ["cited"]
    assert set(slugs(client, "parties", "sourced=false")) == {"arabic", "guessed"}
    assert slugs(client, "parties", "has_arabic=true") == ["arabic"]
    assert set(slugs(client, "parties", "has_arabic=false")) == {"cited", "guessed"}
    assert slugs(client, "parties", "verified=false") == ["guessed"]


def test_parties_come_by_meetings_attended_and_page_without_gap_or_repetition(
    client: Client, db: None
) -> None:
    names = [f"party-{number:02}" for number in range(7)]
    parties = [f.PartyFactory(slug=name, published=True) for name in names]
    for number in range(1, 4):
        f.MeetingFactory(published=True, parties=parties[:number])
    f.MeetingFactory(published=True, parties=parties[5:], status="announced")
    f.MeetingFactory(draft=True, parties=parties[4:])
    seen, address = [], "/api/v1/parties/?ordering=-meetings&page_size=2"
    while address:
        body = client.get(address).json()
        seen += body["results"]
        address = (body["next"] or "").removeprefix("http://testserver")
    counts = [row["counts"]["meetings"] for row in seen]
    assert counts == [3, 2, 1, 0, 0, 0, 0]
    assert [row["slug"] for row in seen][:3] == names[:3]
    assert sorted(row["slug"] for row in seen) == names
    assert results_of(client, "/en/parties/?ordering=-meetings")[:3] == names[:3]
    file: Any = client.get("/en/parties.csv?ordering=-meetings")
    lines = b"".join(file.streaming_content).decode().splitlines()
    assert [line.split(",")[0] for line in lines[1:4]] == names[:3]


def test_what_a_reader_may_not_see_does_not_order_the_parties(
    client_of: ClientOf, db: None, editor: User
) -> None:
    quiet, busy = (
        f.PartyFactory(slug=slug, name=slug, published=True)
        for slug in ("a-quiet", "b-busy")
    )
    f.MeetingFactory(draft=True, parties=[busy])
    order = "ordering=-meetings"
    assert slugs(client_of(None), "parties", order) == [quiet.slug, busy.slug]
    assert slugs(client_of(editor), "parties", order) == [busy.slug, quiet.slug]


@pytest.mark.parametrize(
    "query",
    [
        "single_source=yes",
        "contested=1",
        "verified=",
        "exact_date=true&exact_date=true",
    ],
)
@each
def test_an_unreadable_value_is_refused_by_name(
    client: Client, db: None, name: str, query: str
) -> None:
    answer = client.get(f"/api/v1/{name}/?{query}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == query.partition("=")[0]


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("meetings", "single_source=true"),
        ("meetings", "contested=false&exact_date=true&has_place=false"),
        ("parties", "sourced=false&verified=true&has_arabic=true"),
    ],
)
def test_the_forms_of_the_lists_offer_them_and_keep_what_was_chosen(
    client: Client, db: None, page: str, query: str
) -> None:
    body = client.get(f"/en/{page}/?{query}").content.decode()
    for name, _, value in (part.partition("=") for part in query.split("&")):
        form = body.split(f'id="filter-{name}"')[1].split("</select>")[0]
        assert f'<option value="{value}" selected>' in form
    assert "More filters" in body


def test_the_filters_cost_no_further_statement(client: Client, db: None) -> None:
    f.MeetingFactory(published=True)
    with CaptureQueriesContext(connection) as plain:
        client.get("/en/meetings/?status=held")
    asked = "single_source=true&contested=false&exact_date=true&has_place=false"
    with CaptureQueriesContext(connection) as filtered:
        client.get(f"/en/meetings/?{asked}")
    assert len(filtered) <= len(plain)
