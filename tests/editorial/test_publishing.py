"""Submit, return, publish, retract: by whom, from which state, and what is missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from common.errors import ActionRefused
from editorial import roles
from editorial.actions import (
    publish,
    publish_together,
    retract,
    return_to_draft,
    submit,
)
from editorial.models import ReviewState
from tests.factories import (
    ROOT_FACTORIES,
    MeetingFactory,
    ParticipationFactory,
    PartyFactory,
    PositionFactory,
    RelationFactory,
    StatementFactory,
    UserFactory,
)

STATES = ReviewState.values
ACTIONS: dict[str, tuple[Callable[..., Any], str, set[str], set[str]]] = {
    # name: (action, state afterwards, from which states, by which roles)
    "submit": (
        submit,
        "in_review",
        {"draft"},
        {roles.CONTRIBUTOR, roles.EDITOR, roles.PUBLISHER},
    ),
    "return": (
        return_to_draft,
        "draft",
        {"in_review", "retracted"},
        {roles.EDITOR, roles.PUBLISHER},
    ),
    "publish": (
        publish,
        "published",
        {"draft", "in_review", "retracted"},
        {roles.PUBLISHER},
    ),
    "retract": (
        retract,
        "retracted",
        {"draft", "in_review", "published"},
        {roles.PUBLISHER},
    ),
}
EVERY_ACTION = pytest.mark.parametrize("name", ACTIONS)


def complete(kind: str, **kwargs: Any) -> Any:
    """Make a record of a kind that misses nothing."""
    if kind == "meeting":
        kwargs["parties"] = [PartyFactory(published=True)]
    return ROOT_FACTORIES[kind](citations=1, **kwargs)


@pytest.mark.parametrize("kind", ROOT_FACTORIES)
@pytest.mark.parametrize("state", STATES)
@EVERY_ACTION
def test_each_action_starts_from_its_states_only(
    db: None, name: str, state: str, kind: str
) -> None:
    action, after, allowed, _ = ACTIONS[name]
    record = complete(kind, state=state)
    if state in allowed:
        action(record, by=None, reason="a reason")
        assert record.state == after
        assert record.version == 2
    else:
        with pytest.raises(ActionRefused):
            action(record, by=None, reason="a reason")
    record.refresh_from_db()
    assert record.state == (after if state in allowed else state)
    assert record.version == (2 if state in allowed else 1)
    connection.check_constraints()


@pytest.mark.parametrize("role", [role.name for role in roles.ROLES])
@EVERY_ACTION
def test_each_action_is_for_its_roles_only(db: None, name: str, role: str) -> None:
    action, after, allowed_from, allowed = ACTIONS[name]
    user = UserFactory(role=role)
    record = complete("meeting", state=sorted(allowed_from)[0], created_by=user)
    if role in allowed:
        action(record, by=user, reason="a reason")
        assert record.state == after
        return
    with pytest.raises(ActionRefused):
        action(record, by=user, reason="a reason")
    record.refresh_from_db()
    assert record.state == sorted(allowed_from)[0]


def test_a_contributor_submits_nobody_elses_draft(db: None) -> None:
    user, other = (UserFactory(role=roles.CONTRIBUTOR) for _ in range(2))
    with pytest.raises(ActionRefused):
        submit(complete("meeting", created_by=other), by=user)


@EVERY_ACTION
def test_an_action_on_another_version_than_the_reviewed_is_refused(
    db: None, name: str
) -> None:
    action, _, allowed_from, _ = ACTIONS[name]
    record = complete("meeting", state=sorted(allowed_from)[0])
    with pytest.raises(ActionRefused) as refused:
        action(record, by=None, reason="a reason", expected_version=7)
    assert refused.value.field == "version"


@pytest.mark.parametrize("kind", sorted(set(ROOT_FACTORIES) - {"party"}))
def test_publishing_without_citation_says_so(db: None, kind: str) -> None:
    record = ROOT_FACTORIES[kind]()
    with pytest.raises(ActionRefused) as refused:
        publish(record, by=None)
    assert any("citation" in words for words in refused.value.problems)


def test_publishing_a_meeting_lists_every_draft_it_refers_to(db: None) -> None:
    meeting = MeetingFactory(citations=1)
    drafts = [PartyFactory(name=f"Draft {n}") for n in range(4)]
    office = PositionFactory(organisation=PartyFactory(name="Public body"))
    ParticipationFactory(meeting=meeting, party=drafts[0], on_behalf_of=drafts[1])
    ParticipationFactory(meeting=meeting, party=office.person)
    meeting.conveners.create(party=drafts[2])
    meeting.conveners.create(party=PartyFactory(name="Published", published=True))
    with pytest.raises(ActionRefused) as refused:
        publish(meeting, by=None)
    listed = " ".join(map(str, refused.value.problems))
    assert all(party.name in listed for party in drafts[:3])
    assert drafts[3].name not in listed
    assert "Published" not in listed


def test_publishing_a_statement_lists_its_draft_meeting(db: None) -> None:
    meeting = MeetingFactory(title="Secret talks")
    statement = StatementFactory(citations=1, meeting=meeting)
    with pytest.raises(ActionRefused) as refused:
        publish(statement, by=None)
    assert any("Secret talks" in str(words) for words in refused.value.problems)


def test_publishing_a_process_lists_its_draft_parent_and_sponsors(db: None) -> None:
    parent = ROOT_FACTORIES["process"](name="Wider process")
    process = ROOT_FACTORIES["process"](
        citations=1, parent=parent, sponsors=[PartyFactory(name="Quiet sponsor")]
    )
    with pytest.raises(ActionRefused) as refused:
        publish(process, by=None)
    listed = " ".join(map(str, refused.value.problems))
    assert "Wider process" in listed
    assert "Quiet sponsor" in listed


def test_publishing_a_contradiction_is_refused(db: None) -> None:
    meeting = complete("meeting", format="phone_call")
    meeting.participations.update(role="host")
    with pytest.raises(ActionRefused) as refused:
        publish(meeting, by=None)
    assert any("host" in str(words) for words in refused.value.problems)


def test_the_first_publication_is_remembered_for_ever(db: None) -> None:
    record = complete("meeting")
    publish(record, by=None)
    first = record.first_published_at
    assert first is not None
    retract(record, by=None, reason="an error")
    return_to_draft(record, by=None, reason="mend it")
    publish(record, by=None)
    record.refresh_from_db()
    assert record.first_published_at == first


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_retracting_needs_a_reason(db: None, reason: str) -> None:
    record = complete("meeting", published=True)
    with pytest.raises(ActionRefused) as refused:
        retract(record, by=None, reason=reason)
    assert refused.value.field == "reason"


def test_a_party_that_published_records_name_cannot_be_retracted(db: None) -> None:
    party = PartyFactory(published=True)
    meeting = MeetingFactory(title="Known talks", published=True, parties=[party])
    statement = StatementFactory(published=True, speaker=party)
    MeetingFactory(title="Draft talks", parties=[party])
    with pytest.raises(ActionRefused) as refused:
        retract(party, by=None, reason="an error")
    listed = " ".join(map(str, refused.value.problems))
    assert meeting.title in listed
    assert statement.slug in listed
    assert "Draft talks" not in listed


def test_a_body_in_which_a_published_person_holds_office_cannot_be_retracted(
    db: None,
) -> None:
    office = PositionFactory()
    with pytest.raises(ActionRefused) as refused:
        retract(office.organisation, by=None, reason="an error")
    assert any(office.person.name in str(words) for words in refused.value.problems)


def test_a_party_named_by_drafts_only_can_be_retracted(db: None) -> None:
    party = PartyFactory(published=True)
    MeetingFactory(parties=[party])
    retract(party, by=None, reason="an error")
    assert party.state == "retracted"


def test_a_meeting_that_a_published_statement_is_about_cannot_be_retracted(
    db: None,
) -> None:
    meeting = complete("meeting", published=True)
    statement = StatementFactory(published=True, meeting=meeting)
    with pytest.raises(ActionRefused) as refused:
        retract(meeting, by=None, reason="an error")
    assert any(statement.slug in str(words) for words in refused.value.problems)


def test_a_linked_meeting_can_be_retracted(db: None) -> None:
    one, two = complete("meeting", published=True), complete("meeting", published=True)
    one.links.create(target=two, kind="follows")
    retract(two, by=None, reason="an error")
    assert two.state == "retracted"


def test_parties_that_refer_to_each_other_are_published_together(db: None) -> None:
    ministry, state = PartyFactory(kind="ministry"), PartyFactory(kind="state")
    RelationFactory(source=ministry, target=state)
    RelationFactory(source=state, target=ministry, kind="aligned_with")
    assert publish_together([ministry, state], by=None, reason="loaded") == {}
    ministry.refresh_from_db()
    assert ministry.is_published
    assert ministry.first_published_at is not None
    assert ministry.version == 2


def test_publishing_together_leaves_out_what_misses_something(db: None) -> None:
    whole, bare = complete("meeting"), MeetingFactory()
    refused = publish_together([whole, bare], by=None, reason="loaded")
    assert set(refused) == {bare.pk}
    assert refused[bare.pk]
    whole.refresh_from_db()
    bare.refresh_from_db()
    assert (whole.state, bare.state) == ("published", "draft")
    assert (whole.version, bare.version) == (2, 1)
    connection.check_constraints()


def test_what_refers_to_a_record_left_out_is_left_out_too(db: None) -> None:
    ministry, state = PartyFactory(kind="ministry"), PartyFactory(kind="state")
    hidden = PartyFactory(kind="state")
    RelationFactory(source=ministry, target=state)
    RelationFactory(source=state, target=hidden)
    refused = publish_together([ministry, state], by=None, reason="loaded")
    assert set(refused) == {ministry.pk, state.pk}


def test_only_publishers_publish_together(db: None) -> None:
    with pytest.raises(ActionRefused):
        publish_together(
            [complete("meeting")], by=UserFactory(role=roles.EDITOR), reason="x"
        )
