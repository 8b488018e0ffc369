"""The Celery application: how background work is delivered, and the schedule of beat.

The schedule stands here and not in the database, so that it is reviewed like code.
A task takes ids, may run twice (late acknowledgement), and calls one action.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "libya_tracker.settings")

TASK_SECONDS = 300

app = Celery("libya_tracker")
app.conf.update(
    # Only JSON comes in or goes out: a broker must not be able to run code here.
    task_serializer="json",
    result_serializer="json",
    accept_content=["json"],
    # A task is acknowledged when done, and comes again when its worker dies.
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    task_ignore_result=True,
    # The broker offers an unacknowledged task again after the visibility timeout;
    # it must exceed the hard time limit, or a second copy starts beside the first.
    task_soft_time_limit=TASK_SECONDS - 30,
    task_time_limit=TASK_SECONDS,
    broker_transport_options={
        "visibility_timeout": 3 * TASK_SECONDS,
        "socket_timeout": 30,
        "socket_connect_timeout": 5,
        "socket_keepalive": True,
    },
    broker_connection_retry_on_startup=True,
    # A publisher in a web request must not wait for a broker that is away.
    task_publish_retry_policy={"max_retries": 1, "interval_start": 0},
    worker_max_tasks_per_child=200,
    worker_soft_shutdown_timeout=30,
    worker_hijack_root_logger=False,
    enable_utc=True,
    timezone="UTC",
    beat_schedule={
        "refresh-derived-rows": {
            "task": "meetings.tasks.refresh_derived",
            "schedule": 600.0,
            "options": {"expires": 600},
        },
        "lay-out-network": {
            "task": "meetings.tasks.lay_out_network",
            "schedule": 1800.0,
            "options": {"expires": 1800},
        },
    },
)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
