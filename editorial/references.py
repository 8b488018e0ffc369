"""Which records refer to which, read off the models themselves.

Publication and retraction need it: a published record refers only to published
records, and a record that published ones refer to cannot be retracted. Tables whose
rows are derived, or are shown only when both ends are visible, say
`binds_publication = False` on the model.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import pghistory.models
from django.db import models
from django.db.models import ForeignObjectRel

from editorial.models import Reviewable, ReviewState
from editorial.querysets import PartQuerySet


def _binding_relations(model: type[models.Model]) -> Iterator[ForeignObjectRel]:
    for relation in model._meta.related_objects:
        table = relation.related_model
        if issubclass(table, pghistory.models.Event):
            continue
        if getattr(table, "binds_publication", True):
            yield relation


def _keys_to_roots(model: type[models.Model]) -> list[str]:
    return [
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        and issubclass(field.related_model, Reviewable)
    ]


def unpublished_references(roots: Sequence[Reviewable]) -> dict[int, list[str]]:
    """Return, per id of these roots of one model, the records not public yet.

    Counted are references of the record and of the rows that vanish with it.
    """
    found: dict[int, set[str]] = defaultdict(set)
    if not roots:
        return {}
    model, ids = type(roots[0]), [root.pk for root in roots]
    for key in _keys_to_roots(model):
        for row in _hidden_targets(model, "pk", ids, key):
            found[row.pk].add(describe(getattr(row, key)))
    for relation in _binding_relations(model):
        if relation.on_delete is not models.CASCADE:
            continue
        owner = relation.field.name
        for key in _keys_to_roots(relation.related_model):
            if key != owner:
                for row in _hidden_targets(relation.related_model, owner, ids, key):
                    found[getattr(row, f"{owner}_id")].add(describe(getattr(row, key)))
    return {pk: sorted(names) for pk, names in found.items()}


def _hidden_targets(
    table: type[models.Model], owner: str, ids: list[int], key: str
) -> models.QuerySet[Any]:
    rows = table._base_manager.filter(**{f"{owner}__in": ids, f"{key}__isnull": False})
    return rows.exclude(**{f"{key}__state": ReviewState.PUBLISHED}).select_related(key)


def published_referrers(root: Reviewable) -> list[str]:
    """List the published records that refer to this one."""
    found: set[str] = set()
    for relation in _binding_relations(type(root)):
        table: Any = relation.related_model
        rows = table._base_manager.filter(**{relation.field.name: root})
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
    """Yield the record a part belongs to: the first record it is seen through."""
    queryset = type(row)._default_manager.all()
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
