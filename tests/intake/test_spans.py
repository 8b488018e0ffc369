"""Every span of every proposal holds the words that it stands for, in six languages."""

from __future__ import annotations

import pytest

from intake.labelled import spans_of
from tests.intake.registry import KNOWN, proposals_in

PASSAGES = {
    "en": (
        "TUNIS, June 16 (Agency) – Anna Berg met Ali Omar in Tunis on Monday. “The"
        " truce must hold 🤝,” Berg said. They signed a memorandum of understanding on"
        " ports. Marco Costa will visit Rome tomorrow, a statement by the Harbour Board"
        " said.\n“It is too early,” the Salt League added"
    ),
    "ar": (
        "تونس 16 يونيو 2021 – التقى علي عمر آنا بيرغ في القاهرة أمس. وقالت بيرغ:"
        " «يجب أن تصمد الهدنة». ووقع الجانبان مذكرة تفاهم حول الموانئ، وأكد مجلس الميناء"
        " أن ماركو كوستا سيزور روما غدا."
    ),
    "ru": (
        "ТУНИС, 16 июня. Анна Берг встретилась с Али Омаром в Тунисе в понедельник."
        " «Перемирие должно соблюдаться, — заявила Берг. — Ждать нельзя». Стороны"
        " подписали меморандум о взаимопонимании. По словам Марко Косты, он приедет завтра."
    ),
    "fr": (
        "Anna Berg a rencontré Ali Omar à Genève lundi dernier. « La trêve doit tenir »,"
        " a déclaré Anna Berg. Les deux parties ont signé un protocole d’entente. Selon"
        " Marco Costa, une réunion aura lieu à Rome demain."
    ),
    "it": (
        'Anna Berg ha incontrato Ali Omar a Ginevra lunedì. "La tregua deve reggere", ha'
        " detto Anna Berg. Le parti hanno firmato un memorandum. Marco Costa ha annunciato"
        " che domani sarà a Roma."
    ),
    "tr": (
        "Deniz Kaya, Ali Omar ile Kahire'de pazartesi günü görüştü. “Ateşkes sürmelidir ve"
        " sürecektir” diyen Deniz Kaya, mutabakat muhtırası imzaladı. Ali Omar limanın"
        " açılacağını söyledi."
    ),
}


@pytest.mark.parametrize(("lang", "text"), PASSAGES.items())
def test_every_span_is_a_stretch_of_the_text(lang: str, text: str) -> None:
    answer = proposals_in(text, lang)
    for kind in ("meetings", "statements", "agreements"):
        assert answer[kind], kind
        for row in answer[kind]:
            assert row["spans"], row
    for start, end in spans_of(answer):
        assert 0 <= start < end <= len(text)
        words = text[start:end]
        assert words == words.strip()
        # Words are never cut: what stands beside a span belongs to no letter of it.
        assert not (words[0].isalnum() and text[start - 1 : start].isalnum())
        assert not (words[-1].isalnum() and text[end : end + 1].isalnum())


@pytest.mark.parametrize(("lang", "text"), PASSAGES.items())
def test_what_stands_before_a_passage_moves_its_spans(lang: str, text: str) -> None:
    before, after = proposals_in(text, lang), proposals_in("\n\n \u200f" + text, lang)
    moved = [(start + 4, end + 4) for start, end in spans_of(before["statements"])]
    assert list(spans_of(after["statements"])) == moved


@pytest.mark.parametrize(("lang", "text"), PASSAGES.items())
def test_every_party_is_known_or_proposed_as_new(lang: str, text: str) -> None:
    answer = proposals_in(text, lang)
    new = {row["slug"] for row in answer["new_parties"]}

    def known(slug: str) -> bool:
        return slug in KNOWN.parties or slug in new or slug.startswith("state-")

    for row in answer["meetings"]:
        assert all(map(known, row["participants"]))
    for row in answer["statements"]:
        assert all(known(row[key]) for key in ("speaker", "on_behalf_of") if row[key])
