"""What lies below what: the shape of a tree of records, held in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping


class Tree:
    """Ids with their parents; a circle, should there be one, ends where it began."""

    def __init__(self, parents: Iterable[tuple[int, int | None]]) -> None:
        self._parent: dict[int, int | None] = dict(parents)
        self._children: dict[int, list[int]] = defaultdict(list)
        for one, parent in self._parent.items():
            if parent is not None:
                self._children[parent].append(one)

    def __iter__(self) -> Iterator[int]:
        return iter(self._parent)

    def roots(self) -> list[int]:
        """Return the ids without a parent in the tree."""
        return [one for one, up in self._parent.items() if up not in self._parent]

    def children(self, one: int) -> list[int]:
        """Return the ids directly below one."""
        return list(self._children.get(one, ()))

    def below(self, one: int) -> set[int]:
        """Return the id and everything below it, at any depth."""
        found, waiting = {one}, [one]
        while waiting:
            new = set(self._children.get(waiting.pop(), ())) - found
            found |= new
            waiting += new
        return found

    def above(self, one: int) -> list[int]:
        """Return what the id lies below, the nearest first, without the id itself."""
        found: list[int] = []
        up = self._parent.get(one)
        while up is not None and up not in found and up != one:
            found.append(up)
            up = self._parent.get(up)
        return found

    def with_above(self, ids: Iterable[int]) -> set[int]:
        """Return the ids and everything that any of them lies below."""
        found = set(ids)
        for one in tuple(found):
            found.update(self.above(one))
        return found

    def sums(self, counts: Mapping[tuple[int, ...], int]) -> dict[int, int]:
        """Add up for every id what is counted at it or below it, each thing once.

        counts: how many things belong to exactly these ids.
        """
        total = dict.fromkeys(self._parent, 0)
        for ids, count in counts.items():
            for one in self.with_above(ids):
                if one in total:
                    total[one] += count
        return total
