"""The site's styles as one small file, made from those that people write.

A finder of static files: collected for production like any other, and made anew in
development whenever one of the sources changes.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage

NAME = "css/site.css"
# The cascade: what comes later wins inside a layer.
SOURCES = (
    "tokens",
    "base",
    "layout",
    "components",
    "facets",
    "records",
    "dossier",
    "maps",
    "charts",
    "network",
    "workbench",
    "pairs",
    "activity",
    "compare",
    "places",
    "statements",
    "processes",
    "about",
    "data",
    "agreements",
    "home",
    "suggest",
    "reference",
    "timeline",
    "print",
)


def squeezed(styles: str) -> str:
    """Return styles without comments and needless white space.

    A space before `:` stays: `.field :is(input)` means what is inside a field. (The minifier
    that was tried, rcssmin 1.3, drops it.) No string of ours holds two
    spaces or a comment.
    """
    bare = re.sub(r"/\*.*?\*/", "", styles, flags=re.DOTALL)
    return re.sub(r" ?([{};,]) ?", r"\1", re.sub(r"\s+", " ", bare)).strip()


class SiteStyles(BaseFinder):
    """Finds `css/site.css`, joined from SOURCES without comments and white space."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        folder = Path(settings.BASE_DIR) / "static" / "css"
        self.sources = [folder / f"{name}.css" for name in SOURCES]
        self.storage = FileSystemStorage(Path(settings.BASE_DIR) / ".local" / "styles")

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        """Nothing can be wrong that the tests do not see."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Return where the file is, up to date; nothing for other paths."""
        if path != NAME:
            return []
        made = str(self._made())
        return [made] if find_all else made

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Any]]:
        """Yield the one file, for `collectstatic`."""
        self._made()
        yield NAME, self.storage

    def _made(self) -> Path:
        """Write the file unless it is newer than every source; return its path."""
        made = Path(self.storage.path(NAME))
        changed = max(source.stat().st_mtime_ns for source in self.sources)
        if not made.exists() or made.stat().st_mtime_ns < changed:
            made.parent.mkdir(parents=True, exist_ok=True)
            joined = "\n".join(source.read_text("utf-8") for source in self.sources)
            new = made.with_name(f"{made.name}.{os.getpid()}")
            new.write_text(squeezed(joined), "utf-8")
            new.replace(made)
        return made
