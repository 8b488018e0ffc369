"""The table of roles, the groups in the database and the models agree."""

from __future__ import annotations

import pghistory.models
import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser, Group

from editorial import roles
from editorial.models import User
from tests.factories import MeetingFactory, UserFactory

EVERY_ROLE = pytest.mark.parametrize("role", roles.ROLES, ids=lambda role: role.name)


@EVERY_ROLE
def test_the_group_in_the_database_holds_the_rights_of_the_table(
    db: None, role: roles.Role
) -> None:
    group = Group.objects.get(name=role.name)
    stored = {
        f"{right.content_type.app_label}.{right.codename}"
        for right in group.permissions.select_related("content_type")
    }
    assert stored == roles.permissions_of(role)


def test_there_are_no_other_groups(db: None) -> None:
    assert set(Group.objects.values_list("name", flat=True)) == roles.ROLE_NAMES


@EVERY_ROLE
def test_every_model_in_the_table_exists(role: roles.Role) -> None:
    for models in role.rights:
        for label in models:
            assert apps.get_model(label)._meta.label_lower == label


def test_every_tracked_model_stands_in_the_table() -> None:
    named = {*roles.ROOTS, *roles.PARTS, *roles.REPORTS, *roles.REFERENCE}
    tracked = {
        model._meta.label_lower
        for model in apps.get_models()
        if any(
            issubclass(relation.related_model, pghistory.models.Event)
            for relation in model._meta.related_objects
        )
    }
    assert tracked == named


def test_nobody_deletes_roots_reports_or_accounts() -> None:
    for role in roles.ROLES:
        for label in (*roles.ROOTS, *roles.REPORTS, *roles.ACCOUNTS):
            app, model = label.split(".")
            assert f"{app}.delete_{model}" not in roles.permissions_of(role)


def test_the_administrator_writes_no_record() -> None:
    writes = {
        name
        for role in roles.ROLES
        if role.name == roles.ADMINISTRATOR
        for name in roles.permissions_of(role)
        if ".view_" not in name
    }
    assert writes == {"editorial.add_user", "editorial.change_user"}


def test_syncing_takes_away_what_the_table_does_not_give(db: None) -> None:
    reader = Group.objects.get(name=roles.READER)
    reader.permissions.set(Group.objects.get(name=roles.EDITOR).permissions.all())
    roles.sync_groups(apps)
    assert not reader.permissions.exists()


RIGHTS = {
    # role: sees every state, own drafts, report text, publishes, edits
    roles.READER: (False, False, False, False, False),
    roles.CONTRIBUTOR: (False, True, True, False, True),
    roles.EDITOR: (True, False, True, False, True),
    roles.PUBLISHER: (True, False, True, True, True),
    roles.ADMINISTRATOR: (True, False, True, False, False),
}


@pytest.mark.parametrize("name", RIGHTS)
def test_each_role_may_what_the_design_says(db: None, name: str) -> None:
    user = UserFactory(role=name)
    assert (
        roles.sees_every_state(user),
        roles.sees_own_drafts(user),
        roles.reads_report_text(user),
        roles.can_publish(user),
        roles.can_edit(user, None),
    ) == RIGHTS[name]


@pytest.mark.parametrize("user", [None, AnonymousUser()])
def test_a_stranger_may_nothing(user: AnonymousUser | None) -> None:
    assert not roles.sees_every_state(user)
    assert not roles.sees_own_drafts(user)
    assert not roles.reads_report_text(user)
    assert not roles.can_publish(user)
    assert not roles.can_edit(user, None)


def test_a_closed_account_keeps_no_right(publisher: User) -> None:
    publisher.is_active = False
    publisher.save()
    assert not roles.can_publish(User.objects.get(pk=publisher.pk))


def test_a_contributor_edits_own_drafts_only(
    contributor: User, other_contributor: User
) -> None:
    draft = MeetingFactory(created_by=contributor)
    assert roles.can_edit(contributor, draft)
    assert not roles.can_edit(other_contributor, draft)
    for state in ("in_review", "published", "retracted"):
        record = MeetingFactory(created_by=contributor, state=state)
        assert not roles.can_edit(contributor, record)


def test_a_contributor_does_not_edit_a_draft_of_nobody(contributor: User) -> None:
    assert not roles.can_edit(contributor, MeetingFactory(created_by=None))
