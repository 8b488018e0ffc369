"""The language a page is written in, and names in it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import get_language, get_language_info


def reader_language() -> str:
    """Return the language the page is written in, without a region."""
    return (get_language() or settings.LANGUAGE_CODE).split("-")[0]


def direction_of(language: str) -> str:
    """Return "rtl" or "ltr" for a language code; unknown languages read ltr."""
    try:
        return "rtl" if get_language_info(language)["bidi"] else "ltr"
    except KeyError:
        return "ltr"


def localized_name(named: Any) -> tuple[str, str]:
    """Return the name of a party, place, process or topic and its language.

    On Arabic pages the first of its loaded `arabic_names` counts; English is the
    fallback.
    """
    if reader_language() == "ar":
        arabic = getattr(named, "arabic_names", [])
        if arabic:
            return arabic[0].text, "ar"
    return named.name, "en"
