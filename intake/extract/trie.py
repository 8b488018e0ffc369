"""Phrases found over tokens whose words may stand for several keys.

A trie over words, not an automaton over characters: inflection gives each word of
the text several keys, and a phrase matches when each of its words is among them.
The walk is linear in the text for phrases of bounded length.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

from intake.extract.plain import Token
from intake.extract.words import ARTICLES, SUN_ARTICLES

T = TypeVar("T")
_SKIPPED = frozenset("-‐‑‒–'’ʼ`´\".“”«»")
_SHORTEST_PREFIX = 2
_REMEMBERED = 50_000


class _Node(Generic[T]):
    __slots__ = ("exact", "prefixes", "values")

    def __init__(self) -> None:
        self.exact: dict[str, _Node[T]] = {}
        self.prefixes: dict[str, _Node[T]] = {}
        self.values: list[T] = []


class Trie(Generic[T]):
    """Word sequences with values; a word that ends in `*` matches by prefix."""

    def __init__(self, *, names: bool = False) -> None:
        self._root: _Node[T] = _Node()
        self._names = names
        self._begins: dict[tuple[str, ...], bool] = {}

    def begins(self, token: Token) -> bool:
        """Say whether a phrase may begin with this word; answers are remembered."""
        keys = token.keys
        known = self._begins.get(keys)
        if known is None:
            known = next(_children(self._root, token), None) is not None
            if len(self._begins) < _REMEMBERED:
                self._begins[keys] = known
        return known

    def add(self, words: Sequence[str], value: T) -> None:
        """Store a value under a sequence of keys."""
        self._begins.clear()
        node = self._root
        for word in words:
            if word.endswith("*"):
                node = node.prefixes.setdefault(word[:-1], _Node())
            else:
                node = node.exact.setdefault(word, _Node())
        node.values.append(value)

    def opens(self, word: str) -> bool:
        """Say whether a phrase begins with exactly this key."""
        return word in self._root.exact

    def longest(
        self, tokens: Sequence[Token], at: int, end: int
    ) -> tuple[int, list[T]] | None:
        """Return (token after the phrase, its values) for the longest from `at`."""
        if at >= end or not self.begins(tokens[at]):
            return None
        best: tuple[int, list[T]] | None = None
        for stop, values in self._walk(self._root, tokens, at, end):
            if best is None or stop > best[0]:
                best = (stop, values)
        return best

    def all(self, tokens: Sequence[Token], at: int, end: int) -> list[tuple[int, T]]:
        """Return (token after the phrase, value) of every phrase from `at`."""
        if at >= end or not self.begins(tokens[at]):
            return []
        return [
            (stop, value)
            for stop, values in self._walk(self._root, tokens, at, end)
            for value in values
        ]

    def _walk(
        self, node: _Node[T], tokens: Sequence[Token], at: int, end: int
    ) -> Iterator[tuple[int, list[T]]]:
        if at >= end:
            return
        token = tokens[at]
        for child in _children(node, token):
            if child.values:
                yield at + 1, child.values
            after = self._skip(tokens, at + 1, end)
            yield from self._walk(child, tokens, after, end)

    def _skip(self, tokens: Sequence[Token], at: int, end: int) -> int:
        """Pass marks and, in names, articles between two words of a phrase."""
        limit = min(end, at + 4)
        while at < limit:
            text = tokens[at].text
            if text in _SKIPPED or (self._names and _is_article(tokens, at, end)):
                at += 1
            else:
                break
        return at


def _is_article(tokens: Sequence[Token], at: int, end: int) -> bool:
    low = tokens[at].text.casefold()
    if low in ARTICLES:
        return True
    follows = at + 1 < end and tokens[at + 1].text == "-"
    return low in SUN_ARTICLES and follows


def _children(node: _Node[T], token: Token) -> Iterator[_Node[T]]:
    for key in token.keys:
        child = node.exact.get(key)
        if child is not None:
            yield child
    if node.prefixes:
        for key in token.keys:
            # The longer stem says more: “российск*” before “росси*”.
            for length in range(len(key), _SHORTEST_PREFIX - 1, -1):
                child = node.prefixes.get(key[:length])
                if child is not None:
                    yield child
