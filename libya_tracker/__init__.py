"""The project: wiring only. Importing it makes the Celery application the default."""

from libya_tracker.celery import app as celery_app

__all__ = ["celery_app"]
