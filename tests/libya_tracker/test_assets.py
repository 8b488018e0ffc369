"""The sheets and the script say what their sources say."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from libya_tracker.assets import (
    SCRIPT,
    SCRIPTS,
    SHEETS,
    joined_files,
    squeezed,
    squeezed_script,
)

FOLDER = Path(settings.BASE_DIR) / "static" / "css"
SCRIPTS_FOLDER = Path(settings.BASE_DIR) / "static" / "js"
# Styles of their own pages, which link them by themselves.
APART = {"admin", "api-docs"}


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        (
            ".field :is(input, select) {\n  color: red;\n}\n",
            ".field :is(input,select){color:red}",
        ),
        ("/* why */ a { b: c; } /* d */", "a{b:c}"),
        (
            "@media (width < 48rem) and print { a > b + c { d: calc(1px + 0.2px) } }",
            "@media (width < 48rem) and print{a > b + c{d:calc(1px + .2px) }}",
        ),
        (".a .b, .a.b :hover {}", ".a .b,.a.b :hover{}"),
    ],
)
def test_only_comments_and_needless_space_go(written: str, sent: str) -> None:
    assert squeezed(written).replace(" }", "}") == sent.replace(" }", "}")


def test_a_script_loses_its_comment_lines_and_indents_only() -> None:
    written = '// why\nif (a) {\n\n  // how\n  b("// c");  // d\n}\n'
    assert squeezed_script(written) == 'if (a) {\nb("// c");  // d\n}'


def test_every_source_is_in_a_sheet_or_apart() -> None:
    joined = {name for names in SHEETS.values() for name in names}
    assert {path.stem for path in FOLDER.glob("*.css")} == joined | APART
    assert {path.stem for path in SCRIPTS_FOLDER.glob("*.js")} == {*SCRIPTS, "theme"}


def test_no_page_gets_a_source_twice() -> None:
    for sheet, names in SHEETS.items():
        assert len(names) == len(set(names)), sheet
        assert sheet == "site" or not set(names) & set(SHEETS["site"]), sheet


@pytest.mark.parametrize("path", [SCRIPT, *(f"css/{sheet}.css" for sheet in SHEETS)])
def test_a_file_is_found_and_newer_than_its_sources(path: str) -> None:
    found = finders.find(path)
    assert found
    assert Path(found).stat().st_mtime_ns >= joined_files()[path].changed
    assert "/*" not in Path(found).read_text("utf-8")


def test_a_file_that_nobody_makes_is_not_found() -> None:
    assert finders.find("css/none.css") is None
