"""What the database refuses about parties and their parts."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction

from parties.models import Party, Position, Relation
from tests.factories import (
    PartyFactory,
    PartyIdentifierFactory,
    PartyNameFactory,
    PositionFactory,
    RelationFactory,
)


def test_a_party_is_not_related_to_itself(db: None) -> None:
    party = PartyFactory()
    with pytest.raises(IntegrityError, match="to_another"), transaction.atomic():
        Relation.objects.create(source=party, target=party, kind="part_of")


def test_a_party_keeps_to_the_closed_list_of_kinds(db: None) -> None:
    party = PartyFactory()
    with pytest.raises(IntegrityError, match="party_kind"), transaction.atomic():
        Party.objects.filter(pk=party.pk).update(kind="tribe-ish")


def test_a_name_is_listed_once(db: None) -> None:
    row = PartyNameFactory(text="Hifter")
    with pytest.raises(IntegrityError, match="partyname_once"), transaction.atomic():
        PartyNameFactory(party=row.party, text="Hifter")


def test_an_identifier_is_listed_once(db: None) -> None:
    row = PartyIdentifierFactory()
    with pytest.raises(IntegrityError, match="identifier_once"), transaction.atomic():
        PartyIdentifierFactory(party=row.party, value=row.value)


def test_overlapping_and_contested_tenures_are_normal(db: None) -> None:
    office = PositionFactory(start="2014", end="2016", title="Prime Minister")
    for status in ("contested", "claimed", "regular"):
        PositionFactory(
            organisation=office.organisation,
            person=office.person,
            title="Prime Minister",
            start="2015",
            status=status,
        )
    assert Position.objects.filter(title="Prime Minister").count() == 4


def test_an_end_before_the_beginning_is_a_form_error(db: None) -> None:
    office = PositionFactory.build(start="2020-05", end="2020-04")
    with pytest.raises(ValidationError) as refused:
        office.clean()
    assert set(refused.value.message_dict) == {"end"}


def test_an_end_before_the_beginning_never_reaches_the_table(db: None) -> None:
    with pytest.raises(DataError), transaction.atomic():
        PositionFactory(start="2020-05", end="2020-04")


@pytest.mark.parametrize(
    ("start", "end"), [("", ""), ("2020", ""), ("", "2020"), ("2020-05", "2020")]
)
def test_unknown_and_vague_ends_are_no_contradiction(
    db: None, start: str, end: str
) -> None:
    office = PositionFactory(start=start, end=end)
    office.clean()
    assert office.pk


def test_a_circle_of_belonging_is_named_from_start_to_end(db: None) -> None:
    parties = [PartyFactory(name=name, kind="committee") for name in ("A", "B", "C")]
    for here, there in zip(parties, [*parties[1:], parties[0]], strict=True):
        RelationFactory(source=here, target=there, kind="part_of")
    for party in parties:
        assert any(
            "circle" in words and party.name in words for words in party.problems()
        )


def test_a_mixed_circle_of_part_of_and_ministry_of_is_a_circle(db: None) -> None:
    state, ministry = PartyFactory(kind="state"), PartyFactory(kind="ministry")
    RelationFactory(source=ministry, target=state, kind="ministry_of")
    RelationFactory(source=state, target=ministry, kind="part_of")
    assert state.problems()


@pytest.mark.parametrize("kind", ["successor_of", "aligned_with", "recognised_by"])
def test_other_relations_may_go_both_ways(db: None, kind: str) -> None:
    one, two = PartyFactory(kind="government"), PartyFactory(kind="government")
    RelationFactory(source=one, target=two, kind=kind)
    RelationFactory(source=two, target=one, kind=kind)
    assert not one.problems()


def test_only_persons_hold_offices(db: None) -> None:
    body = PartyFactory(kind="ministry")
    PositionFactory(person=body)
    assert any("only a person" in words for words in body.problems())


def test_a_person_is_not_the_organisation_of_an_office(db: None) -> None:
    office = PositionFactory(organisation=PartyFactory(name="Some Person"))
    assert any("Some Person" in words for words in office.person.problems())
