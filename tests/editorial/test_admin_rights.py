"""Every address of the admin, for every role: what is answered follows the table."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.db import models
from django.urls import NoReverseMatch, reverse

from editorial import roles
from editorial.models import User
from tests.conftest import ClientOf
from tests.editorial.admin_cases import (
    EACH_STAFF,
    EVERY_MODEL,
    EVERYBODY,
    NEVER_DELETED,
    a_row_of,
    address,
    holds,
    is_hidden_from,
    is_only_shown_to,
)


@pytest.fixture
def person(request: pytest.FixtureRequest, db: None, name: str) -> Any:
    """Somebody of the cast by name."""
    return request.getfixturevalue(name)


@EVERYBODY
def test_the_admin_is_for_staff(client_of: ClientOf, person: Any, name: str) -> None:
    answer = client_of(person).get(reverse("admin:index"))
    if name in {"anonymous", "reader"}:
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("admin:login"))
    else:
        assert answer.status_code == 200


def every_address(model: type[models.Model], row: Any) -> list[str]:
    """Return all addresses of a model's admin that reverse, its own pages too."""
    found = []
    info = f"{model._meta.app_label}_{model._meta.model_name}_"
    for pattern in admin.site.get_model_admin(model).get_urls():
        if not getattr(pattern, "name", None):
            continue
        for args in ([], [row.pk], [row.pk, "publish"]):
            try:
                found.append(reverse(f"admin:{pattern.name}", args=args))
            except NoReverseMatch:
                continue
    assert any(info.split("_")[1] in path for path in found)
    return found


