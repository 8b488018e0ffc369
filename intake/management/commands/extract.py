"""Propose what a report says, or what many reports say."""

from __future__ import annotations

import json
import os
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils import timezone

from intake import batch, readable, reports
from intake.registry import load_known

_BAR = 30


class Command(BaseCommand):
    """`manage.py extract PATH --published YYYY-MM-DD [--lang xx] [--json]`."""

    help = (
        "Propose the meetings, statements and agreements that a report tells of. PATH"
        " is a text file in UTF-8; or, for many reports, a folder of .txt and .json"
        " files or a file of JSON lines ({text, published, lang, outlet, url, id}),"
        " answered by JSON lines. Nothing is stored."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the path, the day of publication and the form of the answer."""
        parser.add_argument("path", type=Path, metavar="PATH")
        parser.add_argument(
            "--published",
            metavar="YYYY-MM-DD",
            help="the day of publication, from which relative dates are counted",
        )
        parser.add_argument(
            "--lang",
            metavar="xx",
            help="en, ar, ru, fr, it or tr; without it the text tells",
        )
        parser.add_argument("--outlet", default="", help="who published it")
        parser.add_argument("--url", default="", help="where it was published")
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument(
            "--jobs",
            type=int,
            default=os.cpu_count() or 1,
            metavar="N",
            help="processes for many reports; by default one a core",
        )
        parser.add_argument(
            "--to", type=Path, metavar="FILE", help="write the answer there instead"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, propose, print; an error names the field and the remedy."""
        path: Path = options["path"]
        try:
            if path.is_dir() or path.suffix in reports.LINES:
                refused, total = self._many(path, options)
            else:
                self._one(path, options)
                return
        except reports.InputError as error:
            raise CommandError(str(error)) from error
        if refused:
            raise CommandError(f"{refused} of {total} reports were refused, see above.")

    def _one(self, path: Path, options: dict[str, Any]) -> None:
        today = timezone.localdate()
        if path.suffix != ".json":
            reports.day(options["published"], today)
        reports.language(options["lang"])
        report = reports.from_file(
            path,
            today,
            options["published"],
            options["lang"],
            outlet=options["outlet"],
            url=options["url"],
        )
        known = load_known()
        answer = batch.answer(report, known)
        if options["json"]:
            text = json.dumps(answer, ensure_ascii=False, indent=1) + "\n"
        else:
            text = readable.describe(report, answer, known)
        self._write(options["to"], [text])

    def _many(self, path: Path, options: dict[str, Any]) -> tuple[int, int]:
        today = timezone.localdate()
        if options["published"]:
            reports.day(options["published"], today)
        reports.language(options["lang"])
        tasks = batch.tasks_of(path)
        given = batch.Given(load_known(), today, options["published"], options["lang"])
        if options["jobs"] > 1:
            connections.close_all()  # workers must not share them
        refused: list[str] = []
        rows = self._watched(
            batch.run(tasks, given, options["jobs"]), len(tasks), refused
        )
        self._write(options["to"], rows)
        for line in refused:
            self.stderr.write(line)
        return len(refused), len(tasks)

    def _watched(
        self, rows: Iterator[batch.Row], total: int, refused: list[str]
    ) -> Iterator[str]:
        for done, row in enumerate(rows, 1):
            if "error" in row:
                error = row["error"]
                refused.append(f"{row['report']}: {error['field']}: {error['message']}")
            yield json.dumps(row, ensure_ascii=False) + "\n"
            self._progress(done, total)

    def _progress(self, done: int, total: int) -> None:
        if self.stderr.isatty():
            bar = "█" * (_BAR * done // total)
            end = "\n" if done == total else "\r"
            self.stderr.write(f"{bar:<{_BAR}} {done:,} of {total:,}", ending=end)
        elif done == total:
            self.stderr.write(f"{done:,} of {total:,} reports read")

    def _write(self, path: Path | None, parts: Any) -> None:
        if path is None:
            for part in parts:
                self.stdout.write(part, ending="")
            return
        try:
            with path.open("w", encoding="utf-8") as file:
                _copy(parts, file)
        except OSError as error:
            raise CommandError(
                f"--to: {path} cannot be written: {error.strerror}."
            ) from error


def _copy(parts: Any, file: TextIO) -> None:
    for part in parts:
        file.write(part)
