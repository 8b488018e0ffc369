"""The one stylesheet says what its sources say."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from libya_tracker.styles import NAME, SOURCES, squeezed

FOLDER = Path(settings.BASE_DIR) / "static" / "css"
# Styles of their own pages, which link them by themselves.
APART = {"admin", "api-docs"}


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        (
            ".field :is(input, select) {\n  color: red;\n}\n",
            ".field :is(input,select){color: red;}",
        ),
        ("/* why */ a { b: c } /* d */", "a{b: c }"),
        (
            "@media (width < 48rem) and print { a > b + c { d: calc(1px + 2px) } }",
            "@media (width < 48rem) and print{a > b + c{d: calc(1px + 2px) }}",
        ),
        (".a .b, .a.b {}", ".a .b,.a.b{}"),
    ],
)
def test_only_comments_and_needless_space_go(written: str, sent: str) -> None:
    assert squeezed(written).replace(" }", "}") == sent.replace(" }", "}")


def test_every_source_is_in_the_one_file_or_apart() -> None:
    assert {path.stem for path in FOLDER.glob("*.css")} == set(SOURCES) | APART


def test_the_file_is_found_and_newer_than_its_sources() -> None:
    found = finders.find(NAME)
    assert found
    made = Path(found).stat().st_mtime_ns
    assert made >= max((FOLDER / f"{name}.css").stat().st_mtime_ns for name in SOURCES)
    assert finders.find("css/none.css") is None
    assert "/*" not in Path(found).read_text("utf-8")
