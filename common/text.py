"""Safety and digits of text that comes from outside."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

_DIGITS = {
    **{0x0660 + digit: str(digit) for digit in range(10)},  # Arabic-Indic
    **{0x06F0 + digit: str(digit) for digit in range(10)},  # Persian
}
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_DIRECTION_MARKS = dict.fromkeys(
    [
        *(0x061C, 0x200B, 0x200E, 0x200F, 0xFEFF),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
    ]
)


class TextError(ValueError):
    """Text that cannot be stored or compared; the message says why."""


def clean_text(value: str) -> str:
    """Return `value` unchanged, or raise TextError.

    NUL characters and lone surrogates are refused: PostgreSQL cannot store the
    first, UTF-8 cannot carry the second.
    """
    if "\x00" in value:
        raise TextError(_("The text contains a NUL character; remove it."))
    if _SURROGATE.search(value):
        raise TextError(
            _("The text contains half of a broken character; type it again.")
        )
    return value


def ascii_digits(value: str) -> str:
    """Write Arabic-Indic and Persian digits as 0-9; leave the rest alone."""
    return value.translate(_DIGITS)


def without_direction_marks(value: str) -> str:
    """Drop invisible direction marks and zero-width spaces (pasted Arabic)."""
    return value.translate(_DIRECTION_MARKS)


def printable(value: str) -> str:
    """Drop what XML and calendars cannot hold: control characters, non-characters."""
    return _UNPRINTABLE.sub("", value)
