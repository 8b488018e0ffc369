"""Who held which office on a day, asked by class of title and by body or state."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from intake.extract.known import Known, Office

# The classes are those of the lexicons' group `titles`. The first that matches wins.
_CLASSES = [
    ("deputy", r"\b(?:deputy|vice|assistant|under-?secretary|counsel)"),
    ("envoy", r"special (?:representative|envoy)|special adviser of the secretary"),
    ("envoy", r"head of unsmil|officer in charge|special presidential|humanitarian co"),
    ("spokesperson", r"spokes"),
    ("secretary_general", r"secretary[- ]general"),
    ("other_minister", r"minister of state"),
    (
        "foreign_minister",
        r"foreign (?:affairs|minister|secretary)|secretary of state|for maghreb"
        r"|international relations|high representative of the union",
    ),
    ("defence_minister", r"(?:minister|secretary).*(?:defen[cs]e|armed forces)"),
    ("defence_minister", r"defen[cs]e (?:minister|secretary)"),
    ("interior_minister", r"minister.*(?:interior|home affairs)"),
    ("other_minister", r"minister of (?!.*prime)"),
    ("head_of_government", r"prime minister|chancellor"),
    ("speaker", r"speaker|national assembly|of the senate|federation council"),
    ("adviser", r"advis[eo]r"),
    ("ambassador", r"ambassador|permanent representative|charg"),
    ("intelligence", r"intelligence"),
    ("commander", r"command|chief of (?:the )?(?:general )?staff|chiefs? of (?:the )?"),
    ("commander", r"chief of the defence"),
    ("member", r"\bmember\b"),
    ("head_of_state", r"^(?:interim )?president\b|king|emir|head of state|crown pri"),
    ("head", r"chair|head|president|director|governor|leader|coordinator|prosecutor"),
]
_COMPILED = [(name, re.compile(pattern)) for name, pattern in _CLASSES]
# “Head”, “leader”, “chief” and “president” name whoever is at the top of a body.
TOP = frozenset(
    {"head", "head_of_state", "head_of_government", "speaker", "secretary_general"}
)
_TOP_OF = {
    "head": TOP | {"commander", "intelligence", "envoy"},
    "head_of_state": frozenset({"head_of_state", "head", "speaker"}),
    "head_of_government": frozenset({"head_of_government"}),
    "speaker": frozenset({"speaker", "head"}),
    "secretary_general": frozenset({"secretary_general", "head"}),
    "commander": frozenset({"commander", "head"}),
    "intelligence": frozenset({"intelligence", "head"}),
    "envoy": frozenset({"envoy", "ambassador"}),
}
_WITHOUT_TENURE = date(1, 1, 1)
_NEAR = 2


@dataclass(frozen=True, slots=True)
class Post:
    """A tenure with the class of its title and every body or state it speaks for."""

    person: str
    kind: str
    organisation: str
    targets: frozenset[str]
    office: Office


class Offices:
    """The registry's offices, by person and by class."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._by_person: dict[str, list[Post]] = defaultdict(list)
        self._by_kind: dict[str, list[Post]] = defaultdict(list)
        self._met: Counter[tuple[str, int]] = Counter()
        for meeting in known.meetings:
            if meeting.earliest:
                for slug in meeting.parties:
                    self._met[slug, meeting.earliest.year] += 1
        for office in known.offices:
            post = Post(
                office.person,
                self._kind(office),
                office.organisation,
                self._targets(office.organisation),
                office,
            )
            self._by_person[post.person].append(post)
            self._by_kind[post.kind].append(post)

    def _kind(self, office: Office) -> str:
        kind = class_of(office.title, office.organisation)
        body = self._known.parties.get(office.organisation)
        service = body is not None and "Intelligence" in body.name
        return "intelligence" if service and kind == "head" else kind

    def _targets(self, slug: str) -> frozenset[str]:
        found, waiting = set(), [slug]
        while waiting:
            at = waiting.pop()
            party = self._known.parties.get(at)
            if at in found or party is None:
                continue
            found.add(at)
            waiting.extend(party.parents)
            if party.country:
                found.add(f"state-{party.country.lower()}")
        return frozenset(found)

    def rank(self, slug: str, day: date) -> int:
        """Return in how many recorded meetings around the day the party took part."""
        years = range(day.year - _NEAR, day.year + _NEAR + 1)
        return sum(self._met[slug, year] for year in years)

    def active(self, slug: str, day: date) -> bool:
        """Say whether the party may have been about; True where nothing is known."""
        years = self._known.active.get(slug)
        return not years or any(abs(year - day.year) <= _NEAR for year in years)

    def holds(self, post: Post, day: date) -> bool:
        """Say whether the tenure covers the day; without dates, the active years."""
        if post.office.start == _WITHOUT_TENURE and post.office.end.year > 9000:
            return self.active(post.person, day)
        return post.office.held_on(day)

    def posts(self, person: str, day: date | None = None) -> list[Post]:
        """Return a person's posts, those of a day if one is given."""
        posts = self._by_person.get(person, [])
        return [post for post in posts if day is None or self.holds(post, day)]

    def bodies(self, person: str, day: date) -> list[str]:
        """Return for whom a person speaks on a day by their offices."""
        found = [post.organisation for post in self.posts(person, day)]
        return list(dict.fromkeys(found))

    def holders(
        self, kind: str, targets: Collection[str], day: date, *, acting: bool = True
    ) -> list[str]:
        """Return who held an office of the class for any of the targets on the day.

        The most active around the day comes first. Without targets nobody is meant.
        """
        if not targets:
            return []
        kinds = _TOP_OF.get(kind, frozenset({kind}))
        found: dict[str, tuple[bool, bool, int]] = {}
        for name in sorted(kinds):
            for post in self._by_kind.get(name, []):
                if not post.targets & set(targets) or not self.holds(post, day):
                    continue
                if not _same_top(kind, post, targets):
                    continue
                direct = post.organisation in targets or post.kind == kind
                libyan = "libya" in post.office.title.lower() or "ly" in "".join(
                    post.targets & {"unsmil", "state-ly"}
                )
                worth = (direct, libyan, self.rank(post.person, day))
                found[post.person] = max(found.get(post.person, worth), worth)
        ranked = sorted(found, key=lambda slug: (found[slug], slug), reverse=True)
        return ranked if acting else ranked[:1]

    def fits(
        self, person: str, kinds: Collection[str], targets: Collection[str], day: date
    ) -> int:
        """Say how well a title suits a person.

        3: held that office that day; 2: held it at another time; 1: belongs to the
        state or body; 0: nothing is known; -1: belongs elsewhere.
        """
        posts = self.posts(person)
        wanted: set[str] = set()
        for kind in kinds:
            wanted |= _TOP_OF.get(kind, frozenset({kind}))
        best = 0
        for post in posts:
            if targets and not post.targets & set(targets):
                continue
            if post.kind in wanted:
                best = max(best, 3 if self.holds(post, day) else 2)
            elif targets:
                best = max(best, 1)
        if best:
            return best
        party = self._known.parties.get(person)
        states = {slug for slug in targets if slug.startswith("state-")}
        if party and party.country and states:
            return 1 if f"state-{party.country.lower()}" in states else -1
        return 0


