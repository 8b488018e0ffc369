"""Whatever is asked, the answer is a 4xx in the one shape that names the trouble."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from tests.api.reading import LISTS, ROOT
from tests.story import Story

pytestmark = pytest.mark.django_db
LONG = "x" * 10_000
SQL = "' OR 1=1; DROP TABLE meetings_meeting; --"


def refused(answer: Any, *statuses: int) -> list[dict[str, Any]]:
    """The errors of an answer in the one shape, with one of those statuses."""
    assert answer.status_code in (statuses or (400,)), answer.content[:300]
    assert answer["Content-Type"].startswith("application/json")
    body = answer.json()
    assert set(body) == {"status", "errors"}
    assert body["status"] == answer.status_code
    assert body["errors"]
    for error in body["errors"]:
        assert set(error) == {"field", "code", "message"}
        assert error["message"]
    errors: list[dict[str, Any]] = body["errors"]
    return errors


@pytest.mark.parametrize("name", [*LISTS, "search"])
@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("nonsense=1", "nonsense"),
        ("format=json", "format"),
        ("q=", "q"),
        ("q=a&q=b", "q"),
        ("q=%20%20", "q"),
        ("page_size=0", "page_size"),
        ("page_size=" + "9" * 400, "page_size"),
        ("page_size=ten", "page_size"),
        ("page_size=5&page_size=6", "page_size"),
        ("cursor=", "cursor"),
        ("cursor=nonsense", "cursor"),
        ("cursor=" + "A" * 3000, "cursor"),
        ("ordering=colour", "ordering"),
        ("fields=", "fields"),
        ("fields=nonsense", "fields"),
        ("fields=slug&fields=url", "fields"),
        ("include=nonsense", "include"),
        ("q=" + "y" * 300, "q"),
        ("%D8%A7=1", "ا"),
        ("x[]=1", "x[]"),
    ],
)
def test_every_list_refuses_by_name(
    client: Client, name: str, query: str, field: str
) -> None:
    if name == "meetings" and query == "format=json":
        field = "format"
    errors = refused(client.get(f"{ROOT}{name}/?{query}"))
    named = {error["field"] for error in errors}
    assert field in named
    assert all(error["field"] in error["message"] for error in errors)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("from=2020-13", "from"),
        ("from=2020-02-30", "from"),
        ("from=1799", "from"),
        ("to=2101", "to"),
        ("from=2020-03&to=2020-02", "from"),
        ("date_match=within", "date_match"),
        ("date_match=near&from=2020", "date_match"),
        ("from=yesterday", "from"),
        ("party=unheard-of", "party"),
        ("&".join(["party=a"] * 1000), "party"),
        ("&".join(f"party=p{number}" for number in range(60)), "party"),
        ("direct=yes", "direct"),
        ("attended=1", "attended"),
        ("verified=", "verified"),
        ("bbox=33,25,19,9", "bbox"),
        ("bbox=9,19,25", "bbox"),
        ("bbox=nan,1,2,3", "bbox"),
        ("bbox=1e308,1,2,3", "bbox"),
        ("format=bilaterla", "format"),
        ("country=XX", "country"),
        ("place=" + quote(SQL), "place"),
        ("topic=unheard", "topic"),
        ("process=unheard", "process"),
        ("outlet=unheard", "outlet"),
        ("side=left", "side"),
        ("partty=haftar", "partty"),
    ],
)
def test_meetings_refuse_by_name(
    client: Client, story: Story, query: str, field: str
) -> None:
    errors = refused(client.get(f"{ROOT}meetings/?{query}"))
    assert [error["field"] for error in errors] == [field]


def test_a_misspelt_parameter_is_answered_with_the_right_one(client: Client) -> None:
    (error,) = refused(client.get(f"{ROOT}meetings/?partty=haftar"))
    assert "did you mean party?" in error["message"]


def test_arabic_digits_are_understood(client: Client, story: Story) -> None:
    answer = client.get(f"{ROOT}meetings/", {"from": "٢٠٢٠-٠٢", "to": "٢٠٢٠-٠٢"})
    (found,) = answer.json()["results"]
    assert found["slug"] == story.visit.slug


@pytest.mark.parametrize("name", [*LISTS, "search"])
@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("q=%00", 400),
        ("q=%FF%FE", 400),
        ("q=%ED%A0%80", 400),
        ("%ED%A0%80=1", 400),
        (f"q={LONG}", 414),
    ],
)
def test_text_that_cannot_be_read_is_refused_at_the_door(
    client: Client, name: str, query: str, status: int
) -> None:
    refused(client.get(f"{ROOT}{name}/?{query}"), status)


@pytest.mark.parametrize(
    "query", [SQL, "%", "_", "\\", "(", "a & | !", "«»", "a" * 200]
)
@pytest.mark.parametrize("name", ["meetings", "parties", "search", "reports"])
def test_text_that_looks_like_code_is_only_text(
    client: Client, story: Story, name: str, query: str
) -> None:
    answer = client.get(f"{ROOT}{name}/", {"q": query})
    assert answer.status_code == 200
    assert story.haftar.slug not in str(answer.json().get("matches", ""))


@pytest.mark.parametrize("name", LISTS)
def test_a_cursor_of_another_list_is_refused(
    client: Client, story: Story, name: str
) -> None:
    other = "parties" if name != "parties" else "meetings"
    following = client.get(f"{ROOT}{other}/?page_size=1").json()["next"]
    cursor = following.partition("cursor=")[2]
    (error,) = refused(client.get(f"{ROOT}{name}/?cursor={cursor}"))
    assert error["field"] == "cursor"


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    "slug",
    ["unheard", "0", "9" * 400, "a.b", "A", "%27", "%D8%AD", "-", "..", "x" * 1900],
)
def test_an_unknown_record_is_not_found(client: Client, name: str, slug: str) -> None:
    for end in ("", "/"):
        (error,) = refused(client.get(f"{ROOT}{name}/{slug}{end}"), 404)
        assert error["code"] == "not_found"


@pytest.mark.parametrize("name", LISTS)
def test_a_record_takes_no_filters(client: Client, story: Story, name: str) -> None:
    for slug in ("haftar", "1"):
        answer = client.get(f"{ROOT}{name}/{slug}/?party=haftar")
        if answer.status_code != 404:
            (error,) = refused(answer)
            assert error["field"] == "party"


@pytest.mark.parametrize(
    "address", ["/api/nonsense", "/api/v2/", f"{ROOT}meeting/", f"{ROOT}meetings/a/b/c"]
)
def test_an_unknown_address_is_not_found_in_the_one_shape(
    client: Client, address: str
) -> None:
    for method in ("get", "post", "delete"):
        refused(getattr(client, method)(address), 404)


@pytest.mark.parametrize(
    "address", [*LISTS, "search", "meetings/x", "parties/x", "", "schema/"]
)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"])
def test_writing_methods_are_refused(client: Client, address: str, method: str) -> None:
    for kind in ("application/json", "text/csv"):
        answer = client.generic(method, f"{ROOT}{address}", "{]", kind)
        (error,) = refused(answer, 405)
        assert error["code"] == "method_not_allowed"
        assert "GET, HEAD, OPTIONS" in error["message"]


@pytest.mark.parametrize("name", [*LISTS, "search"])
def test_other_media_types_are_not_answered(client: Client, name: str) -> None:
    query = "?q=x" if name == "search" else ""
    for accept in ("text/csv", "application/xml", "image/png"):
        answer = client.get(f"{ROOT}{name}/{query}", headers={"Accept": accept})
        (error,) = refused(answer, 406)
        assert error["code"] == "not_acceptable"
        assert "application/json" in error["message"]


@pytest.mark.parametrize("name", [*LISTS, "search"])
def test_a_missing_last_slash_is_no_trouble(
    client: Client, story: Story, name: str
) -> None:
    query = "?q=Moscow" if name == "search" else ""
    assert client.get(f"{ROOT}{name}{query}").status_code == 200


def test_search_needs_words(client: Client) -> None:
    (error,) = refused(client.get(f"{ROOT}search/"))
    assert error["field"] == "q"


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=101", "type=report", "limit=" + "9" * 400]
)
def test_search_refuses_by_name(client: Client, query: str) -> None:
    (error,) = refused(client.get(f"{ROOT}search/?q=x&{query}"))
    assert error["field"] == query.partition("=")[0]


@pytest.mark.parametrize("address", ["/api/", ROOT, f"{ROOT}schema/"])
@pytest.mark.parametrize("query", ["lang=zz-nonsense", "lang=../x", "version=9", "x="])
def test_index_and_schema_take_no_parameters(
    client: Client, address: str, query: str
) -> None:
    (error,) = refused(client.get(f"{address}?{query}"))
    assert error["field"] == query.partition("=")[0]


@pytest.mark.parametrize("query", ["lang=zz-nonsense", "lang=<script>", "version=9"])
def test_the_documentation_page_takes_no_parameters(client: Client, query: str) -> None:
    for end in ("", "&script="):
        assert client.get(f"/api/docs/?{query}{end}").status_code == 400
