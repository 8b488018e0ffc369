"""Who may see what: the only visibility rule in the project.

Every door (page, API, export, count, search, prefetch) starts from `visible_to`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from editorial import roles

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User


def visible(user: User | AnonymousUser | None, path: str = "") -> Q:
    """Return the condition "this user may see the record at `path`".

    `path` is a lookup prefix such as `meeting__`; the empty prefix means the record
    itself. Published records are seen by all; a contributor also sees own records;
    editors and above see every state.
    """
    if roles.sees_every_state(user):
        return ~Q(pk__in=[])  # true of every row; an empty Q would vanish beside `|`
    condition = Q(**{f"{path}state": "published"})
    if user is not None and roles.sees_own_drafts(user):
        condition |= Q(**{f"{path}created_by": user.pk})
    return condition


class ReviewableQuerySet(models.QuerySet[Any]):
    """Records with a review state of their own."""

    def published(self) -> Self:
        """Keep what the public may see."""
        return self.filter(visible(None))

    def visible_to(self, user: User | AnonymousUser | None) -> Self:
        """Keep what this user may see."""
        return self.filter(visible(user))


class PartQuerySet(models.QuerySet[Any]):
    """Rows that inherit the visibility of the records they belong to.

    `visible_through` names the lookups of these records; all must be visible (a
    null reference hides nothing).
    """

    visible_through: ClassVar[tuple[str, ...]] = ()

    def visible_to(self, user: User | AnonymousUser | None) -> Self:
        """Keep rows all of whose records this user may see."""
        if roles.sees_every_state(user):
            return self.all()
        rows = self
        for path in self.visible_through:
            rows = rows.filter(
                visible(user, f"{path}__") | Q(**{f"{path}__isnull": True})
            )
        return rows


def parts_of(*paths: str) -> type[PartQuerySet]:
    """Return a PartQuerySet class whose rows are seen through these records."""
    return type("PartQuerySet", (PartQuerySet,), {"visible_through": paths})
