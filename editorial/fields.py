"""Model fields for uncertain dates and the span they cover.

A date is stored as its EDTF text; two date columns hold its strict bounds and a
generated `daterange` column holds the span. Overlap of dates is PostgreSQL's `&&`
on spans, everywhere: an unknown or open end is an unbounded end.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Func, Value

from common import edtf, names


class EdtfField(models.CharField[str, str]):
    """An EDTF text such as `2020-02-19`, `2020-05~` or `2020-02-03/2020-02-08`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 100)
        super().__init__(*args, **kwargs)
        self.validators = [*self.validators, edtf.validate_edtf]

    def clean(self, value: Any, model_instance: models.Model | None) -> str:
        """Validate and return the text in canonical form."""
        cleaned: str = super().clean(value, model_instance)
        return edtf.normalise(cleaned) if cleaned else cleaned

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Store the canonical form; raise EdtfError for a text that is no date."""
        text: str = getattr(model_instance, self.attname) or ""
        if text:
            text = edtf.normalise(text)
            setattr(model_instance, self.attname, text)
        return text


class EdtfBoundField(
    models.DateField[datetime.date | None, datetime.date | None],
):
    """The strict `earliest` or `latest` day of the EDTF field named `source`.

    Computed whenever the row is saved, in bulk too; never set by hand.
    """

    def __init__(self, *args: Any, source: str = "", bound: str = "", **kwargs: Any):
        self.source, self.bound = source, bound
        kwargs |= {"null": True, "editable": False}
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Return what migrations need to rebuild the field."""
        name, path, args, kwargs = super().deconstruct()
        kwargs |= {"source": self.source, "bound": self.bound}
        return name, path, args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> datetime.date | None:
        """Compute the bound from the text in the same row."""
        text: str = getattr(model_instance, self.source) or ""
        day = getattr(edtf.parse(text), self.bound) if text else None
        setattr(model_instance, self.attname, day)
        return day


def span_of(earliest: str, latest: str) -> models.GeneratedField:
    """Return the generated span column over two bound columns, both ends included."""
    return models.GeneratedField(
        expression=Func(F(earliest), F(latest), Value("[]"), function="daterange"),
        output_field=DateRangeField(),
        db_persist=True,
    )


class FoldedField(models.CharField[str, str]):
    """A search key of the name field `source`: its `fold` or its `skeleton`.

    Computed whenever the row is saved, in bulk too; never set by hand.
    """

    def __init__(self, *args: Any, source: str = "", fold: str = "", **kwargs: Any):
        self.source, self.fold = source, fold
        kwargs |= {"max_length": 300, "editable": False, "default": ""}
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Return what migrations need to rebuild the field."""
        name, path, args, kwargs = super().deconstruct()
        kwargs |= {"source": self.source, "fold": self.fold}
        return name, path, args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Compute the key from the name in the same row."""
        keys = {"fold": names.fold, "skeleton": names.skeleton}
        key = keys[self.fold](getattr(model_instance, self.source) or "")[:300]
        setattr(model_instance, self.attname, key)
        return key
