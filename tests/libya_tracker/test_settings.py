"""The settings are those that production needs, and the driver is the one we chose."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(settings.BASE_DIR)
# As docker-compose.yml sets it behind a proxy with TLS.
PRODUCTION = {
    "SECRET_KEY": "k" * 20 + "0123456789abcdefghijklmnopqrstuvwxyz_-!",
    "DEBUG": "false",
    "ALLOWED_HOSTS": "tracker.example.org",
    "BEHIND_TLS_PROXY": "true",
    "SECURE_SSL_REDIRECT": "true",
    "SECURE_COOKIES": "true",
    "SECURE_HSTS_SECONDS": "31536000",
}


def manage(*words: str, **extra: str) -> subprocess.CompletedProcess[str]:
    """Run a management command as production would, on the database of the tests."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name in {"PATH", "HOME", "DATABASE_URL", "REDIS_URL", "LANG"}
    }
    return subprocess.run(  # noqa: S603 - our own program and words
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=environment | PRODUCTION | extra,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_driver_is_psycopg2_and_no_other_is_there_to_be_taken(db: None) -> None:
    assert importlib.util.find_spec("psycopg") is None
    connection.ensure_connection()
    assert type(connection.connection).__module__.startswith("psycopg2")
    assert connection.vendor == "postgresql"


def test_production_passes_every_check_of_django_without_warning() -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize("missing", ["SECRET_KEY", "DATABASE_URL"])
def test_what_has_no_safe_default_must_be_set(missing: str) -> None:
    environment = {**os.environ, **PRODUCTION}
    del environment[missing]
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode != 0
    assert missing in done.stderr


def test_the_models_and_the_migrations_agree() -> None:
    done = manage("makemigrations", "--check", "--dry-run")
    assert done.returncode == 0, done.stdout + done.stderr


def test_debugging_is_off_unless_asked_for() -> None:
    done = manage(
        "shell", "-c", "from django.conf import settings; print(settings.DEBUG)"
    )
    assert done.stdout.split()[-1:] == ["False"], done.stdout + done.stderr


def test_no_statement_runs_for_ever(db: None) -> None:
    with connection.cursor() as cursor:
        for name in ("statement_timeout", "lock_timeout"):
            cursor.execute("SELECT current_setting(%s)", [name])
            assert cursor.fetchone() != ("0",)


def test_the_policy_allows_nothing_inline_and_no_other_origin() -> None:
    for name, values in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items():
        allowed = {"'self'", "'none'"} | ({"data:"} if name == "img-src" else set())
        assert set(values) <= allowed, name


def test_passwords_are_checked() -> None:
    assert len(settings.AUTH_PASSWORD_VALIDATORS) == 4
