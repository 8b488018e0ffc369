"""The room of public pages; it has no models."""

from __future__ import annotations

from django.apps import AppConfig


class BrowseConfig(AppConfig):
    """Pages, files and feeds over what the other rooms hold."""

    name = "browse"
