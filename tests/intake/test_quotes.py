"""Direct speech is found by its marks, whatever their kind and however many lack."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.extract.quotes import find
from intake.extract.words import tokens


def quoted(text: str) -> list[str]:
    """Return the characters of each quotation."""
    return [text[slice(*quote.span)] for quote in find(text, tokens(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “we agree” today.", ["we agree"]),
        ('He said "we agree" today.', ["we agree"]),
        ("Il a dit « nous sommes prêts » hier.", ["nous sommes prêts"]),
        ("Il a dit «nous sommes prêts» hier.", ["nous sommes prêts"]),
        ("Он сказал: «мы готовы».", ["мы готовы"]),
        ('"Мы готовы", - сказал он.', ["Мы готовы"]),
        ("Er sagte „wir sind bereit“ dazu.", ["wir sind bereit"]),
        ("He said „we agree” too.", ["we agree"]),
        ("قال “نحن مستعدون” أمس", ["نحن مستعدون"]),
        ('قال "نحن مستعدون" أمس', ["نحن مستعدون"]),
        ("وقال «نحن مستعدون» أمس", ["نحن مستعدون"]),
        ("‘‘We agree on it.’’ He left.", ["We agree on it."]),
        ("He called it ‘a very good day’ for all.", ["a very good day"]),
        ("“One,” he said. “Two.”", ["One,", "Two."]),
        ("“The ‘inner’ one stays inside,” he said.", ["The ‘inner’ one stays inside,"]),
        ("«Внешняя «внутренняя» цитата»", ["Внешняя «внутренняя» цитата"]),
        ("The forces’ camp and the army's base", []),
        ("It isn't the ministers' plan", []),
        ("no marks at all", []),
        ("", []),
        ("“", []),
        ("“”", []),
        ("» «", []),
    ],
)
def test_a_quotation_is_what_stands_between_its_marks(
    text: str, expected: list[str]
) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It goes on\nNext line.", ["It goes on"]),
        ("“First part.\n“Second part,” he said.", ["First part.", "Second part,"]),
        ("“First part.\nSecond part,” he said.", ["First part.\nSecond part,"]),
        ("‘‘First part.\nSecond part’’.", ["First part.\nSecond part"]),
        ("He left.” She came.", []),
        ('It said "stop. \n"Go," he said.', ["stop.", "Go,"]),
        ('He said “we agree" today.', ["we agree"]),
    ],
)
def test_a_mark_without_partner_ends_with_the_paragraph_or_goes_on(
    text: str, expected: list[str]
) -> None:
    assert quoted(text) == expected


@given(st.text(alphabet="ab .,\n“”«»„\"'‘’`أب ш-"))
def test_no_marks_break_the_order_of_quotations(text: str) -> None:
    words = tokens(text)
    at = 0
    for quote in find(text, words):
        assert at <= quote.outer_first < quote.first < quote.last <= quote.outer_last
        assert 0 <= quote.span[0] < quote.span[1] <= len(text)
        at = quote.outer_last
