"""What must not change a reading, and what must change it by a known amount."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.intake.registry import DAY, meetings_in

WEEK = timedelta(days=7)
REPORTS = {
    "en": "Anna Berg met Ali Omar in Tunis yesterday. Marco Costa will receive"
    " Deniz Kaya in Rome on Friday.",
    "ar": "التقى علي عمر آنا بيرغ أمس في القاهرة.",
    "ru": "Анна Берг вчера встретилась в Каире с Али Омаром.",
    "fr": "Anna Berg a rencontré Ali Omar hier à Rome.",
    "it": "Anna Berg ha incontrato Ali Omar ieri a Roma.",
    "tr": "Anna Berg, dün Kahire'de Ali Omar ile görüştü.",
}
DISTRACTORS = {
    "en": "The price of bread rose by a tenth. Farmers asked for rain.",
    "ar": "ارتفع سعر الخبز هذا العام وطلب المزارعون المطر.",
    "ru": "Цена хлеба выросла на десятую часть.",
    "fr": "Le prix du pain a augmenté d'un dixième.",
    "it": "Il prezzo del pane è salito di un decimo.",
    "tr": "Ekmek fiyatı onda bir arttı.",
}


def facts(meeting: dict[str, Any]) -> tuple[Any, ...]:
    place = meeting["place"]["city"]
    parties = tuple(sorted(meeting["participants"]))
    return (meeting["date"], place, meeting["format"], meeting["status"], parties)


@pytest.mark.parametrize("lang", REPORTS)
def test_a_week_later_relative_dates_are_a_week_later(lang: str) -> None:
    before = meetings_in(REPORTS[lang], lang, DAY)
    after = meetings_in(REPORTS[lang], lang, DAY + WEEK)
    assert before
    assert [date.fromisoformat(m["date"]) + WEEK for m in before] == [
        date.fromisoformat(m["date"]) for m in after
    ]
    assert [facts(m)[1:] for m in before] == [facts(m)[1:] for m in after]


@pytest.mark.parametrize("lang", REPORTS)
@pytest.mark.parametrize("first", [True, False])
def test_a_paragraph_about_something_else_changes_nothing(
    lang: str, first: bool
) -> None:
    parts = [REPORTS[lang], DISTRACTORS[lang]]
    text = "\n\n".join(reversed(parts) if first else parts)
    alone = [facts(m) for m in meetings_in(REPORTS[lang], lang)]
    assert [facts(m) for m in meetings_in(text, lang)] == alone


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Anna Berg and Marco Costa met Ali Omar.", "Marco Costa and Anna Berg met Ali Omar."),
        ("Anna Berg met Ali Omar and Nadia Salem.", "Anna Berg met Nadia Salem and Ali Omar."),
        ("Anna Berg met Ali Omar in Rome on Monday.", "On Monday in Rome Anna Berg met Ali Omar."),
        ("Talks between Anna Berg and Ali Omar took place.", "Talks between Ali Omar and Anna Berg took place."),
    ],
)  # fmt: skip
def test_the_order_of_names_and_phrases_changes_nothing(text: str, other: str) -> None:
    one, two = meetings_in(text), meetings_in(other)
    assert len(one) == 1
    assert [facts(m) for m in one] == [facts(m) for m in two]


def test_sentences_about_two_meetings_may_change_places() -> None:
    first, second = REPORTS["en"].split(". ")
    swapped = meetings_in(f"{second} {first}.")
    assert sorted(map(facts, swapped)) == sorted(map(facts, meetings_in(REPORTS["en"])))


def test_every_value_carries_its_characters_rule_and_reason() -> None:
    text = REPORTS["en"]
    for meeting in meetings_in(text):
        assert {"status", "format", "date", "place"} <= meeting["evidence"].keys()
        for row in meeting["evidence"].values():
            assert row["rule"]
            assert row["why"]
            assert 0 < row["confidence"] <= 1
            assert all(0 <= a < b <= len(text) for a, b in row["spans"])
        least = min(row["confidence"] for row in meeting["evidence"].values())
        assert meeting["confidence"] >= least


def test_a_meeting_that_the_registry_has_is_named_by_its_record() -> None:
    (meeting,) = meetings_in("Anna Berg met Ali Omar in Tunis on 3 May 2021.")
    assert meeting["record"] == "2021-05-03-berg-omar-tunis"
