"""Sentences cut into clauses, with the groups of parties that stand in them.

A group is a run of parties joined by commas and “and”, with titles between. What
stands before it (a preposition, a verb, nothing) tells its part in the clause.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from intake.extract.known import Known
from intake.extract.plain import Hit, Mention, Reading, Sentence, When
from intake.extract.words import ARTICLES, arabic_key, name_words

_JOINTS = frozenset(",،;&()[]-–—/\"'“”«»‘’`.:")
_PREPOSED = frozenset({"govern", "locative", "toward", "purpose", "topic", "all"})
_COMMAS = frozenset(",،&;/-–—")
_FRONT = 12
_PARTING = frozenset({"with", "between", "companion", "led", "break"})
_GAP = 25
# Arabic particles written with the word they govern: with, to, and.
_PREFIXES = (("وب", "with"), ("ب", "with"), ("ول", "to"), ("ل", "to"), ("و", "and"))
_JOINED_WORDS = ("بال", "وبال", "لل", "ولل", "وال")


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


def outline(reading: Reading) -> Outline:
    """Cut the reading's sentences into clauses and find their groups of parties."""
    words, lexicon = reading.words, reading.lexicon
    found = Outline(reading)
    found.triggers = [_as_verb(reading, hit) for hit in lexicon.hits("triggers", words)]
    for index, mention in enumerate(reading.mentions):
        found.inside.update(dict.fromkeys(range(mention.first, mention.last), index))
    structure = _outside(found, lexicon.hits("structure", words))
    for hit in structure:
        found.at_structure.setdefault(hit.first, set()).add(hit.name)
        found.ending.setdefault(hit.last, set()).add(hit.name)
    for group in ("titles", "people"):
        for hit in lexicon.hits(group, words):
            found.titled.update(range(hit.first, hit.last))
    status = _outside(found, lexicon.hits("status", words))
    _cut(found, structure, [*found.triggers, *status])
    _share(found, found.triggers, "triggers")
    _share(found, structure, "structure")
    _share(found, status, "status")
    _share(found, lexicon.hits("speech", words), "speech")
    _group(found)
    agreed = lexicon.hits("agreements", words)
    found.texts_dates = [
        when for when in reading.whens if _dates_a_text(found, when, agreed)
    ]
    return found


def _as_verb(reading: Reading, hit: Hit) -> Hit:
    """Return a noun of meeting written as a participle as the verb it is."""
    endings = reading.lexicon.participles
    word = reading.words[hit.last - 1].text.casefold()
    if endings and hit.name.endswith("/noun") and word.endswith(endings):
        return Hit(hit.first, hit.last, hit.group, "meet/held")
    return hit


def _dates_a_text(found: Outline, when: When, agreed: Sequence[Hit]) -> bool:
    """Say whether a date is of words: “said on Monday”, “the 23 October ceasefire”."""
    clause = found.clauses[found.clause_at(when.first)]
    for hit in clause.speech:
        if 0 <= when.first - hit.last <= 1 or 0 <= hit.first - when.last <= 1:
            return True
    around = [
        hit
        for hit in agreed
        if (hit.name == "noun" and hit.first == when.last)
        or (hit.name == "signed" and 0 <= when.first - hit.last <= 1)
    ]
    return bool(around)


def _outside(found: Outline, hits: Sequence[Hit]) -> list[Hit]:
    """Leave out the phrases that are part of a name."""
    return [
        hit
        for hit in hits
        if hit.first not in found.inside or hit.last - 1 not in found.inside
    ]


def _share(found: Outline, hits: Sequence[Hit], kind: str) -> None:
    """Give each clause the phrases that stand in it."""
    for hit in hits:
        if found.clauses:
            clause = found.clauses[found.clause_at(hit.first)]
            if clause.first <= hit.first < clause.last:
                getattr(clause, kind).append(hit)


def _cut(found: Outline, structure: Sequence[Hit], kept: Sequence[Hit]) -> None:
    """Cut sentences at opening words, but not inside a name or a kept phrase."""
    words = found.reading.words
    inside = {
        index
        for mention in found.reading.mentions
        for index in range(mention.first, mention.last)
    }
    inside.update(i for hit in kept for i in range(hit.first, hit.last))
    breaks = {at: ";" for at, token in enumerate(words) if token.text in ";؛"}
    for hit in structure:
        if hit.name == "break" and hit.first not in inside:
            breaks[hit.first] = words[hit.first].text.casefold()
    order = sorted(breaks)
    for sentence in found.reading.sentences:
        start, opener = sentence.dateline, ""
        cuts = order[bisect_left(order, start) : bisect_left(order, sentence.last)]
        for at in cuts:
            if at > start:
                _add(found, Clause(sentence.index, start, at, opener))
            start, opener = at, breaks[at]
        if start < sentence.last:
            _add(found, Clause(sentence.index, start, sentence.last, opener))


def _add(found: Outline, clause: Clause) -> None:
    found.clauses.append(clause)
    found._starts.append(clause.first)
    found._by_sentence.setdefault(clause.sentence, []).append(clause)


def _group(found: Outline) -> None:
    reading = found.reading
    at_clause = -1
    titles = _inside_titles(found)
    for index, mention in enumerate(reading.mentions):
        if not mention.takes_part or index in titles:
            continue
        number = found.clause_at(mention.first)
        clause = found.clauses[number] if found.clauses else None
        if clause is None or not clause.first <= mention.first < clause.last:
            continue
        groups = clause.groups
        if (
            groups
            and number == at_clause
            and _joined(found, groups[-1], index, head_of(found, index))
        ):
            group = groups[-1]
            # After “A and B” a comma begins something else.
            group.closed = group.closed or _has_and(found, group.last, mention.first)
            group.members.append(index)
            group.last = mention.last
        else:
            first = head_of(found, index)
            groups.append(
                Group([index], first, mention.last, governor(found, clause, first))
            )
        at_clause = number