def _same_top(kind: str, post: Post, targets: Collection[str]) -> bool:
    """A state's “leader” is its president or premier, not the head of an agency."""
    own = post.organisation in targets and not post.organisation.startswith("state-")
    if kind not in _TOP_OF or own:
        return True
    if kind == "envoy":
        # A state's envoy is not its ambassador.
        return post.kind == "envoy"
    if kind in ("intelligence", "head_of_government"):
        return True
    if kind == "commander":
        return post.kind == "commander"
    if kind == "speaker":
        return post.kind == "speaker"
    # The presidency of a state may be a council of its own.
    presidency = post.organisation == "presidential-council" and post.kind == "head"
    return post.kind in ("head_of_state", "head_of_government") or presidency


def class_of(title: str, organisation: str) -> str:
    """Return the class of a title of the registry, such as `foreign_minister`."""
    text = title.casefold()
    if text.startswith("candidate"):
        return "other"
    if organisation == "hor" and text in ("speaker", "president"):
        return "speaker"
    if text.startswith("president of the"):
        return "speaker" if "assembly" in text or "senate" in text else "head"
    for name, pattern in _COMPILED:
        if pattern.search(text):
            state = organisation.startswith("state-")
            return "head" if name == "head_of_state" and not state else name
    return "other"


def alive(known: Known, slug: str, day: date) -> bool:
    """Say whether a body existed on the day."""
    party = known.parties[slug]
    return party.start <= day <= party.end


def living(known: Known, slugs: Collection[str], day: date) -> list[str]:
    """Return the bodies that existed on the day; all of them if none did."""
    found = [slug for slug in slugs if alive(known, slug, day)]
    return found or list(slugs)
