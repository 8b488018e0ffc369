"""Texts and understandings, and what was done with them."""

from __future__ import annotations

import pytest

from tests.intake.registry import proposals_in

ONE = [
    ("en", "Anna Berg and Ali Omar signed a ceasefire agreement on Monday.", "signed",
     "ceasefire"),
    ("en", "The memorandum of understanding was signed by Anna Berg.", "signed", "mou"),
    ("en", "Anna Berg proposed a truce for the holiday.", "proposed", "ceasefire"),
    ("en", "Ali Omar refused to sign the Rome ceasefire agreement.", "refused",
     "ceasefire"),
    ("en", "They spoke of the implementation of the ceasefire agreement of May 2019.",
     "referenced", "ceasefire"),
    ("en", "Anna Berg and Ali Omar agreed to set up a committee for the port.",
     "announced", "political"),
    ("en", "Anna Berg and Ali Omar issued a joint statement.", "announced",
     "communique"),
    ("ar", "وقع علي عمر وآنا بيرغ اتفاق وقف إطلاق النار.", "signed", "ceasefire"),
    ("ru", "Анна Берг и Али Омар подписали соглашение о прекращении огня.", "signed",
     "ceasefire"),
    ("fr", "Anna Berg et Ali Omar ont signé un accord de cessez-le-feu.", "signed",
     "ceasefire"),
    ("it", "Anna Berg e Ali Omar hanno firmato un memorandum.", "signed", "mou"),
    ("tr", "Deniz Kaya ve Ali Omar mutabakat muhtırası imzaladı.", "signed", "mou"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "status", "kind"), ONE)
def test_an_agreement_has_its_kind_and_what_was_done(
    lang: str, text: str, status: str, kind: str
) -> None:
    (row,) = proposals_in(text, lang)["agreements"]
    assert (row["status"], row["kind"]) == (status, kind)
    assert row["title"]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg presented a plan.",
        "The port has an outcome for all.",
        "Anna Berg called on Ali Omar.",
        "",
    ],
)
def test_common_words_alone_are_no_agreement(text: str) -> None:
    assert proposals_in(text)["agreements"] == []


def test_the_sides_are_those_who_agreed() -> None:
    text = "A truce between the Harbour Board and the Salt League was signed."
    (row,) = proposals_in(text)["agreements"]
    assert row["parties"] == ["harbour-board", "salt-league"]


def test_an_agreement_belongs_to_the_meeting_that_made_it() -> None:
    text = (
        "Anna Berg met Marco Costa in Rome on Monday."
        " Anna Berg met Ali Omar in Tunis on Tuesday and they signed a pact."
    )
    answer = proposals_in(text)
    (row,) = answer["agreements"]
    meeting = answer["meetings"][row["meeting"]]
    assert set(meeting["participants"]) == {"berg", "omar"}
    assert set(row["parties"]) == {"berg", "omar"}


def test_the_same_text_is_proposed_once() -> None:
    text = (
        "Anna Berg and Ali Omar signed the Rome ceasefire agreement."
        " The ceasefire agreement is in force."
    )
    (row,) = proposals_in(text)["agreements"]
    assert "Rome" in row["title"]
