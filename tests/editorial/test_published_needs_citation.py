"""Evidence before facts: at commit, a published record has a citation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from tests.factories import ROOT_FACTORIES, PartyFactory, ReportFactory
from tests.factory_base import CITATIONS

CITED = pytest.mark.parametrize("kind", sorted(set(ROOT_FACTORIES) - {"party"}))
NEEDS = "a published record needs a citation"


def _commit(change: Callable[[], object] = lambda: None) -> None:
    with transaction.atomic():
        change()
        connection.check_constraints()


@CITED
def test_a_record_published_by_sql_without_citation_is_refused(
    db: None, kind: str
) -> None:
    record = ROOT_FACTORIES[kind]()
    rows = type(record).objects.filter(pk=record.pk)
    with pytest.raises(IntegrityError, match=NEEDS):
        _commit(lambda: rows.update(state="published"))
    record.refresh_from_db()
    assert record.state == "draft"


@CITED
def test_a_record_may_be_published_before_its_citation_in_one_transaction(
    db: None, kind: str
) -> None:
    record = ROOT_FACTORIES[kind](published=True, citations=0)
    _cite(record)
    _commit()
    assert record.citations.count() == 1


@CITED
def test_the_last_citation_of_a_published_record_cannot_be_deleted(
    db: None, kind: str
) -> None:
    record = ROOT_FACTORIES[kind](published=True)
    with pytest.raises(IntegrityError, match=NEEDS):
        _commit(record.citations.all().delete)
    assert record.citations.count() == 1


@CITED
def test_one_of_two_citations_may_be_deleted(db: None, kind: str) -> None:
    record = ROOT_FACTORIES[kind](published=True, citations=2)
    record.citations.first().delete()
    _commit()
    assert record.citations.count() == 1


@CITED
def test_the_last_citation_cannot_move_to_another_record(db: None, kind: str) -> None:
    record, other = ROOT_FACTORIES[kind](published=True), ROOT_FACTORIES[kind]()
    key = type(record)._meta.get_field("citations").field.name
    with pytest.raises(IntegrityError, match=NEEDS):
        _commit(lambda: record.citations.update(**{key: other}))


@CITED
def test_a_draft_may_lose_its_last_citation(db: None, kind: str) -> None:
    record = ROOT_FACTORIES[kind](citations=1)
    record.citations.all().delete()
    _commit()
    assert not record.citations.exists()


def test_a_published_party_may_lack_a_citation(db: None) -> None:
    party = PartyFactory(published=True)
    _commit()
    assert not party.citations.exists()


@pytest.mark.django_db(transaction=True)
def test_a_real_commit_refuses_a_published_meeting_without_citation() -> None:
    with pytest.raises(IntegrityError, match=NEEDS):
        ROOT_FACTORIES["meeting"](published=True, citations=0, slug="lost")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM meetings_meeting WHERE slug = 'lost'")
        assert cursor.fetchone() == (0,)


def _cite(record: Any) -> None:
    relation = type(record)._meta.get_field("citations")
    CITATIONS[relation.related_model](
        **{relation.field.name: record}, report=ReportFactory()
    )
