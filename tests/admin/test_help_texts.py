"""Every field of the admin's forms teaches by an example."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models

from editorial import roles

EDITED = sorted({*roles.ROOTS, *roles.PARTS, *roles.REPORTS, *roles.REFERENCE})


def _taught_fields(label: str) -> list[models.Field]:  # type: ignore[type-arg]  # of any type
    model = apps.get_model(label)
    owners = {"party", "meeting", "statement", "agreement", "process", "record"}
    owners |= {
        "source",
        "outlet",
        "place",
        "topic",
        "contention",
        "commitment",
        "value",
    }
    is_part = label in roles.PARTS or label.endswith(("name", "host"))
    return [
        field
        for field in model._meta.fields
        if field.editable
        and not field.auto_created
        # the record that a part is edited on stands above it in the form
        and not (is_part and field.name in owners and field.is_relation)
    ]


@pytest.mark.parametrize("label", EDITED)
def test_every_help_text_gives_an_example(label: str) -> None:
    without = [
        field.name
        for field in _taught_fields(label)
        if not any(mark in str(field.help_text) for mark in ("“", "Example"))
    ]
    assert without == []
