"""Wiring of the admin site: our own class, so that it names the product."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class TrackerConfig(AppConfig):
    default = True
    name = "libya_tracker"
    verbose_name = "Libya Tracker"

    def ready(self) -> None:
        """Register the system checks."""
        from libya_tracker import checks as checks


class TrackerAdminConfig(admin_apps.AdminConfig):
    default = False
    default_site = "libya_tracker.admin_site.TrackerAdminSite"
