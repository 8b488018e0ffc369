"""Compare the extraction with sentences that the PETRARCH projects coded."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from intake import petrarch, reports
from intake.extract.known import Known
from intake.registry import load_known

_LARGEST = 20_000_000


class Command(BaseCommand):
    """`manage.py evaluate_petrarch PATH [--actors FILE] [--details] [--json]`."""

    help = (
        "For developers: precision and recall of meetings held, intended, and of"
        " agreements signed, on PETR.UnitTest.records.xml of petrarch2 or"
        " PETR2_GSR_validation.xml of UniversalPetrarch. The files are not included."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file of records and the dictionary of its actors."""
        parser.add_argument("path", type=Path, metavar="PATH")
        parser.add_argument(
            "--actors",
            type=Path,
            metavar="FILE",
            help="a PETRARCH dictionary whose names are known beside the registry's",
        )
        parser.add_argument(
            "--details", action="store_true", help="name each sentence that differs"
        )
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, compare, print."""
        try:
            content = reports.decode(reports.read_bytes(options["path"], _LARGEST))
            records = petrarch.read_records(content)
            known = self._known(options["actors"])
        except reports.InputError as error:
            raise CommandError(str(error)) from error
        counts, notes = petrarch.compare(records, known)
        rows = {kind: _rates(count) for kind, count in counts.items()}
        if options["json"]:
            answer = {"sentences": len(records), **rows}
            self.stdout.write(json.dumps(answer, indent=1))
        else:
            self.stdout.write(f"{len(records)} sentences")
            for kind, row in rows.items():
                shown = (f"{name} {_shown(value)}" for name, value in row.items())
                self.stdout.write(f"{kind:<10}" + "  ".join(shown))
        for note in notes if options["details"] else ():
            self.stdout.write(note)

    def _known(self, actors: Path | None) -> Known:
        known = load_known()
        if actors is not None:
            content = reports.decode(reports.read_bytes(actors, _LARGEST))
            for party in petrarch.read_actors(content):
                known.parties.setdefault(party.slug, party)
        return known


def _rates(count: Any) -> dict[str, Any]:
    right, wrong, missed = (count[name] for name in ("right", "wrong", "missed"))
    return {
        "coded": right + missed,
        "found": right + wrong,
        "precision": right / (right + wrong) if right + wrong else None,
        "recall": right / (right + missed) if right + missed else None,
    }


def _shown(value: float | int | None) -> str:
    if value is None:
        return "-"
    return f"{value:.2f}" if isinstance(value, float) else str(value)
