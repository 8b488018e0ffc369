"""Each agreement of a report once, under its fullest name and with all its words."""

from __future__ import annotations

from collections.abc import Iterator

from intake.extract.plain import Agreed

# Characters: agreements whose words lie in one such stretch may overlap.
_GRAIN = 60


def once(*groups: Iterator[Agreed]) -> list[Agreed]:
    """Keep each agreement once, under its fullest name, with all its words."""
    kept: list[Agreed] = []
    owner: dict[int, int] = {}
    for row in (row for group in groups for row in group):
        places = [n // _GRAIN for span in row.spans for n in (span[0], span[1] - 1)]
        near = {owner[place] for place in places if place in owner}
        at = next((n for n in near if _overlap(row, kept[n])), None)
        if at is None:
            at = next((n for n, other in enumerate(kept) if _is_same(row, other)), None)
        if at is None:
            at = len(kept)
            kept.append(row)
        else:
            kept[at] = _joined(row, kept[at])
        owner.update(dict.fromkeys(places, at))
    return sorted(kept, key=lambda row: row.spans[0])


def _joined(row: Agreed, other: Agreed) -> Agreed:
    """Return the one with the fuller name, with the words of both."""
    fuller = row.when and len(_telling(other.title)) < len(_telling(row.title))
    kept = row if fuller else other
    spans = sorted({*row.spans, *other.spans})
    kept.spans = [
        span
        for span in spans
        if not any(o != span and o[0] <= span[0] and span[1] <= o[1] for o in row.spans)
    ]
    return kept


def _overlap(row: Agreed, other: Agreed) -> bool:
    return any(a < d and b > c for a, b in row.spans for c, d in other.spans)


def _is_same(row: Agreed, other: Agreed) -> bool:
    if row.kind != other.kind or row.rule != other.rule:
        return False
    if row.when and other.when:
        return row.when.start.timetuple()[1:3] == other.when.start.timetuple()[1:3]
    mine, theirs = _telling(row.title), _telling(other.title)
    return mine <= theirs or theirs <= mine


def _telling(title: str) -> frozenset[str]:
    return frozenset(word for word in title.casefold().split() if len(word) > 3)
