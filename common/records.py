"""How records look in the API: addresses, constants, and nothing for "not known".

Every record carries `type`, `slug`, `url` (here), `html_url` (its page, or null),
`version` and `state`. An empty text column is null in an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import QuerySet
from django.db.models.functions import JSONObject
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from drf_spectacular.drainage import set_override
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

RECORD_FIELDS = ("type", "slug", "url", "html_url", "version", "state")
_SLOT = "9090909090"  # fits every pattern: slugs and numbers


@cache
def _pattern(url_name: str) -> str | None:
    """The address behind a name with a slot for the slug; None when there is none."""
    with translation.override("en"):
        try:
            return reverse(url_name, args=[_SLOT])
        except NoReverseMatch:
            return None


def api_address(root: str, record_type: str, slug: str) -> str:
    """The absolute API address of a record; `root` is scheme and host."""
    pattern = _pattern(f"api-{record_type}-detail")
    if pattern is None:
        raise NoReverseMatch(f"The API has no resource for the type {record_type}.")
    return f"{root}{pattern.replace(_SLOT, slug).rstrip('/')}/"


def page_address(root: str, record_type: str, slug: str) -> str | None:
    """The absolute address of a record's English page, None when it has no page."""
    pattern = _pattern(record_type)
    return None if pattern is None else root + pattern.replace(_SLOT, slug)


def value_of(row: Any, name: str) -> Any:
    """A value of a model instance or of a plain mapping."""
    return row[name] if isinstance(row, Mapping) else getattr(row, name)


class ConstantField(serializers.Field[Any, Any, Any, Any]):
    """A text that is the same in every record of its kind."""

    def __init__(self, value: str) -> None:
        super().__init__(source="*", read_only=True)
        self.value = value
        set_override(self, "field", {"type": "string", "const": value})

    def to_representation(self, instance: Any) -> str:
        """Answer the constant."""
        return self.value


@extend_schema_field({"type": "string", "format": "uri"})
class AddressField(serializers.Field[Any, Any, Any, Any]):
    """The API address of a record of one type, from its slug."""

    def __init__(self, record_type: str, slug: str = "slug") -> None:
        super().__init__(
            source="*", read_only=True, help_text="Address of the record in this API."
        )
        self.record_type = record_type
        self.slug = slug

    def to_representation(self, instance: Any) -> str:
        """Answer the absolute address."""
        slug = str(value_of(instance, self.slug))
        return api_address(self.context["root"], self.record_type, slug)


@extend_schema_field({"type": ["string", "null"], "format": "uri"})
class PageField(serializers.Field[Any, Any, Any, Any]):
    """The address of the record's page for readers, null when it has none."""

    def __init__(self, record_type: str) -> None:
        super().__init__(
            source="*", read_only=True, help_text="Address of its page, if it has one."
        )
        self.record_type = record_type

    def to_representation(self, instance: Any) -> str | None:
        """Answer the absolute address of the English page, or None."""
        slug = str(value_of(instance, "slug"))
        return page_address(self.context["root"], self.record_type, slug)


class NullForEmpty:
    """Serializer mixin: an empty text is answered as null."""

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """Answer the record, null where nothing is known."""
        shown = super().to_representation(instance)  # type: ignore[misc]  # a mixin
        return {name: None if value == "" else value for name, value in shown.items()}


class Shape(NullForEmpty, serializers.Serializer[Any]):
    """A part of a record, read from a mapping or an object."""


class ModelShape(NullForEmpty, serializers.ModelSerializer[Any]):
    """A record or a part of one, its kinds of value taken from the model.

    A column that may be empty is described as nullable.
    """

    def build_standard_field(
        self, field_name: str, model_field: Any
    ) -> tuple[type[serializers.Field[Any, Any, Any, Any]], dict[str, Any]]:
        """Describe an empty text as null."""
        field, options = super().build_standard_field(field_name, model_field)
        if options.pop("allow_blank", False):
            options["allow_null"] = True
        return field, options


def rows_as_json(rows: QuerySet[Any], **shape: Any) -> ArraySubquery:
    """A subquery whose value is the list of these rows as mappings.

    rows: filtered by an OuterRef and ordered. shape: key to expression or field path.
    """
    return ArraySubquery(rows.values(as_json=JSONObject(**shape)))
