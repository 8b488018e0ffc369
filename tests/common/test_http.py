"""Requests that cannot be read are refused at the door."""

from __future__ import annotations

import json

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT
from pytest_django import Settings

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


def test_a_query_or_path_without_end_is_414_and_names_what_is_too_long() -> None:
    assert ask("/en/meetings/", "q=" + "a" * 7_998).status_code == 200
    response = ask("/api/v1/meetings/", "q=" + "a" * 7_999)
    assert response.status_code == 414
    message = json.loads(response.content)["errors"][0]["message"]
    assert message.startswith("query: at most 8000 characters")
    page = ask("/" + "a" * 2_001)
    assert page.status_code == 414
    assert "path: at most 2000 characters, not 2002" in page.content.decode()


def test_a_query_that_is_too_long_names_the_parameter_that_makes_it_so() -> None:
    query = "q=Moscow&" + "&".join(f"party=state-{n}" for n in range(1_000))
    page = ask("/en/meetings/", query)
    assert page.status_code == 414
    said = page.content.decode()
    assert "query: at most 8000" in said
    assert "“party” takes the most (values: 1000)" in said
    odd = ask("/en/meetings/", "%3Cb%3E%FF%0A=" + "a" * 9_000)
    assert odd.status_code == 414
    assert "<b>" not in odd.content.decode()


URLENCODED = "application/x-www-form-urlencoded"


def send(body: bytes, kind: str, method: str = "POST") -> HttpResponse:
    """What is answered to a form; the title that a view reads when it is let through.

    kind: the content type.
    """

    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(request.POST.get("title", ""))

    request = RequestFactory().generic(method, "/admin/x/", body, kind)
    response = RefuseUnreadableRequests(view)(request)
    assert isinstance(response, HttpResponse)
    return response


def part(value: bytes) -> bytes:
    """A multipart body with one field, title."""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="title"\r\n\r\n'
    return head.encode() + value + f"\r\n--{BOUNDARY}--\r\n".encode()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"title=a%ED%A0%80b", URLENCODED),
        (b"title=a%FFb", URLENCODED),
        (b"%C3=1&title=a", URLENCODED),
        (b"title=a\xed\xa0\x80b", URLENCODED),
        (b"title=a\xff", URLENCODED),
        (part(b"a\xed\xa0\x80b"), MULTIPART_CONTENT),
        (part(b"a\xffb"), MULTIPART_CONTENT),
        (part(b"abc"), f"{MULTIPART_CONTENT}; charset=utf-16"),
        (b"title=abc", f"{URLENCODED}; charset=latin-1"),
    ],
)
def test_a_form_that_is_not_utf8_is_400_and_says_so(body: bytes, kind: str) -> None:
    response = send(body, kind)
    assert response.status_code == 400
    assert "not UTF-8" in response.content.decode()


@pytest.mark.parametrize(
    ("body", "kind", "title"),
    [
        (b"title=%D8%AD%D9%81%D8%AA%D8%B1+100%25", URLENCODED, "حفتر 100%"),
        ("title=حفتر".encode(), f"{URLENCODED}; charset=UTF-8", "حفتر"),
        (b"title=%F0%9F%91%8D", URLENCODED, "👍"),
        (part("حفتر %ED%A0%80".encode()), MULTIPART_CONTENT, "حفتر %ED%A0%80"),
        ("title=a\ufffd".encode(), URLENCODED, "a\ufffd"),
        (b"\xff", "application/json", ""),
    ],
)
def test_a_readable_form_reaches_the_view_in_every_script(
    body: bytes, kind: str, title: str
) -> None:
    response = send(body, kind)
    assert (response.status_code, response.content.decode()) == (200, title)


@pytest.mark.parametrize("kind", [URLENCODED, MULTIPART_CONTENT])
def test_a_form_without_end_is_413_and_says_the_limit(
    kind: str, settings: Settings
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    response = send(b"title=" + b"a" * 1_000, kind)
    assert response.status_code == 413
    assert "at most 1000 bytes" in response.content.decode()
