"""What every resource of the read API shares.

A resource lists and shows the records that the asker may see. It refuses what it does
not understand, trims records to the `fields` asked for, sends askers of a former slug
on, and says how long an answer may be kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from types import new_class
from typing import Any, ClassVar

from django.http import Http404, HttpResponseBase
from django.utils.cache import (
    get_conditional_response,
    patch_vary_headers,
    set_response_etag,
)
from django.utils.translation import gettext as _
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import OpenApiParameter
from rest_framework import viewsets
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from common.api_schema import ResourceSchema
from common.filters import StrictFilterSet
from common.keyset import Order
from common.pagination import KeysetPagination
from common.records import api_address

SHAPING_KEYS = frozenset({"fields", "include"})
PUBLIC_SECONDS = 60
# A resource has a method named list, so its annotations say these.
Names = list[str]
Rows = list[dict[str, Any]]


@cache
def _for_api(filterset: type[StrictFilterSet]) -> type[StrictFilterSet]:
    """The filter set of the pages, with the API's own parameters let through."""
    keys = {"pass_through": filterset.pass_through | SHAPING_KEYS | {"page_size"}}
    made: type[StrictFilterSet] = new_class(
        filterset.__name__, (filterset,), exec_body=lambda body: body.update(keys)
    )
    return made


class StrictFilterBackend(DjangoFilterBackend):
    """Filters with a StrictFilterSet; what it refuses is a 400 naming each parameter.

    The bound filter set is left on the view as `filterset`.
    """

    def filter_queryset(self, request: Request, queryset: Any, view: Any) -> Any:
        """Return the filtered records; raises ValidationError."""
        filterset = _for_api(view.filterset_class)(
            request.query_params, queryset, request=request
        )
        if not filterset.is_valid():
            raise ValidationError(
                {name: list(found) for name, found in filterset.errors.items()}
            )
        view.filterset = filterset
        return filterset.qs


class Cacheable:
    """View mixin: how long an answer may be kept, and its ETag.

    What the public sees may be kept for a minute by anybody; what is answered to
    somebody signed in, and every error, by nobody.
    """

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Any:
        """Set Cache-Control, Vary and, once rendered, the ETag."""
        response = super().finalize_response(  # type: ignore[misc]  # a mixin
            request, response, *args, **kwargs
        )
        patch_vary_headers(response, ("Accept", "Accept-Language", "Cookie"))
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            response["Cache-Control"] = "private, no-store"
        elif response.status_code >= 400:
            response["Cache-Control"] = "no-store"
        else:
            response["Cache-Control"] = f"public, max-age={PUBLIC_SECONDS}"
            response.add_post_render_callback(_conditional(request))
        return response


def _conditional(request: Request) -> Any:
    def answer(response: Any) -> HttpResponseBase | None:
        if response.status_code != 200 or request.method not in ("GET", "HEAD"):
            return None
        set_response_etag(response)
        return get_conditional_response(
            request._request, etag=response["ETag"], response=response
        )

    return answer


def refuse_other_parameters(request: Request, known: frozenset[str]) -> None:
    """Raise ValidationError, naming each parameter that is not among the known."""
    wrong = [name for name in request.query_params if name not in known]
    if not wrong:
        return
    message = _("unknown parameter; known are %(known)s") % {
        "known": ", ".join(sorted(known)) or _("none")
    }
    raise ValidationError({name: [f"{name[:40]}: {message}"] for name in wrong})


