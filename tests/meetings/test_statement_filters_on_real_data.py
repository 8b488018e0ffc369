"""What was said on the real processes, counted again from the files of data/."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from django.conf import settings

from tests.meetings.asking import found

pytestmark = [pytest.mark.usefixtures("real_data"), pytest.mark.django_db]


def _rows(name: str) -> list[dict[str, Any]]:
    path = settings.BASE_DIR / "data" / f"{name}.yaml"
    rows: list[dict[str, Any]] = yaml.safe_load(path.read_text())[name]
    return rows


def _on_process(root: str) -> list[dict[str, Any]]:
    """Statements about meetings and agreements of a process, read from the files."""
    below, grew = {root}, True
    while grew:
        children = {r["id"] for r in _rows("processes") if r.get("parent") in below}
        grew = not children <= below
        below |= children
    on = {
        row["id"]: {row.get("process"), *(row.get("also_processes") or [])} & below
        for name in ("meetings", "agreements")
        for row in _rows(name)
    }
    return [
        row
        for row in _rows("statements")
        if any(on.get(row["about"][part]) for part in ("meeting", "agreement"))
    ]


@pytest.mark.parametrize(
    ("party", "through", "bodies"),
    [
        ("state-ru", "false", {"state-ru"}),
        ("state-ru", "true", {"state-ru", "mfa-ru", "mod-ru"}),
        ("unsmil", "false", {"unsmil"}),
    ],
)
def test_what_a_party_said_on_the_berlin_process_is_what_the_files_say(
    party: str, through: str, bodies: set[str]
) -> None:
    expected = {
        row["id"]
        for row in _on_process("berlin-process")
        if bodies
        & {
            row["speaker"],
            row["on_behalf_of"],
            (row.get("position") or {}).get("organisation") if through == "true" else 0,
        }
    }
    query = f"party={party}&through={through}&process=berlin-process"
    assert found(query) == expected
    assert expected or (party, through) == ("state-ru", "false")


def test_the_berlin_process_has_as_many_statements_as_the_files_say() -> None:
    assert len(found("process=berlin-process")) == len(_on_process("berlin-process"))


def test_the_gna_suspended_the_second_round_of_geneva() -> None:
    about = "meeting=2020-02-18-geneva-jmc-round-2"
    assert "2020-02-18-gna-suspends" in found(f"party=gna&stance=suspends&{about}")
    assert "2020-02-18-gna-suspends" in found(f"side=west&{about}")
