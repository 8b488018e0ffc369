"""A report goes through every stage, or is refused with what to change."""

from __future__ import annotations

from datetime import date

import pytest

from intake.extract.known import Known, KnownParty
from intake.extract.pipeline import LONGEST_TEXT, ExtractionError, as_json, extract

DAY = date(2020, 2, 19)


def known() -> Known:
    names = ("Fayez al-Sarraj",)
    party = KnownParty("sarraj", "person", names[0], "LY", names)
    return Known(parties={party.slug: party})


@pytest.mark.parametrize(
    "text",
    ["", " \n ", "\u202e\u200b", "“", "الذخيرة", "A" * 3000, ". . .\n" * 500],
)
def test_a_text_without_meetings_has_none_proposed(text: str) -> None:
    assert as_json(extract(text, DAY, known=known()))["meetings"] == []


@pytest.mark.parametrize(
    ("text", "published", "lang", "named"),
    [
        ("A met B.", None, None, "published"),
        ("A met B.", DAY, "xx", "lang"),
        ("A" * (LONGEST_TEXT + 1), DAY, None, "text"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_remedy(
    text: str, published: date | None, lang: str | None, named: str
) -> None:
    with pytest.raises(ExtractionError, match=named):
        extract(text, published, known=known(), lang=lang)


def test_the_language_is_told_from_the_text() -> None:
    assert as_json(extract("التقى الرئيس", DAY, known=known()))["lang"] == "ar"
    assert as_json(extract("The envoy met him", DAY, known=known()))["lang"] == "en"
