"""Make an editor and a publisher to try the product with, on one's own machine."""

from __future__ import annotations

import os
import secrets
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand
from django.db import transaction

from editorial.models import User
from editorial.roles import EDITOR, PUBLISHER


class Command(BaseCommand):
    """`manage.py demo_logins --file .local/logins.txt`."""

    help = "Make the accounts editor and publisher with random passwords."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file that keeps the passwords."""
        parser.add_argument("--file", required=True, type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is missing; accounts that exist keep their passwords."""
        lines = [
            f"{role} {password}"
            for role in (EDITOR, PUBLISHER)
            if (password := self._make(role)) is not None
        ]
        if not lines:
            self.stdout.write("The demo accounts exist already.")
            return
        _write_private(options["file"], "\n".join(lines) + "\n")
        self.stdout.write(f"Made {len(lines)} demo accounts; see {options['file']}.")

    @transaction.atomic
    def _make(self, role: str) -> str | None:
        if User.objects.filter(username=role).exists():
            return None
        password = secrets.token_urlsafe(12)
        user = User.objects.create_user(role, password=password, is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        return password


def _write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, from its first moment on."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
