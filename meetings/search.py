"""Search over all kinds of records: indexing and finding.

Words are found by PostgreSQL full text (English stems and, for other scripts and
folded names, plain tokens); names of parties, places, processes and topics are found
by their folded keys in parties/matching.py. A found id is always fetched again through
`visible_to`, so the index holds records of every state.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection, transaction
from django.db.models import Count, F, Q, Window

from common import names
from common.text import clean_text
from meetings.language import with_reader_names
from meetings.models import (
    Agreement,
    Meeting,
    MeetingPlace,
    Participation,
    Place,
    Process,
    SearchDocument,
    Signature,
    Statement,
    Topic,
)
from parties.matching import NameMatch, ids_named, name_scores, ranked, sure_ids
from parties.models import Party

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from editorial.models import User

# Per kind: the query that gives id, date and the words by weight (A heaviest).
SOURCES: dict[str, str] = {
    "meeting": """
        SELECT m.id, m.sort_date,
            concat_ws(' ', m.title, m.title_ar) AS a,
            concat_ws(' ', (SELECT string_agg(concat_ws(' ', p.name, n.text), ' ')
                FROM meetings_participation x JOIN parties_party p ON p.id = x.party_id
                LEFT JOIN parties_partyname n ON n.party_id = p.id
                WHERE x.meeting_id = m.id),
              (SELECT string_agg(concat_ws(' ', pl.name, mp.venue_text), ' ')
                FROM meetings_meetingplace mp
                LEFT JOIN meetings_place pl ON pl.id = mp.place_id
                WHERE mp.meeting_id = m.id)) AS b,
            concat_ws(' ', m.summary, m.outcome) AS c
        FROM meetings_meeting m WHERE m.id = ANY(%(ids)s)
    """,
    "statement": """
        SELECT s.id, s.sort_date, s.gist AS a,
            concat_ws(' ', p.name, o.name) AS b, s.original_text AS c
        FROM meetings_statement s
        LEFT JOIN parties_party p ON p.id = s.speaker_id
        LEFT JOIN parties_party o ON o.id = s.on_behalf_of_id
        WHERE s.id = ANY(%(ids)s)
    """,
    "agreement": """
        SELECT a.id, a.sort_date, concat_ws(' ', a.title, a.title_ar) AS a,
            (SELECT string_agg(p.name, ' ')
                FROM meetings_signature x JOIN parties_party p ON p.id = x.party_id
                WHERE x.agreement_id = a.id) AS b,
            concat_ws(' ', a.summary, (SELECT string_agg(c.text, ' ')
                FROM meetings_commitment c WHERE c.agreement_id = a.id)) AS c
        FROM meetings_agreement a WHERE a.id = ANY(%(ids)s)
    """,
}
MODELS: dict[str, Any] = {
    "meeting": Meeting,
    "statement": Statement,
    "agreement": Agreement,
}
# What is found by a name in any spelling, by kind; kinds in the order of results.
NAMED: dict[str, Any] = {
    "party": Party,
    "place": Place,
    "process": Process,
    "topic": Topic,
}
KINDS = (*NAMED, *MODELS)
# A document holds less than a megabyte; of longer texts the beginning is found.
MOST_INDEXED = 100_000
STORE = """
INSERT INTO meetings_searchdocument (kind, object_id, sort_date, words)
SELECT %(kind)s, id, sort_date,
    setweight(to_tsvector('english', coalesce(a, '')), 'A')
 || setweight(to_tsvector('simple', coalesce(a, '')), 'A')
 || setweight(to_tsvector('simple', left(coalesce(b, ''), %(most)s)), 'B')
 || setweight(to_tsvector('english', left(coalesce(c, ''), %(most)s)), 'C')
