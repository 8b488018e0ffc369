"""What stands around names: titles, bodies, countries, and the words that join them.

`Marks` is the working paper of the mentions stage: which token belongs to which
mention, and which tokens may be part of a title beside a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from intake.extract.known import Known
from intake.extract.lexicons import Lexicon, phrase_keys
from intake.extract.names import NameReader, is_acronym
from intake.extract.offices import Offices, alive, living
from intake.extract.plain import Hit, Mention, Reading, Sentence, Token
from intake.extract.trie import Trie
from intake.extract.words import name_words

NO_NAME = "no name"
BODY = 0.95
COUNTRY = 0.8
_HYPHENS = frozenset("-‐‑‒–'’ʼ`´.")
_SON_OF = frozenset(
    [
        "bin",
        "ben",
        "ibn",
        "bint",
        "al",
        "el",
        "Аль",
        "аль",
        "бин",
        "бен",
        "بن",
        "ابن",
        "آل",
    ]
)


@dataclass(slots=True)
class Marks:
    """A reading's words with the parties and titles found so far."""

    reading: Reading
    names: NameReader
    offices: Offices
    words: list[Token] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    cover: list[int] = field(default_factory=list)
    titles: dict[int, Hit] = field(default_factory=dict)
    title_ends: dict[int, Hit] = field(default_factory=dict)
    adjectives: dict[int, tuple[int, str]] = field(default_factory=dict)
    adjective_ends: dict[int, tuple[int, str]] = field(default_factory=dict)
    people: dict[int, int] = field(default_factory=dict)
    masked: set[int] = field(default_factory=set)
    titled: list[bool] = field(default_factory=list)
    namely: dict[int, bool] = field(default_factory=dict)
    sentence: list[int] = field(default_factory=list)

    @property
    def lexicon(self) -> Lexicon:
        """Return the lexicon of the report's language."""
        return self.reading.lexicon

    def free(self, at: int) -> bool:
        """Say whether a token belongs to no mention yet and may be a name."""
        return self.cover[at] < 0 and at not in self.masked

    def add(self, mention: Mention) -> int | None:
        """Keep a mention on free tokens; None when one of them is taken."""
        if any(self.cover[at] >= 0 for at in range(mention.first, mention.last)):
            return None
        index = len(self.mentions)
        self.mentions.append(mention)
        for at in range(mention.first, mention.last):
            self.cover[at] = index
        return index

    def sentence_of(self, at: int) -> Sentence:
        """Return the sentence that holds a token."""
        return self.reading.sentences[self.sentence[at]]

    def is_glue(self, at: int) -> bool:
        """Say whether a word may stand between the parts of a title."""
        return any(key in self.lexicon.glue for key in self.words[at].keys)

    def is_joint(self, at: int) -> bool:
        """Say whether a word is an article or preposition within a title."""
        return any(key in self.lexicon.joints for key in self.words[at].keys)

    def is_hyphen(self, at: int) -> bool:
        """Say whether a token ties two words to one another."""
        return self.words[at].text in _HYPHENS

    def persons(self) -> Iterator[tuple[int, Mention]]:
        """Return the persons found so far with their numbers, in order of finding."""
        for index, mention in enumerate(self.mentions):
            if mention.kind == "person" and mention.aside != NO_NAME:
                yield index, mention


def prepare(reading: Reading) -> Marks:
    """Return the working paper with titles, bodies and countries marked."""
    known = reading.known
    marks = Marks(
        reading, known.once("names", NameReader), known.once("offices", Offices)
    )
    marks.words = reading.words
    marks.cover = [-1] * len(reading.words)
    marks.titled = [False] * len(reading.words)
    marks.sentence = _sentence_numbers(reading)
    for hit in reading.lexicon.hits("not_names", reading.words):
        marks.masked.update(range(hit.first, hit.last))
    for hit in reading.lexicon.hits("people", reading.words):
        marks.people[hit.first] = hit.last
    _names_and_bodies(marks)
    _countries(marks)
    _titles(marks)
    return marks


