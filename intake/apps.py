"""The room where a report's text becomes proposals; it has no models."""

from __future__ import annotations

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Commands over the extraction, and what they need from the database."""

    name = "intake"
