"""How long the production server takes to answer, and how often it asks the database."""

from __future__ import annotations

import http.client
import math
import time
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.budgets import Asked

WARM = 3


@dataclass(frozen=True)
class Timed:
    """The answers to one address: milliseconds, queries and bytes of one.

    `made` are the 95 of 100 when each answer is made anew, as after every change.
    """

    asked: Asked
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
        if self.asked.ms is not None and self.p95 > self.asked.ms:
            found.append(f"p95 {self.p95:.0f} ms > {self.asked.ms:.0f}")
        if self.asked.queries is not None and self.queries > self.asked.queries:
            found.append(f"{self.queries} queries > {self.asked.queries}")
        return found


def timed(asked: Asked, making: int, keeping: int, rounds: int) -> Timed:
    """Ask an address, one answer after the other over one connection.

    making, keeping: the ports of a server that makes each page anew, and of one as in
    production; the first is asked a quarter as often. RuntimeError when an address does
    not answer 200.
    """
    made, size = _answers(making, asked.address, max(4, rounds // 4))
    taken, _ = _answers(keeping, asked.address, rounds)
    return Timed(
        asked,
        share(made, 0.95),
        share(taken, 0.5),
        share(taken, 0.95),
        share(taken, 0.99),
        _queries(asked.address),
        size,
    )


def _answers(port: int, address: str, rounds: int) -> tuple[list[float], int]:
    """Return the milliseconds of some answers, shortest first, and the bytes of one."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    size = 0
    for _ in range(WARM):
        size = _ask(client, address)[1]
    taken = sorted(_ask(client, address)[0] for _ in range(rounds))
    client.close()
    return taken, size


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
    with CaptureQueriesContext(connection) as asked:
        Client().get(address)
    return len(asked)
