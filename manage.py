#!/usr/bin/env python
"""Django's management commands; `./dev manage …` runs them with the servers."""

import os
import sys


def main() -> None:
    """Run the management command named on the command line."""
    if not os.environ.get("DATABASE_URL"):
        sys.exit("set DATABASE_URL or run ./dev manage …")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "libya_tracker.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
