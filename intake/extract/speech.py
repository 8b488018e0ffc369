"""Statements: who said what, in whose name, in own words or in the report's.

A unit is a sentence, or several that one quotation binds together. Its speaker is the
subject of its verb of speech; a quotation without one belongs to whoever speaks in the
sentence behind it, or spoke before. What nobody who can be named said is left out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from intake.extract.clauses import Outline
from intake.extract.outlines import outline
from intake.extract.plain import Hit, Reading, Said, Span, When, Where
from intake.extract.quotes import Quote
from intake.extract.speakers import Speakers
from intake.extract.units import Unit, units
from intake.extract.voices import NOBODY, Phrases, Told, Voice, phrases

VERSION = 1
STANCES = (
    *("suspends", "rejects", "calls_for", "opposes", "supports", "announces"),
    "confirms",
)
_SHORT = 6
_FAINT = 0.6


def find(reading: Reading, found: Outline | None = None) -> list[Said]:
    """Return the statements of a reading, in order, each with its words and speaker."""
    if not reading.words:
        return []
    found = found or outline(reading)
    return _Statements(found, phrases(found)).find()


class _Statements:
    def __init__(self, found: Outline, rows: Phrases) -> None:
        self._reading, self._found, self._rows = found.reading, found, rows
        self._words = found.reading.words
        self._units = list(units(self._reading, rows.verbs))
        quoted = {
            at
            for unit in self._units
            for quote in unit.spoken(self._words)
            for at in range(quote.first, quote.last)
        }
        self._speakers = Speakers(found, rows, quoted)
        self._stances = found.reading.lexicon.hits("stance", self._words)
        self._stance_starts = [hit.first for hit in self._stances]
        self._aside = self._set_aside()
        self._told = Told()
        self._open: Voice | None = None
        self._whole_report: Voice | None = None

    def find(self) -> list[Said]:
        found = self._units
        rows: list[Said] = []
        for at, unit in enumerate(found):
            following = found[at + 1] if at + 1 < len(found) else None
            rows.extend(self._of_unit(unit, following))
        return rows

    def _of_unit(self, unit: Unit, following: Unit | None) -> Iterator[Said]:
        if unit.title:
            self._read_title(unit)
            return
        self._note_owner(unit)
        voices = self._voices(unit)
        main = self._main(unit, voices)
        long = unit.spoken(self._words)
        opened = self._open or self._whole_report
        if opened is not None and self._goes_on(unit, main, long):
            yield self._said(unit, [self._whole(unit)], None, opened)
            return
        if main is None and not unit.verbs:
            yield from self._without_verb(unit, long, following)
            return
        self._open = None
        if main is None or main[1].is_left_out:
            self._told.last = main[1] if main else self._told.last
            return
        hit, voice = main
        self._told.last = voice
        if self._ends_with_colon(unit) and not long:
            self._open = voice
            return
        if long or not self._is_bare(unit, hit):
            yield self._said(unit, long, hit, voice)
        yield from self._contrasted(unit, hit, voice, voices)

    def _note_owner(self, unit: Unit) -> None:
        """Remember whose statement is quoted, and who acts, for what follows."""
        carrier = self._rows.carriers.within(unit.first, unit.last)
        owner = self._speakers.owner(carrier, unit.last) if carrier else None
        if owner is not None and not owner.is_left_out:
            self._told.owner = owner
        subject = self._speakers.first_subject(unit.first, unit.last)
        if subject is not None and not subject.is_left_out:
            self._told.subject = subject

    def _goes_on(
        self, unit: Unit, main: tuple[Hit, Voice] | None, long: list[Quote]
    ) -> bool:
        """Say whether a unit goes on with the words that a colon or title opened."""
        if long:
            return False
        own = any(at in self._rows.own for at in range(unit.first, unit.last))
        if own or main is None:
            return own or (self._open is not None and self._nobody_named(unit))
        speaker = self._whole_report and self._whole_report.behalf
        return speaker is not None and main[1].speaker == speaker

    # Who speaks --------------------------------------------------------------
    def _voices(self, unit: Unit) -> list[tuple[Hit, Voice]]:
        found = []
        for hit in unit.verbs:
            voice = self._speakers.of(hit, self._told)
            if voice is not None:
                found.append((hit, voice))
        return found

    def _main(
        self, unit: Unit, voices: Sequence[tuple[Hit, Voice]]
    ) -> tuple[Hit, Voice] | None:
        """Return the voice of the whole: one that closes the sentence, or the first."""
        for hit, voice in reversed(voices):
            rest = [
                at
                for at in range(hit.last, unit.last)
                if self._words[at].is_word and at not in self._aside
            ]
            before = self._words[hit.first - 1].text if hit.first > unit.first else ""
            closes = len(rest) <= _SHORT and voice.at is not None
            apart = before in ',،”»"-–—' or self._speakers.stands_apart(voice)
            if closes and apart and hit.first > unit.first:
                return hit, voice
        return voices[0] if voices else None

    def _contrasted(
        self,
        unit: Unit,
        main: Hit,
        voice: Voice,
        voices: Sequence[tuple[Hit, Voice]],
    ) -> Iterator[Said]:
        """Yield what another said in a clause set against the first."""
        for hit, other in voices:
            if hit.first <= main.first or other.is_left_out:
                continue
            clause = self._found.clauses[self._found.clause_at(hit.first)]
            contrasts = self._rows.contrasts.within(clause.first, hit.first) is not None
            if contrasts and other.speaker != voice.speaker:
                part = Unit(clause.first, unit.last, unit.paragraph)
                yield self._said(part, [], hit, other)
                self._told.last = other
                return

    # Without a verb of speech -----------------------------------------------
    def _without_verb(
        self, unit: Unit, long: list[Quote], following: Unit | None
    ) -> Iterator[Said]:
        if long and self._is_anonymous(unit):
            self._told.last = NOBODY
            return
        if long:
            voice = self._voice_near(unit, following)
            if voice is not None and not voice.is_left_out:
                yield self._said(unit, long, None, voice)
            return
        self._open = None

    def _is_anonymous(self, unit: Unit) -> bool:
        """Say whether a source, witness or journalist stands outside the quotations."""
        at = unit.first
        while hit := self._rows.anonymous.within(at, unit.last):
            if not any(quote.first <= hit.first < quote.last for quote in unit.quotes):
                return True
            at = hit.first + 1
        return False

    def _voice_near(self, unit: Unit, following: Unit | None) -> Voice | None:
        """Return who says a quotation without a verb: as told behind it, or before."""
        if following and following.paragraph == unit.paragraph and following.verbs:
            hit = following.verbs[0]
            if self._is_bare(following, hit):
                voice = self._speakers.of(hit, self._told)
                if voice is not None:
                    return replace(voice, rule="told-behind")
        return self._told.last and self._told.last.carried()

    def _nobody_named(self, unit: Unit) -> bool:
        return not any(
            self._reading.mentions[self._found.inside[at]].kind == "person"
            for at in range(unit.first, unit.last)
            if at in self._found.inside
        )

    def _whole(self, unit: Unit) -> Quote:
        span = self._reading.span(unit.first, unit.last)
        return Quote(unit.first, unit.last, unit.first, unit.last, span, True)

    def _read_title(self, unit: Unit) -> None:
        """A title such as “Statement by X” gives the whole report a speaker."""
        carrier = self._rows.carriers.within(unit.first, unit.first + 4)
        if carrier is None or unit.verbs:
            return
        voice = self._speakers.owner(carrier, unit.last)
        if voice is not None and not voice.is_left_out:
            self._whole_report = replace(voice, rule="title", score=_FAINT)

    # What was said -----------------------------------------------------------
    def _ends_with_colon(self, unit: Unit) -> bool:
        return self._words[unit.last - 1].text in ":："

    def _is_bare(self, unit: Unit, hit: Hit) -> bool:
        """Say whether a unit only names the speaker of what stands before or behind."""
        if unit.quotes:
            return False
        told = range(hit.first, hit.last)
        if unit.last - unit.first > 2 * _SHORT:
            return False
        return self._ends_with_colon(unit) or not any(
            self._words[at].is_word and at not in self._aside and at not in told
            for at in range(unit.first, unit.last)
        )

    def _set_aside(self) -> set[int]:
        """Return the tokens that say when, where and in what form something was said."""
        reading, ending = self._reading, self._found.ending
        rows: list[When | Where | Hit]
        rows = [*reading.whens, *reading.wheres, *self._rows.all_carriers]
        aside = {at for row in rows for at in range(row.first, row.last)}
        for last, first in self._rows.small.items():
            aside.update(range(first, last))
        for mention in reading.mentions:
            aside.update(range(mention.first, mention.last))
        small = {"govern", "locative", "definite", "also", "possessive"}
        aside.update(
            at for last, names in ending.items() if names & small for at in (last - 1,)
        )
        return aside

    def _said(
        self, unit: Unit, long: list[Quote], hit: Hit | None, voice: Voice
    ) -> Said:
        spans = self._spans(unit, long)
        announcing = hit is not None and hit.first in self._rows.announcing
        kind = "quote" if long else "announcement" if announcing else "paraphrase"
        stance = self._stance(unit, hit)
        text = self._reading.text
        who = f"‘{text[slice(*voice.at)]}’" if voice.at else "who spoke before"
        verb = f"‘{self._reading.quote(hit.first, hit.last)}’" if hit else "no verb"
        return Said(
            voice.speaker,
            voice.behalf,
            kind,
            spans,
            f"speech-{voice.rule}",
            round(voice.score, 3),
            stance,
            f"{verb} with {who} as speaker ({voice.rule})",
        )

    def _spans(self, unit: Unit, long: list[Quote]) -> list[Span]:
        """Return the quotations where they are most of the unit, else all of it."""
        whole = self._reading.span(unit.first, unit.last)
        quoted = sum(quote.span[1] - quote.span[0] for quote in long)
        if quoted * 2 > whole[1] - whole[0]:
            return [quote.span for quote in long]
        return [whole]

    def _stance(self, unit: Unit, hit: Hit | None) -> str:
        """Return how the speaker stands to the matter, by the nearest telling words."""
        at = bisect_left(self._stance_starts, unit.first)
        names = []
        while at < len(self._stances) and self._stances[at].first < unit.last:
            names.append(self._stances[at])
            at += 1
        if hit is not None:
            own = {row.name for row in names if row.first == hit.first}
            if own - {"confirms", "announces"}:
                return next(name for name in STANCES if name in own)
        found = {row.name for row in names}
        return next((name for name in STANCES if name in found), "confirms")
