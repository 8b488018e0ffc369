"""Tokens of a text and the keys under which lexicon and registry know them."""

from __future__ import annotations

import re
from functools import lru_cache

from common.names import fold
from intake.extract.plain import Token

_TOKEN = re.compile(
    r"\d+(?:[.,:]\d+)+|[^\W\d_]+[\u064b-\u0652\u0640]*(?:[^\W_]|[\u064b-\u0652\u0640])*|\d+(?:st|nd|rd|th|er|[- ]?го|-е)?\b|\d+|[^\s]",
    re.I,
)
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
_ARABIC = re.compile("[\u0621-\u064a]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_PROCLITICS = (
    "وبال", "فبال", "ولل", "فلل", "وال", "فال", "بال", "كال", "لل",
    "وب", "ول", "فب", "فل", "وس", "و", "ف", "ب", "ل", "ك",
)  # fmt: skip
_ENDINGS = sorted(
    [
        "ами",
        "ями",
        "ого",
        "его",
        "ому",
        "ему",
        "ыми",
        "ими",
        "ой",
        "ей",
        "ом",
        "ем",
        "ём",
        "ым",
        "им",
        "ых",
        "их",
        "ою",
        "ею",
        "ах",
        "ях",
        "ам",
        "ям",
        "ую",
        "юю",
        "ая",
        "яя",
        "ов",
        "ев",
        "а",
        "я",
        "у",
        "ю",
        "ы",
        "и",
        "е",
        "о",
        "ь",
        "й",
    ],
    key=len,
    reverse=True,
)
_NOMINATIVE = re.compile("(?:ая|яя|ый|ий|ое|ее|ые|[аяоеьй])$")
ARTICLES = frozenset({"al", "el", "ul"})
SUN_ARTICLES = frozenset(
    [
        "as",
        "ash",
        "es",
        "esh",
        "ar",
        "er",
        "ad",
        "ed",
        "at",
        "et",
        "an",
        "en",
        "az",
        "ez",
        "adh",
        "ath",
        "is",
        "il",
        "il",
        "ir",
    ]
)


def tokens(text: str) -> list[Token]:
    """Cut a text into words and marks; offsets are code points of `text` itself."""
    found = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        if _INVISIBLE.fullmatch(word):
            continue
        found.append(Token(match.start(), match.end(), word, word_keys(word)))
    return found


@lru_cache(maxsize=100_000)
def word_keys(word: str) -> tuple[str, ...]:
    """Return the keys a word of running text may stand for, the fullest first."""
    word = _INVISIBLE.sub("", word)
    if not any(char.isalnum() for char in word):
        return ()
    if len(word) > 60:
        return (word[:60].casefold(),)
    if _ARABIC.search(word):
        forms = _arabic_forms(word)
    elif _CYRILLIC.search(word):
        forms = _cyrillic_forms(word)
    else:
        forms = _latin_forms(word)
    keys = dict.fromkeys(fold(form) for form in forms)
    if _ARABIC.search(word):
        plain = [form[2:] for form in forms if form.startswith("ال") and len(form) > 4]
        keys.update(dict.fromkeys(arabic_key(form) for form in [*forms, *plain]))
    keys.pop("", None)
    return tuple(keys) or (word.casefold(),)


# One letter for the spellings of alef and ya that reports mix up.
_LETTERS = str.maketrans("أإآٱىؤئ", "اااايوي")
_MARKS = re.compile("[\u064b-\u0652\u0640]")
# Prepositions that this would take for other words: on, to, until, at.
_KEPT = frozenset({"على", "إلى", "الى", "حتى", "لدى"})


@lru_cache(maxsize=100_000)
def arabic_key(word: str) -> str:
    """Return an Arabic word as the lexicons keep it: in its own letters.

    Transliteration would make one key of “on”, “to” and the name Ali.
    """
    plain = _MARKS.sub("", _INVISIBLE.sub("", word))
    return plain.replace("إلى", "الى") if plain in _KEPT else plain.translate(_LETTERS)


def _arabic_forms(word: str) -> list[str]:
    forms = [word]
    for proclitic in _PROCLITICS:
        rest = word[len(proclitic) :]
        if word.startswith(proclitic) and len(rest) >= 2:
            forms.append(rest)
            if proclitic.endswith("لل"):
                # “للقاهرة” is li-al-qahira; in “للجنة” the second l is the word's own.
                forms += ["ال" + rest, "الل" + rest]
    forms += [form[2:] for form in forms if form.startswith("ال") and len(form) > 4]
    if word.endswith("اً"):
        forms.append(word[:-2])
    elif word.endswith("ا") and len(word) > 4:
        forms.append(word[:-1])
    return forms


def _cyrillic_forms(word: str) -> list[str]:
    lower = word.casefold().replace("ё", "е")
    forms = [lower]
    forms.extend(
        lower[: -len(ending)]
        for ending in _ENDINGS
        if lower.endswith(ending) and len(lower) - len(ending) >= 3
    )
    return forms


def _latin_forms(word: str) -> list[str]:
    forms = [word]
    if len(word) >= 7 and word[:2].casefold() in ("al", "el") and word[:1].isupper():
        forms.append(word[2:])
    return forms


@lru_cache(maxsize=100_000)
def name_key(word: str) -> str:
    """Return the one key under which a word of a stored name is kept."""
    word = _INVISIBLE.sub("", word)
    if _CYRILLIC.search(word):
        lower = word.casefold().replace("ё", "е")
        stem = _NOMINATIVE.sub("", lower)
        return fold(stem if len(stem) >= 3 else lower)
    return fold(word)


def name_words(text: str) -> list[str]:
    """Return the keys of a stored name's words, its articles left out."""
    found = [token for token in tokens(text) if token.is_word]
    words = []
    for index, token in enumerate(found):
        low = token.text.casefold()
        rest = text[token.end : token.end + 1]
        article = low in ARTICLES or (low in SUN_ARTICLES and rest == "-")
        if article and index < len(found) - 1:
            continue
        key = name_key(token.text)
        if key:
            words.append(key)
    return words
