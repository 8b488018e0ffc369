"""Every check of the dataset: `check_folder` reads a folder and lists what is wrong."""

from __future__ import annotations

from pathlib import Path

from data.checks.corrections import check_contested, check_overrides
from data.checks.dataset import Dataset
from data.checks.files import read_folder
from data.checks.findings import Findings, Problem
from data.checks.records import check_agreements, check_meetings, check_statements
from data.checks.registry import (
    check_outlets,
    check_parties,
    check_places,
    check_processes,
    check_topics,
)

__all__ = ["Dataset", "Problem", "check_folder"]

CHECKS = (
    check_outlets,
    check_parties,
    check_places,
    check_topics,
    check_processes,
    check_meetings,
    check_agreements,
    check_statements,
    check_contested,
    check_overrides,
)


def check_folder(folder: Path) -> tuple[Dataset, list[Problem]]:
    """Read the YAML files of a folder and check them all.

    Returns what was read and the problems found, in file order. Raises nothing for
    bad data: a file that is missing or does not parse is itself a problem.
    """
    findings = Findings()
    data = Dataset.from_rows(read_folder(folder, findings), findings)
    for check in CHECKS:
        check(data, findings)
    return data, findings.problems
