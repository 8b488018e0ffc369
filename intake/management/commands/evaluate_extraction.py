"""Measure the extraction against labelled reports."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from intake import labelled
from intake.labelled import Row, Run
from intake.registry import load_known, old_slugs
from intake.reports import InputError
from intake.scoring import Sides


class Command(BaseCommand):
    """`manage.py evaluate_extraction GOLD.yaml [--predictions OUT.json] [--json]`."""

    help = (
        "Run the extraction on each passage of a labelled file (its text, lang,"
        " published, outlet and url only) and print how well the proposals agree with"
        " the labels: for all, for each language, and for the part that is held back."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the labelled file and the forms of the answer."""
        parser.add_argument("gold", type=Path, metavar="GOLD.yaml")
        parser.add_argument(
            "--predictions",
            type=Path,
            metavar="OUT.json",
            help="also write the proposals, by passage, in the scorer's form",
        )
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the labels, run, score, print; status 1 when a passage was refused."""
        try:
            gold = labelled.read_gold(options["gold"])
        except InputError as error:
            raise CommandError(str(error)) from error
        run = self._run(gold)
        scores = labelled.scores(gold, run.predictions, Sides(old_slugs()))
        if options["predictions"]:
            self._save(options["predictions"], run)
        rate = len(gold) / run.seconds if run.seconds else 0.0
        if options["json"]:
            answer = {
                **scores["all"],
                "groups": {name: row for name, row in scores.items() if name != "all"},
                "spans": {"all": run.spans, "invalid": run.bad_spans},
                "reports_per_second": round(rate, 1),
                "refused": run.refused,
            }
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))
        else:
            for line in labelled.table(scores):
                self.stdout.write(line)
            self.stdout.write(
                f"{run.spans:,} spans, {run.bad_spans} outside the text;"
                f" {rate:.0f} reports a second on one core"
            )
        if run.refused:
            raise CommandError(
                "Refused, counted as empty answers: " + "; ".join(run.refused)
            )

    def _run(self, gold: list[Row]) -> Run:
        run = Run()
        known, today = load_known(), timezone.localdate()
        for done in labelled.carry_out(run, gold, known, today):
            if self.stderr.isatty():
                end = "\n" if done == len(gold) else "\r"
                self.stderr.write(f"{done:>6} of {len(gold)}", ending=end)
        return run

    def _save(self, path: Path, run: Run) -> None:
        text = json.dumps(run.predictions, ensure_ascii=False, indent=1)
        try:
            path.write_text(text + "\n", encoding="utf-8")
        except OSError as error:
            raise CommandError(
                f"--predictions: {path} cannot be written: {error.strerror}."
            ) from error
