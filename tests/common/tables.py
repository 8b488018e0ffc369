"""Models for the tests of the common room, which has none of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from django.contrib.postgres.fields import DateRangeField
from django.db import models


class Town(models.Model):
    """A place with a slug and coordinates."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=50)
    hidden = models.BooleanField(default=False)
    latitude = models.FloatField(default=0)
    longitude = models.FloatField(default=0)

    objects: ClassVar[models.Manager[Town]] = models.Manager()

    class Meta:
        app_label = "common_tests"

    def __str__(self) -> str:
        return self.name


class Event(models.Model):
    """Something with a span of dates, a kind and a town."""

    title = models.CharField(max_length=50)
    kind = models.CharField(max_length=20, default="talks")
    verified = models.BooleanField(default=True)
    guests = models.IntegerField(default=0)
    begins = models.DateField(null=True)
    span = DateRangeField(null=True)
    town = models.ForeignKey(Town, models.CASCADE, null=True)

    objects: ClassVar[models.Manager[Event]] = models.Manager()

    class Meta:
        app_label = "common_tests"

    def __str__(self) -> str:
        return self.title


MakeEvent = Callable[..., Event]
