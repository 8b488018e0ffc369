"""A public address stays: the database freezes the slug at first publication."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from tests.factories import ROOT_FACTORIES

ROOTS = pytest.mark.parametrize("kind", ROOT_FACTORIES)


def _rename_by_sql(record: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {record._meta.db_table} SET slug = 'renamed' WHERE id = %s",  # noqa: S608 - the table's own name
            [record.pk],
        )


@ROOTS
@pytest.mark.parametrize("state", ["published", "retracted"])
def test_raw_sql_cannot_rename_a_record_that_was_public(
    db: None, kind: str, state: str
) -> None:
    record = ROOT_FACTORIES[kind](state=state)
    slug = record.slug
    with pytest.raises(IntegrityError, match="fixed once it was published"):
        _rename_by_sql(record)
    record.refresh_from_db()
    assert record.slug == slug


@ROOTS
def test_a_draft_that_was_never_public_may_be_renamed(db: None, kind: str) -> None:
    record = ROOT_FACTORIES[kind]()
    _rename_by_sql(record)
    record.refresh_from_db()
    assert record.slug == "renamed"


def test_saving_a_published_record_with_its_slug_unchanged_is_fine(db: None) -> None:
    party = ROOT_FACTORIES["party"](published=True)
    party.name = "Another name"
    party.save()
    party.refresh_from_db()
    assert party.name == "Another name"


@pytest.mark.parametrize(
    "slug",
    ["", "Haftar", "haf tar", "-haftar", "haftar-", "a--b", "حفتر", "a\n", "a/b"],
)
def test_a_slug_of_other_signs_is_refused(db: None, slug: str) -> None:
    party = ROOT_FACTORIES["party"].build(slug=slug)
    with pytest.raises(ValidationError) as refused:
        party.clean_fields()
    assert "slug" in refused.value.message_dict


@ROOTS
def test_two_records_of_one_kind_never_share_a_slug(db: None, kind: str) -> None:
    ROOT_FACTORIES[kind](slug="the-same")
    with pytest.raises(IntegrityError, match="slug"), transaction.atomic():
        ROOT_FACTORIES[kind](slug="the-same")


@ROOTS
def test_the_database_knows_no_fifth_review_state(db: None, kind: str) -> None:
    record = ROOT_FACTORIES[kind]()
    with pytest.raises(IntegrityError, match="state"), transaction.atomic():
        type(record).objects.filter(pk=record.pk).update(state="hidden")


@ROOTS
def test_a_former_slug_of_another_record_cannot_be_taken(db: None, kind: str) -> None:
    record = ROOT_FACTORIES[kind](slug="new-name")
    record.old_slugs.create(slug="old-name")
    other = ROOT_FACTORIES[kind](slug="other")
    other.slug = "old-name"
    with pytest.raises(ValidationError) as refused:
        other.clean()
    assert "slug" in refused.value.message_dict


@ROOTS
def test_a_slug_of_today_cannot_be_a_former_slug(db: None, kind: str) -> None:
    record = ROOT_FACTORIES[kind](slug="name-of-today")
    former = record.old_slugs.model(record=record, slug="name-of-today")
    with pytest.raises(ValidationError) as refused:
        former.clean()
    assert "slug" in refused.value.message_dict
