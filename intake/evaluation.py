"""How well proposals agree with labelled reports; agrees with the files' own scorer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from intake import scoring
from intake.scoring import Sides, Span

# Chosen by chance within each language before any rule was written (seed 20261125):
# a third of the open file that nobody reads while rules are made.
HELD_BACK = frozenset(
    f"dev-{number:03d}"
    for number in (
        *(2, 3, 8, 10, 12, 15, 16, 19, 20, 24, 26, 30),
        *(32, 37, 38, 39, 43, 46, 52, 54, 55, 60, 64, 66),
    )
)
JACCARD_MIN = 0.34
Row = Mapping[str, Any]
Metrics = dict[str, float | None]


def jaccard(one: set[str], other: set[str]) -> float:
    """Return the share of all members that both sets hold."""
    return len(one & other) / len(one | other) if one | other else 0.0


def match_meetings(
    passage: Row, predicted: Sequence[Row], sides: Sides
) -> list[tuple[int, int]]:
    """Pair labelled and predicted meetings one to one, the best pair first."""
    pairs = []
    for at_gold, gold in enumerate(passage["meetings"]):
        for at, meeting in enumerate(predicted):
            weight = _weight(passage["text"], gold, meeting, sides)
            if weight is not None:
                pairs.append((weight, -at_gold, -at))
    taken_gold: set[int] = set()
    taken: set[int] = set()
    found = []
    for _, at_gold, at in sorted(pairs, reverse=True):
        if -at_gold not in taken_gold and -at not in taken:
            taken_gold.add(-at_gold)
            taken.add(-at)
            found.append((-at_gold, -at))
    return found


def _weight(text: str, gold: Row, meeting: Row, sides: Sides) -> float | None:
    if not scoring.dates_compatible(gold["date"], meeting.get("date")):
        return None
    wanted, got = (
        sides.ids(gold["participants"]),
        sides.ids(meeting.get("participants")),
    )
    shared = jaccard(wanted, got)
    place = scoring.places_equal(gold["place"], meeting.get("place"))
    spans = scoring.clean_spans(meeting.get("spans"))
    near = scoring.touches(spans, scoring.occurrences(text, gold["evidence"]))
    nowhere = scoring.place_key(gold["place"]) == (None, None)
    nowhere = nowhere and scoring.place_key(meeting.get("place")) == (None, None)
    bare = not wanted and not got and nowhere
    if not (shared >= JACCARD_MIN or place or (bare and near)):
        return None
    exact = scoring.date_key(gold["date"]) == scoring.date_key(meeting.get("date"))
    weight: float = (
        shared
        + 0.5 * place
        + 0.5 * exact
        + 0.25 * near
        + 0.25 * (gold["status"] == meeting.get("status"))
        + 0.1 * (gold["format"] == meeting.get("format"))
    )
    return weight


def _count_meetings(
    passage: Row, predicted: Sequence[Row], sides: Sides, tally: Counter[str]
) -> None:
    gold = passage["meetings"]
    pairs = match_meetings(passage, predicted, sides)
    background = sum(not gold[at]["primary"] for at, _ in pairs)
    primary = sum(bool(meeting["primary"]) for meeting in gold)
    tally.update(gold=len(gold), predicted=len(predicted), matched=len(pairs))
    tally.update(primary=primary, primary_predicted=len(predicted) - background)
    tally["primary_matched"] += len(pairs) - background
    for at_gold, at in pairs:
        _count_fields(gold[at_gold], predicted[at], sides, tally)
    if not gold:
        tally.update(negatives=1, clean=not predicted)


def _count_fields(gold: Row, meeting: Row, sides: Sides, tally: Counter[str]) -> None:
    wanted, got = (
        sides.ids(gold["participants"]),
        sides.ids(meeting.get("participants")),
    )
    behind = {sides.family(slug) for slug in sides.ids(gold.get("represented"))}
    free = {slug for slug in got - wanted if sides.family(slug) in behind}
    tally.update(
        right=len(wanted & got),
        wrong=len(got - wanted - free),
        missed=len(wanted - got),
        date=scoring.date_key(gold["date"]) == scoring.date_key(meeting.get("date")),
        place=scoring.place_key(gold["place"])
        == scoring.place_key(meeting.get("place")),
        format=gold["format"] == meeting.get("format"),
        status=gold["status"] == meeting.get("status"),
    )


def _count_statements(
    passage: Row, predicted: Sequence[Row], sides: Sides, tally: Counter[str]
) -> None:
    text, gold = passage["text"], passage["statements"]
    spans = [scoring.occurrences(text, row["evidence"])[:1] for row in gold]
    sentences = _joined(
        [scoring.sentence_of(text, s) for found in spans for s in found]
    )
    credited: list[list[tuple[int, Row]]] = [[] for _ in gold]
    tally.update(said=len(gold), said_predicted=len(predicted))
    for row in predicted:
        own = scoring.clean_spans(row.get("spans"))
        if not _right(text, own, sentences, spans):
            continue
        tally["said_right"] += 1
        near = [at for at, s in enumerate(spans) if scoring.touches(own, s)]
        speaker = sides.party(row.get("speaker"))
        same = [at for at in near if sides.party(gold[at]["speaker"]) == speaker]
        if not same and near:
            same = [max(near, key=lambda at: scoring.overlap(own, spans[at]))]
        for at in same:
            credited[at].append((scoring.overlap(own, spans[at]), row))
    for row, found in zip(gold, credited, strict=True):
        if found:
            _count_speaker(row, found, sides, tally)


def _joined(spans: Sequence[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(set(spans)):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _right(
    text: str,
    own: Sequence[Span],
    sentences: Sequence[Span],
    gold: Sequence[list[Span]],
) -> bool:
    if not own or scoring.overlap(own, sentences) < 0.5 * scoring.length(own):
        return False
    return any(
        scoring.touches(own, spans)
        or scoring.overlap(own, [scoring.sentence_of(text, s) for s in spans]) >= 10
        for spans in gold
    )


def _count_speaker(
    gold: Row, found: Sequence[tuple[int, Row]], sides: Sides, tally: Counter[str]
) -> None:
    wanted = sides.party(gold["speaker"])
    same = [row for _, row in found if sides.party(row.get("speaker")) == wanted]
    best = same[0] if same else max(found, key=lambda pair: pair[0])[1]
    pair = {sides.family(gold["speaker"]), sides.family(gold["on_behalf_of"])} - {None}
    got = {sides.family(best.get("speaker")), sides.family(best.get("on_behalf_of"))}
    got -= {None}
    tally.update(
        said_found=1,
        speaker=sides.party(best.get("speaker")) == wanted,
        principal=bool(pair & got) or (not pair and not got),
    )


def _count_agreements(
    passage: Row, predicted: Sequence[Row], tally: Counter[str]
) -> None:
    hit: set[int] = set()
    for gold in passage["agreements"]:
        spans = scoring.occurrences(passage["text"], gold["evidence"])
        words = set(scoring.fold_words(gold["title"]).split())
        near = {
            at
            for at, row in enumerate(predicted)
            if scoring.touches(scoring.clean_spans(row.get("spans")), spans)
            or jaccard(words, set(scoring.fold_words(row.get("title") or "").split()))
            >= 0.5
        }
        hit |= near
        tally["agreed_found"] += bool(near)
    tally.update(agreed=len(passage["agreements"]), agreed_predicted=len(predicted))
    tally["agreed_right"] += len(hit)


def evaluate(
    gold: Sequence[Row], predictions: Mapping[str, Row], sides: Sides
) -> Metrics:
    """Return the metrics of predictions by passage; None where nothing is measured."""
    return metrics(count(gold, predictions, sides))


def count(
    gold: Sequence[Row], predictions: Mapping[str, Row], sides: Sides
) -> Counter[str]:
    """Return how much was labelled, predicted and right, from which metrics follow."""
    tally: Counter[str] = Counter()
    for passage in gold:
        coined = passage.get("coined") or {}
        row = predictions.get(passage["id"]) or {}
        meetings = [
            {
                **m,
                "participants": [sides.canonical(p, coined) for p in m["participants"]],
            }
            for m in row.get("meetings") or []
        ]
        said = [
            {**s, **{key: sides.canonical(s.get(key), coined) for key in _SPEAKERS}}
            for s in row.get("statements") or []
        ]
        _count_meetings(passage, meetings, sides, tally)
        _count_statements(passage, said, sides, tally)
        _count_agreements(passage, row.get("agreements") or [], tally)
    return tally


def counts(tally: Counter[str]) -> dict[str, int]:
    """Return the counts behind the metrics, under the names of the files' scorer."""
    return {name: tally[key] for name, key in _COUNTS.items()}


