"""Closed lists that the database itself keeps."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import Q


def one_of(
    table: str, field: str, choices: type[models.TextChoices], *, or_empty: bool = False
) -> models.CheckConstraint:
    """Return the constraint that a column holds a value of its list.

    `table` makes the constraint's name unique; `or_empty` admits the empty text.
    """
    allowed: Iterable[str] = [*choices.values, ""] if or_empty else choices.values
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": list(allowed)}), name=f"{table}_{field}_listed"
    )
