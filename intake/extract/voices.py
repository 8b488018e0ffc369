"""Who speaks: the subject of a verb of speech, a spokesperson, or whoever spoke last.

English, French, Italian and Russian put the speaker before the verb, or behind it after
a quotation; Arabic behind it; Turkish at the head of the sentence. “According to”
and its kin put the speaker behind them (Turkish before).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from intake.extract.clauses import Clause, Group, Outline
from intake.extract.plain import Hit, Mention

VERBS = ("say", "announce")
_PAUSES = frozenset(",،-–—;؛:")
_MARKS_OF_SPEECH = frozenset("”\"»“’'`")
_NEAR, _BEHIND, _FAR = 4, 6, 25
_ADJACENT, _FIRST, _CARRIED, _BODY = 0.9, 0.8, 0.7, 0.85


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
    carriers: Places = field(default_factory=Places)
    all_carriers: list[Hit] = field(default_factory=list)
    spokes: Places = field(default_factory=Places)
    contrasts: Places = field(default_factory=Places)
    small: dict[int, int] = field(default_factory=dict)
    it: set[int] = field(default_factory=set)
    passive: set[int] = field(default_factory=set)


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
    rows.anonymous = Places(by_name.get("anonymous", ()))
    rows.all_carriers = by_name.get("carrier", [])
    rows.carriers = Places(rows.all_carriers)
    rows.contrasts = Places(by_name.get("contrast", ()))
    rows.small = {hit.last: hit.first for hit in by_name.get("small", ())}
    rows.passive = {hit.last for hit in by_name.get("passive", ())}
    rows.it = {hit.last for hit in by_name.get("it", ())}
    rows.spokes = Places(reading.lexicon.hits("spokes", reading.words))
    return rows


class Speakers:
    """Finds the speaker of each verb of speech of a reading."""

    def __init__(self, found: Outline, rows: Phrases) -> None:
        self._found, self._rows = found, rows
        self._reading = found.reading
        self._words = found.reading.words
        self._order = found.reading.lexicon.order
        self._groups = [
            (group, clause) for clause in found.clauses for group in clause.groups
        ]
        self._starts = [group.first for group, _ in self._groups]
        self._spokespersons = {
            at
            for hit in found.reading.lexicon.hits("titles", self._words)
            if hit.name == "spokesperson"
            for at in range(hit.first, hit.last)
        }
        self._trigger_ends = {hit.last for hit in found.triggers}

    def of(self, hit: Hit, last: Voice | None) -> Voice | None:
        """Return who speaks by a verb; None when nobody can be told.

        `last` is who spoke before, to whom pronouns and “the statement” lead.
        """
        clause = self._found.clauses[self._found.clause_at(hit.first)]
        if self._is_passive(hit):
            return None
        if hit.first in self._rows.according:
            return self._according(hit, clause, last)
        if self._order == "vso":
            return self._behind(hit, clause, last, _FAR) or self._before(
                hit, clause, last
            )
        if self._is_inverted(hit, clause):
            found = self._behind(hit, clause, last, _BEHIND)
            if found is not None:
                return found
        return self._before(hit, clause, last)

    def _is_passive(self, hit: Hit) -> bool:
        at = hit.first
        while at > 0 and self._words[at - 1].text.endswith("ly"):
            at -= 1
        return at in self._rows.passive

    # Behind the verb ---------------------------------------------------------
    def _is_inverted(self, hit: Hit, clause: Clause) -> bool:
        if hit.first == clause.first or hit.first == 0:
            return True
        before = self._words[hit.first - 1].text
        if before in _PAUSES or before in _MARKS_OF_SPEECH:
            return True
        return self._reading.lang != "en" and not any(
            group.free and group.last <= hit.first for group in clause.groups
        )

    def _behind(
        self, hit: Hit, clause: Clause, last: Voice | None, reach: int
    ) -> Voice | None:
        end = min(clause.last, hit.last + reach)
        end = next(
            (
                at
                for at in range(hit.last, end)
                if self._words[at].text in ':“«"' and at > hit.last
            ),
            end,
        )
        group = self._first_behind(hit, end)
        limit = group.first if group else end
        if self._anonymous_in(hit.last, min(limit, hit.last + _NEAR)):
            return NOBODY
        carrier = self._rows.carriers.within(hit.last, min(limit, hit.last + _NEAR))
        spoke = self._rows.spokes.within(hit.last, limit)
        if carrier is not None:
            owner = self.owner(carrier, end)
            return owner or last
        if group is not None and (spoke is not None or self._may_speak(group, hit)):
            return self._voice(group.members[0], "verb-speaker", _ADJACENT)
        if self._order == "vso" and self._leads_on(hit, last):
            return last and Voice(
                last.speaker, last.behalf, "carried", _CARRIED, last.at
            )
        return None

    def _first_behind(self, hit: Hit, end: int) -> Group | None:
        at = bisect_left(self._starts, hit.last)
        if at < len(self._groups) and self._starts[at] < end:
            return self._groups[at][0]
        return None

    def _may_speak(self, group: Group, hit: Hit) -> bool:
        if group.free:
            return True
        # “сообщили в МИД”: a body, not a person, may stand behind “in”.
        member = self._reading.mentions[group.members[0]]
        near = group.first - hit.last <= 2
        return self._reading.lang == "ru" and near and member.kind != "person"

    def _leads_on(self, hit: Hit, last: Voice | None) -> bool:
        """Say whether what was said follows at once, so that the speaker is the last."""
        if last is None or hit.last >= len(self._words):
            return False
        token = self._words[hit.last]
        return token.text in ':“«"' or "break" in self._found.at_structure.get(
            hit.last, set()
        )

    # Before the verb ---------------------------------------------------------
    def _before(self, hit: Hit, clause: Clause, last: Voice | None) -> Voice | None:
        at = self._skipped_back(hit.first, clause.first)
        if self._anonymous_in(max(clause.first, at - _NEAR), at):
            return NOBODY
        carrier = self._rows.carriers.within(max(clause.first, at - 2), at)
        if carrier is not None and carrier.last == at:
            return self._owner_before(carrier) or last
        group = self._subject(hit, clause, at)
        if group is not None:
            near = at - group.last <= 1
            score = _ADJACENT if near else _FIRST
            return self._voice(self._acting(group), "speaker-verb", score)
        for other in clause.groups:
            if other.last <= hit.first and self._spoken_for(
                other.members[0], self._reading.mentions[other.members[0]]
            ):
                return self._voice(other.members[0], "spokesperson", _FIRST)
        if self._refers_back(at, clause.first) and last is not None:
            return Voice(last.speaker, last.behalf, "carried", _CARRIED, last.at)
        return None

    def _skipped_back(self, at: int, lowest: int) -> int:
        """Pass adverbs, auxiliaries and dates before a verb; return where they begin."""
        whens = {when.last: when.first for when in self._reading.whens}
        also = self._found.ending
        start = at
        while at > lowest and start - at < _BEHIND:
            if at in whens and whens[at] >= lowest:
                at = whens[at]
                continue
            if at in self._rows.small and self._rows.small[at] >= lowest:
                at = self._rows.small[at]
                continue
            word = self._words[at - 1].text
            adverb = word.endswith("ly") and len(word) > 4 and word.islower()
            if adverb or "also" in also.get(at, set()):
                at -= 1
                continue
            break
        return at

    def _subject(self, hit: Hit, clause: Clause, at: int) -> Group | None:
        groups = [
            group
            for group in clause.groups
            if group.last <= hit.first and not self._possesses(group)
        ]
        near = groups[-1] if groups else None
        relative = "relative" in self._found.at_structure.get(clause.first, set())
        closed = relative and self._words[hit.first - 1].text in ",،"
        if near and not near.free and at - near.last <= 1 and self._acting(near):
            return near if self._acting(near) != near.members[0] else None
        if near and near.free and at - near.last <= _NEAR and not closed:
            between = self._words[near.last : at]
            plain = not any(token.text in _PAUSES for token in between)
            if (
                plain
                and near.first not in self._trigger_ends
                and near.governor != "and"
            ):
                return near
        if not closed:
            for group in groups:
                if group.free and group.first not in self._trigger_ends:
                    return group
        return self._subject_before(clause, closed)

    def _possesses(self, group: Group) -> bool:
        """Say whether a name only tells whose something is: “X’s port”."""
        rest = [token.text for token in self._words[group.last : group.last + 2]]
        return rest[:1] in (["'"], ["’"]) and rest[1:] == ["s"]

    def _acting(self, group: Group) -> int:
        """Return the member that acts: after “with X, Y said”, Y, whom a comma parts."""
        if group.free or len(group.members) < 2:
            return group.members[0]
        mentions = self._reading.mentions
        before, member = mentions[group.members[-2]], mentions[group.members[-1]]
        first = member.first if member.title_first is None else member.title_first
        between = [token.text for token in self._words[before.last : first]]
        return group.members[-1] if between[:1] == [","] else group.members[0]

    def _subject_before(self, clause: Clause, closed: bool) -> Group | None:
        """Return the subject of an earlier clause for “adding that”, “who … said”."""
        earlier = self._found.of_sentence(clause.sentence)
        earlier = earlier[: earlier.index(clause)]
        free = [group for row in earlier for group in row.groups if group.free]
        if closed:
            return free[-1] if free else None
        verbal = clause.opener in ("adding", "saying", "noting", "stressing")
        return free[0] if verbal and free else None

    def _refers_back(self, at: int, lowest: int) -> bool:
        """Say whether a pronoun, or a definite noun without a name, stands before."""
        if at <= lowest:
            return False
        names = self._found.ending.get(at, set())
        if names & {"pronoun", "plural", "all"} or at in self._rows.it:
            return True
        title = at - 1 in self._found.titled
        first = at - 1
        while title and first > lowest and first - 1 in self._found.titled:
            first -= 1
        return title and "definite" in self._found.ending.get(first, set())

    # Both ways ---------------------------------------------------------------
    def _according(self, hit: Hit, clause: Clause, last: Voice | None) -> Voice | None:
        if self._order == "sov":
            at = bisect_left(self._starts, hit.first) - 1
            group = self._groups[at][0] if at >= 0 else None
            if group is not None and hit.first - group.last <= 2:
                return self._voice(group.members[-1], "according", _ADJACENT)
            return None
        end = min(len(self._words), hit.last + 2 * _BEHIND)
        sentence = self._found.sentence_of(clause)
        end = min(end, sentence.last)
        group = self._first_behind(hit, end)
        limit = group.first if group else end
        if self._anonymous_in(hit.last, min(hit.last + _NEAR, limit + 1)):
            return NOBODY
        if group is not None and limit - hit.last <= 2 * _NEAR:
            return self._voice(group.members[0], "according", _ADJACENT)
        carrier = self._rows.carriers.within(hit.last, hit.last + 3)
        if carrier is not None and last is not None:
            return Voice(last.speaker, last.behalf, "carried", _CARRIED, last.at)
        return None

    def _anonymous_in(self, first: int, last: int) -> bool:
        return self._rows.anonymous.within(first, last) is not None

    def owner(self, carrier: Hit, end: int) -> Voice | None:
        """Return whose a statement is: “a statement issued by X”, “بيان صادر عن”."""
        for group in self._groups_in(carrier.last, max(end, carrier.last + _BEHIND)):
            return self._voice(group.members[0], "statement-of", _BODY)
        return None

    def _owner_before(self, carrier: Hit) -> Voice | None:
        """Return whose a statement is when the name stands first: “the GNA statement”."""
        for group, _ in reversed(
            self._groups[: bisect_left(self._starts, carrier.first)]
        ):
            if carrier.first - group.last in (0, 1, 2):
                return self._voice(group.members[-1], "statement-of", _BODY)
            break
        return None

    def _groups_in(self, first: int, end: int) -> Iterator[Group]:
        at = bisect_left(self._starts, first)
        while at < len(self._groups) and self._starts[at] < end:
            yield self._groups[at][0]
            at += 1

    def _voice(self, index: int, rule: str, score: float) -> Voice:
        mention = self._reading.mentions[index]
        span = self._reading.span(mention.first, mention.last)
        score = round(score * max(mention.score, 0.5), 3)
        if mention.kind == "person" and not mention.party:
            return NOBODY
        if self._spoken_for(index, mention):
            return Voice(None, mention.party, "spokesperson", score, span)
        return Voice(mention.party, self.behalf(mention), rule, score, span)

    def _spoken_for(self, index: int, mention: Mention) -> bool:
        """Say whether an unnamed office speaks for the party: “X's media office”."""
        if mention.rule.startswith("spokes"):
            return True
        first = mention.first if mention.title_first is None else mention.title_first
        last = mention.last if mention.title_last is None else mention.title_last
        person = mention.kind == "person"
        before = self._rows.spokes.within(first - 4, first)
        if before is not None and before.last <= first:
            # A spokesperson who is named speaks; an office of somebody does not.
            return not person or before.last - 1 not in self._spokespersons
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
        parents: tuple[str, ...] = getattr(party, "parents", ())
        return parents[0] if parents else None
