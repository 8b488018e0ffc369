"""Bad input is refused before it is read, with the field and the remedy."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from intake import reports
from intake.extract.pipeline import LONGEST_TEXT
from intake.reports import InputError

TODAY = date(2026, 1, 31)
TEXT = "Фаиз Саррадж принял посла; the envoy met him. وقال السراج ذلك."


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (None, "is missing"),
        ("", "is missing"),
        ("2026-02-01", "in the future"),
        ("2020-13-01", "is no day"),
        ("2020-02-30", "is no day"),
        ("2020-02", "is no day"),
        ("yesterday", "is no day"),
        ("1820-02-01", "before 1900"),
    ],
)
def test_a_day_of_publication_is_a_past_day(value: str | None, problem: str) -> None:
    with pytest.raises(InputError, match=f"published: .*{problem}"):
        reports.day(value, TODAY)


@pytest.mark.parametrize("value", ["2026-01-31", date(2026, 1, 31)])
def test_today_is_a_day_of_publication(value: object) -> None:
    assert reports.day(value, TODAY) == TODAY


def test_a_language_is_one_that_is_read_or_left_out() -> None:
    assert reports.language("AR") == "ar"
    assert reports.language("") is None
    with pytest.raises(InputError, match=r"lang: “xx” is not read\. Give one of en"):
        reports.language("xx")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "text: is empty"),
        (" \n\u00a0\t", "text: is empty"),
        ("a" * (LONGEST_TEXT + 1), "text: holds 200,001 characters"),
        ("<!DOCTYPE html><html>", "text: is the code of a web page"),
        ("ab\x00cd", "text: is not text"),
        ("\x01\x02\x03 word", "text: is not text"),
        ("??????? ???? ???????? ??? a", "text: has lost its letters"),
        ("\ufffd\ufffd\ufffd met \ufffd\ufffd\ufffd", "text: has lost its letters"),
        (TEXT.encode().decode("latin-1") * 3, "text: was decoded with the wrong"),
        ("利比亚总理会见了特使并讨论了停火", "lang: the text is in none of"),
    ],
)
def test_what_is_no_report_is_refused(text: str, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        reports.clean(text)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "HAFTAR MET SARRAJ",
        "“Qui ?” « Où ? » a-t-il demandé.",
        "\u202eTo \u200bhim",
    ],
)
def test_odd_text_is_still_text(text: str) -> None:
    assert reports.clean(text) == text


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"PK\x03\x04...", "is an office document or archive"),
        ("قال السراج".encode("windows-1256"), r"is not UTF-8 \(byte \d+\).*iconv"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\xff", "is not text"),
    ],
)
def test_a_file_of_another_kind_is_named(content: bytes, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        reports.decode(content)


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_that_says_how_it_is_encoded_is_read(charset: str) -> None:
    assert reports.decode(TEXT.encode(charset)) == TEXT


def test_a_file_far_too_large_is_refused_unread(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(InputError, match=r"50,000,000 bytes; at most 800,000"):
        reports.from_file(large, TODAY, "2020-02-19")


def test_what_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read: No such file"):
        reports.from_file(tmp_path / "none.txt", TODAY, "2020-02-19")
    with pytest.raises(InputError, match="is not a file"):
        reports.from_file(tmp_path, TODAY, "2020-02-19")


def test_a_file_may_be_named_after_the_day_it_was_published(tmp_path: Path) -> None:
    path = tmp_path / "2020-02-19-agency.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert reports.from_file(path, TODAY).published == date(2020, 2, 19)
    assert reports.from_file(path, TODAY, "2020-02-20").published.day == 20


def test_a_line_may_say_all_that_is_known() -> None:
    row = {"id": "a", "text": TEXT, "published": "2020-02-19", "outlet": "Agency"}
    report = reports.from_line(json.dumps(row), TODAY, "lines:1", lang="ru")
    assert (report.name, report.outlet, report.lang) == ("a", "Agency", "ru")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "line: is no JSON"),
        ("[]", "line: is no JSON object"),
        ('{"published": "2020-02-19"}', "text: is missing"),
        ('{"text": 5, "published": "2020-02-19"}', "text: is missing"),
        ('{"text": "A met B."}', "published: is missing"),
    ],
)
def test_a_line_that_does_not_fit_names_its_field(line: str, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        reports.from_line(line, TODAY, "lines:1")
