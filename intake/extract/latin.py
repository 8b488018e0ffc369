"""New names in Latin letters, as English reports would spell them.

Words that the registry has in both scripts are taken from there; the rest is spelt by
rule: Cyrillic letter by letter, Arabic with the vowels that its letters suggest.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from intake.extract.known import Known
from intake.extract.words import arabic_key

_CYRILLIC = dict(zip(
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    ["a", "b", "v", "g", "d", "e", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o",
     "p", "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e",
     "yu", "ya"],
    strict=True,
))  # fmt: skip
_ARABIC = dict(zip(
    "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءئؤأإآ",
    ["a", "b", "t", "th", "j", "h", "kh", "d", "dh", "r", "z", "s", "sh", "s", "d",
     "t", "z", "a", "gh", "f", "q", "k", "l", "m", "n", "h", "u", "i", "a", "a", "",
     "i", "u", "a", "i", "a"],
    strict=True,
))  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SCRIPT_AR = re.compile("[\u0621-\u064a]")
_SCRIPT_RU = re.compile("[\u0400-\u04ff]")
_PATRONYMIC = re.compile("(?:вич|вна)(?:ем|а|у|е|ой|ы)?$")
# Case endings of Russian surnames and given names, and what the nominative ends in.
_CASES = [
    (re.compile("(?<=[оеё]в)(?:ым|а|у|е|ом)$"), ""),
    (re.compile("(?<=ин)(?:ым|у|е|ом)$"), ""),
    (re.compile("(?<=ск)(?:им|ого|ому|ом)$"), "ий"),
    (re.compile("(?<=[бвгджзклмнпрстфхцчшщ])(?:ом|ем|у)$"), ""),
]


def latin(known: Known, name: str) -> str:
    """Return a name in Latin letters; one in Latin letters stays as it is."""
    if _SCRIPT_AR.search(name):
        return _arabic(known.once("spellings", spellings), name)
    if _SCRIPT_RU.search(name):
        return _russian_name(known.once("given-ru", given_names), name)
    return " ".join(name.split())


def spellings(known: Known) -> dict[str, str]:
    """Return the commonest Latin spelling of each Arabic word of the registry's names."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for party in known.parties.values():
        if not party.is_person:
            continue
        ours = [w for w in party.name.replace("-", " ").split() if len(w) > 2]
        ours = [w for w in ours if w.casefold() not in ("abd", "abdel", "abdul")]
        for text in party.names:
            theirs = [w for w in text.split() if w != "عبد"]
            if _SCRIPT_AR.search(text) and len(theirs) == len(ours):
                for one, other in zip(theirs, ours, strict=True):
                    counts[_bare(one)][other] += 1
    return {word: count.most_common(1)[0][0] for word, count in counts.items()}


def _bare(word: str) -> str:
    return arabic_key(word).removeprefix("ال")


def _arabic(words: dict[str, str], name: str) -> str:
    found: list[str] = []
    for word in name.replace('"', " ").split():
        if word.startswith("عبد") and len(word) > 4:
            found.append("Abdel" + _spell(_bare(word[3:])))
            continue
        bare = _bare(word)
        plain = words.get(bare) or _spell(bare).capitalize()
        article = word.startswith("ال") and not plain.casefold().startswith("al-")
        found.append(f"al-{plain}" if article and found else plain)
    return " ".join(found)


def _spell(word: str) -> str:
    """Spell by rule: waw and ya are vowels between consonants, and a or i is put in."""
    letters = [_ARABIC.get(char, "") for char in word]
    for at, char in enumerate(word):
        vowel_next = at + 1 < len(word) and word[at + 1] in "اويىة"
        if char in "وي" and (at == 0 or vowel_next):
            letters[at] = "w" if char == "و" else "y"
    spelt = ""
    closed = 0
    for at, letter in enumerate(letters):
        if letter and letter[0] not in "aiu":
            closed += 1
            if closed == 2 and at == 1:
                spelt, closed = spelt + "a", 1
            elif closed == 3:
                spelt, closed = spelt + "i", 1
        else:
            closed = 0
        spelt += letter
    return spelt


def given_names(known: Known) -> frozenset[str]:
    """Return the Russian given names of the registry's men and women, as written."""
    return frozenset(
        text.split()[0].casefold()
        for party in known.parties.values()
        for text in party.names
        if party.is_person and _SCRIPT_RU.search(text) and " " in text
    )


def _russian_name(given: frozenset[str], name: str) -> str:
    words = _WORD.findall(name)
    first = words[0].casefold()
    # «Сергея Иванова» is a man's name in the genitive, «Мария Иванова» a woman's own.
    stem = first[:-1]
    forms = {stem + "й"} if first.endswith("ия") else {stem, stem + "й", stem + "ь"}
    inflected = first not in given and bool(forms & given)
    woman = first[-1] in "ая" and len(words) > 1 and not inflected
    return " ".join(_russian(word, as_it_is=woman) for word in words)


def _russian(word: str, *, as_it_is: bool) -> str:
    lower = word.casefold()
    if not as_it_is and not _PATRONYMIC.search(lower):
        for pattern, ending in _CASES:
            if pattern.search(lower):
                lower = pattern.sub(ending, lower)
                break
    spelt = "".join(_CYRILLIC.get(char, char) for char in lower)
    spelt = re.sub("iy$|yy$", "y", spelt)
    return spelt[:1].upper() + spelt[1:]
