"""Database triggers write down every change: what, who and why."""

from __future__ import annotations

from typing import Any

import pghistory.models
import pytest
from django.apps import apps
from django.db import connection, models

from common.errors import ActionRefused
from editorial import derived, roles
from editorial.actions import editing, publish
from editorial.history import because
from editorial.models import NamedView, SavedView, User
from meetings.models import Meeting, NetworkPlace, PartyMeeting, SearchDocument
from parties.models import Party, PartyName
from tests.factories import (
    MeetingFactory,
    ParticipationFactory,
    PartyFactory,
    PartyNameFactory,
    PositionFactory,
)

ROOMS = ("editorial", "sources", "parties", "meetings")
DERIVED = {NetworkPlace, PartyMeeting, SearchDocument}
# Accounts are not records: signing in would write an event each time. A saved view is
# an address; what an account kept and deleted is nobody's business.
UNTRACKED = {User, SavedView, NamedView}


def events(row: models.Model) -> list[Any]:
    """Return the events of a row, oldest first."""
    table = apps.get_model(f"{row._meta.label}Event")
    return list(table.objects.filter(pgh_obj_id=row.pk).order_by("pgh_id"))


def labels(row: models.Model) -> list[str]:
    """Return the labels of a row's events, oldest first."""
    return [event.pgh_label for event in events(row)]


def own_models() -> list[type[models.Model]]:
    """Return the models of our rooms, events aside."""
    return [
        model
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
        if not issubclass(model, pghistory.models.Event)
    ]


def test_every_model_that_people_write_is_tracked() -> None:
    untracked = {
        model._meta.label
        for model in set(own_models()) - DERIVED - UNTRACKED
        if not {
            relation.related_model._meta.label
            for relation in model._meta.related_objects
            if issubclass(relation.related_model, pghistory.models.Event)
        }
    }
    assert not untracked


def test_rows_that_follow_from_others_are_not_tracked() -> None:
    tracked = {
        model._meta.label
        for model in DERIVED
        if any(
            issubclass(relation.related_model, pghistory.models.Event)
            for relation in model._meta.related_objects
        )
    }
    assert not tracked


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_history_keeps_every_column_but_those_that_follow(
    model: type[models.Model],
) -> None:
    if model in DERIVED | UNTRACKED:
        return
    event = apps.get_model(f"{model._meta.label}Event")
    kept = {field.name for field in event._meta.concrete_fields}
    left_out = {f.name for f in model._meta.concrete_fields} - kept
    allowed = {
        "span",
        "folded",
        "skeleton",
        "text" if model._meta.label == "sources.Report" else "span",
        "dataset_version",
        "dataset_fingerprint",
    }
    assert left_out <= allowed


def test_saving_a_row_writes_an_event(db: None) -> None:
    party = PartyFactory(name="Before")
    party.name = "After"
    party.save()
    assert [event.name for event in events(party)] == ["Before", "After"]
    assert labels(party) == ["insert", "update"]


def test_saving_a_row_unchanged_writes_none(db: None) -> None:
    party = PartyFactory()
    Party.objects.get(pk=party.pk).save()
    Party.objects.filter(pk=party.pk).update(name=party.name)
    assert labels(party) == ["insert"]


def test_bulk_writes_are_written_down(db: None) -> None:
    party = PartyFactory()
    names = PartyName.objects.bulk_create(
        PartyName(party=party, text=text, lang="en") for text in ("one", "two")
    )
    PartyName.objects.filter(party=party).update(lang="ar")
    assert [labels(name) for name in names] == [["insert", "update"]] * 2


def test_raw_sql_is_written_down(db: None) -> None:
    party = PartyFactory()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE parties_party SET summary = 'by hand' WHERE id = %s", [party.pk]
        )
    assert events(party)[-1].summary == "by hand"


def test_deleting_a_part_is_written_down(db: None) -> None:
    name = PartyNameFactory()
    kept = type(name).objects.get(pk=name.pk)
    name.delete()
    assert labels(kept) == ["insert", "delete"]


@pytest.mark.parametrize("make", [ParticipationFactory, PositionFactory])
def test_parts_are_written_down_like_roots(db: None, make: Any) -> None:
    row = make()
    row.save()
    assert labels(row) == ["insert"]


def test_rebuilding_derived_rows_writes_no_event(db: None) -> None:
    meeting = MeetingFactory(parties=[PartyFactory()])
    before = pghistory.models.Events.objects.count()
    meeting.party_meetings.all().delete()
    derived.refresh(meeting)
    assert meeting.party_meetings.exists()
    assert pghistory.models.Events.objects.count() == before


def test_the_context_says_who_and_why(editor: User) -> None:
    party = PartyFactory()
    with because(by=editor, reason="The press misspelt it"):
        party.name = "Corrected"
        party.save()
    context = events(party)[-1].pgh_context.metadata
    assert context["user"] == editor.pk
    assert context["username"] == "editor"
    assert context["reason"] == "The press misspelt it"


def test_a_program_is_called_system(db: None) -> None:
    with because(by=None, reason="loaded"):
        party = PartyFactory()
    context = events(party)[0].pgh_context.metadata
    assert context["username"] == "system"
    assert context["user"] is None


def test_an_edit_carries_its_reason_to_root_and_parts(editor: User) -> None:
    meeting = MeetingFactory(parties=[PartyFactory()])
    with editing(meeting, by=editor, reason="They sat apart", expected_version=1):
        row = meeting.participations.get()
        row.presence = "apart"
        row.save()
    for record in (row, meeting):
        context = events(record)[-1].pgh_context.metadata
        assert context["reason"] == "They sat apart"
        assert context["user"] == editor.pk


def test_publication_is_written_down_with_the_publisher(publisher: User) -> None:
    party = PartyFactory()
    publish(party, by=publisher)
    last = events(party)[-1]
    assert last.state == "published"
    assert last.pgh_context.metadata["user"] == publisher.pk
    assert last.pgh_context.metadata["reason"]


def test_a_refused_edit_leaves_no_event(editor: User) -> None:
    meeting = MeetingFactory(published=True, parties=[PartyFactory(published=True)])
    before = labels(meeting)
    with pytest.raises(ActionRefused):
        _retitle_without_reason(meeting, editor)
    assert labels(meeting) == before
    assert Meeting.objects.get(pk=meeting.pk).title != "Another title"


def _retitle_without_reason(meeting: Meeting, by: User) -> None:
    with editing(meeting, by=by, reason="", expected_version=1) as stored:
        stored.title = "Another title"
        stored.save()


def test_no_role_may_write_or_remove_history() -> None:
    for role in roles.ROLES:
        touching = [name for name in roles.permissions_of(role) if "event" in name]
        assert not touching
