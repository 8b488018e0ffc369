"""Who may submit, publish and retract in the admin, and who may write what is public."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.db import models
from django.urls import reverse

from editorial.models import Reviewable, User
from meetings.models import Meeting
from tests.conftest import ClientOf
from tests.editorial.admin_cases import EACH_STAFF, REGISTERED, a_row_of, address
from tests.factories import (
    CommitmentFactory,
    ContentionFactory,
    MeetingFactory,
    PositionFactory,
)

ROOTS = [model for model in REGISTERED if issubclass(model, Reviewable)]
VERBS = ("submit", "return", "publish", "retract")
ROOT_CASES = pytest.mark.parametrize("model", ROOTS, ids=lambda model: model.__name__)
MAY_ON_OWN_DRAFT = {
    "submit": {"contributor", "editor", "publisher"},
    "return": {"editor", "publisher"},
    "publish": {"publisher"},
    "retract": {"publisher"},
}


@pytest.fixture
def person(request: pytest.FixtureRequest, db: None, name: str) -> Any:
    """Somebody of the cast by name."""
    return request.getfixturevalue(name)


@ROOT_CASES
@pytest.mark.parametrize("verb", VERBS)
@EACH_STAFF
def test_review_pages_are_for_those_who_may(
    client_of: ClientOf,
    contributor: User,
    person: Any,
    name: str,
    verb: str,
    model: type[models.Model],
) -> None:
    row = a_row_of(model, contributor)
    page = f"admin:{model._meta.app_label}_{model._meta.model_name}_review"
    path = reverse(page, args=[row.pk, verb])
    if name == "other_contributor":
        expected = 404
    else:
        expected = 200 if name in MAY_ON_OWN_DRAFT[verb] else 403
    client = client_of(person)
    assert client.get(path).status_code == expected
    posted = client.post(path, {"reason": "a reason"})
    assert (posted.status_code in {403, 404}) is (expected != 200)
    row.refresh_from_db()
    assert row.state == "draft", "a write without the version changes nothing"


@ROOT_CASES
@pytest.mark.parametrize("verb", VERBS)
@EACH_STAFF
def test_list_actions_change_nothing_for_those_who_may_not(
    client_of: ClientOf,
    contributor: User,
    person: Any,
    name: str,
    verb: str,
    model: type[models.Model],
) -> None:
    row = a_row_of(model, contributor)
    posted = client_of(person).post(
        address(model, "changelist"),
        {
            "action": f"{verb}_records",
            "_selected_action": str(row.pk),
            "confirmed": "yes",
            "reason": "a reason",
            f"version_{row.pk}": str(row.version),
        },
    )
    assert posted.status_code in {200, 302, 403}
    row.refresh_from_db()
    if name not in MAY_ON_OWN_DRAFT[verb]:
        assert row.state == "draft"
        assert row.version == 1


@ROOT_CASES
@EACH_STAFF
def test_nothing_is_deleted_from_a_list(
    client_of: ClientOf,
    contributor: User,
    person: Any,
    name: str,
    model: type[models.Model],
) -> None:
    row = a_row_of(model, contributor)
    client_of(person).post(
        address(model, "changelist"),
        {"action": "delete_selected", "_selected_action": str(row.pk), "post": "yes"},
    )
    assert model._default_manager.filter(pk=row.pk).exists()


@pytest.mark.parametrize("state", ["in_review", "published", "retracted"])
def test_a_contributor_reads_and_does_not_write_what_left_the_draft(
    client_of: ClientOf, contributor: User, state: str
) -> None:
    meeting = MeetingFactory(state=state, created_by=contributor)
    client = client_of(contributor)
    assert client.get(address(Meeting, "change", meeting)).status_code == 200
    assert client.post(address(Meeting, "change", meeting)).status_code == 403


def parts_of_a_published_record() -> list[Any]:
    """Return a row of each part that has pages of its own."""
    contention = ContentionFactory()
    return [
        PositionFactory(),
        CommitmentFactory(),
        contention,
        contention.values.create(text="2020-01-14"),
    ]


@pytest.mark.parametrize("page", ["change", "delete"])
def test_a_contributor_does_not_write_parts_of_published_records(
    client_of: ClientOf, contributor: User, page: str
) -> None:
    for row in parts_of_a_published_record():
        model = type(row)
        if model not in admin.site._registry:
            continue
        posted = client_of(contributor).post(address(model, page, row), {"post": "yes"})
        assert posted.status_code in {403, 404}, model
        assert model._default_manager.filter(pk=row.pk).exists()
