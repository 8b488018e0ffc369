"""Parties that a clause names together, and what governs them."""

from __future__ import annotations

from intake.extract.clauses import Clause, Group, Outline
from intake.extract.known import Known
from intake.extract.plain import Mention
from intake.extract.words import ARTICLES, arabic_key, name_words

_JOINTS = frozenset(",،;&()[]-–—/\"'“”«»‘’`.:")
_PREPOSED = frozenset({"govern", "locative", "toward", "purpose", "topic", "all"})
_COMMAS = frozenset(",،&;/-–—")
_HYPHENS = frozenset("-‐‑")
_FRONT = 12
_PARTING = frozenset({"with", "between", "companion", "led", "break"})
_GAP = 25
_DESCRIBING = 2
_DESCRIPTION = 12
# Arabic particles written with the word they govern: with, to, and.
_PREFIXES = (("وب", "with"), ("ب", "with"), ("ول", "to"), ("ل", "to"), ("و", "and"))
_JOINED_WORDS = ("بال", "وبال", "لل", "ولل", "وال")


def gather(found: Outline) -> None:
    """Give each clause its groups of parties."""
    reading = found.reading
    at_clause = -1
    titles = _inside_titles(found)
    for index, mention in enumerate(reading.mentions):
        if not mention.takes_part or index in titles or _is_label(found, mention):
            continue
        if _is_where_from(found, index):
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


def _is_where_from(found: Outline, index: int) -> bool:
    """Say whether a country only tells where a person right behind it is from."""
    mentions = found.reading.mentions
    if mentions[index].kind != "state" or index + 1 >= len(mentions):
        return False
    after = mentions[index + 1]
    beside = after.first == mentions[index].last and after.kind == "person"
    return beside and prefix(found, after.first) == ""


def _is_label(found: Outline, mention: Mention) -> bool:
    """Say whether a body or state only heads a title: “Libya: …”."""
    if mention.kind == "person":
        return False
    words = found.reading.words
    clause = found.clauses[found.clause_at(mention.first)]
    start = clause.first
    colon = any(
        words[at].text == ":" for at in range(start, min(start + 6, clause.last))
    )
    return (
        colon
        and mention.first <= start + 4
        and any(
            words[at].text == ":"
            for at in range(mention.last, min(mention.last + 4, clause.last))
        )
    )


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
        before = _apposed(found, index, first)
        if before is not None:
            _affiliate(mention, mentions[before], inside, before)
    return inside


def _apposed(found: Outline, index: int, first: int) -> int | None:
    """Return the envoy's body or state right before a person: “of France, Mr. X”."""
    mentions = found.reading.mentions
    before = index - 1
    while before >= 0 and mentions[before].last > first:
        before -= 1
    if before < 0 or mentions[before].kind == "person":
        return None
    gap = range(mentions[before].last, first)
    if len(gap) > 3 or not all(is_glue(found, at) for at in gap):
        return None
    if any(is_and(found, at) for at in gap):
        return None
    owner = mentions[before]
    of = owner.kind == "state" and "of" in _before_article(found, owner.first)
    return before if owner.rule == "people" or (of and len(gap) > 0) else None


def _before_article(found: Outline, at: int) -> set[str]:
    while at > 0 and "definite" in found.before(at):
        at -= 1
    return found.before(at)


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
            words[at].text in ",،" or is_glue(found, at) or _is_at_state(found, at)
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


def is_glue(found: Outline, at: int) -> bool:
    """Say whether a token may stand inside a title or between its name and it."""
    token = found.reading.words[at]
    if token.text in _JOINTS or token.text.casefold() in ARTICLES:
        return True
    return any(key in found.reading.lexicon.glue for key in token.keys) or (
        at in found.titled
    )


def _has_and(found: Outline, first: int, last: int) -> bool:
    return any(is_and(found, at) for at in range(first, last))


def is_and(found: Outline, at: int) -> bool:
    """Say whether a token joins two names; Italian “è” is no “e”."""
    first = found.reading.words[at].text[:1]
    accented = "\u00c0" <= first <= "\u024f"
    return "and" in found.at_structure.get(at, set()) and not accented


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
        if is_and(found, at):
            coordinated = True
        elif names & _PARTING:
            return False
        elif words[at].text in _COMMAS:
            coordinated = coordinated or not (group.closed or acts)
        elif not is_glue(found, at) and not _inside_party(found, at):
            return _is_described(found, first, last)
    return coordinated or (last - first <= 1 and words[first].text not in _COMMAS)


def _is_described(found: Outline, first: int, last: int) -> bool:
    """Say whether “and” and a description lead to a name: “and the head of … B”."""
    if last - first > _DESCRIPTION or not is_and(found, first):
        return False
    clause = found.clauses[found.clause_at(first)]
    hits = [*clause.triggers, *clause.status]
    hits += [hit for hit in clause.speech if hit.name == "say"]
    hits += [h for h in clause.structure if h.name in ("topic", "purpose", "with")]
    return not any(first < hit.first < last for hit in hits)


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
            tries, word = found.reading.lexicon.tries, arabic_key(token.text)
            own = token.keys[0] in initial or any(
                tries[group].opens(word) for group in ("titles", "people", "triggers")
            )
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
    at, skipped = first, 0
    verbs = {h.last - 1 for h in [*clause.triggers, *clause.speech, *clause.status]}
    while at > clause.first:
        names = found.before(at)
        for name in ("companion", "between", "with", "led"):
            if name in names:
                return name
        if names & _PREPOSED:
            return "govern" if not skipped or "of" in names else ""
        if "and" in names and not skipped:
            return "and"
        if words[at - 1].text in _JOINTS or "definite" in names:
            at -= 1
            continue
        # “with senior officials”: one or two describing words.
        if (
            skipped < _DESCRIBING
            and (words[at - 1].text.islower() or words[at].text in _HYPHENS)
            and at - 1 not in verbs
        ):
            at, skipped = at - 1, skipped + 1
            continue
        break
    return ""
