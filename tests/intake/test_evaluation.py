"""The metrics of labelled reports, on a passage of our own."""

from __future__ import annotations

from typing import Any

from intake.evaluation import HELD_BACK, evaluate
from intake.scoring import Sides

TEXT = "Envoy A met General B in Rome on Monday. A said the truce must hold."


def passage() -> dict[str, Any]:
    meeting = {
        "date": "2020-02-17", "place": {"city": "Rome", "country": "IT"},
        "format": "bilateral", "status": "held", "participants": ["a", "b"],
        "represented": ["un"], "primary": True, "evidence": "A met General B",
    }  # fmt: skip
    said = {"speaker": "a", "on_behalf_of": "un", "evidence": "the truce must hold"}
    agreed = {"title": "Truce", "evidence": "truce"}
    return {
        "id": "own-1", "text": TEXT, "meetings": [meeting], "statements": [said],
        "agreements": [agreed],
    }  # fmt: skip


def answer(**changes: Any) -> dict[str, Any]:
    meeting = passage()["meetings"][0] | {"spans": [[6, 20]]} | changes
    start = TEXT.index("the truce")
    return {
        "meetings": [meeting],
        "statements": [{"speaker": "a", "spans": [[start, len(TEXT)]]}],
        "agreements": [{"title": "Truce", "spans": []}],
    }


def test_the_labels_themselves_score_one_everywhere() -> None:
    metrics = evaluate([passage()], {"own-1": answer()}, Sides())
    assert {v for v in metrics.values() if v is not None} == {1.0}


def test_silence_finds_nothing() -> None:
    metrics = evaluate([passage()], {}, Sides())
    assert {v for v in metrics.values() if v is not None} == {0.0}


def test_a_body_that_is_represented_counts_neither_way_and_a_stranger_counts() -> None:
    free = evaluate(
        [passage()], {"own-1": answer(participants=["a", "b", "un"])}, Sides()
    )
    wrong = evaluate(
        [passage()], {"own-1": answer(participants=["a", "b", "x"])}, Sides()
    )
    assert free["participants_precision"] == 1.0
    assert wrong["participants_precision"] == 2 / 3


def test_a_meeting_of_another_week_is_missed() -> None:
    metrics = evaluate([passage()], {"own-1": answer(date="2020-02-27")}, Sides())
    assert metrics["meeting_f1"] == 0.0


def test_a_report_without_meetings_is_clean_when_none_is_proposed() -> None:
    empty = passage() | {"meetings": []}
    assert evaluate([empty], {}, Sides())["negatives_clean"] == 1.0
    assert evaluate([empty], {"own-1": answer()}, Sides())["negatives_clean"] == 0.0


def test_a_third_of_the_open_file_is_held_back() -> None:
    assert len(HELD_BACK) == 24
