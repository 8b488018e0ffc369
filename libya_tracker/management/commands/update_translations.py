"""Bring the translation catalogues up to date, or check that they are."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from babel.messages.catalog import Catalog
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from libya_tracker import translations


class Command(BaseCommand):
    help = "Collects the interface texts into locale/<language>/LC_MESSAGES/django.po."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="change nothing; fail when a text is missing, fuzzy or untranslated",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        template = translations.extract(settings.BASE_DIR)
        if options["check"]:
            self._check(template)
            return
        for language in translations.languages_to_translate():
            path = translations.update(language, template)
            open_points = len(translations.faults(language, template))
            self.stdout.write(f"{path}: {len(template)} texts, {open_points} to mend")

    def _check(self, template: Catalog) -> None:
        found = [
            fault
            for language in translations.languages_to_translate()
            for fault in translations.faults(language, template)
        ]
        for fault in found:
            self.stderr.write(fault)
        if found:
            raise CommandError(
                f"{len(found)} texts to mend; run update_translations, then translate."
            )
        self.stdout.write(f"{len(template)} texts, all translated")
