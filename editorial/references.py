"""Which records refer to which, read off the models themselves.

Publication and retraction need it: a published record refers only to published
records, and a record that published ones refer to cannot be retracted. Tables whose
rows are derived, or are shown only when both ends are visible, say
`binds_publication = False` on the model.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import ForeignObjectRel

from editorial.models import Reviewable, ReviewState
from editorial.querysets import PartQuerySet


def _binding_relations(model: type[models.Model]) -> Iterator[ForeignObjectRel]:
    for relation in model._meta.related_objects:
        table = relation.related_model
        is_event = table.__name__.endswith("Event") and hasattr(table, "pgh_label")
        if not is_event and getattr(table, "binds_publication", True):
            yield relation


def _foreign_keys_to_roots(
    model: type[models.Model],
) -> list[models.ForeignKey[Any, Any]]:
    return [
        field
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        and issubclass(field.related_model, Reviewable)  # type: ignore[arg-type]
    ]


def _parts_of(root: Reviewable) -> Iterator[models.Model]:
    """Yield the rows that belong to the root (they vanish with it)."""
    for relation in _binding_relations(type(root)):
        if relation.on_delete is models.CASCADE:
            table: Any = relation.related_model
            yield from table._base_manager.filter(
                **{relation.field.name: root}  # type: ignore[attr-defined]
            ).select_related(*[key.name for key in _foreign_keys_to_roots(table)])


def unpublished_references(root: Reviewable) -> list[str]:
    """List the records, not public yet, that this record or its parts refer to."""
    found: dict[tuple[str, int], str] = {}
    for row in [root, *_parts_of(root)]:
        for key in _foreign_keys_to_roots(type(row)):
            other = getattr(row, key.name)
            if other is not None and other != root and not other.is_published:
                found[other._meta.label, other.pk] = describe(other)
    return sorted(found.values())


def published_referrers(root: Reviewable) -> list[str]:
    """List the published records that refer to this one."""
    found: set[str] = set()
    for relation in _binding_relations(type(root)):
        table: Any = relation.related_model
        name = relation.field.name  # type: ignore[attr-defined]
        rows = table._base_manager.filter(**{name: root})
        if issubclass(table, Reviewable):
            found |= {describe(row) for row in rows.filter(state=ReviewState.PUBLISHED)}
            continue
        found |= {
            describe(owner)
            for row in rows
            for owner in _owners(row)
            if owner != root and owner.is_published
        }
    return sorted(found)


def _owners(row: models.Model) -> Iterator[Reviewable]:
    queryset: Any = type(row)._default_manager.all()  # type: ignore[attr-defined]
    if not isinstance(queryset, PartQuerySet):
        return
    for path in queryset.visible_through[:1]:
        owner: Any = row
        for step in path.split("__"):
            owner = getattr(owner, step) if owner is not None else None
        if owner is not None:
            yield owner


def describe(record: Reviewable) -> str:
    """Name a record for an editor: its kind, title and address name."""
    return f"{record._meta.verbose_name} “{record}” ({record.slug})"
