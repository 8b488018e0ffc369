"""How the OpenAPI document describes resources, their filters and their errors."""

from __future__ import annotations

from typing import Any

from drf_spectacular.contrib.django_filters import DjangoFilterExtension
from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers

from common.filter_fields import BooleanFilter


class ApiErrorSerializer(serializers.Serializer[Any]):
    """One thing that is wrong."""

    field = serializers.CharField(
        allow_null=True, help_text="The parameter it is about; null: the whole request."
    )
    code = serializers.CharField(help_text="The kind of problem, for programs.")
    message = serializers.CharField(help_text="What is wrong and what would be right.")


class ErrorBodySerializer(serializers.Serializer[Any]):
    """The body of every error."""

    status = serializers.IntegerField(help_text="The HTTP status, repeated.")
    errors = ApiErrorSerializer(many=True)  # type: ignore[assignment]  # a key


class MovedSerializer(serializers.Serializer[Any]):
    """Where the record of a former slug is now."""

    type = serializers.CharField()
    slug = serializers.CharField(help_text="The former slug, as asked for.")
    moved_to = serializers.CharField(help_text="The slug of today.")
    url = serializers.URLField(help_text="The address of today, as in Location.")


class ResourceSchema(AutoSchema):
    """Describes `fields`, `include` and the errors of a resource."""

    def get_auth(self) -> Any:
        """Say nothing of credentials: reading needs none."""
        return []

    def get_summary(self) -> str:
        """Say in one line what an operation gives: its resource in a few words."""
        about = (type(self.view).__doc__ or "").strip().partition(". ")[0].rstrip(".")
        return f"{about.partition(':')[0]}: one record" if "{" in self.path else about

    def get_description(self) -> str:  # type: ignore[override]  # as drf-spectacular
        """Describe an operation by its resource."""
        about = (type(self.view).__doc__ or "").strip()
        if "{" not in self.path:
            return f"{about} A page of them; every filter narrows the list."
        if getattr(self.view, "renamed", False):
            return f"{about} One record; a former slug answers 301."
        return f"{about} One record."

    def get_override_parameters(self) -> list[Any]:
        """Name the parameters that shape an answer."""
        described = getattr(self.view, "shaping_parameters", None)
        return described() if described else []

    def get_response_serializers(self) -> Any:
        """Add the error answers to the good one."""
        good = super().get_response_serializers()
        answers: dict[int, Any] = {200: good, 400: ErrorBodySerializer}
        if "{" in self.path:
            answers |= {301: MovedSerializer, 404: ErrorBodySerializer}
        return answers


class StrictFilterExtension(DjangoFilterExtension):
    """Describes each filter by its help text, and what each of its values is."""

    target_class = "common.api.StrictFilterBackend"
    priority = 1

    def resolve_filter_field(
        self,
        auto_schema: Any,
        model: Any,
        filterset_class: Any,
        field_name: str,
        filter_field: Any,
    ) -> Any:
        """Describe one filter."""
        described = super().resolve_filter_field(  # type: ignore[no-untyped-call]
            auto_schema, model, filterset_class, field_name, filter_field
        )
        for parameter in described:
            help_text = str(filter_field.extra.get("help_text", ""))
            parameter.setdefault("description", help_text)
            schema = parameter["schema"]
            truth = isinstance(filter_field, BooleanFilter)
            schema.setdefault("type", "boolean" if truth else "string")
            if schema["type"] == "array":
                schema["items"].setdefault("type", "string")
                parameter |= {"explode": True, "style": "form"}
        return described
