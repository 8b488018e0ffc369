"""How long the production server takes to answer, and how often it asks the database."""

from __future__ import annotations

import http.client
import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from benchmarks.budgets import Asked

WARM = 3


@dataclass(frozen=True)
class Timed:
    """The answers to one address: milliseconds, queries and bytes of one.

    changed, made: 95 of 100 answers took no longer; each the first after a change of
    the database, and each made while nothing changes. The others are of kept pages.
    """

    asked: Asked
    changed: float
    made: float
    median: float
    p95: float
    p99: float
    queries: int
    size: int

    @property
    def misses(self) -> list[str]:
        """The budgets that this address does not keep, in words."""
        found = []
        if self.asked.ms is not None and self.made > self.asked.ms:
            found.append(f"made {self.made:.0f} ms > {self.asked.ms:.0f}")
        if self.asked.kept_ms is not None and self.p95 > self.asked.kept_ms:
            found.append(f"kept {self.p95:.0f} ms > {self.asked.kept_ms:.0f}")
        if self.asked.queries is not None and self.queries > self.asked.queries:
            found.append(f"{self.queries} queries > {self.asked.queries}")
        return found


def timed(asked: Asked, making: int, keeping: int, rounds: int) -> Timed:
    """Ask an address, one answer after the other over one connection.

    making, keeping: the ports of a server that makes each page, and of one as in
    production. The first is asked a third as often, and as often again with a change
    before each answer. RuntimeError when an address does not answer 200.
    """
    few = max(4, rounds // 3)
    changed, size = _answers(making, asked.address, few, before=_change)
    made, _ = _answers(making, asked.address, few)
    taken, _ = _answers(keeping, numbered(asked.address, 0), rounds)
    return Timed(
        asked,
        share(changed, 0.95),
        share(made, 0.95),
        share(taken, 0.5),
        share(taken, 0.95),
        share(taken, 0.99),
        _queries(asked.address),
        size,
    )


def _nothing() -> None:
    """Change nothing."""


def _change() -> None:
    """Commit a transaction: to all that is kept, the database is another then."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()")


def _answers(
    port: int, address: str, rounds: int, before: Callable[[], None] = _nothing
) -> tuple[list[float], int]:
    """Return the milliseconds of some answers, shortest first, and the bytes of one.

    before: done before each answer, not timed.
    """
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    size = 0
    for _ in range(WARM):
        size = _ask(client, numbered(address, 59))[1]
    taken = []
    for number in range(rounds):
        before()
        taken.append(_ask(client, numbered(address, number))[0])
    client.close()
    return sorted(taken), size


def numbered(address: str, number: int) -> str:
    """Return an address with another number in the place of `{n}`."""
    return address.replace("{n}", str(40 + number % 60))


def share(ordered: list[float], part: float) -> float:
    """Return the smallest value that `part` of the ordered values do not exceed."""
    return ordered[max(0, math.ceil(part * len(ordered)) - 1)]


def _ask(client: http.client.HTTPConnection, address: str) -> tuple[float, int]:
    """Return milliseconds until the last byte, and how many bytes came."""
    begun = time.perf_counter()
    client.request("GET", address, headers={"Accept-Encoding": "gzip"})
    answer = client.getresponse()
    body = answer.read()
    taken = (time.perf_counter() - begun) * 1_000
    if answer.status != 200:
        raise RuntimeError(f"{address} answered {answer.status}")
    return taken, len(body)


def _queries(address: str) -> int:
    """Return how many queries a page takes that nobody asked for since a change."""
    with override_settings(KEEP_PAGES=False):
        Client().get(numbered(address, 0))
        with CaptureQueriesContext(connection) as asked:
            Client().get(numbered(address, 1))
    return len(asked)
