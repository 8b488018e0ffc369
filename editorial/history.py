"""Who changed what, when and why: database triggers write every change.

The triggers see ORM, bulk and raw SQL writes alike. An update that changes nothing
writes no event. Derived columns are left out: they follow from the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pghistory
from django.db import models

from editorial.models import Record, User

# What the dataset loader notes for itself is no part of a record's history.
BOOKKEEPING = ("dataset_version", "dataset_fingerprint")


def tracked(
    *derived: str,
) -> Callable[[type[models.Model]], type[models.Model]]:
    """Return a class decorator that records inserts, updates and deletes.

    `derived` names columns to leave out (generated spans).
    """

    def decorate(model: type[models.Model]) -> type[models.Model]:
        own = BOOKKEEPING if issubclass(model, Record) else ()
        decorated: type[models.Model] = pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            exclude=[*derived, *own] or None,
        )(model)
        return decorated

    return decorate


@contextmanager
def because(*, by: User | None, reason: str) -> Iterator[None]:
    """Attach the person (None: a program) and the reason to all changes inside."""
    with pghistory.context(
        user=by.pk if by else None,
        username=by.get_username() if by else "system",
        reason=reason,
    ):
        yield
