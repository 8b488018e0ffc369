"""Which recorded meeting a report speaks of, by date, place and parties."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from intake.extract.known import Known, KnownMeeting
from intake.extract.plain import Occasion, Reading

_DAY = timedelta(days=1)
# Share of the smaller party list that both must hold.
_SHARED = 0.6
_LOOK_BACK = timedelta(days=3650)


class Records:
    """The recorded meetings by party and by city."""

    def __init__(self, known: Known) -> None:
        self._by_party: dict[str, list[KnownMeeting]] = defaultdict(list)
        self._by_city: dict[str, list[KnownMeeting]] = defaultdict(list)
        for meeting in known.meetings:
            for party in meeting.parties:
                self._by_party[party].append(meeting)
            if meeting.city:
                self._by_city[meeting.city].append(meeting)

    def find(self, occasion: Occasion, published: date) -> str:
        """Return the slug of the one record that fits; "" for none or several."""
        best: list[tuple[float, str]] = []
        for record in self._candidates(occasion):
            weight = _weight(occasion, record, published)
            if weight > 0:
                best.append((weight, record.slug))
        best.sort(reverse=True)
        if not best or (len(best) > 1 and best[0][0] == best[1][0]):
            return ""
        return best[0][1]

    def _candidates(self, occasion: Occasion) -> list[KnownMeeting]:
        found: dict[str, KnownMeeting] = {}
        for slug in occasion.participants:
            found.update((m.slug, m) for m in self._by_party.get(slug, []))
        if occasion.where and occasion.where.city and not occasion.participants:
            found.update((m.slug, m) for m in self._by_city[occasion.where.city])
        return list(found.values())


def link(reading: Reading, occasions: list[Occasion]) -> None:
    """Name in each occasion the record it speaks of, where exactly one fits."""
    records = reading.known.once("records", Records)
    for occasion in occasions:
        if occasion.status == "denied" or (
            occasion.status != "held" and occasion.when is None
        ):
            continue
        occasion.record = records.find(occasion, reading.published)


def _weight(occasion: Occasion, record: KnownMeeting, published: date) -> float:
    """Return how well a record fits; 0 when it does not."""
    when, where = occasion.when, occasion.where
    if where and where.city and record.city and where.city != record.city:
        return 0.0
    people = set(occasion.participants)
    shared = sum(
        not record.parties.isdisjoint((slug, *occasion.on_behalf_of.get(slug, ())))
        for slug in people
    )
    smaller = min(len(people), len(record.parties)) or 1
    fits = shared >= 2 and shared / smaller >= _SHARED
    same_city = bool(where and where.city and where.city == record.city)
    if when is not None:
        if record.earliest is None or record.latest is None:
            return 0.0
        if not (
            when.start - _DAY <= record.latest and record.earliest <= when.end + _DAY
        ):
            return 0.0
        if not (fits or (same_city and (shared or not people))):
            return 0.0
        exact = when.start == record.earliest and when.end == record.latest
        alike = 0.5 * (occasion.format == record.format)
        return 1.0 + shared + same_city + exact + alike + len(record.parties) / 1000
    return _undated(record, published, fits=fits, same_city=same_city, shared=shared)


def _undated(
    record: KnownMeeting,
    published: date,
    *,
    fits: bool,
    same_city: bool,
    shared: int,
) -> float:
    """Weigh a record for an occasion without a date: the latest one before counts."""
    if record.latest is None or record.latest > published or not (fits and same_city):
        return 0.0
    age = published - record.latest
    if age > _LOOK_BACK:
        return 0.0
    return shared + 1.0 - age / _LOOK_BACK