def _titles(marks: Marks) -> None:
    """Mark titles; one inside a longer name, as in “General Congress”, is none."""
    for hit in marks.lexicon.hits("titles", marks.words):
        masked = marks.masked.intersection(range(hit.first, hit.last))
        if masked or _written_low(hit, marks) or _within(marks, hit):
            continue
        hit = _over_adjective(marks, hit)
        marks.titles[hit.first] = hit
        marks.title_ends[hit.last] = hit


def _within(marks: Marks, hit: Hit) -> bool:
    taken = {marks.cover[at] for at in range(hit.first, hit.last)}
    if len(taken) > 1 or -1 in taken:
        return False
    mention = marks.mentions[taken.pop()]
    return mention.last - mention.first > hit.last - hit.first


def _over_adjective(marks: Marks, hit: Hit) -> Hit:
    """“ministre français des Affaires étrangères”: read on behind the adjective."""
    adjective = marks.adjectives.get(hit.last)
    if adjective is None:
        return hit
    last = adjective[0]
    words = [*marks.words[hit.first : hit.last], *marks.words[last : last + 8]]
    found = marks.lexicon.tries["titles"].longest(words, 0, len(words))
    size = hit.last - hit.first
    if found is None or found[0] <= size:
        return hit
    return Hit(hit.first, last + found[0] - size, hit.group, found[1][0][1])


def _sentence_numbers(reading: Reading) -> list[int]:
    numbers = [0] * len(reading.words)
    for sentence in reading.sentences:
        for at in range(sentence.first, sentence.last):
            numbers[at] = sentence.index
    return numbers


def _written_low(hit: Hit, marks: Marks) -> bool:
    """A title of two letters must be written in capitals, as PM, or with an article.

    « il re » is a king, “pm” no minister, and “Del Re” a name.
    """
    text = marks.words[hit.first].text
    if hit.last - hit.first > 1 or len(text) > 2 or not text.isascii():
        return False
    before = marks.words[hit.first - 1].keys if hit.first else ()
    article = any(key in marks.lexicon.articles for key in before)
    return not (text.isupper() or (text.islower() and article))


def _names_and_bodies(marks: Marks) -> None:
    """Take whole names of the registry and the lexicon's bodies, the longest first."""
    reading = marks.reading
    bodies = reading.known.once(f"bodies-{reading.lang}", _body_trie(reading.lexicon))
    found = marks.names.find(reading.words)
    found.extend(_bodies(marks, bodies))
    found.sort(key=lambda m: (m.first - m.last, m.first, m.rule != "body"))
    for mention in found:
        if any(at in marks.masked for at in range(mention.first, mention.last)):
            continue
        if not mention.party:
            _decide_by_day(mention, marks)
        if marks.add(mention) is None:
            _widen(marks, mention)
    for _, mention in list(marks.persons()):
        lengthen(marks, mention)


def lengthen(marks: Marks, mention: Mention) -> None:
    """“Hamad bin Jassim bin Jaber Al Thani”: a father's name behind a whole one."""
    words, at, end = marks.words, mention.last, len(marks.words)
    while at + 1 < end and words[at].text.casefold() in _SON_OF and marks.free(at):
        if not words[at + 1].is_name_like or not marks.free(at + 1):
            break
        at += 2
        if at < end and words[at - 1].text.casefold() in ("al", "el", "-"):
            at += 1
        for taken in range(mention.last, min(at, end)):
            marks.cover[taken] = marks.cover[mention.first]
        mention.last = min(at, end)


def _widen(marks: Marks, mention: Mention) -> None:
    """“UN-backed Government of National Accord”: two names of one body are one."""
    taken = {marks.cover[at] for at in range(mention.first, mention.last)} - {-1}
    if len(taken) != 1:
        return
    other = marks.mentions[index := taken.pop()]
    if other.party != mention.party or other.kind == "person":
        return
    other.first = min(other.first, mention.first)
    other.last = max(other.last, mention.last)
    for at in range(other.first, other.last):
        marks.cover[at] = index


