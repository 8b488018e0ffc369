"""What the first reports said comes out of the API as they said it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.reading import Get, slugs

pytestmark = [pytest.mark.usefixtures("real_data"), pytest.mark.django_db]
FEBRUARY = "from=2020-02&to=2020-02"


def people(meeting: Any) -> dict[str, Any]:
    """The participations of a meeting by the party's slug."""
    return {row["party"]["slug"]: row for row in meeting["participations"]}


def test_shoigu_and_haftar_met_once_in_february_2020_in_moscow(get: Get) -> None:
    (met,) = get(f"meetings/?party=shoigu&party=haftar&{FEBRUARY}")["results"]
    assert met["date"] == "2020-02-19"
    assert [held["place"]["slug"] for held in met["places"]] == ["moscow"]
    rows = people(met)
    assert rows["shoigu"]["capacity"]["organisation"]["slug"] == "mod-ru"
    assert rows["shoigu"]["capacity"]["title"] == "Minister of defence"
    assert rows["haftar"]["capacity"]["organisation"]["slug"] == "lna"
    assert rows["haftar"]["side"] == "east"


def test_the_rome_two_plus_two_has_four_ministers(get: Get) -> None:
    (met,) = get("meetings/?format=two_plus_two&from=2020-02-18&to=2020-02-18")[
        "results"
    ]
    rows = people(met)
    assert set(rows) == {"di-maio", "guerini", "lavrov", "shoigu"}
    for row in rows.values():
        assert row["capacity"]["title"].startswith("Minister of")
        assert row["attended"]


def test_the_moscow_talks_show_who_signed_and_that_two_sat_apart(get: Get) -> None:
    talks = get("meetings/2020-01-13-moscow-talks/?include=agreements")
    rows = people(talks)
    assert rows["sarraj"]["presence"] == rows["haftar"]["presence"] == "apart"
    assert rows["lavrov"]["presence"] == "present"
    (draft,) = talks["agreements"]
    actions = {one["party"]["slug"]: one["action"] for one in draft["signatures"]}
    assert actions["sarraj"] == "signed"
    assert actions["haftar"] == "refused"


def test_the_gna_suspended_the_geneva_talks_on_18_february(get: Get) -> None:
    (said,) = get(
        "statements/?party=gna&stance=suspends&from=2020-02-18&to=2020-02-18"
    )["results"]
    assert said["on_behalf_of"]["slug"] == "gna"
    assert said["meeting"]["slug"] == "2020-02-18-geneva-jmc-round-2"
    assert said["citations"]


def test_the_berlin_conference_leads_to_the_military_commission(get: Get) -> None:
    berlin = get("meetings/2020-01-19-berlin-conference/")
    follows = [row["meeting"]["slug"] for row in berlin["links"]]
    assert "2020-02-03-geneva-jmc-round-1" in follows
    rows = people(berlin)
    assert rows["sarraj"]["presence"] == rows["haftar"]["presence"] == "apart"


def test_russia_is_found_through_its_ministers_with_the_reason(get: Get) -> None:
    found = get(f"meetings/?party=state-ru&{FEBRUARY}&fields=slug,matched")["results"]
    reasons = {
        record["slug"]: {
            (one["party"], one["via"], one["through"]["slug"])
            for one in record["matched"]
        }
        for record in found
    }
    shoigu, lavrov = (("state-ru", "part_of", name) for name in ("shoigu", "lavrov"))
    assert reasons["2020-02-19-shoigu-haftar-moscow"] == {shoigu}
    assert reasons["2020-02-18-rome-2plus2"] == {shoigu, lavrov}


def test_directly_russia_met_nobody_through_its_ministers(get: Get) -> None:
    found = get(f"meetings/?party=state-ru&direct=true&{FEBRUARY}")
    assert "2020-02-19-shoigu-haftar-moscow" not in slugs(found)
    assert "2020-02-18-rome-2plus2" not in slugs(found)
    assert all(record["matched"] == [] for record in found["results"])


@pytest.mark.parametrize("spelling", ["Haftar", "Hifter", "Hafter", "حفتر", "Хафтар"])
def test_search_finds_haftar_in_every_spelling(get: Get, spelling: str) -> None:
    first, *_ = get(f"search/?q={spelling}&type=party")["results"]
    assert first["slug"] == "haftar"


def test_all_meetings_are_reached_by_following_next(get: Get) -> None:
    from meetings.models import Meeting

    seen: list[str] = []
    address = "meetings/?fields=slug&page_size=200"
    while address:
        answer = get(address)
        seen += slugs(answer)
        address = (answer["next"] or "").partition("/api/v1/")[2]
    assert len(seen) == len(set(seen)) == Meeting.objects.published().count()
