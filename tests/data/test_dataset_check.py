"""The command that checks the dataset, and what is wrong with whole files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from data.check import main
from data.checks import check_folder
from tests.data.small_dataset import problems_of, small_dataset, write

DATA = Path(__file__).resolve().parents[2] / "data"


def test_the_dataset_has_no_problem() -> None:
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, str(DATA / "check.py")],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] == "no problems"
    assert done.returncode == 0


def test_a_small_dataset_without_faults_has_no_problem(tmp_path: Path) -> None:
    assert problems_of(tmp_path, small_dataset()) == []


def test_the_command_lists_the_problems_and_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = small_dataset()
    rows["meetings"][0]["format"] = "seance"

    status = main([str(write(tmp_path, rows))])

    assert status == 1
    assert "- meetings.yaml: 2020-01-13-talks: format: 'seance' is not a format" in (
        capsys.readouterr().out
    )


def test_the_command_prints_the_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main([str(write(tmp_path, small_dataset()))])

    printed = dict(
        line.rsplit(maxsplit=1) for line in capsys.readouterr().out.splitlines()
    )
    assert status == 0
    assert printed["meetings"] == "2"
    assert printed["participations"] == "4"
    assert printed["of persons with an office"] == "4"
    assert printed["corrected participations"] == "1"


def test_the_command_says_that_a_folder_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "nowhere")]) == 1
    assert "is not a folder" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("topics: []\n", "does not begin with a comment"),
        ("# seen in /home/someone/notes\ntopics: []\n", "path of somebody's machine"),
        ("# topics\nthemes: []\n", "must hold one top-level key, topics"),
        ("# topics\ntopics: {}\n", "is not a list of rows"),
        ("# topics\ntopics: [\n", "cannot be read"),
    ],
)
def test_a_file_that_is_not_right_is_named(
    tmp_path: Path, text: str, reason: str
) -> None:
    write(tmp_path, small_dataset())
    (tmp_path / "topics.yaml").write_text(text, encoding="utf-8")

    found = check_folder(tmp_path)[1]

    assert any(p.file == "topics.yaml" and reason in p.reason for p in found), found


def test_bytes_that_are_no_text_are_a_problem_of_the_file(tmp_path: Path) -> None:
    write(tmp_path, small_dataset())
    (tmp_path / "topics.yaml").write_bytes(b"# \xff\xfe\ntopics: []\n")

    found = check_folder(tmp_path)[1]

    assert any(p.file == "topics.yaml" and "cannot be read" in p.reason for p in found)


def test_a_missing_file_and_a_stray_one_are_named(tmp_path: Path) -> None:
    write(tmp_path, small_dataset())
    (tmp_path / "contested.yaml").rename(tmp_path / "notes.yaml")

    found = {(problem.file, problem.reason) for problem in check_folder(tmp_path)[1]}

    assert ("contested.yaml", "is missing") in found
    assert ("notes.yaml", "is no file of the dataset") in found
