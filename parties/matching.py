"""From a name, in any spelling or script, to candidates.

Three ways, best first: the folded name is the same; every word's consonant key is
among the name's (so "Hifter" finds Haftar and "Faiz Saraj" finds Fayez al-Sarraj);
the folded words are similar by trigrams (typing errors). The display name and every
stored name take part, and the answer says which one matched.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from common import names


@dataclass(frozen=True)
class NameMatch:
    """Which name matched, how well (0 to 1), and whether it is the display name."""

    text: str
    lang: str
    score: float
    is_display_name: bool


# Few consonants say little ("ceasefire" has those of an Arabic "embassy"): then the
# folded words must resemble each other too.
BY_WORDS = """(
    %(skeleton)s <> '' AND string_to_array(skeleton, ' ') @> %(tokens)s::text[]
    AND (%(telling)s OR word_similarity(%(folded)s, folded) >= 0.3)
)"""
TELLING_CONSONANTS = 4
FIND = """
WITH named AS (
    SELECT id AS owner, name AS text, 'en' AS lang, folded, skeleton, true AS shown
    FROM {owners}
  UNION ALL
    SELECT {key}, text, lang, folded, skeleton, false FROM {names}
),
scored AS (
    SELECT owner, text, lang, shown,
        CASE
            WHEN folded = %(folded)s THEN 1.0
            WHEN skeleton = %(skeleton)s AND %(skeleton)s <> '' THEN 0.95
            WHEN folded LIKE %(prefix)s THEN 0.9
            WHEN {by_words} THEN 0.7 + 0.15 * word_similarity(%(folded)s, folded)
            ELSE 0.6 * word_similarity(%(folded)s, folded)
        END AS score
    FROM named
    WHERE folded = %(folded)s
       OR (%(skeleton)s <> '' AND skeleton = %(skeleton)s)
       OR folded LIKE %(prefix)s
       OR {by_words}
       OR word_similarity(%(folded)s, folded) >= %(threshold)s
)
SELECT DISTINCT ON (owner) owner, text, lang, shown, score
FROM scored ORDER BY owner, score DESC, shown DESC, text
"""
SIMILAR_FROM = 0.6
SHORT_SIMILAR_FROM = 0.75
SURE_FROM = 0.7
LONGEST_QUERY = 200


def match_names(
    model: Any, text: str, visible: QuerySet[Any], limit: int = 20
) -> list[tuple[Any, NameMatch]]:
    """Return (record, match) for the best candidates among `visible`, best first.

    `model` has a display name `name` and a related `names` table (Party, Place).
    """
    found = name_scores(model, text)
    records = visible.in_bulk(list(found))
    pairs = [(records[key], found[key]) for key in records]
    pairs.sort(key=lambda pair: (-pair[1].score, pair[0].name, pair[0].pk))
    return pairs[:limit]


def ids_named(model: Any, text: str) -> list[int]:
    """Return the ids of records that the text names, in any spelling or script.

    Typing errors are left out: this narrows other searches and must be sure.
    """
    found = name_scores(model, text).items()
    return [key for key, match in found if match.score >= SURE_FROM]


def name_scores(model: Any, text: str) -> dict[int, NameMatch]:
    """Return the best match per record id, for every record with a matching name."""
    # Folding can lengthen: one letter of "ﷺ" spells eighteen.
    folded = names.fold(text[:LONGEST_QUERY])[:LONGEST_QUERY].strip()
    skeleton = names.skeleton(folded)
    if not folded:
        return {}
    names_table = model._meta.get_field("names").related_model
    key = model._meta.get_field("names").field
    statement = FIND.format(
        owners=model._meta.db_table,
        names=names_table._meta.db_table,
        key=key.column,
        by_words=BY_WORDS,
    )
    values: dict[str, Any] = {
        "folded": folded,
        "skeleton": skeleton,
        "tokens": skeleton.split(),
        "prefix": folded.replace("\\", "").replace("%", "").replace("_", "") + "%",
        "telling": len(skeleton.replace(" ", "")) >= TELLING_CONSONANTS,
        "threshold": SIMILAR_FROM if len(folded) >= 6 else SHORT_SIMILAR_FROM,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return {
            owner: NameMatch(name, lang, float(score), shown)
            for owner, name, lang, shown, score in cursor.fetchall()
        }
