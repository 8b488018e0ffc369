"""Who speaks: the subject of a verb of speech, a spokesperson, or whoever spoke last.

English, French, Italian and Russian put the speaker before the verb, or behind it after
a quotation; Arabic behind it; Turkish at the head of the sentence. “According to”
and its kin put the speaker behind them (Turkish before). A word alone (“the Committee”,
a surname) leads back to the party in whose name it stood.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Set

from intake.extract.clauses import Clause, Group, Outline
from intake.extract.lone_words import LoneWords
from intake.extract.noun_phrases import MARKS, PAUSES, NounPhrases
from intake.extract.plain import Hit
from intake.extract.voices import NOBODY, Phrases, Told, Voice, Voicing

_ENDS = frozenset(":“«")
_NEAR, _BEHIND, _FAR, _TOGETHER = 4, 6, 25, 2
_ADJACENT, _FIRST, _BODY = 0.9, 0.8, 0.85
_LONG_WORD = 4
# An Arabic verb has no article: what is written with one is a noun of the same root.
_ARTICLES = ("ال", "وال", "بال", "لل", "فال")


class Speakers:
    """Finds the speaker of each verb of speech of a reading."""

    def __init__(
        self, found: Outline, rows: Phrases, quoted: Set[int] = frozenset()
    ) -> None:
        self._found, self._rows, self._quoted = found, rows, quoted
        self._reading = found.reading
        self._words = found.reading.words
        self._voice = Voicing(found.reading, rows)
        self._order = found.reading.lexicon.order
        self._groups = [group for clause in found.clauses for group in clause.groups]
        self._starts = [group.first for group in self._groups]
        self._trigger_ends = {hit.last for hit in found.triggers}
        self._whens = {when.last: when.first for when in self._reading.whens}
        self._nouns = NounPhrases(found, rows, self._whens)
        self._lone = LoneWords(found.reading, self._voice, quoted)
        self._dated = {
            at for when in found.reading.whens for at in range(when.first, when.last)
        }

    def of(self, hit: Hit, told: Told) -> Voice | None:
        """Return who speaks by a verb; None when nobody can be told."""
        clause = self._found.clauses[self._found.clause_at(hit.first)]
        if self._is_passive(hit) or self._words[hit.first].text.startswith(_ARTICLES):
            return None
        if self._rows.unnamed.within(clause.first, clause.last) is not None:
            return NOBODY
        if hit.first in self._rows.according:
            return self._according(hit, clause, told)
        if self._order == "vso":
            found = self._behind(hit, clause, told, _FAR)
            return found or self._before(hit, clause, told)
        if self._is_inverted(hit, clause):
            found = self._behind(hit, clause, told, _BEHIND)
            if found is not None:
                return found
        return self._before(hit, clause, told)

    def voice_of(self, group: Group) -> Voice:
        """Return the voice of a group's first party."""
        return self._voice(group.members[0], "subject", _FIRST)

    def first_subject(self, first: int, last: int) -> Voice | None:
        """Return the first party among the tokens that no preposition governs."""
        for group in self._groups_in(first, last):
            if self._is_free(group):
                return self.voice_of(group)
        return None

    def stands_apart(self, voice: Voice) -> bool:
        """Say whether a pause parts a speaker with its title from what stands before."""
        if voice.tokens is None:
            return False
        at = voice.tokens[0]
        ending = self._found.ending
        while at > 0 and (
            at - 1 in self._found.titled
            or at - 1 in self._found.inside
            or ending.get(at, set()) & {"definite", "possessive"}
        ):
            at -= 1
        return at > 0 and (
            self._words[at - 1].text in PAUSES or self._words[at - 1].text in MARKS
        )

    def owner(self, carrier: Hit, end: int) -> Voice | None:
        """Return whose a statement is: “a statement issued by X”, “بيان صادر عن”."""
        for group in self._groups_in(carrier.last, min(end, carrier.last + _BEHIND)):
            if not self._is_free(group) or self._order == "vso":
                return self._voice(group.members[0], "statement-of", _BODY)
        return self._house(carrier.last, min(end, carrier.last + _BEHIND))

    def _house(self, first: int, last: int) -> Voice | None:
        """Return the voice of a body that is named as a house: “the presidency”."""
        for at in range(first, last):
            index = self._found.inside.get(at)
            if index is not None and self._reading.mentions[index].aside == "house":
                return self._voice(index, "speaker-verb", _BODY)
        return None

    def _is_passive(self, hit: Hit) -> bool:
        at = hit.first
        while at > 0 and self._words[at - 1].text.endswith("ly"):
            at -= 1
        return at in self._rows.passive and hit.last - hit.first == 1

    def _is_free(self, group: Group) -> bool:
        """Say whether nothing makes the group anything but a subject."""
        if group.free:
            return True
        at = group.first
        while at > 0 and "definite" in self._found.ending.get(at, set()):
            at -= 1
        if at > 1 and self._words[at - 1].text == "s":  # “the country’s government”
            at -= 3
            while at > 0 and "definite" in self._found.ending.get(at, set()):
                at -= 1
        before = self._words[at - 1].text if at > 0 else ","
        return before in PAUSES or before in MARKS

    # Behind the verb ---------------------------------------------------------
    def _is_inverted(self, hit: Hit, clause: Clause) -> bool:
        if hit.first == clause.first or hit.first == 0:
            return True
        before = self._words[hit.first - 1].text
        if before in PAUSES or before in MARKS:
            return True
        return self._reading.lexicon.inversion == "free" and not any(
            self._is_free(group) and group.last <= hit.first for group in clause.groups
        )

    def _behind(self, hit: Hit, clause: Clause, told: Told, reach: int) -> Voice | None:
        end = min(clause.last, hit.last + reach)
        stops = (at for at in range(hit.last, end) if self._words[at].text in _ENDS)
        end = next(stops, end)
        group = next(self._groups_in(hit.last, end), None)
        limit = group.first if group else end
        if self._anonymous_in(hit.last, min(limit, hit.last + _BEHIND)):
            return NOBODY
        carrier = self._rows.carriers.within(hit.last, min(limit, hit.last + _TOGETHER))
        if carrier is not None:
            return self.owner(carrier, end) or told.owner or told.last
        spoke = self._rows.spokes.within(hit.last, limit)
        if group is not None and (spoke is not None or self._may_speak(group, hit)):
            return self._voice(self._named(group, end), "verb-speaker", _ADJACENT)
        house = self._house(hit.last, min(limit, hit.last + _TOGETHER))
        if house is not None:
            return house
        echo = self._lone.echo(range(hit.last, min(limit, hit.last + _TOGETHER)))
        if echo is not None:
            return echo
        if self._order == "vso" and self._leads_on(hit, clause):
            return self._subject_so_far(clause) or (told.last and told.last.carried())
        return None

    def _named(self, group: Group, end: int) -> int:
        """Return the person whom a spokesperson's title names, else the first party."""
        mentions = self._reading.mentions
        for other in (
            group,
            *self._groups_in(group.last, min(end, group.last + _NEAR)),
        ):
            for member in other.members:
                if mentions[member].kind == "person":
                    return member
        return group.members[0]

    def _may_speak(self, group: Group, hit: Hit) -> bool:
        at = hit.last
        while at < group.first and at in self._dated:
            at += 1
        if self._is_free(group) or (self._order == "vso" and at == group.first):
            return True
        # “сообщили в МИД”: a body, not a person, may stand behind “in”.
        member = self._reading.mentions[group.members[0]]
        stands = range(at + 1, at + _NEAR)
        return member.kind != "person" and any(
            first in self._rows.at_body for first in stands if first <= group.first
        )

    def _leads_on(self, hit: Hit, clause: Clause) -> bool:
        """Say whether what was said follows, with no other subject between."""
        at = hit.last
        if at >= clause.last:
            return at < len(self._words)
        names = self._found.at_structure.get(at, set())
        return self._words[at].text in _ENDS or bool(names & {"govern", "locative"})

    def _subject_so_far(self, clause: Clause) -> Voice | None:
        """Return the subject of an earlier clause of the sentence."""
        if clause.opener in ("", ";"):
            return None
        sentence = self._found.sentence_of(clause)
        voice = self.first_subject(sentence.first, clause.first)
        return voice and voice.carried("subject-of-sentence")

    # Before the verb ---------------------------------------------------------
    def _before(self, hit: Hit, clause: Clause, told: Told) -> Voice | None:
        at = self._skipped_back(hit.first, clause.first)
        start = self._nouns.phrase_start(at, clause.first)
        if self._anonymous_in(min(start, max(clause.first, at - _NEAR)), at):
            return NOBODY
        carrier = self._rows.carriers.within(max(clause.first, at - 2), at)
        if carrier is not None and carrier.last == at:
            return self._owner_before(carrier) or told.owner or told.last
        if self._nouns.is_unknown_name(at, clause.first):
            return self._lone.echo(range(at - 1, at)) or NOBODY
        house = self._house(max(start, at - 2), at)
        if house is not None:
            return house
        if self._nouns.is_unnamed(start, at):
            return NOBODY
        if self._nouns.is_common_noun(start, at, clause.first):
            return self._referred(hit, clause, at, Told(told.last))
        group = self._subject(hit, clause, at)
        if group is not None:
            score = _ADJACENT if at - group.last <= 1 else _FIRST
            return self._voice(self._acting(group), "speaker-verb", score)
        for other in clause.groups:
            if other.last <= hit.first and self._voice.is_spoken_for(other.members[0]):
                return self._voice(other.members[0], "spokesperson", _FIRST)
        stated = self._rows.carriers.within(clause.first, hit.first)
        owner = self.owner(stated, hit.first) if stated else None
        return owner or self._referred(hit, clause, at, told)

    def _referred(self, hit: Hit, clause: Clause, at: int, told: Told) -> Voice | None:
        """Return to whom a pronoun, a noun without a name or a lone surname leads."""
        names = self._found.ending.get(at, set())
        if names & {"pronoun", "plural"} or at in self._rows.it:
            voice = self._subject_so_far(clause) if "pronoun" in names else None
            voice = voice or told.last
            return voice and voice.carried()
        echo = self._lone.echo(range(max(clause.first, at - 1), at))
        if echo is not None:
            return echo
        state = self._lone.of_country(at, clause.first)
        if state is not None:
            return state
        if self._nouns.is_definite_noun(at, clause.first):
            voice = told.last or told.subject
        else:
            voice = (
                told.last if self._nouns.closes_quotation(at, clause.first) else None
            )
        return voice and voice.carried()

    def _skipped_back(self, at: int, lowest: int) -> int:
        """Pass adverbs, auxiliaries and dates before a verb; return where they begin."""
        start = at
        while at > lowest and start - at < 2 * _BEHIND:
            small = self._whens.get(at, self._rows.small.get(at, -1))
            if small >= lowest:
                at = small
                continue
            word = self._words[at - 1].text
            adverb = word.endswith("ly") and len(word) > _LONG_WORD and word.islower()
            if not adverb and "also" not in self._found.ending.get(at, set()):
                break
            at -= 1
        return at

    def _subject(self, hit: Hit, clause: Clause, at: int) -> Group | None:
        groups = [
            outside
            for group in clause.groups
            if group.last <= hit.first and not self._possesses(group)
            for outside in self._outside(group)
        ]
        near = groups[-1] if groups else None
        relative = "relative" in self._found.at_structure.get(clause.first, set())
        closed = relative and self._words[hit.first - 1].text in ",،"
        if near and not closed and self._adjoins(near, at):
            return near
        if not closed:
            for group in groups:
                if self._is_free(group) and group.first not in self._trigger_ends:
                    gap = self._words[group.last : at]
                    if not (gap and gap[0].text[:1].isupper() and len(gap) <= _NEAR):
                        return group
        return self._subject_before(clause, hit, closed)

    def _adjoins(self, group: Group, at: int) -> bool:
        """Say whether a group stands right before the verb and may be its subject."""
        if at - group.last > _NEAR:
            return False
        between = self._words[group.last : at]
        if any(token.text in PAUSES or token.text[:1].isupper() for token in between):
            return False
        if not self._is_free(group):
            if at - group.last > 1:
                return False
            body = self._reading.mentions[group.members[0]].kind != "person"
            first = group.first
            stands = any(n in self._rows.at_body for n in range(first - 2, first + 1))
            return (body and stands) or self._acting(group) != group.members[0]
        return group.first not in self._trigger_ends and group.governor != "and"

    def _outside(self, group: Group) -> Iterator[Group]:
        """Yield a group without its members that stand inside a quotation."""
        if group.first not in self._quoted:
            yield group
            return
        mentions = self._reading.mentions
        members = [at for at in group.members if mentions[at].first not in self._quoted]
        if members:
            yield Group(members, mentions[members[0]].first, group.last)

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

    def _subject_before(self, clause: Clause, hit: Hit, closed: bool) -> Group | None:
        """Return the subject of an earlier clause for “adding that”, “who … said”."""
        earlier = self._found.of_sentence(clause.sentence)
        earlier = earlier[: earlier.index(clause)]
        free = [g for row in earlier for g in row.groups if self._is_free(g)]
        if closed:
            return free[-1] if free else None
        verbal = hit.first - clause.first <= 1 and not (
            self._found.ending.get(hit.first, set()) & {"pronoun", "plural", "definite"}
        )
        return free[0] if verbal and free and clause.opener != ";" else None

    # Both ways ---------------------------------------------------------------
    def _according(self, hit: Hit, clause: Clause, told: Told) -> Voice | None:
        if self._order == "sov":
            at = bisect_left(self._starts, hit.first) - 1
            if at >= 0 and hit.first - self._groups[at].last <= _TOGETHER:
                return self._voice(self._groups[at].members[-1], "according", _ADJACENT)
            return None
        end = min(hit.last + 2 * _BEHIND, self._found.sentence_of(clause).last)
        group = next(self._groups_in(hit.last, end), None)
        limit = group.first if group else end
        if self._anonymous_in(hit.last, min(hit.last + _NEAR, limit + 1)):
            return NOBODY
        stated = self._rows.carriers.within(hit.last, min(limit, hit.last + 3))
        behind = range(stated.last, limit) if stated else ()
        if any(self._words[at].text in PAUSES for at in behind):
            group = None  # “according to the statement, X …”
        if group is not None and limit - hit.last <= 2 * _NEAR:
            return self._voice(self._named(group, end), "according", _ADJACENT)
        carrier = self._rows.carriers.within(hit.last, hit.last + 3)
        voice = told.owner or told.last or told.subject
        return voice.carried() if carrier is not None and voice is not None else None

    def _anonymous_in(self, first: int, last: int) -> bool:
        return self._rows.anonymous.within(first, last) is not None

    def _owner_before(self, carrier: Hit) -> Voice | None:
        """Return whose a statement is when the name stands first: “the GNA statement”."""
        at = bisect_left(self._starts, carrier.first) - 1
        if at >= 0 and carrier.first - self._groups[at].last <= _TOGETHER:
            return self._voice(self._groups[at].members[-1], "statement-of", _BODY)
        return None

    def _groups_in(self, first: int, end: int) -> Iterator[Group]:
        at = bisect_left(self._starts, first)
        while at < len(self._groups) and self._starts[at] < end:
            yield self._groups[at]
            at += 1
