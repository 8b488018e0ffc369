"""The filters of agreements beside a plain reading of data/agreements.yaml."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
import yaml
from django.conf import settings

from meetings.models import Agreement, SignatureAction
from meetings.models.agreement import ASSENT
from parties.models import Alignment, Side
from tests.meetings.test_agreement_filters import slugs

pytestmark = [pytest.mark.usefixtures("real_data"), pytest.mark.django_db]
FIRST, LAST = datetime.date.min, datetime.date.max
Signed = list[dict[str, Any]]


@pytest.fixture(scope="module")
def written() -> list[dict[str, Any]]:
    """The agreements as they stand in the file."""
    path = settings.BASE_DIR / "data" / "agreements.yaml"
    loaded: list[dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))["agreements"]
    return loaded


def sides_on(agreement: dict[str, Any], rows: dict[str, Any], slug: str) -> set[str]:
    """The sides of a party whose dates overlap the agreement's."""
    low, high = agreement["span"]
    return {
        row.side
        for row in rows.get(slug, [])
        if (row.start_earliest or FIRST) <= high and low <= (row.end_latest or LAST)
    }


def with_sides(agreements: list[dict[str, Any]]) -> Iterator[tuple[str, Signed]]:
    """Each agreement with what was done about it, and by which sides."""
    rows: dict[str, list[Alignment]] = {}
    for row in Alignment.objects.select_related("party"):
        rows.setdefault(row.party.slug, []).append(row)
    spans = {
        row.slug: (row.date_earliest or FIRST, row.date_latest or LAST)
        for row in Agreement.objects.all()
    }
    for one in agreements:
        one = {**one, "span": spans[one["id"]]}
        done = []
        for row in one["signatories"]:
            parties = [row["party"], row.get("on_behalf_of")]
            sides: set[str] = set()
            for slug in filter(None, parties):
                sides |= sides_on(one, rows, slug)
            done.append({"who": row["party"], "did": row["status"], "sides": sides})
        yield one["id"], done


def expected(
    agreements: Iterable[tuple[str, Signed]], side: str, actions: set[str]
) -> set[str]:
    """The agreements about which a party of the side did one of the actions."""
    return {
        slug
        for slug, done in agreements
        if any(row["did"] in actions and side in row["sides"] for row in done)
    }


def together(agreements: Iterable[tuple[str, Signed]], actions: set[str]) -> set[str]:
    """The agreements that a western and an eastern party both did."""
    return {
        slug
        for slug, done in agreements
        if any(
            west["who"] != east["who"]
            for west in done
            for east in done
            if west["did"] in actions and "west" in west["sides"]
            if east["did"] in actions and "east" in east["sides"]
        )
    }


def test_side_and_action_agree_with_a_plain_reading_of_the_files(
    written: list[dict[str, Any]],
) -> None:
    read = list(with_sides(written))
    every = set(SignatureAction.values)
    for side in Side.values:
        assert slugs(f"side={side}") == expected(read, side, every), side
        for action in ("signed", "endorsed", "refused"):
            wanted = expected(read, side, {action})
            assert slugs(f"side={side}&action={action}") == wanted, (side, action)


def test_across_sides_agrees_with_a_plain_reading_of_the_files(
    written: list[dict[str, Any]],
) -> None:
    read = list(with_sides(written))
    both = together(read, set(ASSENT))
    assert both
    assert slugs("across_sides=true") == both
    assert slugs("across_sides=false") == {slug for slug, _done in read} - both
    for action in ("signed", "refused", "endorsed"):
        assert slugs(f"across_sides=true&action={action}") == together(read, {action})


def test_what_the_two_sides_refused() -> None:
    assert slugs("side=east&action=refused") == {
        "2015-12-17-libyan-political-agreement",
        "2019-11-27-turkey-gna-maritime-mou",
        "2019-11-27-turkey-gna-security-mou",
        "2020-01-13-moscow-draft-ceasefire",
    }
    west = slugs("side=west&action=refused")
    assert "2020-06-06-cairo-declaration" in west
    assert "2020-01-13-moscow-draft-ceasefire" not in west


def test_the_geneva_ceasefire_was_signed_by_both_sides_and_the_moscow_draft_not() -> (
    None
):
    signed = slugs("across_sides=true&action=signed")
    assert "2020-10-23-geneva-permanent-ceasefire" in signed
    assert "2020-01-13-moscow-draft-ceasefire" not in signed


def test_an_agreement_is_found_by_the_meeting_its_format_and_topic() -> None:
    draft = "2020-01-13-moscow-draft-ceasefire"
    assert slugs("meeting=2020-01-13-moscow-talks") == {draft}
    assert draft in slugs("format=talks_round")
    assert draft not in slugs("format=conference")
    about_ceasefires = slugs("topic=ceasefire")
    assert draft in about_ceasefires
    assert about_ceasefires <= slugs("topic=security")
