"""What is worked out from the database is kept until anything in it changes."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread

import pytest
from django.db import connection, transaction
from django.test import RequestFactory

from common.standing import MOST_THINGS, Standing, standing_of, statement
from meetings.models import Meeting
from sources.models import Outlet
from tests.factories import OutletFactory

pytestmark = pytest.mark.django_db(transaction=True)


def counter() -> Callable[[], int]:
    """A thing that says how often it was made."""
    made: list[None] = []

    def make() -> int:
        made.append(None)
        return len(made)

    return make


def test_a_thing_is_made_once_while_nothing_changes() -> None:
    while True:  # until nobody else changed anything on the server meanwhile
        before, make = Standing().key, counter()
        found = [Standing().keep(make, make) for _ in range(3)]
        if Standing().key == before:
            break
    assert found == [1, 1, 1]


def test_any_change_makes_it_anew() -> None:
    make = counter()
    assert Standing().keep("anew", make) == 1
    OutletFactory()
    assert Standing().keep("anew", make) == 2


def test_inside_a_transaction_that_wrote_it_is_kept_for_one_answer_only() -> None:
    make = counter()
    with transaction.atomic():
        OutletFactory()
        one = Standing()
        assert [one.keep("own", make), one.keep("own", make)] == [1, 1]
        assert Standing().keep("own", make) == 2


def test_what_was_rolled_back_was_never_kept() -> None:
    found = Outlet.objects.order_by("pk")
    with transaction.atomic():
        OutletFactory(slug="gone")
        assert [one.slug for one in Standing().records(found)] == ["gone"]
        transaction.set_rollback(True)
    assert Standing().records(found) == []


def test_records_are_kept_by_what_is_asked_for() -> None:
    for slug in ("one", "other"):
        OutletFactory(slug=slug)
    standing = Standing()
    for slug in ("one", "other"):
        asked = Outlet.objects.filter(slug=slug)
        assert [outlet.slug for outlet in standing.records(asked)] == [slug]
    assert standing.records(Outlet.objects.none()) == []
    assert statement(Meeting.objects.none()) == b""


def test_a_failure_is_not_kept() -> None:
    def fail() -> int:
        raise RuntimeError

    standing = Standing()
    with pytest.raises(RuntimeError):
        standing.keep("failing", fail)
    assert standing.keep("failing", counter()) == 1


def test_two_answers_at_once_make_it_once() -> None:
    make, begun, go_on = counter(), Event(), Event()
    standing, found = Standing(), []

    def slowly() -> int:
        begun.set()
        assert go_on.wait(10)
        return make()

    threads = [
        Thread(target=lambda: found.append(standing.keep("shared", slowly)))
        for _ in range(2)
    ]
    threads[0].start()
    assert begun.wait(10)
    threads[1].start()
    go_on.set()
    for thread in threads:
        thread.join(10)
    assert found == [1, 1]


def test_what_was_not_asked_for_the_longest_is_forgotten_first() -> None:
    standing = Standing()
    first, second = counter(), counter()
    standing.keep("used", first)
    standing.keep("unused", second)
    for number in range(MOST_THINGS - 1):
        standing.keep(("filling", number), lambda: None)
        standing.keep("used", first)
    assert (standing.keep("used", first), standing.keep("unused", second)) == (1, 2)


def test_a_request_that_only_reads_asks_once_how_the_database_stands() -> None:
    request = RequestFactory().get("/")
    assert standing_of(request) is standing_of(request)
    writing = RequestFactory().post("/")
    assert standing_of(writing) is not standing_of(writing)
    assert connection.in_atomic_block is False
