"""Voices: who speaks and for whom; and the phrases of speech by which they are found."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from intake.extract.clauses import Outline
from intake.extract.plain import Hit, Mention, Reading

VERBS = ("say", "announce")
CARRIED = 0.7
# How many words may stand between an office and whose it is.
_OFFICE = 8


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks, for whom, and how that was told.

    `speaker` is None for an unnamed spokesperson of `behalf`. A voice without both is
    one that is left out: an anonymous source, a journalist, somebody unknown.
    """

    speaker: str | None
    behalf: str | None
    rule: str
    score: float
    at: tuple[int, int] | None = None
    tokens: tuple[int, int] | None = None

    def carried(self, rule: str = "carried") -> Voice:
        """Return the same voice, taken from what went before."""
        return replace(self, rule=rule, score=min(CARRIED, self.score))

    @property
    def is_left_out(self) -> bool:
        """Say whether nobody who can be named speaks."""
        return self.speaker is None and self.behalf is None


NOBODY = Voice(None, None, "anonymous", 0.0)


class Places:
    """Phrases of one kind in order, for asking which stands in a stretch of text."""

    def __init__(self, hits: Sequence[Hit] = ()) -> None:
        self._hits = list(hits)
        self._starts = [hit.first for hit in hits]

    def within(self, first: int, last: int) -> Hit | None:
        """Return the first phrase that begins among the tokens [first, last)."""
        at = bisect_left(self._starts, first)
        return (
            self._hits[at]
            if at < len(self._hits) and first <= self._starts[at] < last
            else None
        )


@dataclass(slots=True)
class Phrases:
    """The phrases of speech of a reading, by where they begin."""

    verbs: list[Hit] = field(default_factory=list)
    according: set[int] = field(default_factory=set)
    announcing: set[int] = field(default_factory=set)
    own: set[int] = field(default_factory=set)
    anonymous: Places = field(default_factory=Places)
    unnamed: Places = field(default_factory=Places)
    carriers: Places = field(default_factory=Places)
    all_carriers: list[Hit] = field(default_factory=list)
    spokes: Places = field(default_factory=Places)
    contrasts: Places = field(default_factory=Places)
    small: dict[int, int] = field(default_factory=dict)
    it: set[int] = field(default_factory=set)
    indefinite: set[int] = field(default_factory=set)
    passive: set[int] = field(default_factory=set)
    at_body: set[int] = field(default_factory=set)
    spokespersons: set[int] = field(default_factory=set)


def phrases(found: Outline) -> Phrases:
    """Return the reading's phrases of speech; none stands inside a party's name."""
    reading = found.reading
    rows = Phrases()
    by_name: dict[str, list[Hit]] = {}
    seen: set[tuple[int, int]] = set()
    for hit in reading.lexicon.hits("speech", reading.words):
        if hit.name == "self":
            rows.own.add(hit.first)
        by_name.setdefault(hit.name, []).append(hit)
        if hit.first in found.inside or hit.name not in (*VERBS, "according"):
            continue
        if hit.name == "announce":
            rows.announcing.add(hit.first)
        elif hit.name == "according":
            rows.according.add(hit.first)
        if (hit.first, hit.last) not in seen:
            seen.add((hit.first, hit.last))
            rows.verbs.append(hit)
    spokes = reading.lexicon.hits("spokes", reading.words)
    offices = {at for hit in spokes for at in range(hit.first, hit.last)}
    unnamed = [h for h in by_name.get("anonymous", ()) if h.first not in offices]
    rows.anonymous = Places(unnamed)
    rows.unnamed = Places(by_name.get("unnamed", ()))
    rows.all_carriers = by_name.get("carrier", [])
    rows.carriers = Places(rows.all_carriers)
    rows.contrasts = Places(by_name.get("contrast", ()))
    rows.small = {hit.last: hit.first for hit in by_name.get("small", ())}
    rows.passive = {hit.last for hit in by_name.get("passive", ())}
    rows.indefinite = {hit.first for hit in by_name.get("indefinite", ())}
    rows.it = {hit.last for hit in by_name.get("it", ())}
    rows.spokes = Places(spokes)
    rows.at_body = {hit.last for hit in by_name.get("at_body", ())}
    rows.spokespersons = {
        at
        for hit in reading.lexicon.hits("titles", reading.words)
        if hit.name == "spokesperson"
        for at in range(hit.first, hit.last)
    }
    return rows


@dataclass(slots=True)
class Told:
    """What a report has told so far: who spoke last, whose the statement is, who acts."""

    last: Voice | None = None
    owner: Voice | None = None
    subject: Voice | None = None


class Voicing:
    """Turns a party that is named into a voice: its own, or that of its office."""

    def __init__(self, reading: Reading, rows: Phrases) -> None:
        self._reading, self._rows = reading, rows

    def __call__(self, index: int, rule: str, score: float) -> Voice:
        """Return the voice of a mention; NOBODY for one whose party is not known."""
        mention = self._reading.mentions[index]
        tokens = mention.first, mention.last
        span = self._reading.span(*tokens)
        score = round(score * max(mention.score, 0.5), 3)
        if not mention.party:
            return NOBODY
        if self.is_spoken_for(index):
            return Voice(None, mention.party, "spokesperson", score, span, tokens)
        return Voice(mention.party, self.behalf(mention), rule, score, span, tokens)

    def is_spoken_for(self, index: int) -> bool:
        """Say whether an unnamed office speaks for the party: “X's media office”."""
        mention = self._reading.mentions[index]
        if mention.rule.startswith("spokes"):
            return True
        first = mention.first if mention.title_first is None else mention.title_first
        last = mention.last if mention.title_last is None else mention.title_last
        person = mention.kind == "person"
        before = self._rows.spokes.within(first - _OFFICE, first)
        if before is not None and before.last <= first:
            # A spokesperson who is named speaks; an office of somebody does not.
            named = self._rows.spokespersons.intersection(
                range(before.first, before.last)
            )
            return not (person and named)
        inside = self._rows.spokes.within(first, mention.first)
        if inside is not None and not person:
            return True
        behind = self._rows.spokes.within(last, last + 3)
        return behind is not None and not (person and behind.first == last)

    def behalf(self, mention: Mention) -> str | None:
        """Return whom a party speaks for: the body of a person, the parent of a body."""
        if mention.bodies:
            return mention.bodies[0]
        known = self._reading.known
        if mention.kind == "person":
            day = self._reading.published
            offices = [o for o in known.offices_of(mention.party) if o.held_on(day)]
            return offices[0].organisation if offices else None
        party = known.parties.get(mention.party)
        return party.parents[0] if party and party.parents else None
