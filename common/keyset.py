"""Pages by position in an order rather than by number: stable while records come in.

A cursor is opaque base64url text: which list and query it belongs to (a hash), which
way it goes, and the sort values of the row at the edge of the page. It is not signed:
it grants nothing, and every value in it is checked against its column.
"""

from __future__ import annotations

import base64
import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, Literal, TypeVar

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.http import QueryDict
from django.utils.translation import gettext as _

from common.text import TextError, ascii_digits, clean_text

PAGE_SIZE = 50
LARGEST_PAGE = 500
LONGEST_CURSOR = 500
PAGING_KEYS = ("cursor", "page_size")
Direction = Literal["next", "previous"]
Row = TypeVar("Row", bound=Model)


class PagingError(ValueError):
    """A cursor or page size that is refused; `field` names the parameter."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field


@dataclass(frozen=True)
class SortKey:
    """A column of an order, possibly over relations; nulls come last."""

    field: str
    descending: bool = False
    nullable: bool = False

    def order_by(self, reverse: bool) -> OrderBy:
        descending = self.descending is not reverse
        nulls: dict[str, Any] = {}
        if self.nullable:
            nulls = {"nulls_first": True} if reverse else {"nulls_last": True}
        column = F(self.field)
        return column.desc(**nulls) if descending else column.asc(**nulls)

    def equals(self, value: Any) -> Q:
        if value is None:
            return Q(**{f"{self.field}__isnull": True})
        return Q(**{self.field: value})

    def beyond(self, value: Any, reverse: bool) -> Q | None:
        """Rows past a value in reading direction; None when there can be none."""
        if value is None:
            return Q(**{f"{self.field}__isnull": False}) if reverse else None
        lookup = "lt" if self.descending is not reverse else "gt"
        past = Q(**{f"{self.field}__{lookup}": value})
        if self.nullable and not reverse:
            past |= Q(**{f"{self.field}__isnull": True})
        return past

    def not_before(self, value: Any, reverse: bool) -> Q:
        """Rows not before a value: implied by the chain, but an index can use it."""
        if self.nullable:
            return Q()
        lookup = "lte" if self.descending is not reverse else "gte"
        return Q(**{f"{self.field}__{lookup}": value})


Order = Sequence[SortKey]


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Rows of a page, and the cursors of its neighbours (None: there is none)."""

    results: list[Row]
    next: str | None
    previous: str | None


def paginate(
    queryset: QuerySet[Row],
    *,
    order: Order,
    scope: str,
    cursor: str | None = None,
    page_size: int = PAGE_SIZE,
) -> Page[Row]:
    """One page of a queryset in an order whose last key is unique.

    scope: whatever makes the list what it is (see `scope_of`); a cursor made under
    another scope is refused. Raises PagingError.
    """
    direction, values = (
        _decode(cursor, scope, order, queryset) if cursor else (None, [])
    )
    reverse = direction == "previous"
    rows = queryset.order_by(*(key.order_by(reverse) for key in order))
    if direction:
        rows = rows.filter(_past(order, values, reverse))
    found = list(rows[: page_size + 1])
    more, found = len(found) > page_size, found[:page_size]
    if reverse:
        found.reverse()
    has_next = bool(found) and (reverse or more)
    has_previous = bool(found) and (more if reverse else direction is not None)
    return Page(
        results=found,
        next=_encode("next", scope, order, found[-1]) if has_next else None,
        previous=_encode("previous", scope, order, found[0]) if has_previous else None,
    )


def scope_of(path: str, query: QueryDict) -> str:
    """What a cursor belongs to: the list's path and its query without paging."""
    pairs = sorted(
        (name, value)
        for name, values in query.lists()
        if name not in PAGING_KEYS
        for value in values
    )
    return json.dumps([path, pairs])


def query_for(query: QueryDict, cursor: str) -> str:
    """The query string of a neighbouring page, without "?"."""
    changed = query.copy()
    changed["cursor"] = cursor
    return changed.urlencode()


