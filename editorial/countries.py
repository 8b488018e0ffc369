"""Country codes (ISO 3166-1) and their names in the reader's language."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale
from django.core.exceptions import ValidationError
from django.utils.functional import lazystr
from django.utils.translation import get_language
from django.utils.translation import gettext as _


@lru_cache
def _names(language: str) -> dict[str, str]:
    territories = Locale.parse(language.replace("-", "_")).territories
    return {
        code: str(name)
        for code, name in territories.items()
        if len(code) == 2 and code.isalpha() and code not in {"EU", "EZ", "UN", "ZZ"}
    }


CODES = tuple(sorted(code for code in _names("en") if not code.startswith("X")))


def country_name(code: str) -> str:
    """Return a country's name in the active language; the code when unknown."""
    return _names(get_language() or "en").get(code, code)


class _Label:
    """A country's name, looked up when it is shown."""

    def __init__(self, code: str) -> None:
        self.code = code

    def __str__(self) -> str:
        return country_name(self.code)


COUNTRIES = [(code, lazystr(_Label(code))) for code in CODES]


def validate_country(code: str) -> None:
    """Raise ValidationError unless the code is a known country."""
    if code not in CODES:
        raise ValidationError(
            _("“%(code)s” is no country code; write two capital letters such as LY.")
            % {"code": code}
        )
