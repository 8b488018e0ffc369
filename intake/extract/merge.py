"""One meeting out of all that a report says of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from intake.extract import formats, grounds, matching
from intake.extract.plain import Occasion, Reading, When

# A meeting told without a date is news of the last days.
_NEWS = timedelta(days=7)
# Sentences after a visit that still tell of it.
_TELLING = 3
_TOLERANCE = timedelta(days=3)
# Nouns that do not stand for just any meeting told of before.
_NAMED = frozenset({"conference", "summit"})
_UNUSUAL = frozenset({"postponed", "cancelled", "denied", "suspended"})
_WEAK = frozenset({"visit"})


def meetings(reading: Reading, occasions: list[Occasion]) -> list[Occasion]:
    """Merge the candidates of a report into its meetings, in order of appearance."""
    # Twice: what was told last may show that two told first are one.
    merged = _merged(reading, _merged(reading, occasions))
    for occasion in merged:
        _seat_attendees(occasion)
        _leave_states(reading, occasion)
    kept = [o for o in merged if _stands(reading, o)]
    _date_by_visit(kept)
    kept = _without_visits(reading, kept)
    _date_the_lead(reading, kept)
    _announce_the_future(reading, kept)
    for occasion in kept:
        occasion.format = formats.format_of(reading, occasion)
        grounds.explain(reading, occasion)
    matching.link(reading, kept)
    return kept


def _merged(reading: Reading, occasions: list[Occasion]) -> list[Occasion]:
    merged: list[Occasion] = []
    for occasion in occasions:
        target = _same(reading, occasion, merged)
        if target is None:
            _same_people(occasion, merged)
            merged.append(occasion)
        else:
            _absorb(target, occasion)
    return merged


def _announce_the_future(reading: Reading, kept: list[Occasion]) -> None:
    """Call announced what is dated after the report."""
    for occasion in kept:
        when = occasion.when
        if when and when.start > reading.published and occasion.status == "held":
            occasion.status = "announced"


def _same(
    reading: Reading, occasion: Occasion, merged: list[Occasion]
) -> Occasion | None:
    """Return the meeting already found that a candidate tells of again."""
    latest_first = list(reversed(merged))
    for other in sorted(latest_first, key=lambda o: _strangeness(occasion, o)):
        if _is_title_of(reading, occasion, other) or _is_venue_of(occasion, other):
            return other
        if not _compatible(occasion, other) or _is_older(reading, occasion, other):
            continue
        if not occasion.participants:
            if _points_to(occasion, other):
                return other
        elif not other.participants:
            if other.noun and (
                other.frame == occasion.frame
                or (other.frame not in _NAMED and _points_to(occasion, other))
            ):
                return other
        elif _same_parties(reading, occasion, other):
            return other
    return None


def _is_title_of(reading: Reading, occasion: Occasion, other: Occasion) -> bool:
    """Say whether the title tells of the meeting that the next sentence tells of."""
    title = reading.sentences[other.sentence].headline
    near = occasion.sentence - other.sentence == 1 and not occasion.another
    if not (title and near and len(occasion.participants) > 1):
        return False
    alike = occasion.medium == other.medium and occasion.status == other.status
    return alike and set(occasion.participants) == set(other.participants)


def _is_venue_of(occasion: Occasion, other: Occasion) -> bool:
    """Say whether “the meeting, held at …” only names where in the town it was."""
    if occasion.participants or not (occasion.noun and occasion.definite):
        return False
    if occasion.sentence - other.sentence != 1 or not other.participants:
        return False
    if not (occasion.where and other.where) or occasion.medium or other.medium:
        return False
    alike = occasion.status == other.status and not occasion.background
    return (
        alike
        and occasion.when is None
        and (occasion.where.country == other.where.country)
    )


def _is_older(reading: Reading, occasion: Occasion, other: Occasion) -> bool:
    """Say whether a dated noun speaks of a meeting before the undated news."""
    dated, undated = occasion, other
    if occasion.when is None:
        dated, undated = other, occasion
    if dated.when is None or undated.when is not None:
        return False
    if reading.published - dated.when.end <= _NEWS:
        return False
    if undated.status == "announced" and dated.status == "held":
        return True
    news = not undated.noun and undated.status == "held"
    return news and dated.noun and dated.sentence > undated.sentence


def _same_people(occasion: Occasion, merged: list[Occasion]) -> None:
    """Let “they last met in May” be another meeting of those who just met."""
    if occasion.how != "all" or occasion.participants or occasion.when is None:
        return
    last = next((o for o in reversed(merged) if len(o.participants) >= 2), None)
    if last is not None and 0 <= occasion.sentence - last.sentence <= 1:
        occasion.participants = list(last.participants)
        occasion.roles = dict(last.roles)
        occasion.sources = {slug: list(at) for slug, at in last.sources.items()}
        occasion.on_behalf_of = dict(last.on_behalf_of)


def _strangeness(occasion: Occasion, other: Occasion) -> tuple[bool, bool]:
    """Order the meetings a noun may speak of: same unusual status, same noun first."""
    unusual = occasion.status in _UNUSUAL and occasion.status != other.status
    return (unusual, occasion.frame != other.frame)


def _points_to(occasion: Occasion, other: Occasion) -> bool:
    """Say whether a noun without parties speaks of the other occasion."""
    if occasion.frame in _NAMED and other.frame not in _NAMED:
        return False
    near = other.sentence == occasion.sentence or _same_place(occasion, other)
    near = near or bool(occasion.when and occasion.when == other.when)
    return near or (occasion.noun and occasion.definite)


def _same_parties(reading: Reading, one: Occasion, other: Occasion) -> bool:
    """Say whether the parties of two candidates can be those of one meeting."""
    if one.weak and _covered(reading, one, other, but=one.weak):
        return True
    forth = _covered(reading, one, other)
    back = _covered(reading, other, one)
    whole = forth and back
    if one.another and not whole:
        return False
    if _is_past_visit(reading, one, other) or _is_past_visit(reading, other, one):
        return False
    # A talk put off is another one than the meeting that was held.
    off = (one.status in _UNUSUAL) != (other.status in _UNUSUAL)
    if off and not whole and not (one.noun and other.noun):
        return False
    if not (forth or back):
        return _joins(one, other) or _is_council_briefing(one, other)
    nouns = one.noun or other.noun or "visit" in (one.frame, other.frame)
    return nouns or min(len(one.participants), len(other.participants)) >= 2


def _is_past_visit(reading: Reading, visit: Occasion, other: Occasion) -> bool:
    """Say whether a visit was over before a meeting still to come was told of."""
    if visit.frame != "visit" or visit.status != "held" or visit.when is None:
        return False
    later = other.status == "announced" and visit.sentence != other.sentence
    return later and visit.when.end < reading.published - timedelta(days=1)


def _covered(
    reading: Reading, one: Occasion, other: Occasion, but: Sequence[str] = ()
) -> bool:
    """Say whether each party of one, `but` some, sits on a side of the other."""
    return all(
        any(
            formats.same_side(reading, (one, slug), (other, theirs))
            for theirs in other.participants
        )
        for slug in one.participants
        if slug not in but
    )


def _is_council_briefing(one: Occasion, other: Occasion) -> bool:
    """Say whether a briefing is that of the Security Council session just told."""
    return (
        "briefing" in (one.frame, other.frame)
        and "un-security-council" in (*one.participants, *other.participants)
        and 0 <= one.sentence - other.sentence <= 2
    )


def _joins(one: Occasion, other: Occasion) -> bool:
    """Say whether more parties of a meeting just told are named: “co-chaired it”."""
    return (
        one.noun
        and one.definite
        and other.noun
        and one.how in ("subject", "relative", "main clause", "after the verb")
        and 0 <= one.sentence - other.sentence <= 2
        and one.status == other.status
    )


def _same_place(one: Occasion, other: Occasion) -> bool:
    return bool(one.where and other.where and one.where.city == other.where.city)


def _compatible(one: Occasion, other: Occasion) -> bool:
    """Say whether date, place and medium allow the two to be one."""
    if one.when and other.when and not _overlap(one.when, other.when):
        return False
    if one.where and other.where:
        a, b = one.where, other.where
        if a.city and b.city and a.city != b.city:
            return False
        if a.country and b.country and a.country != b.country:
            return False
    if one.medium and other.medium and one.medium != other.medium:
        return False
    if bool(one.medium) != bool(other.medium) and (one.where or other.where):
        return False
    return not (one.background and not other.background and one.participants)


def _overlap(one: When, other: When) -> bool:
    return one.start <= other.end and other.start <= one.end


def _length(when: When) -> int:
    return (when.end - when.start).days


def _take_parties(target: Occasion, occasion: Occasion) -> None:
    for slug in [s for s in occasion.participants if s not in occasion.weak]:
        if slug not in target.participants:
            target.participants.append(slug)
            target.roles[slug] = occasion.roles.get(slug, "participant")
        elif target.roles.get(slug) == "participant":
            target.roles[slug] = occasion.roles.get(slug, "participant")


def _absorb(target: Occasion, occasion: Occasion) -> None:
    # A bare noun does not say that it took place.
    weak = target.noun and target.status == "held" and not target.participants
    _take_parties(target, occasion)
    target.attendees += occasion.attendees
    for slug, indices in occasion.sources.items():
        target.sources.setdefault(slug, []).extend(indices)
    for slug, bodies in occasion.on_behalf_of.items():
        target.on_behalf_of.setdefault(slug, bodies)
    if occasion.when and (
        target.when is None or _length(occasion.when) < _length(target.when)
    ):
        target.when = occasion.when
    if target.where is None or (
        occasion.where and occasion.where.city and not target.where.city
    ):
        target.where = occasion.where or target.where
    target.medium = target.medium or occasion.medium
    if target.frame in _WEAK and occasion.frame not in _WEAK:
        target.status, target.cause = occasion.status, occasion.cause
    if target.frame in _WEAK or (
        target.frame == "meeting"
        and occasion.frame in ("talks", "conference", "summit")
    ):
        target.frame = occasion.frame
    if _outranks(occasion.status, target.status) or (
        weak and occasion.status == "announced"
    ):
        target.status, target.cause = occasion.status, occasion.cause
    target.spans.extend(span for span in occasion.spans if span not in target.spans)


def _outranks(status: str, other: str) -> bool:
    """Say whether a status told later replaces the one told first."""
    if status == "denied":
        return other in ("held", "announced")
    return status in _UNUSUAL


def _seat_attendees(occasion: Occasion) -> None:
    """Let those who attended take part, after the merge by who met whom."""
    for slug in occasion.attendees:
        if slug not in occasion.participants:
            occasion.participants.append(slug)
            occasion.roles[slug] = "participant"


def _leave_states(reading: Reading, occasion: Occasion) -> None:
    """Leave out a state whose minister or head is named at the same meeting."""
    people = [
        slug for slug in occasion.participants if formats.is_person(reading, slug)
    ]
    for slug in list(occasion.participants):
        country = formats.state_of(slug)
        if country in (None, "LY"):
            continue
        for person in people:
            if formats.country_of(reading, person) == country:
                occasion.participants.remove(slug)
                bodies = occasion.on_behalf_of.setdefault(person, [])
                if slug not in bodies:
                    bodies.append(slug)
                break


def _stands(reading: Reading, occasion: Occasion) -> bool:
    """Say whether enough is known of a candidate to propose it."""
    if len(occasion.participants) >= 2:
        return True
    if occasion.frame == "visit":
        return bool(occasion.participants and occasion.where)
    if occasion.frame in _NAMED:
        put_off = occasion.status in _UNUSUAL
        return bool(occasion.where or occasion.when or put_off)
    if occasion.participants and formats.is_person(reading, occasion.participants[0]):
        return bool(occasion.where and occasion.when)
    if occasion.participants:
        return bool(occasion.where or occasion.when)
    where = occasion.where
    named = bool(where and 0 <= occasion.first - where.last <= 1)
    return named or bool(where and occasion.when)


def _date_by_visit(kept: list[Occasion]) -> None:
    """Give a meeting the date and town of the visit during which it is told."""
    for occasion in kept:
        if occasion.frame == "visit" or occasion.background or occasion.medium:
            continue
        for visit in kept:
            if (
                visit.rule.startswith("visit")
                and visit is not occasion
                and visit.status == occasion.status
                and 0 <= occasion.sentence - visit.sentence <= _TELLING
                and set(visit.participants) & set(occasion.participants)
            ):
                occasion.when = occasion.when or visit.when
                if occasion.where is None and visit.where and visit.where.city:
                    occasion.where = visit.where


def _without_visits(reading: Reading, kept: list[Occasion]) -> list[Occasion]:
    """Leave out a visit that a meeting on it tells of."""
    found = []
    for occasion in kept:
        told = occasion.frame == "visit" and any(
            other is not occasion
            and other.frame != "visit"
            and set(other.participants) & set(occasion.participants)
            and not _is_past_visit(reading, occasion, other)
            and (_compatible(occasion, other) or _near(occasion, other))
            for other in kept
        )
        if not told:
            found.append(occasion)
    return found


def _near(visit: Occasion, other: Occasion) -> bool:
    """Say whether a visit and a meeting fall in one country within days."""
    if not (visit.where and other.where and visit.when and other.when):
        return False
    gap = max(other.when.start - visit.when.end, visit.when.start - other.when.end)
    return visit.where.country == other.where.country and gap <= _TOLERANCE


def _date_the_lead(reading: Reading, kept: list[Occasion]) -> None:
    """Give the first held meeting the publication day when the text has no date."""
    if not kept or kept[0].when is not None or kept[0].status != "held":
        return
    lead = kept[0]
    if lead.background or not lead.participants:
        return
    day = reading.published
    lead.when = When(
        lead.first, lead.last, day, day, "day", "publication", "date-publication"
    )
