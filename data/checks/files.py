"""Reading the YAML files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from data.checks.findings import Findings
from data.checks.shapes import Row

TOP_KEYS = {
    "parties": "parties",
    "places": "places",
    "processes": "processes",
    "topics": "topics",
    "meetings": "meetings",
    "agreements": "agreements",
    "statements": "statements",
    "contested": "contested",
    "sources": "outlets",
    "overrides": "overrides",
}
_MACHINE_PATH = re.compile(r"(?<![\w./:-])/(?:home|root|tmp|work|mnt|Users)/\w")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_folder(folder: Path, findings: Findings) -> dict[str, list[Row]]:
    """The rows of each file by its stem; a file that cannot be read has none."""
    for extra in sorted(folder.glob("*.yaml")):
        if extra.stem not in TOP_KEYS:
            findings.on(extra.name).add("file", "is no file of the dataset")
    return {stem: _read(folder / f"{stem}.yaml", findings) for stem in TOP_KEYS}


def _read(path: Path, findings: Findings) -> list[Row]:
    spot = findings.on(path.name)
    if not path.exists():
        spot.add("file", "is missing")
        return []
    try:
        text = path.read_text(encoding="utf-8")
        document = _LOADER(text).get_single_data()
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        spot.add("file", f"cannot be read: {' '.join(str(error).split())}")
        return []
    if not text.startswith("# "):
        spot.add("file", "does not begin with a comment that says what it holds")
    if _MACHINE_PATH.search(text):
        spot.add("file", "names a path of somebody's machine")
    key = TOP_KEYS[path.stem]
    if not isinstance(document, dict) or list(document) != [key]:
        spot.add("file", f"must hold one top-level key, {key}")
        return []
    rows = document[key]
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        spot.add(key, "is not a list of rows")
        return []
    return rows
