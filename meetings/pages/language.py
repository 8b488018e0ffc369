"""The language a page is written in, and names in it."""

from __future__ import annotations

from typing import Any

from babel import Locale, UnknownLocaleError
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


def language_name(code: str) -> str:
    """Say a BCP 47 code in the reader's language: "Arabic", "Russian (Latin)"."""
    try:
        return Locale.parse(code, sep="-").get_display_name(reader_language()) or code
    except (UnknownLocaleError, ValueError):
        return code


def country_name(code: str) -> str:
    """Say an ISO 3166-1 code in the reader's language; the code if it has no name."""
    return str(Locale.parse(reader_language()).territories.get(code, code))


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
