"""One rule says who sees which record; parts are seen with their records."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser

from editorial.models import Reviewable, ReviewState, User
from editorial.querysets import PartQuerySet, ReviewableQuerySet
from tests.factories import (
    ROOT_FACTORIES,
    ContentionFactory,
    MeetingFactory,
    ParticipationFactory,
    PartyCitationFactory,
    PartyFactory,
    ReportFactory,
)

CAST = (
    "anonymous",
    "reader",
    "contributor",
    "other_contributor",
    "editor",
    "publisher",
    "administrator",
)
STATES = ReviewState.values
SEE_ALL = {"editor", "publisher", "administrator"}


@pytest.fixture
def cast(
    anonymous: AnonymousUser,
    reader: User,
    contributor: User,
    other_contributor: User,
    editor: User,
    publisher: User,
    administrator: User,
) -> dict[str, User | AnonymousUser]:
    """Everybody, by name; records of these tests belong to `contributor`."""
    people = (
        anonymous,
        reader,
        contributor,
        other_contributor,
        editor,
        publisher,
        administrator,
    )
    return dict(zip(CAST, people, strict=True))


def sees(name: str, state: str) -> bool:
    """Say whether somebody sees a record of `contributor` in a state."""
    return state == "published" or name in SEE_ALL or name == "contributor"


@pytest.mark.parametrize("kind", ROOT_FACTORIES)
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", CAST)
def test_a_record_is_seen_by_those_who_may(
    cast: dict[str, Any], name: str, state: str, kind: str
) -> None:
    record = ROOT_FACTORIES[kind](state=state, created_by=cast["contributor"])
    found = type(record).objects.visible_to(cast[name])
    assert found.filter(pk=record.pk).exists() is sees(name, state)
    public = type(record).objects.published()
    assert public.filter(pk=record.pk).exists() is (state == "published")


def test_nobody_at_all_is_the_public(db: None) -> None:
    for state in STATES:
        MeetingFactory(state=state)
    rows = MeetingFactory._meta.model.objects.visible_to(None)
    assert set(rows.values_list("state", flat=True)) == {"published"}


def test_a_closed_account_sees_what_the_public_sees(editor: User) -> None:
    MeetingFactory()
    User.objects.update(is_active=False)
    stored = User.objects.get(pk=editor.pk)
    assert not MeetingFactory._meta.model.objects.visible_to(stored).exists()


def part_models() -> list[type[Any]]:
    """Return the models whose rows belong to reviewed records."""
    rooms = ("sources", "parties", "meetings")
    return [
        model
        for room in rooms
        for model in apps.get_app_config(room).get_models()
        if isinstance(getattr(model, "objects", None), object)
        and isinstance(model._default_manager.all(), PartQuerySet)
    ]


def test_every_root_reads_through_the_rule() -> None:
    for model in apps.get_models():
        if issubclass(model, Reviewable):
            assert isinstance(model._default_manager.all(), ReviewableQuerySet)


def test_every_row_that_belongs_to_a_root_names_all_its_roots() -> None:
    """A part hides with its owner and with every record that it names and shows."""
    wrong = {}
    for model in part_models():
        paths = set(model._default_manager.all().visible_through)
        owners = {
            field.name
            for field in model._meta.concrete_fields
            if field.is_relation
            and field.related_model is not None
            and issubclass(field.related_model, Reviewable)
            and field.remote_field.on_delete.__name__ == "CASCADE"
        }
        missing = owners - {path.split("__")[0] for path in paths}
        if missing or not paths:
            wrong[model._meta.label] = missing
    assert not wrong


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", CAST)
def test_a_participation_is_seen_when_meeting_and_party_are(
    cast: dict[str, Any], name: str, state: str
) -> None:
    owner = cast["contributor"]
    hidden_meeting = ParticipationFactory(
        meeting=MeetingFactory(state=state, created_by=owner)
    )
    hidden_party = ParticipationFactory(
        meeting=MeetingFactory(published=True),
        party=PartyFactory(state=state, created_by=owner),
    )
    model = type(hidden_party)
    for row in (hidden_meeting, hidden_party):
        found = model.objects.visible_to(cast[name]).filter(pk=row.pk)
        assert found.exists() is sees(name, state)


def test_a_participation_without_a_name_is_seen_with_its_meeting(db: None) -> None:
    row = ParticipationFactory(party=None, placeholder="five officers")
    assert type(row).objects.visible_to(None).filter(pk=row.pk).exists()


@pytest.mark.parametrize("kind", ROOT_FACTORIES)
@pytest.mark.parametrize("state", STATES)
def test_citations_are_seen_with_their_record(db: None, state: str, kind: str) -> None:
    record = ROOT_FACTORIES[kind](state=state, citations=1)
    rows = record.citations.model.objects.visible_to(None)
    assert rows.exists() is (state == "published")


@pytest.mark.parametrize("state", STATES)
def test_contested_values_are_seen_with_the_record_they_are_about(
    db: None, state: str
) -> None:
    contention = ContentionFactory(meeting=MeetingFactory(state=state))
    value = contention.values.create(text="2020-01-14")
    citation = value.citations.create(report=ReportFactory())
    for row in (contention, value, citation):
        assert type(row).objects.visible_to(None).exists() is (state == "published")


@pytest.mark.parametrize("state", STATES)
def test_a_link_is_seen_when_both_ends_are(db: None, state: str) -> None:
    one, two = MeetingFactory(published=True), MeetingFactory(state=state)
    one.links.create(target=two, kind="follows")
    assert one.links.visible_to(None).exists() is (state == "published")


def test_a_party_citation_hides_with_its_party(db: None) -> None:
    row = PartyCitationFactory(party=PartyFactory())
    assert not type(row).objects.visible_to(None).exists()
