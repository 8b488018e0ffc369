"""The documents name what there is: every table of the rooms, every picture."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.apps import apps
from django.conf import settings

DOCS = settings.BASE_DIR / "docs"
DRAWING = DOCS / "img" / "data-model.svg"
ROOMS = ("sources", "editorial", "parties", "meetings")
LARGEST = 40_000


def tables() -> list[str]:
    """The names of the tables of the rooms, those of history aside."""
    return [
        model.__name__
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
        if not model.__name__.endswith("Event")
    ]


def words_of(text: str) -> set[str]:
    """The words of a text."""
    return set(re.findall(r"\w+", text))


def drawn() -> str:
    """The words that the drawing shows, read as text."""
    root = ElementTree.fromstring(DRAWING.read_text("utf-8"))  # noqa: S314 - our own
    name = "{http://www.w3.org/2000/svg}text"
    return " ".join("".join(one.itertext()) for one in root.iter(name))


def test_the_document_of_the_data_model_names_every_table() -> None:
    assert (
        set(tables()) - words_of((DOCS / "data-model.md").read_text("utf-8")) == set()
    )


def test_the_drawing_of_the_data_model_names_every_table_in_text() -> None:
    assert len(tables()) > 30
    assert set(tables()) - words_of(drawn()) == set()


def test_the_drawing_names_no_table_that_is_gone() -> None:
    known = {*tables(), "Reviewable"}
    camel = {word for word in words_of(drawn()) if re.match(r"[A-Z]\w+[A-Z]\w+$", word)}
    assert {word for word in camel if not word.isupper()} - known == set()


def test_the_drawing_is_small_and_takes_nothing_from_elsewhere() -> None:
    text = DRAWING.read_text("utf-8")
    assert len(text.encode()) <= LARGEST
    addresses = set(re.findall(r"https?://[^\"\s]+", text))
    assert addresses == {"http://www.w3.org/2000/svg"}
    assert "<script" not in text
    assert "<image" not in text


@pytest.mark.parametrize(
    "path",
    [settings.BASE_DIR / "README.md", *sorted(DOCS.glob("**/*.md"))],
    ids=lambda path: path.name,
)
def test_every_picture_and_every_page_that_a_document_leads_to_is_there(
    path: Path,
) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text("utf-8"))
    local = [one for one in targets if not re.match(r"[a-z]+:", one)]
    missing = [one for one in local if not (path.parent / one).exists()]
    assert not missing
