"""What every template knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the site's name and whether the web fonts are installed."""
    return {
        "site_name": settings.SITE_NAME,
        "fonts_available": settings.FONTS_AVAILABLE,
    }
