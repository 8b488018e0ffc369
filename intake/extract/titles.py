"""The title beside a name: its classes, and the bodies and states it names.

“Libya's UN-backed Prime Minister Fayez al-Sarraj”, “William Hague, the British foreign
minister,”, «главой МИД Турции Мевлютом Чавушоглу», «رئيس المجلس الرئاسي فائز السراج».
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from intake.extract.marks import Marks

_COMMAS = frozenset(",،")
_OPENERS = frozenset(["“", '"', "«", "„", "‘", "'", "(", "["])
_QUOTES = frozenset(["“", "”", '"', "«", "»", "„", "‘", "’", "'"])
_AFTER = frozenset([*_COMMAS, "(", "–", "—", "-"])
_ENDS = frozenset([*_COMMAS, ".", ";", "؛", ":", ")", "–", "—", "-", "!", "?", "؟"])
_ANDS = frozenset(["and", "et", "e", "ed", "и", "ve"])
_LONGEST = 40
_PORTFOLIO = 6


@dataclass(slots=True)
class Title:
    """A title as tokens [first, last) with its classes and what it is a title of.

    `targets` are party slugs, states among them; `bodies` the mentions inside.
    `comma`: a comma stands between it and the name; `loose`: words do.
    """

    first: int
    last: int
    classes: set[str] = field(default_factory=set)
    targets: list[str] = field(default_factory=list)
    bodies: list[int] = field(default_factory=list)
    comma: bool = False
    loose: bool = False

    @property
    def empty(self) -> bool:
        """Say whether neither a title nor a body was found."""
        return not self.classes and not self.targets


def before(marks: Marks, first: int) -> Title | None:
    """Return the title that ends where a name begins, or None."""
    floor = max(marks.sentence_of(first).first, first - _LONGEST)
    start, comma = first, False
    if start > floor and marks.words[start - 1].text in _QUOTES:
        start -= 1
    begin = _beginning(marks, start, floor)
    if begin == start:
        while start > floor and _honorific(marks, start - 1):
            start -= 1
        comma = start > floor and marks.words[start - 1].text in _COMMAS
        start -= comma
        begin = _beginning(marks, start, floor) if comma else start
    if begin == start:
        return None
    title = collect(marks, begin, start)
    title.comma = comma
    title.loose = not comma and _loose(marks, begin, start)
    if not title.classes and (comma or not _possessive(marks, start)):
        return None
    return title


def _another(marks: Marks, at: int) -> bool:
    """“his counterpart and the minister X”: behind “and the” begins another title."""
    if at < 1 or marks.words[at - 1].text.casefold() not in _ANDS:
        return False
    return any(key in marks.lexicon.articles for key in marks.words[at].keys)


def _over_portfolio(marks: Marks, at: int, floor: int) -> int | None:
    """Step over words that say what a minister is for: “of Housing and Construction”.

    Only back to a title, behind which “of”, “for” or “de” must stand in the languages
    that need one.
    """
    if marks.reading.lang in ("ar", "tr"):
        return None
    for start in range(at - 1, max(floor, at - _PORTFOLIO) - 1, -1):
        token = marks.words[start]
        if marks.cover[start] >= 0 or not (token.is_word or token.text in "'’-"):
            return None
        hit = marks.title_ends.get(start)
        if hit is not None:
            joined = marks.is_joint(start) and not _in(marks, start)
            fit = joined or (marks.reading.lang == "ru" and token.text[0].islower())
            return hit.first if fit else None
        if set(token.keys) & marks.lexicon.verbs:
            return None
    return None


def _in(marks: Marks, at: int) -> bool:
    return any(key in marks.lexicon.locatives for key in marks.words[at].keys)


def _loose(marks: Marks, begin: int, start: int) -> bool:
    """“leader of the Operation”: an “of” leads on to something that is no body."""
    at = start
    while at > begin:
        ends = at in marks.title_ends or at in marks.adjective_ends
        if ends or marks.cover[at - 1] >= 0:
            return False
        if marks.is_joint(at - 1):
            return True
        if not (marks.is_glue(at - 1) or marks.is_hyphen(at - 1)):
            return False
        at -= 1
    return False


def _honorific(marks: Marks, at: int) -> bool:
    """“H.E.”, “Mr.”: what may stand between a comma and a name."""
    return marks.words[at].text == "." or (marks.is_glue(at) and not marks.is_joint(at))


def _beginning(marks: Marks, start: int, floor: int) -> int:
    """Return how far left the title reaches: to a title word and what modifies it."""
    at = committed = start
    direct = True
    while at > floor:
        step, firm = step_left(marks, at)
        titled = at in marks.title_ends
        if committed < start and _another(marks, at):
            break
        if step is None:
            step = _over_portfolio(marks, at, floor)
            titled = step is not None
        if step is None:
            break
        at = step
        if titled or (firm and direct):
            committed, direct = at, True
            if titled and _joined_by_and(marks, at):
                break
        elif not firm and marks.is_joint(at):
            direct = False
    return committed


def step_left(marks: Marks, at: int) -> tuple[int | None, bool]:
    """Return (where the unit that ends at `at` begins, whether it says something)."""
    hit = marks.title_ends.get(at)
    if hit is not None:
        return hit.first, True
    taken = marks.cover[at - 1]
    if taken >= 0:
        mention = marks.mentions[taken]
        if mention.kind == "person":
            return None, False
        return min(mention.first, _overlap(marks, mention.first)), True
    if marks.words[at - 1].text == ")" and at > 2 and marks.cover[at - 2] >= 0:
        # “the Government of National Accord (GNA) Fayez al-Sarraj”
        short = marks.mentions[marks.cover[at - 2]]
        opened = short.first > 0 and marks.words[short.first - 1].text == "("
        return (short.first - 1, False) if opened else (None, False)
    adjective = marks.adjective_ends.get(at)
    if adjective is not None:
        return adjective[0], True
    if marks.is_hyphen(at - 1) or marks.is_glue(at - 1) or marks.is_joint(at - 1):
        return at - 1, False
    if marks.words[at - 1].text in _QUOTES and at in marks.titles:
        # «قائد الجيش “المشير خليفة حفتر”»
        return at - 1, False
    listed = marks.words[at - 1].text == "," and marks.reading.lang in ("fr", "it")
    if listed and marks.is_joint(at) and at not in marks.titles:
        # “ministre des Affaires maghrébines, de l'Union africaine et de la Ligue”
        return at - 1, False
    return None, False


def _overlap(marks: Marks, first: int) -> int:
    """Return where a title begins that reaches into a body: “président du Conseil”."""
    for start in range(max(0, first - 6), first):
        hit = marks.titles.get(start)
        if hit is not None and hit.last > first:
            return hit.first
    return first


def _joined_by_and(marks: Marks, at: int) -> bool:
    """In Arabic “and” is the first letter of the word: «ورئيس» begins a new title."""
    token = marks.words[at]
    if not token.text.startswith("و") or len(token.keys) < 2:
        return False
    trie = marks.lexicon.tries["titles"]
    whole = type(token)(token.start, token.end, token.text, token.keys[:1])
    return trie.longest([whole], 0, 1) is None


def _possessive(marks: Marks, end: int) -> bool:
    """Without a title only an adjective or “Egypt's” right before the name counts."""
    if end in marks.adjective_ends:
        return True
    return end >= 2 and marks.words[end - 1].text.casefold() == "s"


