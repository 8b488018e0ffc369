"""Compile the translation catalogues for Django to read."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from libya_tracker import translations


class Command(BaseCommand):
    help = "Writes the .mo file beside each .po file; needs no gettext programs."

    def handle(self, *args: Any, **options: Any) -> None:
        for language in translations.languages_to_translate():
            path = translations.compile_catalogue(language)
            self.stdout.write(str(path))
