"""Health of the running service, for supervisors and load balancers."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from redis.exceptions import RedisError

from common.http import only_read


@never_cache
@only_read
def alive(request: HttpRequest) -> JsonResponse:
    """Say that the process answers; touches nothing else."""
    return JsonResponse({"status": "alive"})


@never_cache
@only_read
def ready(request: HttpRequest) -> JsonResponse:
    """Say whether requests can be served: database there and migrated.

    Redis is reported but not required: without it reading and editing go on.
    """
    report: dict[str, Any] = {"database": _database(), "redis": _redis()}
    ok = report["database"] == "ready"
    return JsonResponse({"ready": ok, **report}, status=200 if ok else 503)


def _database() -> str:
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return "migrations missing"
    except Exception as error:  # noqa: BLE001 - whatever fails, it is not ready
        return type(error).__name__
    return "ready"


def _redis() -> str:
    try:
        cache.get("readyz")
    except (RedisError, OSError) as error:
        return type(error).__name__
    return "ready"
