"""What is worked out from the database, kept until anything in it changes.

The name under which a thing is kept holds the database's own snapshot: the text of
`pg_current_snapshot` is another one after every committed change, and one that has
passed never comes again. So nothing has to be invalidated.
See docs/decisions/0012-kept-pages.md and 0015-meetings-as-sets.md.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest

Made = TypeVar("Made")

SNAPSHOT = (
    "SELECT pg_current_snapshot()::text, current_database(),"
    " pg_current_xact_id_if_assigned()::text"
)
# The present state and the one before, which answers under way may still read.
MOST_STATES = 2
MOST_THINGS = 600


class _Place:
    """Where one thing is kept, made by whoever comes first; others wait for it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._made: list[Any] = []

    def get(self, make: Callable[[], Any]) -> Any:
        with self._lock:
            if not self._made:
                self._made.append(make())
            return self._made[0]


_guard = Lock()
_states: OrderedDict[Hashable, OrderedDict[Hashable, _Place]] = OrderedDict()


class Standing:
    """The database as it stands at one moment.

    Reads the snapshot when made: one query. Inside a transaction that has written,
    things are kept for one answer only, since its own rows are in no snapshot yet.
    """

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(SNAPSHOT)
            *state, writing = cursor.fetchone()
        # By this a state is known; None inside a transaction that has written.
        self.key: tuple[str, ...] | None = None if writing else tuple(state)
        self._own: dict[Hashable, Any] = {}

    def keep(self, name: Hashable, make: Callable[[], Made]) -> Made:
        """Return what is kept under a name in this state; `make` makes it if missing.

        The thing is shared by all answers of the process: nobody may change it.
        """
        if self.key is None:
            if name not in self._own:
                self._own[name] = make()
            own: Made = self._own[name]
            return own
        with _guard:
            things = _states.setdefault(self.key, OrderedDict())
            while len(_states) > MOST_STATES:
                _states.popitem(last=False)
            place = things.setdefault(name, _Place())
            things.move_to_end(name)
            while len(things) > MOST_THINGS:
                things.popitem(last=False)
        made: Made = place.get(make)
        return made

    def records(self, found: QuerySet[Any]) -> list[Any]:
        """Return the records that a queryset finds, kept by its statement."""
        return self.keep(("records", statement(found)), lambda: list(found.all()))


def standing_of(request: HttpRequest) -> Standing:
    """Return how the database stands for a request that only reads, found once."""
    if request.method not in ("GET", "HEAD"):
        return Standing()
    found: Standing | None = getattr(request, "standing", None)
    if found is None:
        found = request.standing = Standing()  # type: ignore[attr-defined]
    return found


def statement(found: QuerySet[Any]) -> bytes:
    """Return the statement of a queryset, values included; b"" where it finds nothing."""
    try:
        sql, params = found.query.sql_with_params()
    except EmptyResultSet:
        return b""
    with connection.cursor() as cursor:
        text: bytes = cursor.mogrify(sql, params)
    return text
