"""Draw the basemap of the site from Natural Earth's countries."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from browse.charts.basemap import draw

MAP = "static/map/basemap.svg"


class Command(BaseCommand):
    """The committed map comes from this command; sites never run it."""

    help = (
        "Draw static/map/basemap.svg from a TopoJSON file of countries: that of the npm"
        " package world-atlas, which is Natural Earth's data (public domain)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file and, for trying out, another place for the drawing."""
        parser.add_argument(
            "countries",
            nargs="?",
            type=Path,
            default=Path("node_modules/world-atlas/countries-10m.json"),
            help="the TopoJSON file; npm ci --include=dev brings it",
        )
        parser.add_argument("--to", type=Path, default=Path(settings.BASE_DIR, MAP))

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, draw, write."""
        source: Path = options["countries"]
        try:
            topology = json.loads(source.read_text())
            drawing = draw(topology)
        except FileNotFoundError as error:
            raise CommandError(
                f"{source} is not there: run npm ci --include=dev, or name the file."
            ) from error
        except (ValueError, KeyError, TypeError) as error:
            raise CommandError(
                f"{source} is no TopoJSON of countries: {error}"
            ) from error
        options["to"].write_text(drawing)
        self.stdout.write(f"{options['to']}: {len(drawing):,} bytes")
