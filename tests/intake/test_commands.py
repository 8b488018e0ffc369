"""The commands: one report, many reports, and labelled reports."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import CommandError, call_command

from tests.story import Story

pytestmark = pytest.mark.django_db

TEXT = (
    "Libya: talks in Moscow\n"
    "Fayez al-Sarraj met Khalifa Haftar in Moscow on Monday.\n"
    "“The truce must hold,” Khalifa Haftar said.\n"
)
EMPTY: dict[str, Any] = {"meetings": [], "statements": [], "agreements": []}


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A report that somebody wrote for this test."""
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(command: str, *args: object, **options: Any) -> str:
    """Return what a command prints."""
    out = StringIO()
    call_command(command, *map(str, args), stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def test_one_report_is_answered_in_json(story: Story, report: Path) -> None:
    answer = json.loads(run("extract", report, "--published=2020-01-14", "--json"))
    assert set(answer) >= {"meetings", "statements", "agreements", "new_parties"}
    assert answer["lang"] == "en"


def test_one_report_is_answered_in_words(story: Story, report: Path) -> None:
    answer = run("extract", report, "--published=2020-01-14", "--lang=en")
    assert answer.startswith("report.txt: en, published 2020-01-14, 123 characters\n")


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ([], "published: is missing"),
        (["--published=2999-01-01"], "published: 2999-01-01 is in the future"),
        (["--published=monday"], "published: “monday” is no day"),
        (["--published=2020-01-14", "--lang=xx"], "lang: “xx” is not read"),
        (["--published=2020-01-14", "--to=/nowhere/at/all"], "--to: /nowhere"),
    ],
)
def test_what_is_wrong_with_an_option_is_said(
    story: Story, report: Path, options: list[str], problem: str
) -> None:
    with pytest.raises(CommandError, match=problem):
        run("extract", report, *options)


def test_many_reports_are_read_in_order_and_a_bad_one_stops_none(
    story: Story, tmp_path: Path
) -> None:
    rows: list[Any] = [
        {"id": f"r{at}", "text": TEXT, "published": "2020-01-14"} for at in range(40)
    ]
    rows[3] = {"id": "r3", "text": TEXT}
    path, to = tmp_path / "many.jsonl", tmp_path / "answers.jsonl"
    lines = [json.dumps(row) for row in rows] + ["", "{"]
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(CommandError, match="2 of 41 reports were refused"):
        run("extract", path, f"--to={to}", jobs=2)
    answers = [json.loads(line) for line in to.read_text("utf-8").splitlines()]
    assert [answer["report"] for answer in answers[:40]] == [f"r{n}" for n in range(40)]
    assert answers[3]["error"]["field"] == "published"
    assert answers[40]["error"]["field"] == "line"
    assert {len(a["statements"]) for a in answers if "error" not in a} == {
        len(answers[0]["statements"])
    }


def test_a_folder_of_reports_is_read(story: Story, tmp_path: Path) -> None:
    (tmp_path / "2020-01-14-one.txt").write_text(TEXT, encoding="utf-8")
    row = {"text": TEXT, "published": "2020-01-14"}
    (tmp_path / "two.json").write_text(json.dumps(row), encoding="utf-8")
    (tmp_path / "notes.md").write_text("not a report", encoding="utf-8")
    answers = [json.loads(line) for line in run("extract", tmp_path).splitlines()]
    assert [a["report"] for a in answers] == ["2020-01-14-one.txt", "two.json"]
    one, two = (
        {key: value for key, value in answer.items() if key != "report"}
        for answer in answers
    )
    assert one == two


def test_a_folder_without_reports_is_said_to_hold_none(
    story: Story, tmp_path: Path
) -> None:
    with pytest.raises(CommandError, match=r"holds no report\. Put reports there"):
        run("extract", tmp_path)


def gold_file(tmp_path: Path, *rows: dict[str, Any]) -> Path:
    """Write labelled passages into a file."""
    path = tmp_path / "gold.yaml"
    path.write_text(yaml.safe_dump(list(rows), allow_unicode=True), encoding="utf-8")
    return path


def passage(**changes: Any) -> dict[str, Any]:
    """One passage labelled with nothing."""
    row = {"id": "own-1", "lang": "en", "published": "2020-01-14", "text": TEXT}
    return row | EMPTY | changes


def test_labelled_reports_are_scored_by_language(story: Story, tmp_path: Path) -> None:
    arabic = passage(id="own-2", lang="ar", text="لا شيء يذكر هنا اليوم.")
    gold = gold_file(tmp_path, passage(), arabic)
    to = tmp_path / "predictions.json"
    answer = json.loads(
        run("evaluate_extraction", gold, f"--predictions={to}", "--json")
    )
    assert answer["counts"]["negatives"] == 2
    assert set(answer["groups"]) == {"ar", "en"}
    assert answer["spans"]["invalid"] == 0
    assert set(json.loads(to.read_text("utf-8"))) == {"own-1", "own-2"}
    assert "meeting_f1" in run("evaluate_extraction", gold)


def test_a_passage_that_cannot_be_read_is_named(story: Story, tmp_path: Path) -> None:
    gold = gold_file(tmp_path, passage(published="2999-01-01"))
    with pytest.raises(CommandError, match="own-1: published: 2999-01-01"):
        run("evaluate_extraction", gold)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("[", "is no YAML"),
        ("{}", "holds no list"),
        ("- 5", "passage 1 is no mapping"),
        ("- {id: a}", "a has no text"),
        ("- {id: a, text: t, lang: en, published: 2020-01-14, statements: [],"
         " agreements: [], meetings: [{date: 2020-01-13}]}", r"a has no meetings\.place"),
    ],
)  # fmt: skip
def test_labels_that_do_not_fit_are_named(
    story: Story, tmp_path: Path, content: str, problem: str
) -> None:
    path = tmp_path / "gold.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CommandError, match=problem):
        run("evaluate_extraction", path)
