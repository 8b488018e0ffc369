"""Letters of Latin, Arabic, Cyrillic and Greek script in plain a-z (own tables).

Made for comparing names, not for showing them: Arabic gets no vowels it does not
write, and letters that the press confuses are written alike.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LATIN = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d",
    "þ": "th", "ħ": "h", "ı": "i", "ŋ": "n", "ə": "a", "ɛ": "e", "ɔ": "o",
    "ƙ": "k", "ɓ": "b", "ɗ": "d", "ŧ": "t", "ĸ": "k",
}  # fmt: skip
_ARABIC = {
    "ا": "a", "ٱ": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h",
    "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "س": "s", "ش": "sh",
    "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a", "غ": "gh", "ف": "f",
    "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "ة": "a",
    "و": "w", "ي": "y", "ى": "y", "ء": "", "ـ": "",
    "پ": "p", "چ": "ch", "ژ": "zh", "گ": "g", "ک": "k", "ی": "y", "ے": "y",
    "ہ": "h", "ھ": "h", "ە": "a", "ڤ": "v", "ڥ": "v", "ڨ": "g", "ڭ": "g",
    "ڧ": "q", "ٹ": "t", "ڈ": "d", "ڑ": "r", "ں": "n", "ۇ": "w", "ۆ": "w",
}  # fmt: skip
_ARABIC_NAMES = {
    "ALEF": "a", "BEH": "b", "TEH": "t", "THEH": "th", "JEEM": "j", "HAH": "h",
    "KHAH": "kh", "DAL": "d", "THAL": "dh", "REH": "r", "ZAIN": "z", "SEEN": "s",
    "SHEEN": "sh", "SAD": "s", "DAD": "d", "TAH": "t", "ZAH": "z", "AIN": "a",
    "GHAIN": "gh", "FEH": "f", "QAF": "q", "KAF": "k", "LAM": "l", "MEEM": "m",
    "NOON": "n", "HEH": "h", "WAW": "w", "YEH": "y", "HAMZA": "", "TEHEH": "t",
    "PEH": "p", "VEH": "v", "GAF": "g", "KEHEH": "k", "TCHEH": "ch", "JEH": "zh",
    "DDAL": "d", "RREH": "r", "OE": "w", "U": "w", "YU": "w", "KIRGHIZ": "w",
    "E": "y", "AE": "a", "FARSI": "y", "DOTLESS": "b", "NG": "n", "SWASH": "k",
}  # fmt: skip
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e",
    "ё": "e", "є": "e", "ж": "zh", "з": "z", "и": "i", "й": "i", "і": "i",
    "ї": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u", "ў": "u", "ф": "f", "х": "h",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "y", "ь": "",
    "э": "e", "ю": "yu", "я": "ya", "ј": "y", "љ": "l", "њ": "n", "ћ": "ch",
    "ђ": "dj", "џ": "dj", "ѓ": "g", "ќ": "k", "ѕ": "z", "ә": "a", "ғ": "g",
    "қ": "q", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "h", "ӏ": "",
}  # fmt: skip
_GREEK = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i",
    "θ": "th", "ι": "i", "κ": "k", "λ": "l", "μ": "m", "ν": "n", "ξ": "x",
    "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "y",
    "φ": "f", "χ": "h", "ψ": "ps", "ω": "o",
}  # fmt: skip
_LETTERS = {**_LATIN, **_ARABIC, **_CYRILLIC, **_GREEK}
_PAIRS = {
    "дж": "dj", "кс": "x", "μπ": "b", "ντ": "d", "γκ": "g", "γγ": "ng",
    "τζ": "j", "ου": "u", "ού": "u", "αυ": "av", "αύ": "av", "ευ": "ev", "εύ": "ev",
}  # fmt: skip
_PAIR = re.compile("|".join(_PAIRS))
# Cyrillic writes a foreign initial W as у before a vowel.
_CYRILLIC_W = re.compile(r"(?<!\w)у(?=[иоэе])")
_WITHIN_NAME = re.compile(r"LETTER (?:.* )?([A-Z]{1,2})(?: WITH .*)?$")


def romanise(text: str) -> str:
    """Write casefolded, composed text in a-z as far as the tables go.

    Combining marks go; letters of other scripts, digits and punctuation stay.
    """
    text = _CYRILLIC_W.sub("w", text)
    text = _PAIR.sub(lambda pair: _PAIRS[pair.group()], text)
    return "".join(map(_letter, text))


@lru_cache(maxsize=4096)
def _letter(char: str) -> str:
    if char.isascii():
        return char
    if char in _LETTERS:
        return _LETTERS[char]
    base = "".join(
        part for part in unicodedata.normalize("NFKD", char) if not _is_mark(part)
    )
    if base != char:
        return "".join(map(_letter, base))
    return _by_name(char)


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Me")


def _by_name(char: str) -> str:
    """A letter that no table holds, read from its Unicode name."""
    name = unicodedata.name(char, "")
    if not unicodedata.category(char).startswith("L"):
        return char
    if name.startswith("ARABIC LETTER "):
        return _ARABIC_NAMES.get(name.split()[2], "")
    if name.startswith(("LATIN ", "CYRILLIC ")):
        match = _WITHIN_NAME.search(name)
        return match.group(1).lower() if match else ""
    return char
