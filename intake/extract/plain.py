"""What the stages hand to each other: plain, typed data with spans in code points."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from intake.extract.known import Known
    from intake.extract.lexicons import Lexicon

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Token:
    """A word or one mark of a text: half-open offsets, and its keys for lookup.

    `keys` are the folded forms it may stand for (inflection and proclitics taken
    off), the fullest first; a mark has none.
    """

    start: int
    end: int
    text: str
    keys: tuple[str, ...]

    @property
    def is_word(self) -> bool:
        """Say whether the token is a word or number, not a mark."""
        return bool(self.keys)

    @property
    def is_name_like(self) -> bool:
        """Say whether it is written as a name: a capital, or a script without."""
        first = self.text[:1]
        return first.isupper() or "\u0600" <= first <= "\u06ff"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as a range of tokens; `headline` for a title line without a stop."""

    index: int
    first: int
    last: int
    headline: bool = False
    dateline: int = 0
    paragraph: int = 0


@dataclass(slots=True)
class Mention:
    """A party named in the text, as tokens [first, last).

    `holder` points to the person whose office names this body; such a body is an
    affiliation and takes no part itself. `aside` says why another mention takes no
    part: a country that is only a place or a topic. `party` is empty when several
    `candidates` remain. `offices` are the classes of the titles beside the name,
    `bodies` whom the person speaks for, [title_first, title_last) the name with its
    titles. `rule` and `score` say how it was linked.
    """

    first: int
    last: int
    party: str
    kind: str
    rule: str
    score: float
    holder: int | None = None
    candidates: tuple[str, ...] = ()
    offices: set[str] = field(default_factory=set)
    bodies: list[str] = field(default_factory=list)
    title_first: int | None = None
    title_last: int | None = None
    aside: str = ""

    @property
    def takes_part(self) -> bool:
        """Say whether it may be a participant or speaker by itself."""
        return bool(self.party) and self.holder is None and not self.aside


@dataclass(frozen=True, slots=True)
class When:
    """A date of the text as an interval with its precision, basis and span."""

    first: int
    last: int
    start: date
    end: date
    precision: str
    basis: str
    rule: str
    flag: str = ""
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """A place of the text; `locative` when a preposition or case puts things there."""

    first: int
    last: int
    city: str | None
    country: str
    slug: str
    locative: bool
    rule: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of the lexicon found at tokens [first, last): its group and class."""

    first: int
    last: int
    group: str
    name: str


@dataclass(slots=True)
class Evidence:
    """Why a value is proposed: the rule and the characters it came from."""

    rule: str
    version: int
    spans: list[Span]
    confidence: float
    why: str = ""


@dataclass(slots=True)
class Occasion:
    """A candidate meeting, before and after the merge over the document."""

    sentence: int
    first: int
    last: int
    frame: str
    noun: bool
    status: str
    medium: str = ""
    definite: bool = False
    participants: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    when: When | None = None
    where: Where | None = None
    implied: Where | None = None
    format: str = ""
    background: bool = False
    spans: list[Span] = field(default_factory=list)
    confidence: float = 0.5
    rule: str = ""
    evidence: dict[str, Evidence] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    on_behalf_of: dict[str, list[str]] = field(default_factory=dict)
    record: str = ""
    clause: int = 0
    how: str = ""
    another: bool = False
    attendees: list[str] = field(default_factory=list)
    weak: list[str] = field(default_factory=list)
    sources: dict[str, list[int]] = field(default_factory=dict)
    cause: Span | None = None
    trigger: Span = (0, 0)


@dataclass(slots=True)
class Said:
    """A candidate statement: who spoke, for whom, how, and where it stands.

    `meeting` and `agreement` are the places, among the report's, of what it is about.
    """

    speaker: str | None
    on_behalf_of: str | None
    kind: str
    spans: list[Span]
    rule: str
    confidence: float
    stance: str = ""
    why: str = ""
    meeting: int | None = None
    agreement: int | None = None


@dataclass(slots=True)
class Agreed:
    """A candidate agreement: its words, what was done with it, its parties.

    `meeting` is the place, among the report's meetings, of the one it belongs to.
    """

    title: str
    kind: str
    status: str
    spans: list[Span]
    rule: str
    confidence: float
    parties: list[str] = field(default_factory=list)
    when: When | None = None
    why: str = ""
    meeting: int | None = None


@dataclass(slots=True)
class NewParty:
    """A party the registry does not have: its name as written and in Latin script."""

    slug: str
    name: str
    latin: str
    kind: str
    spans: list[Span]
    rule: str
    confidence: float
    why: str = ""


@dataclass(slots=True)
class Reading:
    """A report on its way through the stages; each fills its own list."""

    text: str
    published: date
    lang: str
    words: list[Token]
    sentences: list[Sentence]
    lexicon: Lexicon
    known: Known
    outlet: str = ""
    url: str = ""
    mentions: list[Mention] = field(default_factory=list)
    new_parties: list[NewParty] = field(default_factory=list)
    whens: list[When] = field(default_factory=list)
    wheres: list[Where] = field(default_factory=list)

    def span(self, first: int, last: int) -> Span:
        """Return the characters of tokens [first, last)."""
        return self.words[first].start, self.words[last - 1].end

    def quote(self, first: int, last: int) -> str:
        """Return the words of tokens [first, last) as they stand in the text."""
        start, end = self.span(first, last)
        return self.text[start:end]


@dataclass(slots=True)
class Proposals:
    """What a report is proposed to say, with the reading it came from."""

    reading: Reading
    meetings: list[Occasion] = field(default_factory=list)
    statements: list[Said] = field(default_factory=list)
    agreements: list[Agreed] = field(default_factory=list)

    @property
    def new_parties(self) -> list[NewParty]:
        """Return the parties that the registry does not have yet."""
        return self.reading.new_parties
