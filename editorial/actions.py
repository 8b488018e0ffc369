"""Editing and publishing: the only ways a record changes.

An edit is opened with `begin_edit` (lock, rights, version) and closed with
`complete_edit` (rules, new version, derived rows); `editing` does both around a
block. The review state changes only through `submit`, `return_to_draft`, `publish`
and `retract`. All raise ActionRefused with what is wrong and what would be right.
`by=None` is a program such as the dataset loader.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from common.errors import ActionRefused
from editorial import derived, roles
from editorial.history import because
from editorial.models import Reviewable, ReviewState, User
from editorial.references import unpublished_references

Root = TypeVar("Root", bound=Reviewable)


def obstacles(records: Sequence[Reviewable]) -> dict[int, list[str]]:
    """Return, by id, what forbids the publication of these records of one model.

    Named are contradictions, parts that are missing, and records that are referred to
    and not public. A record that nothing stops is absent.
    """
    hidden = unpublished_references(records)
    found = {
        record.pk: [
            *record.problems(),
            *record.missing_parts(),
            *(
                _("not published yet: %(record)s") % {"record": other}
                for other in hidden.get(record.pk, [])
            ),
        ]
        for record in records
    }
    return {pk: problems for pk, problems in found.items() if problems}


def obstacles_of(record: Reviewable) -> list[str]:
    """List what forbids the publication of one record, in words for the editor."""
    return obstacles([record]).get(record.pk, [])


def _locked(record: Root) -> Root:
    manager = type(record)._base_manager
    return manager.select_for_update(of=("self",)).get(pk=record.pk)


def begin_edit(record: Root, *, by: User | None, expected_version: int | None) -> Root:
    """Lock the record and return it as stored; call inside a transaction.

    Refuses a person without the right, and a write based on another version than
    the stored one (`expected_version` is the one the form was made from).
    """
    if by is not None and not roles.can_edit(by, record):
        raise ActionRefused(_("You may not edit this record in its present state."))
    stored = _locked(record)
    if expected_version is None:
        raise ActionRefused(
            _("The version you started from is missing; open the record again."),
            field="version",
        )
    if stored.version != expected_version:
        raise ActionRefused(
            _(
                "Somebody saved version %(stored)s while you worked on version"
                " %(yours)s. Nothing was saved; compare and save again."
            )
            % {"stored": stored.version, "yours": expected_version},
            field="version",
        )
    return stored


def complete_edit(record: Reviewable, *, by: User | None, reason: str) -> None:
    """Check the record as a whole, raise its version and rebuild what follows.

    Call inside the transaction of the edit, after all rows are saved. A published
    record needs a reason and must stay publishable.
    """
    if record.is_published and not reason.strip():
        raise ActionRefused(_("Say why you change a published record."), field="reason")
    problems = obstacles_of(record) if record.is_published else record.problems()
    if problems:
        raise ActionRefused(_("The record contradicts itself."), problems=problems)
    record.version += 1
    record.changed_at = timezone.now()
    record.save(update_fields=["version", "changed_at"])
    derived.refresh(record)


def complete_creation(record: Reviewable) -> None:
    """Check a new record as a whole and build what follows from it."""
    problems = record.problems()
    if problems:
        raise ActionRefused(_("The record contradicts itself."), problems=problems)
    derived.refresh(record)


@contextmanager
def editing(
    record: Root, *, by: User | None, reason: str, expected_version: int | None
) -> Iterator[Root]:
    """Edit a record inside the block: all of it is kept, or nothing."""
    with transaction.atomic(), because(by=by, reason=reason):
        stored = begin_edit(record, by=by, expected_version=expected_version)
        yield stored
        complete_edit(stored, by=by, reason=reason)


def _change_state(
    record: Reviewable,
    new: ReviewState,
    *,
    allowed_from: tuple[ReviewState, ...],
    by: User | None,
    reason: str,
    expected_version: int | None,
) -> Reviewable:
    stored = _locked(record)
    if expected_version is not None and stored.version != expected_version:
        raise ActionRefused(
            _("You looked at version %(yours)s, but version %(stored)s is stored.")
            % {"stored": stored.version, "yours": expected_version},
            field="version",
        )
    if stored.state not in allowed_from:
        raise ActionRefused(
            _("A record that is %(now)s cannot become %(new)s.")
            % {"now": stored.get_state_display(), "new": new.label}
        )
    if new == ReviewState.PUBLISHED and stored.first_published_at is None:
        stored.first_published_at = timezone.now()
    stored.state = new
    stored.version += 1
    stored.changed_at = timezone.now()
    with because(by=by, reason=reason or str(new.label)):
        stored.save(
            update_fields=["state", "version", "changed_at", "first_published_at"]
        )
        derived.refresh(stored)
    record.state, record.version = stored.state, stored.version
    record.first_published_at = stored.first_published_at
    return stored


@transaction.atomic
def submit(
    record: Reviewable,
    *,
    by: User | None,
    reason: str = "",
    expected_version: int | None = None,
) -> Reviewable:
    """Hand a draft in for review."""
    if by is not None and not roles.can_edit(by, record):
        raise ActionRefused(_("You may submit only drafts that you may edit."))
    return _change_state(
        record,
        ReviewState.IN_REVIEW,
        allowed_from=(ReviewState.DRAFT,),
        by=by,
        reason=reason,
        expected_version=expected_version,
    )


@transaction.atomic
def return_to_draft(
    record: Reviewable,
    *,
    by: User | None,
    reason: str,
    expected_version: int | None = None,
) -> Reviewable:
    """Send a record in review, or a retracted one, back to its author."""
    if by is not None and (
        not roles.sees_every_state(by) or not roles.can_edit(by, record)
    ):
        raise ActionRefused(_("Only editors and publishers return records."))
    return _change_state(
        record,
        ReviewState.DRAFT,
        allowed_from=(ReviewState.IN_REVIEW, ReviewState.RETRACTED),
        by=by,
        reason=reason,
        expected_version=expected_version,
    )


@transaction.atomic
def publish(
    record: Reviewable,
    *,
    by: User | None,
    reason: str = "",
    expected_version: int | None = None,
) -> Reviewable:
    """Make a record public; refuse with the list of what is missing.

    Naming `expected_version` publishes the reviewed version or nothing.
    """
    if by is not None and not roles.can_publish(by):
        raise ActionRefused(_("Only publishers publish."))
    problems = obstacles_of(record)
    if problems:
        raise ActionRefused(
            _("“%(record)s” cannot be published yet.") % {"record": record},
            problems=problems,
        )
    return _change_state(
        record,
        ReviewState.PUBLISHED,
        allowed_from=(ReviewState.DRAFT, ReviewState.IN_REVIEW, ReviewState.RETRACTED),
        by=by,
        reason=reason,
        expected_version=expected_version,
    )


@transaction.atomic
def publish_together(
    records: Sequence[Root], *, by: User | None, reason: str
) -> dict[int, list[str]]:
    """Publish records of one model that may refer to one another.

    Those that miss something stay as they were: they are returned, by id, with the
    list of what they miss. The others are published.
    """
    if by is not None and not roles.can_publish(by):
        raise ActionRefused(_("Only publishers publish."))
    left = {record.pk: record for record in records}
    refused: dict[int, list[str]] = {}
    while left:
        with transaction.atomic(), because(by=by, reason=reason):
            point = transaction.savepoint()
            _mark_published(list(left.values()))
            missing = obstacles(list(left.values()))
            if not missing:
                transaction.savepoint_commit(point)
                break
            transaction.savepoint_rollback(point)
        refused |= missing
        left = {pk: record for pk, record in left.items() if pk not in missing}
    _take_over(left)
    for record in left.values():
        derived.refresh(record)
    return refused


def _take_over(records: dict[int, Root]) -> None:
    """Set on the records in hand what the update in bulk wrote."""
    fields = ("state", "version", "changed_at", "first_published_at")
    if records:
        model = type(next(iter(records.values())))
        for row in model._base_manager.filter(pk__in=records).values("pk", *fields):
            for field in fields:
                setattr(records[row["pk"]], field, row[field])


def _mark_published(records: list[Root]) -> None:
    now = timezone.now()
    rows = type(records[0])._base_manager.filter(pk__in=[r.pk for r in records])
    rows.update(
        state=ReviewState.PUBLISHED,
        version=F("version") + 1,
        changed_at=now,
        first_published_at=Coalesce(F("first_published_at"), now),
    )


@transaction.atomic
def retract(
    record: Reviewable,
    *,
    by: User | None,
    reason: str,
    expected_version: int | None = None,
) -> Reviewable:
    """Take a record from the public, with a reason; its address stays reserved.

    Refused, with the list, while published records refer to it.
    """
    if by is not None and not roles.can_publish(by):
        raise ActionRefused(_("Only publishers retract."))
    if not reason.strip():
        raise ActionRefused(_("Say why the record is retracted."), field="reason")
    dependents = record.published_dependents()
    if dependents:
        raise ActionRefused(
            _("“%(record)s” cannot be retracted: published records refer to it.")
            % {"record": record},
            problems=dependents,
        )
    return _change_state(
        record,
        ReviewState.RETRACTED,
        allowed_from=(ReviewState.DRAFT, ReviewState.IN_REVIEW, ReviewState.PUBLISHED),
        by=by,
        reason=reason,
        expected_version=expected_version,
    )
