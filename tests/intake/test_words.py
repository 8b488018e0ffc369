"""Words of running text and stored names meet in their keys, whatever the ending."""

from __future__ import annotations

import pytest

from intake.extract.trie import Trie
from intake.extract.words import name_words, tokens


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Fayez al-Sarraj", "Fayez al-Sarraj spoke"),
        ("Fayez al-Sarraj", "Fayez Sarraj's office"),
        ("فائز السراج", "فائز السراج"),
        ("السراج", "والسراج"),
        ("السراج", "للسراج"),
        ("Сергей Лавров", "Сергеем Лавровым"),
        ("Сергей Лавров", "Сергея Лаврова"),
        ("Ливийская национальная армия", "Ливийской национальной армией"),
        ("Россия", "Россией"),
    ],
)
def test_a_name_is_found_in_its_inflected_form(name: str, text: str) -> None:
    trie: Trie[str] = Trie(names=True)
    trie.add(name_words(name), name)
    words = tokens(text)
    found = trie.longest(words, 0, len(words))
    assert found is not None
    assert found[1] == [name]


@pytest.mark.parametrize(
    "text",
    ["", "a\u200bb \u202eabc\u202c", "“unbalanced", "Хафтар حفتر Haftar", "x" * 5000],
)
def test_every_token_is_where_it_says(text: str) -> None:
    for token in tokens(text):
        assert text[token.start : token.end] == token.text
