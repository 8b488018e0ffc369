"""The command says which folder it could not load."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


def _refusal(folder: Path) -> str:
    with pytest.raises(CommandError) as refused:
        call_command("load_dataset", str(folder))
    return str(refused.value)


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "nowhere"
    assert _refusal(folder).startswith(f"{folder} does not exist")


def test_a_file_is_not_taken_for_a_folder(tmp_path: Path) -> None:
    file = tmp_path / "parties.yaml"
    file.write_text("parties: []\n", encoding="utf-8")
    assert _refusal(file).startswith(f"{file} is not a folder")


def test_a_folder_without_the_files_is_named_with_the_file(tmp_path: Path) -> None:
    said = _refusal(tmp_path)
    assert said.startswith(f"{tmp_path}: parties.yaml:")
