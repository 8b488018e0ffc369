"""Who acts on a journey, in a delegation and in what is told of it afterwards."""

from __future__ import annotations

import pytest

from tests.intake.registry import meetings_in

ACTING = [
    ("Anna Berg flew to Tunis with Marco Costa on Monday, where she met Ali Omar.", "en", {"berg", "omar"}),
    ("Anna Berg s'est rendue à Tunis lundi avec Marco Costa, où elle a rencontré Ali Omar.", "fr", {"berg", "omar"}),
    ("A delegation led by Anna Berg of the Tunis-based Harbour Board will meet Ali Omar.", "en", {"berg", "omar"}),
    ("Anna Berg discussed holding the vote as soon as possible with Ali Omar on Monday.", "en", {"berg", "omar"}),
    ("A delegation led by Anna Berg is in Tunis. The delegation will meet Ali Omar on Friday.", "en", {"berg", "omar"}),
    ("A meeting was held in Tunis on Monday. Attending were Anna Berg and Ali Omar.", "en", {"berg", "omar"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "lang", "expected"), ACTING)
def test_who_went_or_led_is_who_met(text: str, lang: str, expected: set[str]) -> None:
    assert [set(m["participants"]) for m in meetings_in(text, lang)] == [expected]


def test_the_words_of_a_date_do_not_cut_a_sentence() -> None:
    text = (
        "Anna Berg met Ali Omar on Monday."
        " Marco Costa met the following morning with Nadia Salem."
    )
    found = [(m["date"], set(m["participants"])) for m in meetings_in(text)]
    assert found == [
        ("2021-06-14", {"berg", "omar"}),
        ("2021-06-15", {"costa", "salem"}),
    ]
