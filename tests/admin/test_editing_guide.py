"""The editors' guide: its tables say what the program says, its pictures are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

from common.edtf import describe
from editorial.models import User
from meetings.models.participation import ATTENDED, Presence, Role
from tests.admin.posting import address
from tests.conftest import ClientOf
from tests.story import Story

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
    known = "".join(
        re.sub(r'"\s*"', "", path.read_text("utf-8")) for path in _program()
    )
    for message, _ in rows_below("When something is refused"):
        for part in message.split("…"):
            assert part.strip(" ;") in known, message


def _program() -> list[Path]:
    rooms = ("editorial", "sources", "parties", "meetings")
    return [path for room in rooms for path in (settings.BASE_DIR / room).rglob("*.py")]


def test_the_pictures_of_the_guide_are_there_and_small() -> None:
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", GUIDE.read_text("utf-8"))
    assert len(pictures) == len(set(pictures)) == 7
    for name in pictures:
        assert 1_000 < (GUIDE.parent / name).stat().st_size <= 150_000, name


def test_every_menu_of_the_guide_is_a_menu_of_the_admin(
    client_of: ClientOf, editor: User
) -> None:
    menus = re.findall(r"\*([^*\n]+ → [^*\n]+)\*", GUIDE.read_text("utf-8"))
    assert len(menus) >= 4
    groups = client_of(editor).get("/admin/").context["app_list"]
    known = {
        f"{group['name']} → {model['name']} → Add"
        for group in groups
        for model in group["models"]
        if model["add_url"]
    }
    assert set(menus) <= known


def test_every_link_of_the_guide_is_on_its_form(
    client_of: ClientOf, editor: User, story: Story
) -> None:
    client = client_of(editor)
    shown = "".join(
        client.get(address(record)).content.decode()
        for record in (story.talks, story.agreement)
    )
    named = re.findall(r"\*(Add an? [^*]+|Many [^*]+)\*", GUIDE.read_text("utf-8"))
    assert len(named) >= 4
    for text in named:
        if text != "Add another Participation":
            assert " ".join(text.split()) in shown
