"""Facts of the real data about places and reports."""

from __future__ import annotations

from collections import Counter

import pytest
import yaml
from django.conf import settings
from django.test import Client

from tests.browse.pages import text_of

pytestmark = pytest.mark.usefixtures("real_data")


def _rounds_by_city() -> Counter[str]:
    """Held meetings of the 5+5 commission by city, straight from the files."""
    data = {
        name: yaml.safe_load((settings.BASE_DIR / "data" / f"{name}.yaml").read_text())
        for name in ("meetings", "places", "processes")
    }
    parents = {row["id"]: row["parent"] for row in data["places"]["places"]}
    below = {"jmc-5-5-talks"}
    for row in data["processes"]["processes"] * 3:
        if row.get("parent") in below:
            below.add(row["id"])
    counted: Counter[str] = Counter()
    for row in data["meetings"]["meetings"]:
        own = {row.get("process"), *(row.get("also_processes") or ())}
        if own & below and row["status"] == "held" and row["place"]:
            place = row["place"]["id"]
            while parents.get(place):
                place = parents[place]
            counted[place] += 1
    return counted


def test_the_cities_of_the_5_5_talks_are_those_of_the_files(
    client: Client, db: None
) -> None:
    answer = client.get(
        "/api/v1/places/?process=jmc-5-5-talks&page_size=200&fields=slug,parent,counts"
    ).json()
    found = {
        row["slug"]: row["counts"]["meetings"]
        for row in answer["results"]
        if row["parent"] is None
    }
    assert found == dict(_rounds_by_city())
    assert found["geneva"] >= 3


def test_a_real_report_carries_several_facts(client: Client, db: None) -> None:
    answer = client.get("/api/v1/reports/?outlet=dw&include=facts").json()
    (report,) = answer["results"]
    kinds = [fact["type"] for fact in report["facts"]]
    assert len(kinds) > 1
    slugs = {fact["slug"] for fact in report["facts"]}
    assert {"2020-02-18-geneva-jmc-round-2", "2020-02-18-gna-suspends"} <= slugs
    page = text_of(client.get(f"/en/reports/{report['slug']}/"))
    assert f"{len(kinds)} citations are on record." in page
