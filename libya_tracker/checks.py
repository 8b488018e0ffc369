"""System checks: what this installation must have, each with its remedy."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

OLDEST_POSTGRESQL = 15


@register(Tags.compatibility)
def one_driver(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse psycopg 3: Django would take it in place of psycopg2 without a word."""
    if importlib.util.find_spec("psycopg") is None:
        return []
    return [
        Error(
            "psycopg 3 is installed, and Django would use it instead of psycopg2.",
            hint="Remove it: pip uninstall psycopg psycopg-binary psycopg-pool.",
            id="tracker.E001",
        )
    ]


@register(Tags.database)
def postgresql_is_new_enough(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Refuse another database than PostgreSQL 15 or newer."""
    problems: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        if connection.vendor != "postgresql":
            found = connection.vendor
        elif connection.pg_version < OLDEST_POSTGRESQL * 10_000:  # type: ignore[attr-defined]  # of PostgreSQL's wrapper
            found = f"PostgreSQL {connection.pg_version // 10_000}"  # type: ignore[attr-defined]  # as above
        else:
            continue
        problems.append(
            Error(
                f"The database “{alias}” is {found}.",
                hint=f"Point DATABASE_URL at PostgreSQL {OLDEST_POSTGRESQL} or newer.",
                id="tracker.E002",
            )
        )
    return problems