def _decide_by_day(mention: Mention, marks: Marks) -> None:
    """Several bodies share a name: take the one that existed that day."""
    day, known = marks.reading.published, marks.reading.known
    if any(known.parties[slug].is_person for slug in mention.candidates):
        return
    left = living(known, mention.candidates, day)
    if len(left) > 1:
        left = sorted(left, key=lambda slug: -marks.offices.rank(slug, day))
    mention.party, mention.score = left[0], BODY if len(left) == 1 else 0.7
    mention.kind, mention.rule = known.parties[left[0]].kind, "body-by-day"


def _body_trie(lexicon: Lexicon):  # type: ignore[no-untyped-def]
    def build(known: Known) -> Trie[str]:
        trie: Trie[str] = Trie(names=True)
        for slug, phrases in lexicon.bodies.items():
            for phrase in phrases:
                if slug in known.parties:
                    trie.add(phrase_keys(str(phrase)), slug)
        return trie

    return build


def _bodies(marks: Marks, trie: Trie[str]) -> Iterator[Mention]:
    words, known, day = marks.words, marks.reading.known, marks.reading.published
    at = 0
    while at < len(words):
        match = trie.longest(words, at, len(words)) if words[at].is_word else None
        if match is None or (match[0] - at == 1 and not _stands_alone(words[at])):
            at += 1
            continue
        slugs = sorted(set(match[1]))
        left = [slug for slug in slugs if alive(known, slug, day)]
        if not left and len(slugs) > 1:
            # “a unity government” before there was one
            at = match[0]
            continue
        left = left or slugs
        left.sort(key=lambda slug: -marks.offices.rank(slug, day))
        score = BODY if len(left) == 1 else 0.7
        party = known.parties[left[0]]
        yield Mention(at, match[0], party.slug, party.kind, "body", score)
        at = match[0]


def _stands_alone(token: Token) -> bool:
    """A body of one word has a capital; one of two letters nothing else."""
    return token.is_name_like and (len(token.text) > 2 or not token.text[1:].islower())


def _countries(marks: Marks) -> None:
    """Mark the adjectives of countries, and take their names as states."""
    words, end = marks.words, len(marks.words)
    at = 0
    while at < end:
        found = _country(marks, at, end)
        if found is None:
            at += 1
            continue
        last, code, kind = found
        if kind == "adj":
            marks.adjectives[at] = (last, code)
            marks.adjective_ends[last] = (at, code)
        elif words[at].is_name_like and not _lower_us(words[at:last]):
            slug = f"state-{code.lower()}"
            marks.add(Mention(at, last, slug, "state", "country", COUNTRY))
        at = last


def _lower_us(tokens: Sequence[Token]) -> bool:
    """“us” in small letters, or “Us”, is no country."""
    return len(tokens) == 1 and tokens[0].text in ("us", "Us")


def _country(marks: Marks, at: int, end: int) -> tuple[int, str, str] | None:
    if not marks.words[at].is_word:
        return None
    taken = marks.cover[at]
    if taken >= 0 and marks.mentions[taken].kind != "state":
        return None
    matches = marks.lexicon.countries.all(marks.words, at, end)
    if not matches:
        return None
    last = max(stop for stop, _ in matches)
    values = [value for stop, value in matches if stop == last]
    # “российский” begins like “Россия”: the adjective is the closer reading; but
    # «ليبيا» is Libya, though without its last letter it is “Libyan”.
    closer = "name" if marks.reading.lang == "ar" else "adj"
    code, kind = next((v for v in values if v[1] == closer), values[0])
    return last, code, kind


def place_trie(known: Known) -> Trie[tuple[str | None, str]]:
    """Return the names of places, to tell them from persons."""
    trie: Trie[tuple[str | None, str]] = Trie(names=True)
    for place in known.places:
        for name in place.names:
            words = name_words(name)
            if words and not is_acronym(name):
                trie.add(words, (place.city, place.country))
    return trie


def text_of(words: Iterable[Token]) -> str:
    """Return tokens joined as in the text, without regard to spaces."""
    return " ".join(token.text for token in words)
