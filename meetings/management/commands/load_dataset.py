"""Load the dataset of a folder; running it again changes nothing."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from meetings.dataset.files import DatasetError
from meetings.dataset.loader import load_folder
from meetings.models import Meeting


class Command(BaseCommand):
    """`manage.py load_dataset [DIR] [--if-empty]`."""

    help = "Load the dataset (YAML) of a folder, by default data/. Idempotent."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the folder and --if-empty."""
        parser.add_argument("folder", nargs="?", default=settings.BASE_DIR / "data")
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="do nothing when the database holds meetings already",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, show progress, print the report; status 1 if a row was rejected."""
        if options["if_empty"] and Meeting.objects.visible_to(None).exists():
            self.stdout.write("The database holds meetings already; nothing loaded.")
            return
        folder = Path(options["folder"])
        if not folder.is_dir():
            what = "is not a folder" if folder.exists() else "does not exist"
            raise CommandError(f"{folder} {what}; name the folder of the dataset.")
        started = time.monotonic()
        try:
            report = load_folder(folder, self._progress)
        except DatasetError as error:
            raise CommandError(f"{folder}: {error}") from error
        for line in report.lines():
            self.stdout.write(line)
        self.stdout.write(f"Loaded in {time.monotonic() - started:.1f} s.")
        if report.rejected:
            raise CommandError(f"{len(report.rejected)} rows did not fit, see above.")

    def _progress(self, what: str, done: int, total: int) -> None:
        if self.stderr.isatty():
            end = "\n" if done == total else "\r"
            self.stderr.write(f"{what:<14} {done:>6} of {total}", ending=end)
        elif done == total:
            self.stderr.write(f"{what:<14} {done:>6} of {total}")