def _inside_titles(found: Outline) -> set[int]:
    """Return the states and bodies that only say whose envoy or head a person is."""
    mentions = found.reading.mentions
    inside: set[int] = set()
    for index, mention in enumerate(mentions):
        if mention.kind != "person" or not mention.takes_part:
            continue
        first = head_of(found, index)
        for at in range(first, mention.first):
            other = found.inside.get(at)
            if other is not None and mentions[other].kind != "person":
                _affiliate(mention, mentions[other], inside, other)
        before = found.inside.get(first - 1)
        if before is not None and mentions[before].rule == "people":
            _affiliate(mention, mentions[before], inside, before)
    return inside


def _affiliate(person: Mention, body: Mention, inside: set[int], index: int) -> None:
    inside.add(index)
    if body.kind != "state" and body.party and body.party not in person.bodies:
        person.bodies.append(body.party)


def head_of(found: Outline, index: int) -> int:
    """Return the first token of a mention with its title."""
    mention = found.reading.mentions[index]
    if prefix(found, mention.first) == "and":
        return mention.first
    words, at = found.reading.words, mention.first
    title = mention.title_first
    if title is not None and title < at:
        at = title
    lowest = max(0, mention.first - _FRONT)
    best = at
    while at > lowest:
        at -= 1
        if at in found.titled:
            best = at
        elif not (
            words[at].text in ",،" or _is_glue(found, at) or _is_at_state(found, at)
        ):
            break
    return best


def _is_at_state(found: Outline, at: int) -> bool:
    """Say whether a token is a country inside a title: “envoy to Libya, X”."""
    for token in (at, at + 1):
        index = found.inside.get(token)
        if index is not None and found.reading.mentions[index].kind == "state":
            names = found.at_structure.get(at, set())
            return token == at or bool(names & _PREPOSED or "during" in names)
    return False


def _is_glue(found: Outline, at: int) -> bool:
    token = found.reading.words[at]
    if token.text in _JOINTS or token.text.casefold() in ARTICLES:
        return True
    return any(key in found.reading.lexicon.glue for key in token.keys) or (
        at in found.titled
    )


def _has_and(found: Outline, first: int, last: int) -> bool:
    return any("and" in found.at_structure.get(at, set()) for at in range(first, last))


def _joined(found: Outline, group: Group, after: int, last: int) -> bool:
    """Say whether nothing but joints, titles and “and” stands before one more party.

    `after` is its mention, `last` the first token of its title.
    """
    mentions, words = found.reading.mentions, found.reading.words
    first, before = group.last, group.members[-1]
    joined = prefix(found, max(last, first)) if last < len(words) else ""
    if last <= first:
        apart = mentions[before].kind == mentions[after].kind == "person"
        return joined == "and" or (joined == "" and not apart)
    if last - first > _GAP or joined in ("with", "to"):
        return False
    coordinated = joined == "and"
    acts = _acts(found, mentions[after].last)
    for at in range(first, last):
        names = found.at_structure.get(at, set())
        if "and" in names:
            coordinated = True
        elif names & _PARTING:
            return False
        elif words[at].text in _COMMAS:
            coordinated = coordinated or not (group.closed or acts)
        elif not _is_glue(found, at) and not _inside_party(found, at):
            return False
    return coordinated or last - first <= 1


def _acts(found: Outline, at: int) -> bool:
    """Say whether a verb of speech or meeting follows a party at once."""
    clause = found.clauses[found.clause_at(at)]
    return any(
        at <= hit.first <= at + 1
        for hit in [*clause.speech, *clause.triggers]
        if hit.name == "say" or hit.name.endswith("/held")
    )


def _inside_party(found: Outline, at: int) -> bool:
    return at in found.inside


def prefix(found: Outline, at: int) -> str:
    """Return the particle joined to an Arabic word: “with”, “to”, “and” or none."""
    token = found.reading.words[at]
    if not "\u0621" <= token.text[:1] <= "\u064a":
        return ""
    for letters, meaning in _PREFIXES:
        if token.text.startswith(letters):
            if token.text.startswith(_JOINED_WORDS):
                return meaning
            initial = found.reading.known.once("initials", _initials)
            title = found.reading.lexicon.tries["titles"].opens
            own = token.keys[0] in initial or title(arabic_key(token.text))
            return "" if own else meaning
    return ""


def _initials(known: Known) -> frozenset[str]:
    """Return the first words of names that begin with a letter that is also “with”."""
    words = {
        word
        for party in known.parties.values()
        for name in party.names
        for word in name_words(name)[:1]
    }
    return frozenset(word for word in words if word[:1] in "blw")


def governor(found: Outline, clause: Clause, first: int) -> str:
    """Return what governs the tokens from `first`: a class of phrase, or nothing."""
    words = found.reading.words
    joined = prefix(found, first)
    if joined:
        return "govern" if joined == "to" else joined
    at = first
    while at > clause.first:
        names = found.before(at)
        for name in ("companion", "between", "with", "led"):
            if name in names:
                return name
        if names & _PREPOSED:
            return "govern"
        if "and" in names:
            return "and"
        if words[at - 1].text in _JOINTS or "definite" in names:
            at -= 1
            continue
        break
    return ""