def after(marks: Marks, last: int, *, bare: bool) -> Title | None:
    """Return the title that follows a name behind a comma or bracket, or None.

    `bare` allows it without a mark between, as Arabic writes it.
    """
    stop = min(marks.sentence_of(last - 1).last, last + _LONGEST)
    begin = _behind_mark(marks, last, stop)
    if begin is None and not bare:
        return None
    begin = last if begin is None else begin
    end = _ending(marks, begin, stop)
    if end == begin or not (bare or _closed(marks, end, stop)):
        return None
    gap = _to_person(marks, end, stop)
    if gap == 0:
        return None
    title = collect(marks, begin, end)
    title.comma = gap is not None
    return title if title.classes else None


def _behind_mark(marks: Marks, last: int, stop: int) -> int | None:
    """Return the token behind the comma, dash or bracket that follows a name."""
    at = last
    if at < stop and marks.words[at].text in _QUOTES:
        at += 1
    if at >= stop or marks.words[at].text not in _AFTER:
        return None
    at += 1
    while at < stop and marks.words[at].text in ("-", "–"):
        at += 1
    return at


def _ending(marks: Marks, begin: int, stop: int) -> int:
    """Return how far right a title reaches; `begin` when there is none."""
    at, end, titled = begin, begin, False
    while at < stop:
        step, firm = step_right(marks, at)
        if step is None or (not titled and _links(marks, at)):
            break
        if not titled and at in marks.titles and _joined_by_and(marks, at):
            break
        titled = titled or at in marks.titles
        at = step
        end = at if firm else end
    return end if titled else begin


