"""Requests that cannot be read are refused at the door."""

from __future__ import annotations

import json

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from common.http import RefuseUnreadableRequests


def ask(address: str, query: str = "") -> HttpResponse:
    """What the middleware answers; 200 when it lets the request through."""

    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse("through")

    request = RequestFactory().get(address, query_params=None)
    request.META["QUERY_STRING"] = query
    response = RefuseUnreadableRequests(view)(request)
    assert isinstance(response, HttpResponse)
    return response


@pytest.mark.parametrize(
    "query",
    [
        "q=a%00b",
        "q=a\x00b",
        "q=%ff",
        "q=%ED%A0%80",
        "%C3=1",
        "q=\xff",
    ],
)
def test_an_unreadable_query_is_400_on_pages_and_in_the_api(query: str) -> None:
    assert ask("/en/meetings/", query).status_code == 400
    response = ask("/api/v1/meetings/", query)
    assert response.status_code == 400
    body = json.loads(response.content)
    assert body["status"] == 400
    assert body["errors"][0]["code"] == "unreadable"


@pytest.mark.parametrize(
    "path", ["/en/meetings/%00/", "/en/meetings/%ff/", "/en/%ED%A0%80/"]
)
def test_an_unreadable_path_is_400(path: str) -> None:
    assert ask(path).status_code == 400


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/en/meetings/", ""),
        ("/en/meetings/", "q=%D8%AD%D9%81%D8%AA%D8%B1"),
        ("/en/meetings/", "q=" + "حفتر".encode().decode("latin-1")),
        ("/en/meetings/", "q=100%25"),
        ("/en/meetings/", "q=100%"),
        ("/ar/حفتر/", ""),
        ("/fr/salamé/", "q=a+b"),
    ],
)
def test_readable_requests_pass_in_every_script(path: str, query: str) -> None:
    assert ask(path, query).status_code == 200


def test_a_query_or_path_without_end_is_414_and_says_the_limit() -> None:
    assert ask("/en/meetings/", "q=" + "a" * 7_998).status_code == 200
    response = ask("/api/v1/meetings/", "q=" + "a" * 7_999)
    assert response.status_code == 414
    assert "8000" in json.loads(response.content)["errors"][0]["message"]
    assert ask("/" + "a" * 2_001).status_code == 414
