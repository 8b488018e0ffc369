"""Lists as files."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from common.export import (
    Column,
    export_response,
    neutralise,
    restore,
    write_csv,
    write_json,
    write_ndjson,
)

COLUMNS = [
    Column("title", lambda row: row["title"]),
    Column("date", lambda row: row["date"]),
    Column("guests", lambda row: row["guests"]),
    Column("topics", lambda row: row["topics"]),
]
ROWS: list[dict[str, Any]] = [
    {
        "title": "لقاء, روما",
        "date": date(2020, 2, 18),
        "guests": -4,
        "topics": ["a", "b"],
        "secret": "draft",
    },
    {"title": '=cmd("x")', "date": None, "guests": 0, "topics": []},
]


def read_csv(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_csv_has_a_byte_order_mark_a_header_and_only_the_listed_columns() -> None:
    assert read_csv("".join(write_csv(ROWS, COLUMNS))) == [
        ["title", "date", "guests", "topics"],
        ["لقاء, روما", "2020-02-18", "-4", "a; b"],
        ['\'=cmd("x")', "", "0", ""],
    ]


def test_json_is_never_altered() -> None:
    assert json.loads("".join(write_json(ROWS, COLUMNS))) == [
        {
            "title": "لقاء, روما",
            "date": "2020-02-18",
            "guests": -4,
            "topics": ["a", "b"],
        },
        {"title": '=cmd("x")', "date": None, "guests": 0, "topics": []},
    ]
    lines = "".join(write_ndjson(ROWS, COLUMNS)).splitlines()
    assert [json.loads(line)["title"] for line in lines] == ["لقاء, روما", '=cmd("x")']


def test_json_can_say_what_it_is_about() -> None:
    whole = json.loads("".join(write_json(ROWS, COLUMNS, {"licence": "CC BY 4.0"})))
    assert whole["about"] == {"licence": "CC BY 4.0"}
    assert len(whole["results"]) == 2


def test_an_empty_list_is_a_valid_empty_file() -> None:
    assert read_csv("".join(write_csv([], COLUMNS))) == [
        ["title", "date", "guests", "topics"]
    ]
    assert json.loads("".join(write_json([], COLUMNS))) == []
    assert json.loads("".join(write_json([], COLUMNS, {}))) == {
        "about": {},
        "results": [],
    }
    assert "".join(write_ndjson([], COLUMNS)) == ""


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "  =1",
        "\t=1",
        "\u200b=1",
        "\ufeff\u2060@x",
        "\tx",
        "\rx",
        "\nx",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "'=1",
    ],
)
def test_what_a_spreadsheet_would_run_becomes_text(text: str) -> None:
    assert neutralise(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["Rome", "", "5+5", "'quoted'", "Sana'a", "1-2", "حفتر"]
)
def test_harmless_text_stays_as_it_is(text: str) -> None:
    assert neutralise(text) == text


@given(st.one_of(st.text(), st.text(alphabet="'=+- @\t\u200bx", max_size=8)))
@example("''=1")
def test_neutralising_is_undone_exactly(text: str) -> None:
    assert restore(neutralise(text)) == text


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("csv", "text/csv; charset=utf-8"),
        ("json", "application/json"),
        ("ndjson", "application/x-ndjson"),
    ],
)
def test_a_download_is_streamed_under_its_own_name(name: str, media_type: str) -> None:
    response = export_response(
        iter(ROWS), COLUMNS, format_name=name, filename="meetings", about={"by": "us"}
    )
    assert response.streaming
    assert response["Content-Type"] == media_type
    assert response["Content-Disposition"] == f'attachment; filename="meetings.{name}"'
    assert "draft" not in response.getvalue().decode()


def test_a_column_that_json_cannot_hold_is_a_fault_not_a_surprise() -> None:
    with pytest.raises(TypeError, match="object"):
        "".join(write_ndjson([{}], [Column("x", lambda row: object())]))
