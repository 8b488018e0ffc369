"""Reading the dataset's files."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

# Raise it when the mapping changes, so that unchanged rows are mapped again.
MAPPING = 2

FILES = {
    "parties": "parties",
    "places": "places",
    "processes": "processes",
    "topics": "topics",
    "meetings": "meetings",
    "agreements": "agreements",
    "statements": "statements",
    "contested": "contested",
    "sources": "outlets",
}
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Row = dict[str, Any]


class DatasetError(Exception):
    """The folder or a file as a whole cannot be read."""


@dataclass
class Dataset:
    """The rows of each file, in their order, with the overrides applied."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    overridden: list[tuple[str, str]] = field(default_factory=list)


def read_dataset(folder: Path) -> Dataset:
    """Read every file of the folder; raises DatasetError naming file and line."""
    dataset = Dataset()
    for name, key in FILES.items():
        dataset.rows[name] = _read(folder / f"{name}.yaml", key)
    overrides = folder / "overrides.yaml"
    if overrides.exists():
        for override in _read(overrides, "overrides"):
            _apply(dataset, override)
    return dataset


def _read(path: Path, key: str) -> list[Row]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - safe loader
    except OSError as error:
        raise DatasetError(f"{path.name}: {error.strerror}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DatasetError(f"{path.name}: {error}") from error
    rows = content.get(key) if isinstance(content, dict) else None
    if not isinstance(rows, list):
        raise DatasetError(f"{path.name}: has no list “{key}”")
    return [row for row in rows if isinstance(row, dict)]


def _apply(dataset: Dataset, override: Row) -> None:
    """Change the fields of one row; a mapping changes the participants it names."""
    file = f"{override['record_type']}s"
    for row in dataset.rows.get(file, []):
        if row.get("id") != override["record"]:
            continue
        for name, value in override["set"].items():
            if name == "participants":
                for participant in row["participants"]:
                    participant.update(value.get(participant["party"], {}))
            else:
                row[name] = value
        row.setdefault("corrections", []).append(override)
        dataset.overridden.append((file, override["record"]))
        return
    raise DatasetError(f"overrides.yaml: {override['record']} is in no file")


def fingerprint(*parts: Any) -> str:
    """Return a hash that changes when a row, or the mapping, changes."""
    text = json.dumps(
        [MAPPING, *parts], ensure_ascii=False, sort_keys=True, default=str
    )
    return hashlib.sha256(text.encode()).hexdigest()
