"""Texts and understandings that a report tells of, and what was done with them.

A name of such a text (“ceasefire agreement”) is enough; a common word (“plan”) needs
what makes it a name: a proper noun, a date or a verb of agreeing beside it. A verb of
agreeing without a text (“agreed to set up a committee”) is an understanding too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from intake.extract.agreements_merge import once
from intake.extract.clauses import Clause, Outline
from intake.extract.outlines import outline
from intake.extract.plain import Agreed, Hit, Occasion, Reading, When
from intake.extract.quotes import find as find_quotes

VERSION = 1
ACTIONS = ("refused", "proposed", "signed", "announced", "referenced", "wished")
_BACKGROUND = timedelta(days=30)
_MOST_WORDS = 14
_REACH = 12
_SURE, _FAIR, _WEAK = 0.8, 0.7, 0.55
_STOPS = frozenset('.,;:!?؟،؛()[]“”"«»–—\n')


@dataclass(slots=True)
class _Name:
    """A text named in tokens [first, last), with its head at `hit`."""

    hit: Hit
    first: int
    last: int
    proper: bool
    when: When | None


def find(
    reading: Reading, meetings: Sequence[Occasion], found: Outline | None = None
) -> list[Agreed]:
    """Return the agreements of a reading, each once, with its meeting and parties."""
    if not reading.words:
        return []
    finder = _Agreements(found or outline(reading), meetings)
    return once(finder.named(), finder.understood())


class _Agreements:
    def __init__(self, found: Outline, meetings: Sequence[Occasion]) -> None:
        self._found, self._reading = found, found.reading
        self._words, self._meetings = found.reading.words, meetings
        lexicon = found.reading.lexicon
        self._hits: dict[str, list[Hit]] = {}
        for hit in lexicon.hits("agreements", self._words):
            self._hits.setdefault(hit.name, []).append(hit)
        self._placed = {
            at
            for where in found.reading.wheres
            for at in range(where.first, where.last)
        }
        self._articles = {hit.first for hit in self._hits.get("article", [])}
        self._kinds = lexicon.hits("kinds", self._words)
        self._quotes = find_quotes(self._reading.text, self._words)
        self._titles = [
            (s.first, s.last) for s in self._reading.sentences if s.headline
        ]

    # Named texts -------------------------------------------------------------
    def named(self) -> Iterator[Agreed]:
        """Yield each text that is named, where it stands in the report."""
        strong = {(hit.first, hit.last) for hit in self._hits.get("noun", [])}
        strong -= {(hit.first, hit.last) for hit in self._hits.get("weak", [])}
        heads = [*self._hits.get("noun", []), *self._hits.get("weak", [])]
        seen: set[int] = set()
        for hit in sorted(heads, key=lambda hit: (hit.first, -hit.last)):
            if (
                hit.first in seen
                or self._in_title(hit)
                or hit.first in self._found.inside
            ):
                continue
            seen.update(range(hit.first, hit.last))
            name = self._name(hit)
            action, act = self._action(name)
            sure = (hit.first, hit.last) in strong
            if not self._is_a_text(name, action, sure):
                continue
            action = "proposed" if action == "wished" else action
            yield self._agreed(
                name, action, act, _SURE if sure and name.proper else _FAIR
            )

    def _name(self, hit: Hit) -> _Name:
        clause = self._clause(hit.first)
        first = self._left(hit.first, clause.first)
        when = self._date_near(hit, clause)
        last = self._right(hit.last, clause.last)
        if when is not None and when.first - last <= 3:
            last = max(last, when.last)
        inner = [*range(first, hit.first), *range(hit.last, min(last, hit.last + 4))]
        proper = any(self._is_proper(at) for at in inner) or when is not None
        return _Name(hit, first, last, proper, when)

    def _is_proper(self, at: int) -> bool:
        token = self._words[at]
        if at in self._found.inside or at in self._placed:
            return True
        return token.text[:1].isupper() and token.is_word and at > 0

    def _left(self, at: int, lowest: int) -> int:
        """Take in what stands before the head: adjectives and proper names."""
        first = at
        if self._reading.lexicon.adjectives == "after":
            return first
        while first > lowest and at - first < 6:
            token = self._words[first - 1]
            names = self._found.ending.get(first, set())
            article = first - 1 in self._articles or names & {"definite", "another"}
            if article or "pronoun" in names or token.text in _STOPS:
                break
            plain = token.is_word and not names & _VERBAL and not self._acts(first - 1)
            if not plain:
                if token.text in "-’'" and first - 1 > lowest:
                    first -= 1
                    continue
                break
            first -= 1
        return first

    def _acts(self, at: int) -> bool:
        return any(
            hit.first <= at < hit.last
            for name in (*ACTIONS, "verb")
            for hit in self._near(name, at - 3, at + 1)
        )

    def _right(self, at: int, highest: int) -> int:
        """Take in “of …”, “on …”, “between …” behind the head, up to a verb or mark."""
        names = self._found.at_structure.get(at, set())
        after = self._reading.lexicon.adjectives == "after"
        if not after and not names & {"of", "govern", "between", "topic"}:
            return at
        last = at
        while last < min(highest, at + _REACH):
            if self._words[last].text in _STOPS or self._acts(last):
                break
            last += 1
        # A name does not end with a preposition.
        while last > at and self._found.at_structure.get(last - 1, set()) & _VERBAL:
            last -= 1
        return last

    def _is_a_text(self, name: _Name, action: str, strong: bool) -> bool:
        if action == "wished" and not name.proper:
            return False
        done = action in ("signed", "announced", "refused", "proposed")
        if strong:
            return name.proper or done or self._definite(name)
        return name.proper or (done and action != "proposed")

    def _definite(self, name: _Name) -> bool:
        ending = self._found.ending.get(name.first, set())
        tokens = self._words[name.hit.first : name.hit.last]
        return (
            "definite" in ending
            or self._words[name.first - 1].text.casefold() == "the"
            or any(t.text.startswith(("ال", "بال", "لل", "وال")) for t in tokens)
        )

    # What was done -----------------------------------------------------------
    def _action(self, name: _Name) -> tuple[str, Hit | None]:
        """Return the nearest action in the clause, and where it stands."""
        clause = self._clause(name.hit.first)
        best: tuple[int, int, str, Hit] | None = None
        for rank, action in enumerate(ACTIONS):
            for hit in self._near(action, clause.first, clause.last):
                if name.first <= hit.first < name.last and hit.last <= name.hit.last:
                    continue
                before = hit.last <= name.first
                gap = name.first - hit.last if before else hit.first - name.last
                if -name.last <= gap <= _REACH:
                    row = (abs(gap), rank, action, hit)
                    best = min(best, row) if best else row
        if best is None:
            return "referenced", None
        _, _, action, hit = best
        if self._is_past(name) and action in ("signed", "announced"):
            return "referenced", hit
        # “the agreement signed in …” looks back; “the agreement was signed” does not.
        behind = hit.first >= name.hit.last and not self._has_auxiliary(hit.first)
        if behind and action in ("signed", "announced") and self._definite(name):
            return "referenced", hit
        return action, hit

    def _has_auxiliary(self, at: int) -> bool:
        before = self._words[at - 1].keys[:1] if at else ()
        return bool(before) and before[0] in ("was", "were", "is", "been", "be", "are")

    def _is_past(self, name: _Name) -> bool:
        when = name.when
        return when is not None and when.end < self._reading.published - _BACKGROUND

    def _date_near(self, hit: Hit, clause: Clause) -> When | None:
        whens = self._reading.whens
        for when in whens[bisect_left(whens, hit.first - 12, key=_first_of) :]:
            if when.first > hit.last + 6:
                return None
            near = 0 <= when.first - hit.last <= 6 or 0 <= hit.first - when.last <= 1
            if near and clause.first <= when.first < self._reading_end(clause):
                return when
        return None

    def _reading_end(self, clause: Clause) -> int:
        return self._found.sentence_of(clause).last

    # Understandings without a text --------------------------------------------
    def understood(self) -> Iterator[Agreed]:
        """Yield what sides agreed without a text being named."""
        for hit in self._hits.get("verb", []):
            quoted = any(q.first <= hit.first < q.last for q in self._quotes)
            clause = self._clause(hit.first)
            if quoted or self._in_title(hit) or self._only_meant(hit, clause):
                continue
            last = min(self._reading_end(clause), hit.last + _MOST_WORDS)
            behind = range(hit.last, last)
            last = next((at for at in behind if self._words[at].text in _STOPS), last)
            first = hit.last
            if last - hit.last < 2:
                first, last = self._subject_end(hit, clause), hit.last
                if hit.first - first < 2:
                    continue
            yield self._agreed(
                _Name(hit, first, last, False, None), "announced", hit, _WEAK
            )

    def _only_meant(self, hit: Hit, clause: Clause) -> bool:
        """Say whether agreeing is denied, hoped for, or told in passing."""
        if self._words[hit.first].text.startswith(("لل", "ولل")):
            return True
        before = hit.first - clause.first
        if (
            "relative" in self._found.at_structure.get(clause.first, set())
            and before < 3
        ):
            return True
        return any(
            row.name in ("irrealis", "denied")
            and hit.first - 4 <= row.first < hit.first
            for row in clause.status
        )

    def _subject_end(self, hit: Hit, clause: Clause) -> int:
        """Return where a passive's subject begins: “a role … was agreed”."""
        first = hit.first
        while first > clause.first and self._words[first - 1].text not in _STOPS:
            first -= 1
        return first

    # Put together ------------------------------------------------------------
    def _agreed(
        self, name: _Name, action: str, act: Hit | None, confidence: float
    ) -> Agreed:
        clause, reading = self._clause(name.hit.first), self._reading
        first, last = self._titled(name)
        title = " ".join(reading.quote(first, last).split())
        if act is not None and abs(act.first - name.first) <= _REACH:
            first, last = min(first, act.first), max(last, act.last)
        meeting = self._meeting_of(name, action)
        parties = self._parties(clause, name, act)
        if not parties and meeting is not None and action != "referenced":
            parties = list(self._meetings[meeting].participants)
        verb = f"‘{reading.quote(act.first, act.last)}’" if act else "no verb"
        return Agreed(
            title[:1].upper() + title[1:],
            self._kind(name),
            action,
            [reading.span(first, last)],
            "agreement-verb" if name.hit.name == "verb" else "agreement-name",
            confidence,
            parties,
            name.when,
            f"‘{reading.quote(name.hit.first, name.hit.last)}’ with {verb}",
            meeting,
        )

    def _titled(self, name: _Name) -> tuple[int, int]:
        """Return the tokens of the title: the name, or more where it says too little."""
        last = min(name.last, name.first + _MOST_WORDS)
        if last - name.first == 1:
            end = min(self._reading_end(self._clause(name.first)), last + _REACH)
            marks = (n for n in range(last, end) if self._words[n].text in _STOPS)
            last = next(marks, end)
        while last - name.first > 1 and (
            last - 1 in self._articles
            or self._found.at_structure.get(last - 1, set()) & _VERBAL
        ):
            last -= 1
        return name.first, last

    def _kind(self, name: _Name) -> str:
        for first, last in ((name.hit.first, name.hit.last), (name.first, name.last)):
            at = bisect_left(self._kinds, first, key=_first_of)
            if at < len(self._kinds) and self._kinds[at].first < last:
                return self._kinds[at].name
        return "political"

    def _parties(self, clause: Clause, name: _Name, act: Hit | None) -> list[str]:
        """Return who agreed: “between X and Y”, “reached by X and Y”, “X and Y signed”."""
        found: list[str] = []
        for group in clause.groups:
            by = act is not None and 0 <= group.first - act.last <= 2
            between = group.governor == "between" and group.first >= name.first
            before = group.free and group.last <= name.first and len(group.members) > 1
            if between or (by and group.governor == "govern") or (before and not found):
                slugs = [self._reading.mentions[at].party for at in group.members]
                found = list(dict.fromkeys(slug for slug in slugs if slug))
                if between or by:
                    break
        return found if len(found) > 1 else []

    def _meeting_of(self, name: _Name, action: str) -> int | None:
        """Return the meeting whose words stand in the sentence, or just before it."""
        start, _ = self._reading.span(name.first, name.last)
        sentence = self._found.sentence_of(self._clause(name.hit.first))
        low, high = self._reading.span(sentence.first, sentence.last)
        best: tuple[int, int] | None = None
        for number, meeting in enumerate(self._meetings):
            for first, last in meeting.spans:
                if first < high and last > low:
                    return number
                far = start - last
                if 0 <= far < 400 and action != "referenced":
                    best = min(best, (far, number)) if best else (far, number)
        return best[1] if best else None

    def _near(self, name: str, first: int, last: int) -> Iterator[Hit]:
        hits = self._hits.get(name, [])
        at = bisect_left(hits, first, key=_first_of)
        while at < len(hits) and hits[at].first < last:
            yield hits[at]
            at += 1

    def _clause(self, at: int) -> Clause:
        return self._found.clauses[self._found.clause_at(at)]

    def _in_title(self, hit: Hit) -> bool:
        return any(first <= hit.first < last for first, last in self._titles)


_VERBAL = frozenset(
    {
        "locative",
        "toward",
        "govern",
        "of",
        "with",
        "and",
        "between",
        "break",
        "relative",
    }
)


def _first_of(row: Hit | When) -> int:
    return row.first