_COUNTS = {
    "meetings_gold": "gold",
    "meetings_predicted": "predicted",
    "meetings_matched": "matched",
    "primary_gold": "primary",
    "statements_gold": "said",
    "statements_predicted": "said_predicted",
    "agreements_gold": "agreed",
    "agreements_predicted": "agreed_predicted",
    "negatives": "negatives",
    "negatives_without_meetings": "clean",
}


_SPEAKERS = ("speaker", "on_behalf_of")


def _ratio(part: int, whole: int, expected: int = 1) -> float | None:
    if whole:
        return part / whole
    return 0.0 if expected else None


def _f1(precision: float | None, recall: float | None) -> float | None:
    if precision is None or recall is None:
        return None
    total = precision + recall
    return 2 * precision * recall / total if total else 0.0


def metrics(t: Counter[str]) -> Metrics:
    """Return the metrics of a tally; None where nothing is measured."""
    found: Metrics = {}

    def three(name: str, precision: float | None, recall: float | None) -> None:
        found[f"{name}_precision"], found[f"{name}_recall"] = precision, recall
        found[f"{name}_f1"] = _f1(precision, recall)

    gold, matched, right = t["gold"], t["matched"], t["right"]
    three(
        "meeting",
        _ratio(matched, t["predicted"], gold),
        _ratio(matched, gold, t["predicted"]),
    )
    three(
        "primary",
        _ratio(t["primary_matched"], t["primary_predicted"], t["primary"]),
        _ratio(t["primary_matched"], t["primary"], t["primary_predicted"]),
    )
    three(
        "participants",
        _ratio(right, right + t["wrong"], gold),
        _ratio(right, right + t["missed"], gold),
    )
    for key, name in (
        ("date", "date_exact"),
        ("place", "place_exact"),
        ("format", "format_accuracy"),
        ("status", "status_accuracy"),
    ):
        found[name] = _ratio(t[key], matched, gold)
    _outcome_metrics(t, found)
    return found


def _outcome_metrics(t: Counter[str], found: Metrics) -> None:
    said, said_found, agreed = t["said"], t["said_found"], t["agreed"]
    precision = _ratio(t["said_right"], t["said_predicted"], said)
    recall = _ratio(said_found, said, t["said_predicted"])
    found["statement_precision"], found["statement_recall"] = precision, recall
    found["statement_f1"] = _f1(precision, recall)
    found["speaker_accuracy"] = _ratio(t["speaker"], said_found, said)
    found["speaker_or_principal_accuracy"] = _ratio(t["principal"], said_found, said)
    found["agreement_recall"] = _ratio(t["agreed_found"], agreed, 0)
    found["agreement_precision"] = _ratio(
        t["agreed_right"], t["agreed_predicted"], agreed
    )
    found["negatives_clean"] = _ratio(t["clean"], t["negatives"], 0)
