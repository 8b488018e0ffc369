"""Words of running text and stored names meet in their keys, whatever the ending."""

from __future__ import annotations

import pytest

from intake.extract.lexicons import phrase_keys
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
    ("phrase", "text"),
    [
        ("اللجنة العسكرية", "للجنة العسكرية"),
        ("اللجنة العسكرية", "وباللجنة العسكرية"),
        ("العاصمة", "للعاصمة"),
        ("عاصمة", "العاصمة"),
        ("مبعوث", "والمبعوث"),
    ],
)
def test_an_arabic_phrase_is_found_behind_articles_and_particles(
    phrase: str, text: str
) -> None:
    trie: Trie[str] = Trie()
    trie.add(phrase_keys(phrase), phrase)
    words = tokens(text)
    assert trie.longest(words, 0, len(words)) == (len(words), [phrase])


def test_an_arabic_phrase_with_the_article_needs_it_in_the_text() -> None:
    trie: Trie[str] = Trie()
    trie.add(phrase_keys("الأحد"), "Sunday")
    words = tokens("أحد الوزراء")
    assert trie.longest(words, 0, len(words)) is None


@pytest.mark.parametrize(
    "text",
    ["", "a\u200bb \u202eabc\u202c", "“unbalanced", "Хафтар حفتر Haftar", "x" * 5000],
)
def test_every_token_is_where_it_says(text: str) -> None:
    for token in tokens(text):
        assert text[token.start : token.end] == token.text
