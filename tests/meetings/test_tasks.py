"""Background work runs in a real worker behind the real broker."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from celery.contrib.testing.worker import start_worker
from celery.schedules import crontab
from django.db import connection

from libya_tracker.celery import app
from meetings.models import PartyMeeting, SearchDocument
from meetings.tasks import refresh_derived
from tests.factories import MeetingFactory, PartyFactory

QUEUE = "tests"


@pytest.fixture
def worker(transactional_db: None) -> Iterator[None]:
    """A worker on a queue of its own, so that no other worker takes our work."""
    with (
        app.connection_for_write() as broker,
        start_worker(app, queues=[QUEUE], perform_ping_check=False, pool="threads"),
    ):
        broker.default_channel.queue_purge(QUEUE)
        yield


def _wait_for(condition: Callable[[], bool]) -> bool:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.slow
def test_a_worker_mends_derived_rows_through_the_broker(worker: None) -> None:
    meeting = MeetingFactory(published=True, parties=[PartyFactory(published=True)])
    PartyMeeting.objects.all().delete()
    SearchDocument.objects.all().delete()
    refresh_derived.apply_async(queue=QUEUE)
    assert _wait_for(
        lambda: SearchDocument.objects.filter(object_id=meeting.pk).exists()
    )
    assert _wait_for(meeting.party_meetings.exists)


def test_the_task_says_what_it_did(db: None) -> None:
    MeetingFactory(parties=[PartyFactory()])
    PartyMeeting.objects.all().delete()
    assert refresh_derived() == {"party_meetings": 1, "documents": 1}
    assert refresh_derived() == {"party_meetings": 0, "documents": 1}


def test_running_twice_changes_nothing(db: None) -> None:
    MeetingFactory(parties=[PartyFactory()])
    refresh_derived()
    with connection.cursor() as cursor:
        cursor.execute("SELECT xmin, id FROM meetings_partymeeting")
        before = cursor.fetchall()
        refresh_derived()
        cursor.execute("SELECT xmin, id FROM meetings_partymeeting")
        assert cursor.fetchall() == before


def test_the_schedule_names_tasks_that_exist() -> None:
    app.loader.import_default_modules()
    for entry in app.conf.beat_schedule.values():
        assert entry["task"] in app.tasks
        assert isinstance(entry["schedule"], float | crontab)


def test_only_json_goes_over_the_broker() -> None:
    assert app.conf.accept_content == ["json"]
    assert app.conf.task_serializer == "json"


def test_work_is_not_offered_again_while_it_may_still_run() -> None:
    visibility = app.conf.broker_transport_options["visibility_timeout"]
    assert visibility > app.conf.task_time_limit > app.conf.task_soft_time_limit