def read_page_size(query: QueryDict) -> int:
    """The page size asked for, 50 unless told; raises PagingError."""
    text = _single(query, "page_size")
    if text is None:
        return PAGE_SIZE
    text = ascii_digits(text.strip())
    if text.isascii() and text.isdigit() and len(text) <= 6:
        size = int(text)
        if 1 <= size <= LARGEST_PAGE:
            return size
    raise PagingError(
        "page_size",
        _("write a whole number from 1 to %(largest)d") % {"largest": LARGEST_PAGE},
    )


def read_cursor(query: QueryDict) -> str | None:
    """The cursor asked for, or None; raises PagingError."""
    text = _single(query, "cursor")
    if text == "":
        raise PagingError("cursor", _broken())
    return text


def _single(query: QueryDict, name: str) -> str | None:
    values = query.getlist(name)
    if len(values) > 1:
        raise PagingError(name, _("give this parameter only once"))
    return values[0] if values else None


def _past(order: Order, values: Sequence[Any], reverse: bool) -> Q:
    """The rows that come after those values, as a chain of alternatives."""
    chain = Q(pk__in=[])
    same = Q()
    for key, value in zip(order, values, strict=True):
        past = key.beyond(value, reverse)
        if past is not None:
            chain |= same & past
        same &= key.equals(value)
    return chain & order[0].not_before(values[0], reverse)


def _encode(direction: Direction, scope: str, order: Order, row: Model) -> str:
    values = [_pack(_value(row, key.field)) for key in order]
    body = json.dumps([_digest(scope), direction[0], values], separators=(",", ":"))
    return base64.urlsafe_b64encode(body.encode()).decode().rstrip("=")


def _value(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name, None)
    return row


def _digest(scope: str) -> str:
    return hashlib.sha256(scope.encode()).hexdigest()[:16]


def _pack(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _decode(
    cursor: str, scope: str, order: Order, queryset: QuerySet[Any]
) -> tuple[Direction, list[Any]]:
    if len(cursor) > LONGEST_CURSOR:
        raise PagingError("cursor", _broken())
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        digest, way, packed = json.loads(base64.b64decode(padded, b"-_", validate=True))
        direction: Direction = {"n": "next", "p": "previous"}[way]  # type: ignore[assignment]  # literals
        values = [
            _unpack(value, key, queryset)
            for key, value in zip(order, packed, strict=True)
        ]
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        raise PagingError("cursor", _broken()) from error
    if digest != _digest(scope):
        raise PagingError(
            "cursor",
            _("it belongs to another list or query; start again without a cursor"),
        )
    return direction, values


def _broken() -> str:
    return _("it cannot be read; use the address in next or previous unchanged")


def _unpack(value: Any, key: SortKey, queryset: QuerySet[Any]) -> Any:
    """A value of a cursor as its column holds it; ValueError when it cannot."""
    if value is None:
        if key.nullable:
            return None
        raise ValueError("null")
    column = _column(queryset, key.field)
    if isinstance(column, models.DateTimeField):
        moment = datetime.fromisoformat(_text(value))
        if moment.tzinfo is None:
            raise ValueError("time zone")
        return moment
    if isinstance(column, models.DateField):
        return date.fromisoformat(_text(value))
    if isinstance(column, models.FloatField | models.DecimalField):
        return _number(value)
    if isinstance(column, models.IntegerField):
        if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 2**63:
            raise ValueError("integer")
        return value
    return _text(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("text")
    try:
        return clean_text(value)
    except TextError as error:
        raise ValueError("text") from error


def _number(value: Any) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError("number")
    return number


def _column(queryset: QuerySet[Any], path: str) -> models.Field[Any, Any] | None:
    """The model field behind a path or annotation, or None."""
    if path in queryset.query.annotations:
        column: models.Field[Any, Any] = queryset.query.annotations[path].output_field
        return column
    model: Any = queryset.model
    field: Any = None
    try:
        for name in path.split("__"):
            field = model._meta.pk if name == "pk" else model._meta.get_field(name)
            model = field.related_model
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, models.Field) else None
