"""The API's pages: `{"next", "previous", "results"}` with absolute addresses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from common.keyset import (
    LARGEST_PAGE,
    PAGE_SIZE,
    Order,
    Page,
    PagingError,
    paginate,
    query_for,
    read_cursor,
    read_page_size,
    scope_of,
)

Orders = Mapping[str, Order]


class KeysetPagination(BasePagination):
    """Cursor pages over the order that the view names.

    The view has `keyset_orders`: a mapping from the values of the `ordering`
    parameter to SortKeys, the first being the default. 400 for a bad cursor or size.
    """

    def paginate_queryset(
        self, queryset: Any, request: Request, view: Any = None
    ) -> list[Any]:
        self.request = request
        orders: Orders = view.keyset_orders
        query = request.query_params
        try:
            self.page: Page[Any] = paginate(
                queryset,
                order=_order(orders, query.get("ordering")),
                scope=scope_of(request.path, query),
                cursor=read_cursor(query),
                page_size=read_page_size(query),
            )
        except PagingError as error:
            raise ValidationError({error.field: [str(error)]}) from error
        return self.page.results

    def get_paginated_response(self, data: Any) -> Response:
        return Response(
            {
                "next": self._address(self.page.next),
                "previous": self._address(self.page.previous),
                "results": data,
            }
        )

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        address = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": address, "previous": address, "results": schema},
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        return [
            {
                "name": "cursor",
                "in": "query",
                "required": False,
                "description": "Position of the page, from next or previous.",
                "schema": {"type": "string"},
            },
            {
                "name": "page_size",
                "in": "query",
                "required": False,
                "description": f"Records on a page, {PAGE_SIZE} unless told.",
                "schema": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": LARGEST_PAGE,
                    "default": PAGE_SIZE,
                },
            },
        ]

    def _address(self, cursor: str | None) -> str | None:
        if cursor is None:
            return None
        query = query_for(self.request.query_params, cursor)
        return self.request.build_absolute_uri(f"{self.request.path}?{query}")


def _order(orders: Orders, asked: str | None) -> Order:
    """The order of that name, or the first one when none is named."""
    if asked is None:
        return next(iter(orders.values()))
    if asked not in orders:
        raise PagingError(
            "ordering", _("write one of %(known)s") % {"known": ", ".join(orders)}
        )
    return orders[asked]
