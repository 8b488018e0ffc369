"""The lexicons: one YAML file a language, compiled into tries by group."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from common.names import fold
from intake.extract.plain import Hit, Token
from intake.extract.trie import Trie
from intake.extract.words import arabic_key, tokens, word_keys

FOLDER = Path(__file__).parent / "lexicon"
LANGUAGES = ("en", "ar", "ru", "fr", "it", "tr")
GROUPS = (
    *("titles", "triggers", "status", "structure", "speech", "stance", "agreements"),
    *("kinds", "pronouns", "bodies_of", "title_states"),
)
_WORD_LISTS = (
    *("glue", "joints", "joiners", "common"),
    *(
        "locatives",
        "as_office",
        "former",
        "articles",
        "honorifics",
        "un_words",
        "collectives",
    ),
)
_STAR = "\ue000"
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Lexicon:
    """The phrases of one language, ready for lookup."""

    lang: str
    order: str = "svo"
    bare_nouns: bool = False
    participles: tuple[str, ...] = ()
    adjectives: str = "before"
    inversion: str = "free"
    tries: dict[str, Trie[tuple[str, str]]] = field(default_factory=dict)
    glue: frozenset[str] = frozenset()
    joints: frozenset[str] = frozenset()
    joiners: frozenset[str] = frozenset()
    locatives: frozenset[str] = frozenset()
    as_office: frozenset[str] = frozenset()
    former: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    honorifics: frozenset[str] = frozenset()
    un_words: frozenset[str] = frozenset()
    collectives: frozenset[str] = frozenset()
    vocabulary: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()
    dates: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[str, Any] = field(default_factory=dict)
    bodies: Mapping[str, Sequence[str]] = field(default_factory=dict)
    countries: Trie[tuple[str, str]] = field(default_factory=Trie)

    def hits(self, group: str, words: Sequence[Token]) -> list[Hit]:
        """Return the longest phrases of a group, left to right, not overlapping."""
        trie = self.tries.get(group)
        if trie is None:
            return []
        return list(_scan(trie, words))


def _scan(trie: Trie[tuple[str, str]], words: Sequence[Token]) -> Iterator[Hit]:
    at, end = 0, len(words)
    while at < end:
        found = trie.longest(words, at, end) if words[at].keys else None
        if found is None:
            at += 1
            continue
        stop, values = found
        for group, name in values:
            yield Hit(at, stop, group, name)
        at = stop


def phrase_keys(phrase: str) -> list[str]:
    """Return the keys of a lexicon phrase; a word that ends in `*` keeps it."""
    keys: list[str] = []
    for token in tokens(phrase.replace("*", _STAR)):
        word = token.text
        if word == _STAR:
            if keys:
                keys[-1] += "*"
        elif token.is_word:
            keys.append(_phrase_key(word))
    return keys


def _phrase_key(word: str) -> str:
    if _ARABIC.search(word):
        return arabic_key(word)
    return fold(word.replace("ё", "е")) or word.casefold()


@lru_cache(maxsize=len(LANGUAGES))
def lexicon(lang: str) -> Lexicon:
    """Return the lexicon of a language; English for one that has none."""
    path = FOLDER / f"{lang}.yaml"
    if lang not in LANGUAGES or not path.exists():
        lang, path = "en", FOLDER / "en.yaml"
    content = _read(path)
    found = Lexicon(lang)
    for group in GROUPS:
        trie: Trie[tuple[str, str]] = Trie()
        for name, phrases in (content.get(group) or {}).items():
            _add(trie, phrases, (group, name))
        found.tries[group] = trie
    for group in ("people", "spokes", "not_names", "described_by", "describes"):
        trie = Trie()
        _add(trie, content.get(group) or [], (group, group))
        found.tries[group] = trie
    found.order = content.get("order") or "svo"
    found.bare_nouns = bool(content.get("bare_nouns"))
    found.participles = tuple(content.get("participles") or ())
    for name in _WORD_LISTS:
        words = [str(word) for word in content.get(name) or []]
        setattr(found, name, frozenset(map(_phrase_key, words)))
    found.vocabulary = _vocabulary(content)
    acts = {name: content.get(name) for name in ("triggers", "speech", "status")}
    found.verbs = _vocabulary(acts) - found.glue - found.joints - found.common
    found.adjectives = content.get("adjectives") or "before"
    found.inversion = content.get("inversion") or "free"
    found.dates = content.get("dates") or {}
    found.places = content.get("places") or {}
    found.bodies = content.get("bodies") or {}
    for code, by_lang in _read(FOLDER / "countries.yaml").items():
        forms = by_lang.get(lang) or {}
        for kind in ("name", "adj"):
            _add(found.countries, forms.get(kind) or [], (str(code), kind))
    return found


def _vocabulary(content: Mapping[str, Any]) -> frozenset[str]:
    """Return every word of the lexicon's phrases: a capital does not make it a name."""
    words: set[str] = set()
    for name, group in content.items():
        if name in ("lang", "bodies", "collectives"):
            continue
        waiting = [group]
        while waiting:
            part = waiting.pop()
            if isinstance(part, Mapping):
                waiting.extend(part.values())
            elif isinstance(part, list):
                waiting.extend(part)
            elif part is not None:
                words.update(key.rstrip("*") for key in phrase_keys(str(part)))
    return frozenset(words)


def _add(
    trie: Trie[tuple[str, str]], phrases: Iterable[object], value: tuple[str, str]
) -> None:
    for phrase in phrases:
        keys = phrase_keys(str(phrase))
        if keys:
            trie.add(keys, value)


def _read(path: Path) -> dict[str, Any]:
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - safe loader
    return dict(content)


_ARABIC = re.compile("[\u0621-\u064a]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")


def language_of(text: str) -> str:
    """Tell the language of a text by its script and commonest words."""
    sample = text[:5000]
    letters = sum(char.isalpha() for char in sample) or 1
    if len(_ARABIC.findall(sample)) > letters / 3:
        return "ar"
    if len(_CYRILLIC.findall(sample)) > letters / 3:
        return "ru"
    words = [word_keys(word)[:1] for word in re.findall(r"[^\W\d_]+", sample)]
    counts = {
        lang: sum(not lexicon(lang).common.isdisjoint(word) for word in words)
        for lang in ("en", "fr", "it", "tr")
    }
    return max(counts, key=lambda lang: counts[lang])
