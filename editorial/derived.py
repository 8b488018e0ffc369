"""What must be rebuilt after a record changed.

Rooms register their refreshers when the program starts (AppConfig.ready), so that
a lower room need not know the rows that a higher room derives from it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from editorial.models import Reviewable

Refresher = Callable[[Reviewable], None]
_refreshers: dict[type[Reviewable], list[Refresher]] = defaultdict(list)
_deferred: ContextVar[bool] = ContextVar("deferred", default=False)


def register(model: type[Reviewable], refresher: Refresher) -> None:
    """Call `refresher(record)` after each change of a record of this model."""
    if refresher not in _refreshers[model]:
        _refreshers[model].append(refresher)


def refresh(record: Reviewable) -> None:
    """Rebuild all that follows from the record, in the transaction of its change."""
    if not _deferred.get():
        for refresher in _refreshers[type(record)]:
            refresher(record)


@contextmanager
def deferred() -> Iterator[None]:
    """Refresh nothing inside the block: bulk work rebuilds everything at its end."""
    token = _deferred.set(True)
    try:
        yield
    finally:
        _deferred.reset(token)
