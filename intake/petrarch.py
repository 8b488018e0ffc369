"""Sentences with coded events, as the PETRARCH projects publish them for their tests.

Two forms are read: the unit records (PETR.UnitTest.records.xml) and the validation
file (PETR2_GSR_validation.xml). Neither is well-formed XML, so they are read by their
marks. The files are not part of this project; whoever has them names their path.
A sentence counts once for each kind of event: a meeting that took place (CAMEO 040 to
046), one that is intended (036), an agreement that was signed (057). Who met whom is
not compared: the records' actors are invented, or coded by country only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from intake.extract.known import Known, KnownParty
from intake.extract.pipeline import extract
from intake.reports import InputError

KINDS = ("held", "intended", "signed")
_SENTENCE = re.compile(r"<Sentence\b([^>]*)>(.*?)</Sentence>", re.S)
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_TEXT = re.compile(r"<Text>(.*?)</Text>", re.S)
_CODES = re.compile(r"""eventcode\s*=\s*["'](\d{2,4})""")
_ATTRIBUTE = r"""\b{}\s*=\s*["']([^"']*)"""
_ACTOR = re.compile(r"^\+?([A-Z][A-Z .'_-]*?)_?\s*(?:\[([^\]]*)\])?\s*;?\s*$")
_NOT_YET = frozenset({"announced"})
_TOOK_PLACE = frozenset({"held"})


@dataclass(frozen=True, slots=True)
class Record:
    """A coded sentence: its words, the day it was published, the kinds it was given."""

    name: str
    published: date
    text: str
    kinds: frozenset[str]


def read_records(content: str) -> list[Record]:
    """Return the coded sentences of a file; InputError when it holds none."""
    found = []
    for attributes, body in _SENTENCE.findall(_COMMENT.sub("", content)):
        text = _TEXT.search(body)
        stamp = _attribute("date", attributes)
        if text is None or len(stamp) != 8 or not stamp.isdigit():
            continue
        published = date(int(stamp[:4]), int(stamp[4:6]), int(stamp[6:]))
        codes = _CODES.findall(body)
        kinds = frozenset(filter(None, map(kind_of, codes)))
        words = " ".join(text.group(1).split())
        found.append(Record(_attribute("id", attributes), published, words, kinds))
    if not found:
        raise InputError("PATH", "holds no <Sentence> with <Text> and a date.")
    return found


def _attribute(name: str, attributes: str) -> str:
    match = re.search(_ATTRIBUTE.format(name), attributes)
    return match.group(1) if match else ""


def kind_of(code: str) -> str | None:
    """Return which of our kinds of event a CAMEO code stands for."""
    if code.startswith("04"):
        return "held"
    if code.startswith("036"):
        return "intended"
    return "signed" if code.startswith("057") else None


def read_actors(content: str) -> Iterator[KnownParty]:
    """Yield the actors of a PETRARCH dictionary (`NAME [CODE]`, `+SYNONYM`)."""
    names: list[str] = []
    for line in [*content.splitlines(), "END [X]"]:
        line = line.split("#")[0].strip()
        match = _ACTOR.match(line)
        if match is None:
            continue
        name = match.group(1).replace("_", " ").strip(" .").title()
        if not line.startswith("+") and names:
            slug = names[0].casefold().replace(" ", "-")
            yield KnownParty(slug, "state", names[0], "", tuple(dict.fromkeys(names)))
            names = []
        if name:
            names.append(name)


def kinds_in(record: Record, known: Known) -> frozenset[str]:
    """Return the kinds of event that the extraction finds in a sentence."""
    found = extract(record.text, record.published, known=known, lang="en")
    kinds = set()
    for meeting in found.meetings:
        if meeting.status in _TOOK_PLACE:
            kinds.add("held")
        elif meeting.status in _NOT_YET:
            kinds.add("intended")
    if any(agreement.status == "signed" for agreement in found.agreements):
        kinds.add("signed")
    return frozenset(kinds)


def compare(
    records: Sequence[Record], known: Known
) -> tuple[dict[str, Counter[str]], list[str]]:
    """Count right, missed and wrong kinds; and say which sentences they are."""
    counts = {kind: Counter[str]() for kind in KINDS}
    notes = []
    for record in records:
        got = kinds_in(record, known)
        for kind in KINDS:
            coded, found = kind in record.kinds, kind in got
            if not (coded or found):
                continue
            what = "right" if coded and found else "missed" if coded else "wrong"
            counts[kind][what] += 1
            if what != "right":
                notes.append(f"{what} {kind}: {record.name}: {record.text}")
    return counts, notes
