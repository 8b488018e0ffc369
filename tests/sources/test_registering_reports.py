"""Registering a report: known addresses are named, the outlet is read off the host."""

from __future__ import annotations

import pytest

from common.errors import ActionRefused
from editorial.models import User
from sources.actions import (
    known_report,
    outlet_of,
    register_report,
    report_slug,
    text_hash,
)
from sources.models import Report
from tests.factories import OutletFactory, OutletHostFactory, ReportFactory


def test_a_report_is_stored_with_its_hash_and_author(contributor: User) -> None:
    report = register_report(
        outlet=OutletFactory(),
        url="https://outlet.example/a",
        text="Words.",
        published="2020-01-14",
        by=contributor,
        reason="found it",
    )
    report.refresh_from_db()
    assert report.sha256 == text_hash("Words.")
    assert report.created_by == contributor
    assert str(report.published_earliest) == "2020-01-14"


def test_a_known_address_is_refused_by_naming_the_stored_report(
    contributor: User,
) -> None:
    ReportFactory(url="https://outlet.example/a", title="The first of its name")
    with pytest.raises(ActionRefused, match="The first of its name") as refused:
        register_report(
            outlet=OutletFactory(),
            url="https://outlet.example/a",
            by=contributor,
            reason="again",
        )
    assert refused.value.field == "url"
    assert Report.objects.count() == 1


def test_a_known_page_is_refused_by_any_of_its_addresses(contributor: User) -> None:
    known = ReportFactory(url="https://tass.com/politics/1121877", title="The first")
    again = "http://www.tass.com/politics/1121877/?utm_source=x#f"
    with pytest.raises(ActionRefused, match="The first"):
        register_report(
            outlet=OutletFactory(), url=again, by=contributor, reason="again"
        )
    assert known_report(again) == known
    assert known_report(again, but=known.pk) is None
    assert known_report("https://tass.com/politics/11218770") is None
    assert Report.objects.count() == 1


def test_the_identical_address_is_named_before_another_of_the_same_page(
    db: None,
) -> None:
    ReportFactory(url="https://a.example/1/")
    identical = ReportFactory(url="https://a.example/1")
    assert known_report("https://a.example/1") == identical


def test_two_texts_without_address_get_different_slugs(db: None) -> None:
    outlet = OutletFactory()
    assert report_slug(outlet, None, "one") != report_slug(outlet, None, "two")
    assert report_slug(outlet, "https://a.example", "one") == report_slug(
        outlet, "https://a.example", "two"
    )


@pytest.mark.parametrize(
    "url",
    [
        "https://libyaobserver.ly/news/1",
        "https://www.libyaobserver.ly/news/1",
        "https://amp.libyaobserver.ly/news/1",
        "https://LIBYAOBSERVER.LY/news/1",
    ],
)
def test_the_outlet_is_known_by_its_host(db: None, url: str) -> None:
    host = OutletHostFactory(host="libyaobserver.ly")
    assert outlet_of(url) == host.outlet


@pytest.mark.parametrize(
    "url",
    ["https://notlibyaobserver.ly/", "https://ly/", "no address", "", "http://[broken"],
)
def test_another_host_is_no_outlet(db: None, url: str) -> None:
    OutletHostFactory(host="libyaobserver.ly")
    assert outlet_of(url) is None


def test_the_nearest_owner_of_a_host_wins(db: None) -> None:
    OutletHostFactory(host="un.example")
    mission = OutletHostFactory(host="unsmil.un.example")
    assert outlet_of("https://unsmil.un.example/x") == mission.outlet
