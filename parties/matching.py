"""From a name, in any spelling or script, to candidates.

Three ways, best first: the folded name is the same; every word's consonant key is
among the name's (so "Hifter" finds Haftar and "Faiz Saraj" finds Fayez al-Sarraj);
the folded words are similar by trigrams (typing errors). The display name and every
stored name take part: the best score of any ranks the record, and the answer names
the one that is spelt as asked, even where another spelling scores higher.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from common import names


@dataclass(frozen=True)
class NameMatch:
    """Which name matched, and how well the record fits (0 to 1).

    `text` and `lang` are the name that is spelt most like what was asked;
    `is_display_name` says that it is the display name.
    """

    text: str
    lang: str
    score: float
    is_display_name: bool


# Few consonants say little ("ceasefire" has those of an Arabic "embassy", "zzzzqq"
# those of TSK): then the folded words must resemble each other too.
SAME_KEY = "(skeleton = %(skeleton)s AND (%(telling)s OR near >= 0.2))"
BY_WORDS = """(
    %(skeleton)s <> '' AND string_to_array(skeleton, ' ') @> %(tokens)s::text[]
    AND (%(telling)s OR near >= 0.3)
)"""
SPELT_SO = "string_to_array(folded, ' ') @> %(words)s::text[]"
TELLING_CONSONANTS = 4
FIND = """
WITH named AS (
    SELECT id AS owner, name AS text, 'en' AS lang, folded, skeleton, true AS shown
    FROM {owners}
  UNION ALL
    SELECT {key}, text, lang, folded, skeleton, false FROM {names}
),
measured AS (
    SELECT *, word_similarity(%(folded)s, folded) AS near FROM named
),
scored AS (
    SELECT owner, text, lang, shown,
        CASE WHEN folded = %(folded)s THEN 2 WHEN {spelt_so} THEN 1 ELSE 0 END AS spelt,
        CASE
            WHEN folded = %(folded)s THEN 1.0
            WHEN {same_key} THEN 0.95
            WHEN shown AND folded LIKE %(prefix)s THEN 0.9
            WHEN {by_words} THEN 0.7 + 0.15 * near
            WHEN folded LIKE %(prefix)s THEN 0.8
            ELSE 0.6 * near
        END AS score
    FROM measured
    WHERE folded = %(folded)s
       OR {same_key}
       OR folded LIKE %(prefix)s
       OR {by_words}
       OR near >= %(threshold)s
)
SELECT DISTINCT ON (owner) owner, text, lang, shown,
    max(score) OVER (PARTITION BY owner)
FROM scored
ORDER BY owner, spelt DESC, CASE WHEN spelt = 1 THEN 0 ELSE score END DESC,
    shown DESC, (text ~* %(script)s) DESC, score DESC, text
"""
# Letters by which a query's script is known; of equal names one in it is shown.
SCRIPTS = ("[\u0600-\u06ff]", "[\u0400-\u04ff]", "[a-z]")
SIMILAR_FROM = 0.6
SHORT_SIMILAR_FROM = 0.75
SURE_FROM = 0.7
# Every word of what was asked is one of the name's, in some spelling.
WHOLE_WORDS_FROM = 0.85
# What may stand between two names, and how many words two names may have.
JOINING = frozenset({"and", "with", "&", "-", "–", "و", "مع"})
MOST_WORDS_OF_TWO = 4
LONGEST_QUERY = 200


def match_names(
    model: Any, text: str, visible: QuerySet[Any], limit: int = 20
) -> list[tuple[Any, NameMatch]]:
    """Return (record, match) for the best candidates among `visible`, best first.

    `model` has a display name `name` and a related `names` table (Party, Place).
    """
    return ranked(name_scores(model, text), visible)[:limit]


def ranked(
    found: Mapping[int, NameMatch], visible: QuerySet[Any]
) -> list[tuple[Any, NameMatch]]:
    """Return (record, match) for the found ids among `visible`, best first."""
    records = visible.in_bulk(list(found))
    pairs = [(records[key], found[key]) for key in records]
    return sorted(pairs, key=_best_first)


def _best_first(pair: tuple[Any, NameMatch]) -> tuple[Any, ...]:
    record, match = pair
    return (-match.score, not match.is_display_name, record.name, record.pk)


def ids_named(model: Any, text: str) -> list[int]:
    """Return the ids of records that the text names, in any spelling or script.

    Typing errors are left out: this narrows other searches and must be sure.
    """
    return sure_ids(name_scores(model, text))


def sure_ids(found: Mapping[int, NameMatch]) -> list[int]:
    """Return the ids among the found whose names match without typing errors."""
    return [key for key, match in found.items() if match.score >= SURE_FROM]


def two_named(model: Any, text: str, visible: QuerySet[Any]) -> tuple[Any, Any] | None:
    """Return the two visible records that a short text names one after the other.

    "Egypt Dbeibah" names two; None where a part of the text names none for sure, or
    both name the same record.
    """
    words = [word for word in text.split() if word.casefold() not in JOINING]
    if len(words) > MOST_WORDS_OF_TWO:
        return None
    for cut in range(1, len(words)):
        first = _surely_named(model, " ".join(words[:cut]), visible)
        second = first and _surely_named(model, " ".join(words[cut:]), visible)
        if first and second and first != second:
            return first, second
    return None


def _surely_named(model: Any, text: str, visible: QuerySet[Any]) -> Any:
    found = match_names(model, text, visible, 1)
    return found[0][0] if found and found[0][1].score >= WHOLE_WORDS_FROM else None


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
        same_key=SAME_KEY,
        spelt_so=SPELT_SO,
    )
    values: dict[str, Any] = {
        "folded": folded,
        "skeleton": skeleton,
        "tokens": skeleton.split(),
        "words": folded.split(),
        "script": next((s for s in SCRIPTS if re.search(s, text, re.I)), SCRIPTS[-1]),
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
