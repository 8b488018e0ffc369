"""What a reader may mean while still typing: the few best records, as links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.urls import reverse

from common import edtf
from meetings.language import localized_name, localized_title, reader_language
from meetings.models import Participation
from meetings.search import Results, search

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

    Reader = User | AnonymousUser

MOST = 8
LOOKED_AT = 12
# How many of a kind come before any kind has more; the kinds in their order.
FIRST = {
    "party": 3,
    "place": 1,
    "process": 1,
    "meeting": 2,
    "agreement": 1,
    "statement": 1,
    "topic": 1,
}
SURE = 0.95


@dataclass(frozen=True)
class Suggestion:
    """A record as a link: its name, the language of the name, and what it is."""

    name: str
    lang: str
    what: str
    url: str


def suggestions(text: str, user: Reader) -> list[Suggestion]:
    """Return the best records for words that may be unfinished, at most MOST."""
    found = search(text, user, LOOKED_AT)
    named = {
        "party": _most_met_first(found, user),
        "place": [place for place, _match in found.places],
        "process": [process for process, _match in found.processes],
        "meeting": found.meetings,
        "agreement": found.agreements,
        "statement": found.statements,
        "topic": [topic for topic, _match in found.topics],
    }
    ordered = [
        (kind, place, record)
        for kind, records in named.items()
        for place, record in enumerate(records)
    ]
    kinds = list(named)
    # Each kind has its first places; what is left over goes to the others.
    best = sorted(
        ordered, key=lambda one: (one[1] >= FIRST[one[0]], kinds.index(one[0]))
    )
    shown = sorted(best[:MOST], key=lambda one: (kinds.index(one[0]), one[1]))
    return [_suggestion(kind, record) for kind, _place, record in shown]


def _most_met_first(found: Results, user: Reader) -> list[Any]:
    """Order parties of the same name: those spelt so, then those who met most."""
    ids = [party.pk for party, _match in found.parties]
    counted = dict(
        Participation.objects.visible_to(user)
        .filter(party__in=ids)
        .order_by()
        .values_list("party")
        .annotate(Count("meeting", distinct=True))
    )
    pairs = sorted(
        found.parties,
        key=lambda pair: (pair[1].score < SURE, -counted.get(pair[0].pk, 0)),
    )
    return [party for party, _match in pairs]


def _suggestion(kind: str, record: Any) -> Suggestion:
    name, lang = _name(kind, record)
    what = " · ".join(_what(kind, record))
    return Suggestion(name, lang, what, reverse(kind, args=[record.slug]))


def _name(kind: str, record: Any) -> tuple[str, str]:
    if kind in ("meeting", "agreement"):
        return localized_title(record)
    if kind == "statement":
        return record.gist, "en"
    return localized_name(record)


def _what(kind: str, record: Any) -> Iterator[str]:
    if kind in ("party", "place"):
        yield str(record.get_kind_display())
        return
    yield str(record._meta.verbose_name)
    if hasattr(record, "date"):
        yield edtf.short(record.date, reader_language())
