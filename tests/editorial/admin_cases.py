"""Rows, people and addresses of the tests that walk the admin."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import models
from django.urls import reverse

from editorial import roles
from editorial.models import User
from tests.factories import (
    AgreementFactory,
    CommitmentFactory,
    ContentionFactory,
    MeetingFactory,
    OutletFactory,
    PartyFactory,
    PlaceFactory,
    PositionFactory,
    ProcessFactory,
    ReportFactory,
    StatementFactory,
    TopicFactory,
    UserFactory,
)

PEOPLE = (
    "anonymous",
    "reader",
    "contributor",
    "other_contributor",
    "editor",
    "publisher",
    "administrator",
)
REGISTERED = sorted(admin.site._registry, key=lambda model: model._meta.label)
EVERYBODY = pytest.mark.parametrize("name", PEOPLE)
EVERY_MODEL = pytest.mark.parametrize(
    "model", REGISTERED, ids=lambda model: model._meta.label
)
STAFF = [name for name in PEOPLE if name not in {"anonymous", "reader"}]
EACH_STAFF = pytest.mark.parametrize("name", STAFF)
NEVER_DELETED = {*roles.ROOTS, *roles.REPORTS, *roles.ACCOUNTS, "auth.group"}


def a_row_of(model: type[models.Model], owner: User) -> Any:
    """Make a row; records and what belongs to them are drafts of `owner`."""
    draft = {"created_by": owner}
    makers: dict[str, Any] = {
        "editorial.user": UserFactory,
        "auth.group": lambda: Group.objects.get(name=roles.READER),
        "sources.outlet": OutletFactory,
        "sources.report": lambda: ReportFactory(**draft),
        "parties.party": lambda: PartyFactory(**draft),
        "parties.position": lambda: PositionFactory(person=PartyFactory(**draft)),
        "meetings.meeting": lambda: MeetingFactory(**draft),
        "meetings.statement": lambda: StatementFactory(**draft),
        "meetings.agreement": lambda: AgreementFactory(**draft),
        "meetings.process": lambda: ProcessFactory(**draft),
        "meetings.place": PlaceFactory,
        "meetings.topic": TopicFactory,
        "meetings.commitment": lambda: CommitmentFactory(
            agreement=AgreementFactory(**draft)
        ),
        "meetings.contention": lambda: ContentionFactory(
            meeting=MeetingFactory(**draft)
        ),
        "meetings.contendedvalue": lambda: ContentionFactory(
            meeting=MeetingFactory(**draft)
        ).values.create(text="2020-01-14"),
    }
    return makers[model._meta.label_lower]()


def address(model: type[models.Model], page: str, row: Any = None) -> str:
    """Return the address of an admin page."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
    return reverse(name, args=[row.pk] if row is not None else [])


def holds(person: User, right: str, model: type[models.Model]) -> bool:
    """Say whether the table gives a person a right on a model."""
    given: set[str] = set()
    for role in roles.ROLES:
        if role.name in roles.roles_of(person):
            given |= roles.permissions_of(role)
    return f"{model._meta.app_label}.{right}_{model._meta.model_name}" in given


def is_only_shown_to(name: str, model: type[models.Model]) -> bool:
    """Say whether a row made by `a_row_of` is seen and not to be changed."""
    return model._meta.label_lower in roles.REPORTS and name == "other_contributor"


def is_hidden_from(name: str, model: type[models.Model]) -> bool:
    """Say whether a row made by `a_row_of` for the contributor is hidden."""
    owned = model._meta.label_lower in {*roles.ROOTS, *roles.PARTS}
    return owned and name == "other_contributor"
