"""Writing a record with its parts from plain values: by loader, API and intake.

`write` creates or changes one row; `write_parts` makes the rows of one part table
equal to a list, and `append_parts` adds rows to it. Rows that are equal already are
left alone, so that a second run writes nothing and history shows only what changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

Row = TypeVar("Row", bound=models.Model)
Values = Mapping[str, Any]
LAST_POSITION = 32_767


def write(row: Row, values: Values) -> bool:
    """Set and save the values that differ; return whether anything was written.

    The row is validated first (choices, formats, its own `clean`); raises
    ValidationError with the field names. References are trusted to exist.
    """
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    if row.pk is not None and not changed:
        return False
    check(row)
    row.save()
    return True


def check(row: models.Model) -> None:
    """Validate formats and choices of a row and its own rules, without queries."""
    references = [
        field.name for field in row._meta.fields if isinstance(field, models.ForeignKey)
    ]
    row.clean_fields(exclude=references)
    row.clean()


def write_parts(
    root: models.Model,
    parts: str,
    rows: Sequence[Values],
    key: Sequence[str],
    *,
    fresh: bool = False,
) -> bool:
    """Make the part rows `root.<parts>` equal to `rows`; return whether any changed.

    `key` names the fields that tell which stored row a value row is about; no two
    value rows may share it. `fresh` says that the root is new and has no rows yet.
    """
    manager: Any = getattr(root, parts)
    owner = manager.field.name
    stored = {} if fresh else {_key_of(row, key): row for row in manager.all()}
    wanted: dict[tuple[Any, ...], Values] = {}
    for values in rows:
        identity = tuple(
            values.get(name, _default(manager.model, name)) for name in key
        )
        if identity in wanted:
            raise ValidationError({parts: f"listed twice: {_words(identity)}"})
        wanted[identity] = values
    new = []
    changed = False
    for identity, values in wanted.items():
        if identity in stored:
            changed |= write(stored[identity], values)
        else:
            row = manager.model(**{owner: root}, **values)
            check(row)
            new.append(row)
    if new:
        manager.model.objects.bulk_create(new)
    gone = [row for identity, row in stored.items() if identity not in wanted]
    for row in gone:
        row.delete()
    return bool(changed or new or gone)


@dataclass
class Appended:
    """Part rows that were added, and those left out since they were there already."""

    added: list[Any] = field(default_factory=list)
    repeated: list[Any] = field(default_factory=list)


def append_parts(
    root: models.Model, parts: str, rows: Sequence[Values], key: Sequence[str]
) -> Appended:
    """Add rows to `root.<parts>`, in this order behind those that exist.

    A row whose `key` fields equal those of a stored row, or of one before it in
    `rows`, is not added.
    """
    manager: Any = getattr(root, parts)
    stored = list(manager.all())
    known = {_key_of(row, key) for row in stored}
    position = max((row.position for row in stored), default=-1)
    found = Appended()
    for values in rows:
        row = manager.model(**{manager.field.name: root}, **values)
        check(row)
        if _key_of(row, key) in known:
            found.repeated.append(row)
            continue
        known.add(_key_of(row, key))
        position += 1
        row.position = min(position, LAST_POSITION)
        found.added.append(row)
    manager.model.objects.bulk_create(found.added)
    return found


def _key_of(row: models.Model, key: Sequence[str]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in key)


def _default(model: type[models.Model], name: str) -> Any:
    return model._meta.get_field(name.removesuffix("_id")).get_default()  # type: ignore[union-attr]


def _words(identity: tuple[Any, ...]) -> str:
    return ", ".join(str(value) for value in identity)
