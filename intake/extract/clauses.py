"""Sentences cut into clauses, with the groups of parties that stand in them.

A group is a run of parties joined by commas and “and”, with titles between. What
stands before it (a preposition, a verb, nothing) tells its part in the clause.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from intake.extract.plain import Hit, Reading, Sentence, When


@dataclass(slots=True)
class Group:
    """Parties named together: indices into the mentions, and what governs them."""

    members: list[int]
    first: int
    last: int
    governor: str = ""
    closed: bool = False

    @property
    def free(self) -> bool:
        """Say whether no preposition makes the group anything but subject."""
        return self.governor in ("", "and")


@dataclass(slots=True)
class Clause:
    """Tokens [first, last) of a sentence up to the next clause's opening word."""

    sentence: int
    first: int
    last: int
    opener: str = ""
    groups: list[Group] = field(default_factory=list)
    triggers: list[Hit] = field(default_factory=list)
    status: list[Hit] = field(default_factory=list)
    structure: list[Hit] = field(default_factory=list)
    speech: list[Hit] = field(default_factory=list)


@dataclass(slots=True)
class Outline:
    """A reading's clauses and phrases, for looking up what stands where."""

    reading: Reading
    clauses: list[Clause] = field(default_factory=list)
    triggers: list[Hit] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _by_sentence: dict[int, list[Clause]] = field(default_factory=dict)
    at_structure: dict[int, set[str]] = field(default_factory=dict)
    ending: dict[int, set[str]] = field(default_factory=dict)
    titled: set[int] = field(default_factory=set)
    inside: dict[int, int] = field(default_factory=dict)
    texts_dates: list[When] = field(default_factory=list)

    def clause_at(self, token: int) -> int:
        """Return the index of the clause that holds the token."""
        return max(bisect_right(self._starts, token) - 1, 0)

    def of_sentence(self, sentence: int) -> list[Clause]:
        """Return the clauses of a sentence, in order."""
        return self._by_sentence.get(sentence, [])

    def sentence_of(self, clause: Clause) -> Sentence:
        """Return the sentence that a clause is part of."""
        return self.reading.sentences[clause.sentence]

    def before(self, token: int) -> set[str]:
        """Return the structure classes of the phrase that ends before a token."""
        return self.ending.get(token, set())
