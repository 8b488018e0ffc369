"""Text from outside."""

from __future__ import annotations

import pytest

from common.text import TextError, ascii_digits, clean_text


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "x\udfff"])
def test_what_the_database_cannot_hold_is_refused(text: str) -> None:
    with pytest.raises(TextError):
        clean_text(text)


def test_ordinary_text_of_any_script_passes_unchanged() -> None:
    for text in ("Haftar", "حفتر", "Хафтар", "👍", ""):
        assert clean_text(text) == text


def test_arabic_and_persian_digits_become_ascii() -> None:
    assert ascii_digits("٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹ x") == "0123456789 0123456789 x"
