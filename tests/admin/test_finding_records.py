"""Agreements, statements and offices are found by what an editor knows of them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from editorial.models import User
from meetings.models import Agreement, Statement
from tests.admin.posting import list_address
from tests.conftest import ClientOf
from tests.factories import PartyFactory, PositionFactory
from tests.story import Story

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["حفتر", "Хафтар", "hifter", "haftar"])
@pytest.mark.parametrize("model", [Agreement, Statement])
def test_a_list_finds_records_by_their_parties_in_any_script(
    client_of: ClientOf, editor: User, story: Story, model: type, typed: str
) -> None:
    answer = client_of(editor).get(list_address(model), {"q": typed})
    assert answer.context["cl"].result_count == 1


@pytest.mark.parametrize(("action", "count"), [("refused", 1), ("witnessed", 0)])
def test_agreements_are_filtered_by_what_somebody_did(
    client_of: ClientOf, editor: User, story: Story, action: str, count: int
) -> None:
    query = {"signatures__action__exact": action}
    answer = client_of(editor).get(list_address(Agreement), query)
    assert answer.context["cl"].result_count == count


@pytest.mark.parametrize(
    ("date", "first"),
    [("2013", "Deputy"), ("2020-01-14", "Minister"), ("", "Minister"), ("x", None)],
)
def test_the_offices_held_on_the_date_come_first(
    client_of: ClientOf, editor: User, date: str, first: str | None
) -> None:
    person = PartyFactory(published=True)
    PositionFactory(person=person, title="Deputy", start="2012", end="2014")
    PositionFactory(person=person, title="Minister", start="2019", end="2021")
    asked = {
        "app_label": "meetings",
        "model_name": "statement",
        "field_name": "capacity",
        "term": "",
        "person": str(person.pk),
        "date": date,
    }
    answer = client_of(editor).get(reverse("admin:autocomplete"), asked)
    shown = [row["text"] for row in answer.json()["results"]]
    assert len(shown) == 2
    assert first is None or first in shown[0]
