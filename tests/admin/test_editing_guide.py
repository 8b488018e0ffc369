"""The editors' guide: its tables say what the program says, its pictures are there."""

from __future__ import annotations

import re

import pytest
from django.conf import settings

from common.edtf import describe
from meetings.models.participation import ATTENDED, Presence, Role

GUIDE = settings.BASE_DIR / "docs" / "editing.md"


def rows_below(heading: str) -> list[list[str]]:
    """The rows of the first table below a heading, without its head."""
    section = GUIDE.read_text("utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


@pytest.mark.parametrize(("written", "meaning"), rows_below("Dates"))
def test_each_date_of_the_guide_means_what_the_form_says(
    written: str, meaning: str
) -> None:
    assert describe(written.strip("`")) == meaning


def test_the_guide_explains_every_presence_and_who_counts_as_attending() -> None:
    shown = {
        word: counted == "yes" for word, _, counted in rows_below("Presence and role")
    }
    assert shown == {str(presence.label): presence in ATTENDED for presence in Presence}


def test_the_guide_explains_every_role() -> None:
    text = GUIDE.read_text("utf-8")
    assert [role for role in Role if f"**{role.label}**" not in text] == []


def test_the_messages_of_the_guide_are_messages_of_the_program() -> None:
    catalogue = settings.BASE_DIR / "locale" / "ar" / "LC_MESSAGES" / "django.po"
    known = catalogue.read_text("utf-8").replace('"\n"', "")
    for message, _ in rows_below("When something is refused"):
        for part in message.split("…"):
            assert part.strip() in known, message


def test_the_pictures_of_the_guide_are_there_and_small() -> None:
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", GUIDE.read_text("utf-8"))
    assert len(pictures) == 2
    for name in pictures:
        assert 1_000 < (GUIDE.parent / name).stat().st_size <= 300_000
