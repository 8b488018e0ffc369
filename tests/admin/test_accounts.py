"""Accounts and roles."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from editorial.models import User
from tests.admin.posting import add_address, address, form_values, list_address
from tests.conftest import ClientOf
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def _role(name: str) -> int:
    return Group.objects.get(name=name).pk


def test_an_administrator_makes_an_editor(
    client_of: ClientOf, administrator: User, editor: User
) -> None:
    client = client_of(administrator)
    answer = client.post(
        add_address(User),
        {
            "username": "amal",
            "usable_password": "true",
            "password1": "sand-and-sea-1951",
            "password2": "sand-and-sea-1951",
            "roles": [_role("editor")],
        },
    )
    assert answer.status_code == 302
    made = User.objects.get(username="amal")
    assert [group.name for group in made.groups.all()] == ["editor"]
    assert made.is_staff
    assert not made.is_superuser


def test_staff_follows_from_the_roles(
    client_of: ClientOf, administrator: User, editor: User, reader: User
) -> None:
    client = client_of(administrator)
    values: dict[str, Any] = form_values(client, address(editor))
    values["roles"] = [_role("reader")]
    assert client.post(address(editor), values).status_code == 302
    editor.refresh_from_db()
    assert not editor.is_staff
    assert [group.name for group in editor.groups.all()] == ["reader"]


def test_nobody_becomes_superuser_through_the_form(
    client_of: ClientOf, administrator: User, editor: User
) -> None:
    client = client_of(administrator)
    values: dict[str, Any] = form_values(client, address(editor))
    values |= {"is_superuser": "on", "is_staff": "on", "user_permissions": ["1"]}
    values["roles"] = [_role("editor")]
    client.post(address(editor), values)
    editor.refresh_from_db()
    assert not editor.is_superuser
    assert not editor.user_permissions.exists()


def test_an_administrator_changes_neither_a_superuser_nor_own_roles(
    client_of: ClientOf, administrator: User, publisher: User
) -> None:
    root: Any = UserFactory(username="root", is_superuser=True, is_staff=True)
    client = client_of(administrator)
    assert client.post(address(root), {"username": "mine"}).status_code == 403
    password = reverse("admin:auth_user_password_change", args=[root.pk])
    assert client.get(password).status_code == 403
    values: dict[str, Any] = form_values(client, address(administrator))
    values |= {"roles": [_role("publisher")], "last_name": "Salem"}
    client.post(address(administrator), values)
    administrator.refresh_from_db()
    assert administrator.last_name == "Salem"
    assert [group.name for group in administrator.groups.all()] == ["administrator"]


def test_editors_see_no_accounts_and_roles_are_shown_only(
    client_of: ClientOf, administrator: User, editor: User
) -> None:
    assert client_of(editor).get(list_address(User)).status_code == 403
    assert client_of(editor).get(list_address(Group)).status_code == 403
    client = client_of(administrator)
    group = Group.objects.get(name="editor")
    assert client.get(address(group)).status_code == 200
    assert client.post(address(group), {"name": "mine"}).status_code == 403
    assert client.get(add_address(Group)).status_code == 403