class ReadOnlyResource(Cacheable, viewsets.GenericViewSet[Any]):
    """The records of one type: a list and single records.

    A subclass has `record_type`, `serializer_class`, `filterset_class`,
    `keyset_orders` and `records(user)`; with former slugs, `renamed = True`. Its
    `includes` name fields that can be nested on request, with the serializer each.
    """

    http_method_names = ["get", "head", "options"]
    pagination_class = KeysetPagination
    filter_backends = [StrictFilterBackend]
    schema = ResourceSchema()
    lookup_field = "slug"
    record_type: ClassVar[str]
    renamed: ClassVar[bool] = False
    keyset_orders: ClassVar[Mapping[str, Order]]
    includes: ClassVar[Mapping[str, Any]] = {}
    record_parameters: ClassVar[frozenset[str]] = SHAPING_KEYS
    filterset: StrictFilterSet

    def records(self, user: Any) -> Any:
        """The records this user may see, with what an answer needs."""
        raise NotImplementedError

    def visible(self, user: Any) -> Any:
        """The records this user may see, nothing loaded."""
        return self.records(user)

    def context_of(self, records: Sequence[Any]) -> dict[str, Any]:
        """What the serializer needs to know about the records of one answer."""
        return {}

    def described_by(self, **options: Any) -> Any:
        """The serializer of a record, with those options."""
        return self.get_serializer_class()(**options)

    def get_queryset(self) -> Any:
        """The records of the asker."""
        return self.records(self.request.user)

    def list(self, request: Request) -> Response:
        """Answer a page of records."""
        asked = self._shape(request)
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        shown = self._represent(page or [], asked)
        return self.get_paginated_response(shown)

    def retrieve(self, request: Request, **lookup: str) -> Response:
        """Answer one record, or where the record of a former slug is."""
        asked = self._shape(request)
        refuse_other_parameters(request, self.record_parameters)
        value = lookup[self.lookup_url_kwarg or self.lookup_field]
        record = self._find(value)
        if record is None:
            return self._moved(request, value)
        return Response(self._represent([record], asked)[0])

    def _find(self, value: str) -> Any | None:
        return self.get_queryset().filter(**{self.lookup_field: value}).first()

    def _represent(self, records: Sequence[Any], fields: Iterable[str] | None) -> Rows:
        context = {**self.get_serializer_context(), **self.context_of(records)}
        serializer = self.described_by(context=context)
        for name in self.included():
            serializer.fields[name] = self.includes[name]()
        if fields is not None:
            for name in set(serializer.fields) - set(fields):
                serializer.fields.pop(name)
        return [serializer.to_representation(record) for record in records]

    def get_serializer_context(self) -> dict[str, Any]:
        """Add scheme and host, from which addresses are made."""
        root = self.request.build_absolute_uri("/")[:-1]
        return {**super().get_serializer_context(), "root": root}

    def included(self) -> Names:
        """The names given in `include`; to be called after they were checked."""
        return _names(self.request.query_params.get("include", ""))

    def _shape(self, request: Request) -> Names | None:
        """The fields asked for, None for all; raises ValidationError."""
        if "include" in request.query_params:
            self._check_names(request, "include", list(self.includes))
        if "fields" in request.query_params:
            known = dict.fromkeys((*self.described_by().fields, *self.included()))
            self._check_names(request, "fields", list(known))
        fields = request.query_params.get("fields")
        return None if fields is None else _names(fields)

    def _check_names(self, request: Request, name: str, allowed: Names) -> None:
        if len(request.query_params.getlist(name)) > 1:
            message = _("give this parameter only once, with commas between the names")
            raise ValidationError({name: [f"{name}: {message}"]})
        asked = _names(request.query_params[name])
        unknown = [one for one in asked if one not in allowed]
        if not asked:
            message = _("the value is empty; give one or leave the parameter out")
        elif unknown:
            message = _("unknown: %(unknown)s; known are %(known)s") % {
                "unknown": ", ".join(one[:40] or "''" for one in unknown[:5]),
                "known": ", ".join(allowed) or _("none"),
            }
        else:
            return
        raise ValidationError({name: [f"{name}: {message}"]})

    def _moved(self, request: Request, slug: str) -> Response:
        """Answer 301 for a former slug; Http404 when it is none."""
        if not self.renamed:
            raise Http404
        visible = self.visible(request.user)
        record = visible.filter(old_slugs__slug=slug).first()
        if record is None:
            raise Http404
        root = request.build_absolute_uri("/")[:-1]
        url = api_address(root, self.record_type, record.slug)
        body = {
            "type": self.record_type,
            "slug": slug,
            "moved_to": record.slug,
            "url": url,
        }
        query = request.META.get("QUERY_STRING")
        return Response(
            body, 301, headers={"Location": f"{url}?{query}" if query else url}
        )

    def shaping_parameters(self) -> Sequence[OpenApiParameter]:
        """Describe `fields` and `include` for the OpenAPI document."""
        described = [
            OpenApiParameter(
                "fields",
                str,
                description="Names of top-level fields to answer, with commas between.",
            )
        ]
        if self.includes:
            known = ", ".join(self.includes)
            described.append(
                OpenApiParameter(
                    "include",
                    str,
                    description=f"Whole records instead of references: {known}.",
                )
            )
        return described


def _names(text: str) -> list[str]:
    """The names in a comma-separated list, each once; none for an empty text."""
    if not text.strip():
        return []
    return list(dict.fromkeys(name.strip() for name in text.split(",")))