FROM ({source}) AS source
ON CONFLICT (kind, object_id) DO UPDATE
SET words = EXCLUDED.words, sort_date = EXCLUDED.sort_date
"""


@transaction.atomic
def index(kind: str, ids: Iterable[int]) -> None:
    """Write the search documents of these records."""
    with connection.cursor() as cursor:
        cursor.execute(
            STORE.format(source=SOURCES[kind]),
            {"kind": kind, "ids": list(ids), "most": MOST_INDEXED},
        )


@transaction.atomic
def reindex() -> int:
    """Write the search documents of all records; return how many there are."""
    SearchDocument.objects.all().delete()
    for kind, model in MODELS.items():
        index(kind, model.objects.values_list("pk", flat=True))
    return SearchDocument.objects.count()


def matching_ids(kind: str, text: str) -> Any:
    """Return the subquery of ids of one kind whose words match the text.

    Quoted phrases, `or` and `-word` work as in web search. A text that names a party
    or a place, in any spelling, also finds the records of that party or place.
    """
    parties = ids_named(Party, text)
    places = ids_named(Place, text) if kind == "meeting" else []
    return _matching(kind, text, parties, places).values("object_id")


def _matching(kind: str, text: str, parties: list[int], places: list[int]) -> Any:
    """Return the documents with the words, or of one of the parties and places."""
    condition = Q(words=word_query(text))
    for ids in _of_named(kind, parties, places):
        condition |= Q(object_id__in=ids)
    return SearchDocument.objects.filter(condition, kind=kind)


def _of_named(kind: str, parties: list[int], places: list[int]) -> Iterator[Any]:
    """Yield the id subqueries of the records of these parties and places."""
    if parties:
        if kind == "meeting":
            rows = Participation.objects.filter(party__in=parties)
            yield rows.values("meeting")
        elif kind == "statement":
            said = Q(speaker__in=parties) | Q(on_behalf_of__in=parties)
            yield Statement.objects.filter(said).values("pk")
        else:
            acted = Signature.objects.filter(party__in=parties)
            yield acted.values("agreement")
    if kind == "meeting" and places:
        inside = Place.objects.ids_below(places)
        yield MeetingPlace.objects.filter(place__in=inside).values("meeting")


def word_query(text: str) -> SearchQuery:
    """Return the full-text query: English stems or the plain words.

    Raises TextError for text that the database cannot hold.
    """
    clean_text(text)
    return SearchQuery(text, config="english", search_type="websearch") | SearchQuery(
        text, config="simple", search_type="websearch"
    )


@dataclass
class Results:
    """What a search found, best first; a match tells which name was found.

    `counts` says how many records of each kind there are, those beyond the limit too.
    """

    parties: list[tuple[Party, NameMatch]] = field(default_factory=list)
    places: list[tuple[Place, NameMatch]] = field(default_factory=list)
    processes: list[tuple[Process, NameMatch]] = field(default_factory=list)
    topics: list[tuple[Topic, NameMatch]] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many records there are of all kinds."""
        return sum(self.counts.values())


def search(
    text: str,
    user: User | AnonymousUser | None,
    limit: int = 20,
    kinds: Collection[str] = KINDS,
) -> Results:
    """Find records of some kinds that this user may see, `limit` of each at most.

    Raises TextError for text that the database cannot hold.
    """
    if not names.fold(clean_text(text)).strip():
        return Results(counts=dict.fromkeys(kinds, 0))
    results = Results()
    scores = {
        kind: name_scores(model, text)
        for kind, model in NAMED.items()
        if kind in kinds or kind in {"party", "place"}
    }
    for kind, plural, named in (
        ("party", "parties", Party.objects.visible_to(user)),
        ("place", "places", Place.objects.all()),
        ("process", "processes", Process.objects.visible_to(user)),
        ("topic", "topics", Topic.objects.all()),
    ):
        if kind in kinds:
            hits = ranked(scores[kind], with_reader_names(named))
            setattr(results, plural, hits[:limit])
            results.counts[kind] = len(hits)
    parties, places = sure_ids(scores["party"]), sure_ids(scores["place"])
    for kind, rows in (
        ("meeting", Meeting.objects.visible_to(user)),
        ("statement", Statement.objects.visible_to(user).with_parties()),
        ("agreement", Agreement.objects.visible_to(user)),
    ):
        if kind in kinds:
            found = _matching(kind, text, parties, places)
            records, results.counts[kind] = _best(found, rows, text, limit)
            setattr(results, f"{kind}s", records)
    return results


def _best(found: Any, queryset: Any, text: str, limit: int) -> tuple[list[Any], int]:
    """Return the best records among the documents found, and how many there are."""
    ranks = list(
        found.filter(object_id__in=queryset.order_by().values("pk"))
        .annotate(
            rank=SearchRank(F("words"), word_query(text)),
            count=Window(Count("*")),
        )
        .order_by("-rank", "-sort_date", "object_id")
        .values_list("object_id", "count")[:limit]
    )
    records = queryset.in_bulk([key for key, _count in ranks])
    count = ranks[0][1] if ranks else 0
    return [records[key] for key, _count in ranks if key in records], count