@EVERY_MODEL
@pytest.mark.parametrize("name", ["anonymous", "reader"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_those_who_are_not_staff_are_sent_to_the_login_from_everywhere(
    client_of: ClientOf,
    contributor: User,
    person: Any,
    name: str,
    model: type[models.Model],
    method: str,
) -> None:
    row = a_row_of(model, contributor)
    client = client_of(person)
    for path in every_address(model, row):
        answer = getattr(client, method)(path)
        assert answer.status_code == 302, path
        assert answer["Location"].startswith(reverse("admin:login")), path


@EVERY_MODEL
@EACH_STAFF
def test_lists_are_for_those_who_may_view(
    client_of: ClientOf, person: Any, name: str, model: type[models.Model]
) -> None:
    answer = client_of(person).get(address(model, "changelist"))
    may = holds(person, "view", model)
    assert answer.status_code == (200 if may else 403)


@EVERY_MODEL
@EACH_STAFF
@pytest.mark.parametrize("method", ["get", "post"])
def test_adding_is_for_those_who_may_add(
    client_of: ClientOf,
    person: Any,
    name: str,
    model: type[models.Model],
    method: str,
) -> None:
    answer = getattr(client_of(person), method)(address(model, "add"))
    if holds(person, "add", model):
        # Some parts are added on the page of their record only.
        only_inline = model._meta.label_lower in roles.PARTS
        assert answer.status_code in ({200, 403} if only_inline else {200})
    else:
        assert answer.status_code == 403


@EVERY_MODEL
@EACH_STAFF
def test_a_row_is_shown_to_those_who_may_see_it(
    client_of: ClientOf,
    contributor: User,
    person: Any,
    name: str,
    model: type[models.Model],
) -> None:
    row = a_row_of(model, contributor)
    for page in ("change", "history"):
        answer = client_of(person).get(address(model, page, row))
        if not holds(person, "view", model):
            assert answer.status_code in {403, 404}
        elif is_hidden_from(name, model):
            assert answer.status_code == 404
        else:
            assert answer.status_code == 200, page


@EVERY_MODEL
@EACH_STAFF
def test_a_row_is_written_by_those_who_may_write_it(
    client_of: ClientOf,
    contributor: User,
    person: Any,
    name: str,
    model: type[models.Model],
) -> None:
    row = a_row_of(model, contributor)
    answer = client_of(person).post(address(model, "change", row))
    if is_hidden_from(name, model):
        assert answer.status_code in {403, 404}
    elif is_only_shown_to(name, model):
        assert answer.status_code == 403
    elif holds(person, "change", model):
        # An empty form is refused field by field, or there is nothing to save; some
        # parts are written on the page of their record only.
        only_inline = model._meta.label_lower in roles.PARTS
        assert answer.status_code in {200, 302} | ({403} if only_inline else set())
    else:
        assert answer.status_code in {403, 404}


@EVERY_MODEL
@EACH_STAFF
@pytest.mark.parametrize("method", ["get", "post"])
def test_records_reports_and_accounts_are_deleted_by_nobody(
    client_of: ClientOf,
    contributor: User,
    person: Any,
    name: str,
    model: type[models.Model],
    method: str,
) -> None:
    row = a_row_of(model, contributor)
    answer = getattr(client_of(person), method)(
        address(model, "delete", row), {"post": "yes"}
    )
    deletable = model._meta.label_lower not in NEVER_DELETED
    if not (deletable and holds(person, "delete", model)):
        assert answer.status_code in {403, 404}
    still_there = model._default_manager.filter(pk=row.pk).exists()
    assert still_there or answer.status_code == 302
    if not deletable:
        assert still_there


@EVERY_MODEL
def test_what_is_hidden_answers_like_what_does_not_exist(
    client_of: ClientOf,
    contributor: User,
    other_contributor: User,
    model: type[models.Model],
) -> None:
    if not is_hidden_from("other_contributor", model):
        return
    row = a_row_of(model, contributor)
    client = client_of(other_contributor)
    for page in ("change", "history", "delete"):
        path = address(model, page, row)
        nothing = path.replace(f"/{row.pk}/", "/999999999/")
        for method in ("get", "post"):
            hidden = getattr(client, method)(path)
            missing = getattr(client, method)(nothing)
            assert hidden.status_code == missing.status_code, (page, method)


@EVERY_MODEL
def test_hidden_rows_are_in_no_list_and_no_autocomplete(
    client_of: ClientOf,
    contributor: User,
    other_contributor: User,
    model: type[models.Model],
) -> None:
    if not is_hidden_from("other_contributor", model):
        return
    row = a_row_of(model, contributor)
    listed = client_of(other_contributor).get(address(model, "changelist"))
    assert row.pk not in [found.pk for found in listed.context["cl"].result_list]
    mine = client_of(contributor).get(address(model, "changelist"))
    assert row.pk in [found.pk for found in mine.context["cl"].result_list]


AUTOCOMPLETES = [
    (field.model, field.name)
    for model_admin in admin.site._registry.values()
    for form in (model_admin, *model_admin.inlines)
    for field in form.model._meta.get_fields()
    if field.name in form.autocomplete_fields
]


@pytest.mark.parametrize(
    ("model", "field"),
    AUTOCOMPLETES,
    ids=[f"{model.__name__}.{field}" for model, field in AUTOCOMPLETES],
)
def test_autocomplete_offers_only_what_the_user_may_see(
    client_of: ClientOf,
    contributor: User,
    other_contributor: User,
    reader: User,
    model: type[models.Model],
    field: str,
) -> None:
    target: Any = model._meta.get_field(field).related_model
    row = a_row_of(target, contributor)
    asked = {
        "app_label": model._meta.app_label,
        "model_name": str(model._meta.model_name),
        "field_name": field,
        "term": "",
    }
    path = reverse("admin:autocomplete")
    assert client_of(reader).get(path, asked).status_code == 302
    for person, hidden in (
        (contributor, False),
        (other_contributor, is_hidden_from("other_contributor", target)),
    ):
        answer = client_of(person).get(path, asked)
        assert answer.status_code == 200
        offered = {found["id"] for found in answer.json()["results"]}
        assert (str(row.pk) not in offered) is hidden
