"""Whose the data is, under which licence, and whom else to name."""

from __future__ import annotations

from django.utils.translation import gettext as _

LICENCE = "CC BY 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
CREDITS = "Place coordinates: GeoNames (https://www.geonames.org/), CC BY 4.0."
ABOUT = {
    "title": "Libya Tracker",
    "licence": LICENCE,
    "licence_url": LICENCE_URL,
    "credits": CREDITS,
}
LICENCE_LINK = f'<{LICENCE_URL}>; rel="license"'


def rights() -> str:
    """Say the licence and the credits in one line, in the reader's language."""
    return _(
        "Data: Libya Tracker, %(licence)s (%(url)s)."
        " Place coordinates: GeoNames (%(geonames)s), CC BY 4.0."
    ) % {
        "licence": LICENCE,
        "url": LICENCE_URL,
        "geonames": "https://www.geonames.org/",
    }
