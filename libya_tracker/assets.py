"""The site's styles and scripts as few small files, made from those that people write.

A finder of static files: collected for production like any other, and made anew in
development whenever one of the sources changes.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage

# Every page has `site` and one sheet of its own kind. The cascade: what comes later wins
# inside a layer. Named here are sources in static/css.
SITE = ("tokens", "base", "layout", "components", "facets", "suggest", "print")
SHEETS: dict[str, tuple[str, ...]] = {
    "site": SITE,
    # Meetings in every view, the network, the timeline of processes.
    "page-workbench": ("maps", "charts", "network", "workbench", "pairs", "timeline"),
    # A meeting, a statement, an agreement.
    "page-record": ("records", "maps", "pairs", "statements", "agreements"),
    # A party, a pair.
    "page-profile": ("records", "dossier", "maps", "charts", "pairs", "activity"),
    # A place, a topic, an outlet, a report.
    "page-reference": ("records", "dossier", "maps", "charts", "pairs", "places"),
    # The start page, the search, and lists in tables.
    "page-list": ("records", "dossier", "places", "statements", "home"),
    # Lists of what came of meetings, and a process.
    "page-outcomes": ("records", "statements", "processes", "agreements"),
    # Two parties or two periods.
    "page-compare": ("records", "dossier", "charts", "pairs", "compare", "places"),
    # Records to cite, to print and to keep.
    "page-dossier": ("records", "agreements", "reference"),
    # Pages to read, and those of errors.
    "page-text": ("records", "dossier", "about", "data"),
}
# Modules in static/js, each in a block of its own: they share no names.
SCRIPTS = ("site", "filters", "suggest", "brush")
SCRIPT = "js/tracker.js"


def squeezed(styles: str) -> str:
    """Return styles without comments and needless white space.

    A space before `:` stays: `.field :is(input)` means what is inside a field. (The minifier
    that was tried, rcssmin 1.3, drops it.) No string of ours holds two
    spaces, a comment or a colon.
    """
    bare = re.sub(r"/\*.*?\*/", "", styles, flags=re.DOTALL)
    tight = re.sub(r" ?([{};,]) ?", r"\1", re.sub(r"\s+", " ", bare)).strip()
    tight = re.sub(r"(?<=\w): ", ":", tight).replace(";}", "}")
    return re.sub(r"(?<![\w.])0\.(?=\d)", ".", tight)


def squeezed_script(script: str) -> str:
    """Return a script without comment lines, indents and empty lines."""
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


@dataclass(frozen=True)
class Joined:
    """A file that is made: where from, and how."""

    sources: tuple[Path, ...]
    script: bool = False

    @property
    def changed(self) -> int:
        """When the latest of the sources was written, in nanoseconds."""
        return max(source.stat().st_mtime_ns for source in self.sources)

    def made(self) -> str:
        """The text of the file."""
        texts = [source.read_text("utf-8") for source in self.sources]
        if self.script:
            return "\n".join(f"{{\n{squeezed_script(text)}\n}}" for text in texts)
        return squeezed("\n".join(texts))


def joined_files() -> dict[str, Joined]:
    """Return every file that is made by the path under which pages link it."""
    static = Path(settings.BASE_DIR) / "static"
    typefaces = Path(settings.BASE_DIR) / "static-fonts" / "css" / "fonts.css"
    found = {
        f"css/{sheet}.css": Joined(
            tuple(static / "css" / f"{name}.css" for name in names)
        )
        for sheet, names in SHEETS.items()
    }
    if settings.FONTS_AVAILABLE:
        site = found["css/site.css"]
        found["css/site.css"] = Joined((typefaces, *site.sources))
    scripts = tuple(static / "js" / f"{name}.js" for name in SCRIPTS)
    return {**found, SCRIPT: Joined(scripts, script=True)}


class JoinedFiles(BaseFinder):
    """Finds the sheets and the script, joined without comments and white space."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.files = joined_files()
        self.storage = FileSystemStorage(Path(settings.BASE_DIR) / ".local" / "assets")

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        """Nothing can be wrong that the tests do not see."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Return where a file is, up to date; nothing for other paths."""
        if path not in self.files:
            return []
        made = str(self._made(path))
        return [made] if find_all else made

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Any]]:
        """Yield every file, for `collectstatic`."""
        for path in self.files:
            self._made(path)
            yield path, self.storage

    def _made(self, path: str) -> Path:
        """Write a file unless it is newer than every source; return its path."""
        joined, made = self.files[path], Path(self.storage.path(path))
        if not made.exists() or made.stat().st_mtime_ns < joined.changed:
            made.parent.mkdir(parents=True, exist_ok=True)
            new = made.with_name(f"{made.name}.{os.getpid()}")
            new.write_text(joined.made(), "utf-8")
            new.replace(made)
        return made
