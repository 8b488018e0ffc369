"""Pages by position: complete, stable, and refused when they do not fit."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st
from rest_framework import generics, serializers
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory

from common.keyset import (
    Order,
    Page,
    PagingError,
    SortKey,
    paginate,
    read_cursor,
    read_page_size,
    scope_of,
)
from common.pagination import KeysetPagination
from tests.common.tables import Event, MakeEvent

NEWEST: Order = (SortKey("begins", descending=True, nullable=True), SortKey("id"))
FEWEST: Order = (SortKey("guests"), SortKey("id", descending=True))


@pytest.fixture
def events(make_event: MakeEvent) -> list[str]:
    """Seven events, two on one day, two without a date; titles newest first."""
    make_event("c", "2020-02-03", guests=1)
    make_event("d", "2020-02-03", guests=1)
    make_event("f", None, guests=0)
    make_event("a", "2021-01-01", guests=3)
    make_event("g", None, guests=2)
    make_event("e", "2019-01-01", guests=1)
    make_event("b", "2020-12-01", guests=3)
    return list("abcdefg")


def page(cursor: str | None = None, size: int = 3, **changes: Any) -> Page[Event]:
    kwargs = {"order": NEWEST, "scope": "events", **changes}
    return paginate(Event.objects.all(), cursor=cursor, page_size=size, **kwargs)


def titles(of: Page[Event]) -> list[str]:
    return [event.title for event in of.results]


@pytest.mark.parametrize("size", [1, 2, 3, 6, 7, 8])
@pytest.mark.parametrize("order", [NEWEST, FEWEST])
def test_pages_walk_every_record_once_in_both_directions(
    events: list[str], size: int, order: Order
) -> None:
    whole = titles(page(size=50, order=order))
    assert sorted(whole) == events
    forward: list[list[str]] = []
    cursor: str | None = None
    while True:
        current = page(cursor, size, order=order)
        forward.append(titles(current))
        if current.next is None:
            break
        cursor = current.next
    assert [title for titles_of_page in forward for title in titles_of_page] == whole
    backward = [titles(current)]
    while current.previous is not None:
        current = page(current.previous, size, order=order)
        backward.append(titles(current))
    assert backward[::-1] == forward


def test_the_order_puts_the_undated_last(events: list[str]) -> None:
    assert titles(page(size=50)) == events


def test_a_record_that_comes_in_moves_nothing(
    events: list[str], make_event: MakeEvent
) -> None:
    first = page(size=2)
    make_event("new", "2022-01-01")
    assert titles(page(first.next, 2)) == ["c", "d"]


def test_the_only_page_has_no_neighbours(events: list[str]) -> None:
    only = page(size=7)
    assert only.next is None
    assert only.previous is None


def test_a_cursor_of_another_list_is_refused(events: list[str]) -> None:
    cursor = page(size=2).next
    with pytest.raises(PagingError, match=r"cursor: it belongs to another list"):
        page(cursor, scope="parties")


def test_the_scope_is_the_list_and_its_query_without_paging() -> None:
    one = scope_of("/m/", QueryDict("a=1&b=2&cursor=x&page_size=3"))
    assert one == scope_of("/m/", QueryDict("b=2&a=1"))
    assert one != scope_of("/m/", QueryDict("b=2&a=2"))
    assert one != scope_of("/p/", QueryDict("b=2&a=1"))


def _cursor(body: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(body).encode()).decode().rstrip("=")


def _values_of(cursor: str | None) -> list[Any]:
    assert cursor
    padded = cursor + "=" * (-len(cursor) % 4)
    body: list[Any] = json.loads(base64.urlsafe_b64decode(padded))
    return body


@pytest.mark.parametrize(
    "values",
    [
        ["2020-02-03"],
        ["2020-02-03", 1, 2],
        ["2020-02-30", 1],
        ["soon", 1],
        [5, 1],
        ["2020-02-03", "one"],
        ["2020-02-03", None],
        ["2020-02-03", 10**30],
        ["2020-02-03", True],
        ["2020-02-03", [1]],
        "x",
        None,
    ],
)
def test_a_cursor_with_values_no_row_could_have_is_refused(
    events: list[str], values: object
) -> None:
    digest, way, _good = _values_of(page(size=2).next)
    with pytest.raises(PagingError, match=r"cursor: it cannot be read"):
        page(_cursor([digest, way, values]))
    with pytest.raises(PagingError, match=r"cursor: it cannot be read"):
        page(_cursor([digest, "sideways", values]))


@pytest.mark.parametrize("cursor", ["x", "é", "\ud800", "====", "A" * 501, "bnVsbA"])
def test_a_mangled_cursor_is_refused(events: list[str], cursor: str) -> None:
    with pytest.raises(PagingError, match="cursor"):
        page(cursor)


@given(st.text(min_size=1, max_size=60))
def test_any_text_as_a_cursor_is_refused_without_asking_the_database(
    text: str,
) -> None:
    with pytest.raises(PagingError):
        page(text)


def test_a_page_size_lies_between_1_and_500() -> None:
    assert read_page_size(QueryDict("")) == 50
    assert read_page_size(QueryDict("page_size=500")) == 500
    assert read_page_size(QueryDict("page_size=٥")) == 5
    for value in ("0", "501", "-1", "x", "", "9" * 400, "1.5", "²"):
        with pytest.raises(PagingError, match="page_size: write a whole number"):
            read_page_size(QueryDict(f"page_size={value}"))


def test_paging_parameters_are_given_once() -> None:
    with pytest.raises(PagingError, match="only once"):
        read_page_size(QueryDict("page_size=1&page_size=2"))
    with pytest.raises(PagingError, match="only once"):
        read_cursor(QueryDict("cursor=a&cursor=b"))
    with pytest.raises(PagingError, match="cannot be read"):
        read_cursor(QueryDict("cursor="))


class _EventSerializer(serializers.ModelSerializer[Event]):
    class Meta:
        model = Event
        fields = ("title",)


class _Events(generics.ListAPIView[Event]):
    queryset = Event.objects.all()
    serializer_class = _EventSerializer
    pagination_class = KeysetPagination
    filter_backends = ()
    keyset_orders = {"-date": NEWEST, "guests": FEWEST}


def _get(address: str) -> Response:
    response = _Events.as_view()(APIRequestFactory().get(address))
    assert isinstance(response, Response)
    return response


def test_the_api_answers_with_absolute_addresses_of_the_neighbours(
    events: list[str],
) -> None:
    first = _get("/api/v1/events/?page_size=3&ordering=-date").data
    assert [row["title"] for row in first["results"]] == ["a", "b", "c"]
    assert first["previous"] is None
    assert first["next"].startswith("http://testserver/api/v1/events/?page_size=3&")
    second = _get(first["next"]).data
    assert [row["title"] for row in second["results"]] == ["d", "e", "f"]
    again = _get(second["previous"]).data
    assert again["results"] == first["results"]


def test_the_api_answers_400_to_a_cursor_a_size_or_an_order_that_does_not_fit(
    events: list[str],
) -> None:
    cursor = _get("/api/v1/events/?page_size=3").data["next"].split("cursor=")[1]
    for query, field in [
        (f"ordering=guests&cursor={cursor}", "cursor"),
        ("cursor=zzz", "cursor"),
        ("page_size=0", "page_size"),
        ("ordering=title", "ordering"),
    ]:
        response = _get(f"/api/v1/events/?{query}")
        assert response.status_code == 400
        assert response.data["errors"][0]["field"] == field
        assert response.data["errors"][0]["message"].startswith(f"{field}: ")