def _links(marks: Marks, at: int) -> bool:
    """Before the title itself only an article may stand, no “and” or “of”."""
    keys = marks.words[at].keys
    article = any(key in marks.lexicon.articles for key in keys)
    return marks.is_joint(at) and not article


def step_right(marks: Marks, at: int) -> tuple[int | None, bool]:
    """Return (where the unit that begins at `at` ends, whether it says something)."""
    hit = marks.titles.get(at)
    if hit is not None:
        return hit.last, True
    taken = marks.cover[at]
    if taken >= 0:
        mention = marks.mentions[taken]
        return (None, False) if mention.kind == "person" else (mention.last, True)
    if marks.words[at].text == "(" and at + 2 < len(marks.words):
        short = marks.cover[at + 1]
        last = marks.mentions[short].last if short >= 0 else at
        if short >= 0 and last < len(marks.words) and marks.words[last].text == ")":
            return last + 1, False
    adjective = marks.adjectives.get(at)
    if adjective is not None:
        return adjective[0], True
    if marks.words[at].text in ("'", "’", "-") or marks.is_glue(at):
        return at + 1, False
    return (at + 1, False) if marks.is_joint(at) else (None, False)


def _closed(marks: Marks, end: int, stop: int) -> bool:
    """The title must end at a mark or a joining word, not run into a verb or name."""
    if end >= stop:
        return True
    text = marks.words[end].text
    if text in _ENDS or text in _QUOTES:
        return True
    return any(key in marks.lexicon.joiners for key in marks.words[end].keys)


def _to_person(marks: Marks, end: int, stop: int) -> int | None:
    """Return how many commas stand before the name that follows, None without one."""
    at = end
    while at < stop and (marks.words[at].text in _COMMAS | _QUOTES):
        at += 1
    taken = marks.cover[at] if at < stop else -1
    if taken < 0 or marks.mentions[taken].kind != "person" or at - end > 2:
        return None
    return sum(marks.words[i].text in _COMMAS for i in range(end, at))


def collect(marks: Marks, first: int, last: int) -> Title:
    """Return the classes, bodies and states that tokens [first, last) name."""
    title = Title(first, last)
    at = first
    while at < last:
        hit = marks.titles.get(at)
        if hit is not None and hit.last <= last:
            title.classes.add(hit.name)
        taken = marks.cover[at]
        other = taken >= 0 and marks.mentions[taken].kind != "person"
        if other and taken not in title.bodies:
            title.bodies.append(taken)
            if not (at > first and _in(marks, at - 1)):
                title.targets.extend(filter(None, [marks.mentions[taken].party]))
        adjective = marks.adjectives.get(at)
        if adjective is not None:
            title.targets.append(f"state-{adjective[1].lower()}")
        if taken < 0 and marks.lexicon.un_words.intersection(marks.words[at].keys):
            # «المبعوث الأممي», “l'émissaire onusien”
            title.targets.append("un")
        at += 1
    title.targets = _meant(title)
    if not title.targets:
        title.targets = _own_state(marks, first, last)
    return title


def _own_state(marks: Marks, first: int, last: int) -> list[str]:
    """“Foreign Secretary” is Britain's, “Chancellor” Germany's, without saying so."""
    trie = marks.lexicon.tries["title_states"]
    for at in range(first, last):
        hit = marks.titles.get(at)
        found = trie.longest(marks.words, at, last) if hit is not None else None
        if hit is not None and found is not None and found[0] == hit.last:
            return [f"state-{found[1][0][1].lower()}"]
    return []


def words_of(marks: Marks, title: Title) -> set[str]:
    """Return the words of the titles in a stretch, such as “marshal”."""
    return {
        marks.words[at].keys[0]
        for start in range(title.first, title.last)
        if (hit := marks.titles.get(start)) is not None
        for at in range(hit.first, min(hit.last, title.last))
        if marks.words[at].is_word
    }


def _meant(title: Title) -> list[str]:
    """Leave out Libya where another says more: an envoy for Libya speaks for the UN."""
    targets = list(dict.fromkeys(title.targets))
    others = [slug for slug in targets if slug != "state-ly"]
    bodies = any(not slug.startswith("state-") for slug in others)
    return others if bodies or targets[:1] != ["state-ly"] else targets


def single(classes: Sequence[str] | set[str]) -> set[str]:
    """Return the classes that name one holder of an office."""
    return set(classes) & SINGLE


SINGLE = frozenset(
    [
        *("head_of_state", "head_of_government", "foreign_minister"),
        *("defence_minister", "interior_minister", "envoy", "speaker", "head"),
        *("commander", "secretary_general", "intelligence", "counterpart"),
    ]
)
